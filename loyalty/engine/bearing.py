"""Which events bear on which tiers: entering is decided at an event that can change the condition (semantics 24)."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from loyalty.engine.layout import Layout
from loyalty.engine.uses import Use
from loyalty.lang.expression import Expression
from loyalty.members.account import Account
from loyalty.metrics.metric import Metric
from loyalty.metrics.slots import Slot
from loyalty.program.dependence import in_order, of_ladders
from loyalty.tiers.ladder import Tier
from loyalty.tiers.steps import Steps

Holds = Callable[[Account, int], bool]
"""(account, at): whether a condition holds."""
UPDATE = "update"
"""The core kind that changes member fields."""


class Bearing:
    """The event kinds on which each tier's `enter` depends in a version, through metrics, fields and other ladders."""

    def __init__(self, layout: Layout, number: int, steps: Sequence[Steps], enters: Sequence[Sequence[Holds]]) -> None:
        """Follow every condition to the events it reads; `enters` are the compiled ones, by ladder and rank."""
        self.layout = layout
        self.number = number
        self.version = layout.versions[number]
        self.steps = steps
        self.enters = enters
        self._kinds: dict[str, frozenset[str]] = {}
        self._following: set[str] = set()
        self._tiers = [
            (steps.number, rank, tier)
            for steps in self.steps
            for rank, tier in enumerate(steps.tiers, start=1)
            if tier is not None
        ]

    @cached_property
    def _order(self) -> list[int]:
        order, _circles = in_order(of_ladders(self.version.ladders, self.version.metrics))
        return [self.layout.ladders.index(name) for name in order]

    @cached_property
    def _of_tiers(self) -> dict[tuple[int, int], frozenset[str]]:
        return {(ladder, rank): self.of_expression(tier.enter) for ladder, rank, tier in self._tiers}

    def tiers(self) -> Iterable[tuple[int, int, Tier]]:
        """Return (ladder, rank, tier) for all tiers of the version."""
        return self._tiers

    def ranks(self, kind: str) -> list[tuple[int, list[int]]]:
        """Return the ranks on whose `enter` an event of a kind bears; a ladder comes after those that it reads."""
        found: dict[int, list[int]] = {}
        for ladder, rank, _tier in self._tiers:
            if kind == "enrol" or kind in self._of_tiers[ladder, rank]:
                found.setdefault(ladder, []).append(rank)
        return [(ladder, found[ladder]) for ladder in self._order if ladder in found]

    def of_expression(self, expression: Expression) -> frozenset[str]:
        """Return the event kinds whose events can change what an expression says."""
        return frozenset().union(*(self._of_name(name) for name in expression.typed.names))

    def _of_name(self, name: str) -> frozenset[str]:
        if name in self.version.metrics:
            return self._of_metric(self.version.metrics[name])
        for field in self.version.fields:
            if field.name == name:
                return frozenset({UPDATE, *(link[0] for link in (field.set_by, field.moves) if link)})
        ladder = "main" if name == "tier" else name
        return self._of_ladder(ladder) if ladder in self.version.ladders else frozenset()

    def _of_metric(self, metric: Metric) -> frozenset[str]:
        if metric.name not in self._kinds:
            found = {source.kind for source in metric.sources} | set(metric.broken_by)
            if "points" in found:
                found |= self._earning()
            names = metric.formula.typed.names if metric.formula else frozenset(name for name, _ in metric.weights)
            self._kinds[metric.name] = frozenset(found).union(*(self._of_name(name) for name in names))
        return self._kinds[metric.name]

    def _earning(self) -> set[str]:
        points = self.version.points
        if points is None:
            return set()
        pending = [points.pending, *(rule.pending for rule in points.earn)]
        return {rule.on for rule in points.earn} | {wait.until for wait in pending if wait and wait.until}

    def _of_ladder(self, ladder: str) -> frozenset[str]:
        if ladder in self._following:
            return frozenset()
        self._following.add(ladder)
        kinds = [self.of_expression(tier.enter) for tier in self.version.ladders[ladder].tiers]
        self._following.discard(ladder)
        return frozenset().union(*kinds)

    def only(self, ladder: int, rank: int) -> bool:
        """Whether events of one declared kind alone bear on a tier: then its condition is written out there."""
        return len(self._of_tiers[ladder, rank] & self.version.events.keys()) == 1

    def rolling(self, kind: str, uses: Sequence[Use]) -> list[Slot]:
        """Return the rolling windows that are read in place or fed when an event of a kind is folded."""
        slots = {use.slot.index: use.slot for use in uses if use.slot.form == "rolling"}
        here = [
            tier.enter
            for *place, tier in self._tiers
            if kind in self._of_tiers[place[0], place[1]] and self.only(place[0], place[1])
        ]
        for expression in [*here, *self._rules(kind)]:
            slots.update({slot.index: slot for slot in self.windows(expression)})
        return [slots[index] for index in sorted(slots)]

    def _rules(self, kind: str) -> list[Expression]:
        points = self.version.points
        if points is None:
            return []
        earning = [rule.where for rule in points.earn if rule.on == kind and rule.where]
        return [*earning, *(factor.where for factor in points.multipliers if factor.on == kind and factor.where)]

    def windows(self, expression: Expression) -> list[Slot]:
        """Return the rolling windows that an expression reads directly; formulas bring theirs up to date themselves."""
        own = self.layout.by_name[self.number]
        slots = [own[name] for name in sorted(expression.typed.names) if name in own]
        return [slot for slot in slots if slot.form == "rolling"]
