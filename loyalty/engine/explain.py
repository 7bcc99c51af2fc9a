"""Why a member stands where he stands, and why not higher: rules, facts, windows, lots, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import attrs

from loyalty.benefits.answer import Answer
from loyalty.engine import copying
from loyalty.engine.asking import Asking, type_of
from loyalty.engine.effects import Earned, Effect, Rejected, TierLeft, TierReached
from loyalty.engine.evidence import begins, evidence
from loyalty.engine.offer_wording import OfferWording
from loyalty.engine.outlook import Gap, falls, outlook
from loyalty.engine.privacy import personal, personal_facts, personal_metric
from loyalty.engine.promise_misses import Misses
from loyalty.engine.promise_reasons import PromiseReasons
from loyalty.engine.reason import LANGUAGES, Reason
from loyalty.engine.request_reasons import RequestReasons
from loyalty.engine.state import State
from loyalty.engine.telling import where
from loyalty.engine.values import public
from loyalty.engine.wording import Wording
from loyalty.engine.workings import workings
from loyalty.errors import LoyaltyError, nearest
from loyalty.lang import Typed, alternatives
from loyalty.lang.needs import Need
from loyalty.members.event import Event
from loyalty.members.writer import MASK
from loyalty.metrics.metric import Metric
from loyalty.periods import to_instant
from loyalty.tiers.ladder import NONE, Tier
from loyalty.tiers.steps import Steps

Ask = Literal["why", "why-not"]
FACTS_MAX = 12
"""Facts shown for one metric; the rest is counted."""


class Explainer:
    """Answers questions about one state, with the effects and events that led to it."""

    def __init__(self, state: State, effects: Sequence[Effect], events: Sequence[Event]) -> None:
        """Prepare; `events` is the history of the fold."""
        self.state = state
        self.machine = state._machine  # noqa: SLF001 - the engine's own
        self.effects = effects
        refused = {effect.cause for effect in effects if isinstance(effect, Rejected)}
        self.events = [event for event in events if event.id not in refused]
        self.asking = Asking(self.machine, copying.copy(state._now), to_instant(state.at))  # noqa: SLF001
        self.version = self.asking.version
        self.words = Wording(self.version)

    def everything(self) -> Reason:
        """Explain every standing, the points and what was rejected."""
        children = [self.why(steps) for steps in self._ladders()]
        if self.version.points is not None:
            children.append(self.points())
        children += [self.metric(metric) for metric in self._results()]
        children += [self.benefits()] if self.version.benefits else []
        children += [self.standards()] if self.version.standards else []
        children += [self.promises()] if self.version.promises or self.asking.account.promises else []
        children += [self.requests()] if self.version.requests else []
        children += [self.rejection(effect) for effect in self.effects if isinstance(effect, Rejected)]
        return Reason("member", self.words.member(self.state), children=tuple(children))

    def about(self, ask: Ask, tier: str | None) -> Reason:
        """Explain one tier, benefit, metric, promise or request, or everything when none is named.

        Raises:
            LoyaltyError: there is no such tier, benefit, metric, promise or request.
        """
        if tier is None and ask == "why":
            return self.everything()
        if tier is None:
            children = [self.why_not(steps, step) for steps in self._ladders() for step in self._above(steps)]
            return Reason("member", self.words.member(self.state), children=tuple(children))
        found = [
            (steps, step) for steps in self._ladders() for step in steps.tiers if step is not None and step.id == tier
        ]
        if not found and any(each.id == tier for each in self.version.benefits):
            return next(each for each in self.benefits().children if each.facts["benefit"] == tier)
        if not found and tier in self.version.metrics:
            return self.metric(self.version.metrics[tier])
        if not found and any(each.id == tier for version in self.machine.layout.versions for each in version.promises):
            return self._promise(tier)
        if not found and any(each.id == tier for version in self.machine.layout.versions for each in version.requests):
            return self.requests(tier)
        if not found:
            known = [step.id for steps in self._ladders() for step in steps.tiers if step is not None]
            known += [each.id for each in self.version.benefits] + [each.id for each in self.version.promises]
            known += [each.id for each in self.version.requests]
            hint = ", ".join(self._called(tier) or nearest(tier, known) or known)
            if any(each.id == tier for each in self.version.targets):
                hint = "a target is about all members: `loyalty targets`, `program.targets(...)`"
            message = f"there is no tier, benefit, metric, promise or request `{tier}`"
            raise LoyaltyError("unknown-tier", message, hint=hint)
        steps, step = found[0]
        reached = self.machine.layout.ranks[steps.number].index(tier) + 1 <= self._rank(steps)
        return self.why(steps, step) if reached else self.why_not(steps, step)

    def requests(self, request: str = "", event: str = "") -> Reason:
        """Explain what waits for a decision and what became of the rest: of all requests, or of some."""
        return RequestReasons(self.machine, self.asking.account, self.effects).told(request, event)

    def _results(self) -> list[Metric]:
        """Return the metrics that are results: they say their unit, and no other metric reads them."""
        metrics = self.version.metrics.values()
        inner = {name for one in metrics for name in (one.formula.typed.names if one.formula else dict(one.weights))}
        return [metric for metric in metrics if metric.unit is not None and metric.name not in inner]

    def _called(self, name: str) -> list[str]:
        """Return the ids of tiers that people call by a name."""
        tiers = [tier for ladder in self.version.ladders.values() for tier in ladder.tiers]
        return [tier.id for tier in tiers if name in tier.names.values()]

    def _ladders(self) -> list[Steps]:
        return [steps for steps in self.asking.plan.steps if any(tier is not None for tier in steps.tiers)]

    def _above(self, steps: Steps) -> Iterator[Tier]:
        return (tier for tier in steps.tiers[self._rank(steps) :] if tier is not None)

    def _rank(self, steps: Steps) -> int:
        return self.asking.account.standings[steps.number].rank

    def why(self, steps: Steps, step: Tier | None = None) -> Reason:
        """Explain the present standing on a ladder."""
        rank = self._rank(steps)
        tier = step or steps.tier(rank)
        change = self._last_change(steps.id)
        if tier is None:
            lost = [self._change(change)] if change else []
            return Reason(
                "tier", self.words.standing(steps, NONE), children=(*lost, *map(self._missing_of, self._first(steps)))
            )
        children = [self._change(change)] if change else []
        children.append(self.condition(tier.enter.typed, tier.enter.text, where(self.version, (*tier.path, "enter"))))
        children += self._keeping(steps)
        return Reason(
            "tier",
            self.words.standing(steps, steps.name(rank)),
            where(self.version, tier.path),
            children=tuple(children),
        )

    def _first(self, steps: Steps) -> Iterator[tuple[Steps, Tier]]:
        return ((steps, tier) for tier in list(self._above(steps))[:1])

    def _missing_of(self, pair: tuple[Steps, Tier]) -> Reason:
        return self.why_not(*pair)

    def why_not(self, steps: Steps, tier: Tier) -> Reason:
        """Explain what is missing for a tier."""
        look = next(
            each for each in outlook(self.machine, self.asking.account, self.asking.at) if each.ladder == steps.id
        )
        above = next((each for each in look.above if each.tier == tier.id), None)
        path = where(self.version, (*tier.path, "enter"))
        children = [self.condition(tier.enter.typed, tier.enter.text, path)]
        children += self._ways(above.ways if above else ())
        for gate in above.gates if above else ():
            children.append(Reason("missing", self.words.gate(gate), where(self.version, tier.path), holds=False))
        place = where(self.version, tier.path)
        return Reason("tier", self.words.not_yet(steps, tier), place, holds=False, children=tuple(children))

    def _last_change(self, ladder: str) -> TierReached | TierLeft | None:
        changes = [e for e in self.effects if isinstance(e, (TierReached, TierLeft)) and e.ladder == ladder]
        return changes[-1] if changes else None

    def _change(self, effect: TierReached | TierLeft) -> Reason:
        facts = {"at": effect.at.isoformat(), "event": effect.cause, "from": effect.before, "to": effect.tier}
        return Reason("tier", self.words.change(effect), effect.where, facts=facts)

    def _keeping(self, steps: Steps) -> list[Reason]:
        looks = outlook(self.machine, self.asking.account, self.asking.at)
        keep = next(each for each in looks if each.ladder == steps.id).keep
        if keep is None:
            return []
        gaps = tuple(self._ways(keep.ways))
        return [
            Reason(
                "condition", self.words.review(keep), holds=keep.holds, facts={"review": str(keep.until)}, children=gaps
            )
        ]

    def condition(self, typed: Typed, text: str, place: str) -> Reason:
        """Explain whether a condition holds: every part with its value, and every metric with its facts."""
        ways = alternatives(self.asking.bound(typed))
        needs: dict[str, Need] = {}
        for way in ways:
            for need in way:
                needs.setdefault(repr((need.name, need.op, need.threshold, need.typed.start)), need)
        children = tuple(self._need(need) for need in needs.values())
        said = {language: self.words.condition(typed, language) for language in LANGUAGES}
        return Reason("condition", said, place, self.asking.holds(typed), {"text": text}, children)

    def _need(self, need: Need) -> Reason:
        holds = self.asking.holds(need.typed)
        said = {language: self.words.condition(need.typed, language) for language in LANGUAGES}
        names = sorted(need.typed.names) if need.name is None else [need.name]
        metrics = tuple(self.metric(self.version.metrics[name]) for name in names if name in self.version.metrics)
        if need.name is None:
            return Reason("condition", said, holds=holds, children=metrics)
        shown = self._shown(need.name, need.typed)
        return Reason(
            "condition",
            self.words.with_value(said, self.words.shown(need.name, shown)),
            "",
            holds,
            {"value": shown},
            metrics,
        )

    def _shown(self, name: str, typed: Typed) -> object:
        """Return a value as it is shown; personal data stays out of explanations."""
        value = self.asking.value(name, typed)
        hidden = value is not None and personal(self.version, name)
        return MASK if hidden else public(value, type_of(typed, name), self.version.zone)

    def _shown_metric(self, metric: Metric) -> object:
        value = self.asking.metric(metric)
        hidden = value is not None and personal_metric(self.version, metric)
        return MASK if hidden else public(value, metric.type, self.version.zone)

    def metric(self, metric: Metric) -> Reason:
        """Explain a metric: its value, its window, and the facts in it."""
        value = self._shown_metric(metric)
        children = [*workings(self.asking, self.words, metric)]
        parts = sorted(metric.formula.typed.names) if metric.formula else [name for name, _ in metric.weights]
        children += [self.metric(self.version.metrics[name]) for name in parts if name in self.version.metrics]
        facts = evidence(self.asking, metric, self.events)
        facts = [attrs.evolve(fact, value=MASK) for fact in facts] if personal_facts(self.version, metric) else facts
        if len(facts) > FACTS_MAX:
            children.append(Reason("fact", self.words.earlier(len(facts) - FACTS_MAX)))
        children += [
            Reason("fact", self.words.fact(fact, metric), facts={"event": fact.event, "value": fact.value})
            for fact in facts[-FACTS_MAX:]
        ]
        slot = self.machine.layout.by_name[self.asking.plan.number].get(metric.name)
        since = begins(self.asking, slot) if slot else None
        text = self.words.metric(metric, self.words.shown(metric.name, value), since, falls(self.asking, metric.name))
        path = where(self.version, metric.path)
        return Reason("metric", text, path, facts={"value": value}, children=tuple(children))

    def _ways(self, ways: Sequence[Sequence[Gap]]) -> list[Reason]:
        """Say what is missing; several ways are alternatives, each with all that it asks."""
        if len(ways) == 1:
            return [self._gap(gap) for gap in ways[0]]
        return [
            Reason("missing", self.words.way(number), children=tuple(self._gap(gap) for gap in way))
            for number, way in enumerate(ways, start=1)
        ]

    def _gap(self, gap: Gap) -> Reason:
        return Reason(
            "missing",
            self.words.gap(gap),
            holds=False,
            facts={"name": gap.name, "missing": gap.missing, "until": gap.until},
        )

    def points(self) -> Reason:
        """Explain the balance: its accounts, the lots left, and what each rule gave."""
        accounts: dict[str, Any] = {
            name: getattr(self.state.points, name)
            for name in ("available", "pending", "held", "debt", "issued", "spent", "lapsed", "reversed")
        }
        given: dict[tuple[str, str], int] = {}
        for effect in self.effects:
            if isinstance(effect, Earned):
                given[effect.rule, effect.where] = given.get((effect.rule, effect.where), 0) + effect.points
        rules = [
            Reason("rule", self.words.rule(rule, points), place, facts={"points": points})
            for (rule, place), points in given.items()
        ]
        lots = [
            Reason(
                "lot",
                self.words.lot(lot),
                facts={"points": lot.points, "source": lot.source, "expires": lot.expires_at},
            )
            for lot in self.state.lots
        ]
        path = self.version.points.path if self.version.points else ()
        return Reason(
            "points", self.words.balance(accounts), where(self.version, path), facts=accounts, children=(*rules, *lots)
        )

    def benefits(self, found: Answer | None = None) -> Reason:
        """Explain every benefit: granted, skipped because of another one, or why not; or an answer to a request."""
        words = OfferWording(self.words)
        if found is None:
            found = self.asking.plan.entitling.answer(self.asking.account, self.asking.at)
        granted = [
            Reason(
                "benefit", words.granted(each), each.where, holds=True, facts={"benefit": each.id, "left": each.left}
            )
            for each in found.granted
        ]
        skipped = [
            Reason("benefit", words.skipped(each), each.where, holds=False, facts={"benefit": each.id, "by": each.by})
            for each in found.skipped
        ]
        other = [
            Reason(
                "benefit",
                words.inapplicable(each),
                each.where,
                holds=False,
                facts={"benefit": each.id, "code": each.code},
            )
            for each in found.inapplicable
        ]
        return Reason("benefits", {"zh": "权益", "en": "benefits"}, children=(*granted, *skipped, *other))

    def standards(self) -> Reason:
        """Tell every event that does not keep a standard."""
        found = [each for event in self.events for each in self.machine.plan_at(event.at).judge.findings((event,))]
        told = [
            Reason(
                "finding", self.words.finding(each), each.where, holds=False,
                facts={"standard": each.standard, "event": each.event, "severity": each.severity, **each.facts},
            )
            for each in found[-FACTS_MAX:]
        ]  # fmt: skip
        return Reason("standards", self.words.standards(len(found)), holds=not found, children=tuple(told))

    def promises(self, case: str | None = None) -> Reason:
        """Tell what is owed, and how often promises were kept so far; or what became of one case."""
        return PromiseReasons(self.machine, self.asking.account, self.effects).told(case)

    def _promise(self, name: str) -> Reason:
        """Tell what became of one promise, and of the events that could have kept it and did not."""
        reasons = PromiseReasons(self.machine, self.asking.account, self.effects)
        found = [each for each in reasons.trails if each.promise == name]
        misses = Misses(self.machine, name, found, self.events, self.effects, self.words.condition)
        said = reasons.told(promise=name)
        return attrs.evolve(said, children=(*said.children, *list(misses.told())[-FACTS_MAX:]))

    def rejection(self, effect: Rejected) -> Reason:
        """Explain why an event had no effect."""
        facts = {"event": effect.cause, "code": effect.code}
        return Reason("rejection", self.words.rejection(effect), effect.where, holds=False, facts=facts)
