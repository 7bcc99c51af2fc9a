"""Holds applications against the terms of the version in force, and tells all that is wrong with one at once."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from loyalty.engine.asking import EPOCH_DAY, Asking, given, type_of
from loyalty.errors import LoyaltyError
from loyalty.lang import evaluate
from loyalty.lang.expression import Expression
from loyalty.members.account import ACTIVE, NEVER, Account
from loyalty.members.event import Event
from loyalty.members.field import Value
from loyalty.members.writer import MASK
from loyalty.requests.doubt import Doubt
from loyalty.requests.rule import RequestRule

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Plan


class Applications:
    """Judges the applications of one version."""

    def __init__(self, machine: "Machine", plan: "Plan") -> None:
        """Look up the requests by the kind of their applications."""
        self.machine, self.plan, self.version = machine, plan, plan.version
        self.by_kind: Mapping[str, RequestRule] = {rule.on: rule for rule in plan.version.requests}
        self.by_id: Mapping[str, RequestRule] = {rule.id: rule for rule in plan.version.requests}

    def doubts(self, rule: RequestRule, s: Account, e: Event) -> tuple[Doubt, ...]:
        """Return every term that an application does not fulfil."""
        found = (self._who, self._needs, self._start, self._guests, self._capacity, self._refuse)
        return tuple(doubt for part in found for doubt in part(rule, s, e))

    def roles(self, rule: RequestRule, e: Event) -> list[str]:
        """Return the roles that must approve this application, each as often as people of it are needed."""
        return rule.approval.wanted({each.amount: self._number(e, each.amount) for each in rule.approval.above})

    def ends(self, rule: RequestRule, e: Event) -> int:
        """Return when this application expires unless it is decided; NEVER when it does not."""
        if rule.expires is not None:
            return self.version.zone.add(e.at, rule.expires, end=True)
        start = self._begins(rule, e) if rule.until_start else None
        return NEVER if start is None else start

    def value(self, e: Event, field: str | None) -> Value:
        """Return what an event has in a field; None without one."""
        if field is None:
            return None
        found: Value = e.values[self.version.events[e.kind].position(field)]
        return found

    def _who(self, rule: RequestRule, s: Account, e: Event) -> Iterator[Doubt]:
        who, path = rule.terms.who, rule.path
        if s.status != ACTIVE:
            yield Doubt("paused", path)
        if who.tiers is not None and (tier := self._tier(who.ladder, s)) not in who.tiers:
            yield Doubt("tier", (*path, "tiers"), {"tier": tier, "tiers": self._in_order(rule)})
        if who.kinds and s.kind not in who.kinds:
            yield Doubt("kind", (*path, "kinds"), {"kind": s.kind, "kinds": sorted(who.kinds)})
        if who.condition is not None and not Asking(self.machine, s, e.at).holds(who.condition.typed):
            yield Doubt("when", (*path, "when"), {"when": who.condition})

    def _needs(self, rule: RequestRule, s: Account, _e: Event) -> Iterator[Doubt]:
        for name in rule.terms.needs:
            if s.fields[self.plan.layout.fields.index(name)] is None:
                yield Doubt("needs", (*rule.path, "needs"), {"field": name})

    def _start(self, rule: RequestRule, _s: Account, e: Event) -> Iterator[Doubt]:
        terms, zone, path = rule.terms, self.version.zone, rule.path
        if terms.start is None:
            return
        start = self._begins(rule, e)
        if start is None:
            return
        if terms.lead is not None and start < (earliest := zone.add(e.at, terms.lead)):
            yield Doubt("lead", (*path, "lead"), {"lead": terms.lead, "earliest": zone.local(earliest)})
        elif start <= e.at if rule.until_start else self._over(rule, e, start):
            yield Doubt(
                "start",
                (*path, "start"),
                {"field": terms.start, "start": self._told(e, terms.start, zone.local(start))},
            )

    def _guests(self, rule: RequestRule, _s: Account, e: Event) -> Iterator[Doubt]:
        most, guests = rule.terms.companions, self._number(e, rule.terms.guests)
        if most is not None and (guests or 0) > most:
            yield Doubt(
                "companions",
                (*rule.path, "companions"),
                {"most": most, "asked": self._told(e, rule.terms.guests, guests)},
            )

    def _capacity(self, rule: RequestRule, _s: Account, e: Event) -> Iterator[Doubt]:
        terms = rule.terms
        if terms.capacity is None:
            return
        asked = 1 + (self._number(e, terms.guests) or 0)
        if terms.quantity is not None:
            asked = self._number(e, terms.quantity) or 0
        taken = self._number(e, terms.taken) or 0
        if taken + asked > terms.capacity:
            told = self._told(e, terms.guests if terms.quantity is None else terms.quantity, asked)
            facts = {"capacity": terms.capacity, "taken": self._told(e, terms.taken, taken), "asked": told}
            yield Doubt("capacity", (*rule.path, "capacity"), facts)

    def _refuse(self, rule: RequestRule, s: Account, e: Event) -> Iterator[Doubt]:
        for each in rule.terms.refuse:
            if self._holds(each.when, s, e):
                yield Doubt(each.id, each.path, {"when": each.when, "reason": each.reason})

    def _tier(self, ladder: str, s: Account) -> str:
        steps = self.plan.steps[self.plan.layout.ladders.index(ladder)]
        return steps.name(s.standings[steps.number].rank)

    def _in_order(self, rule: RequestRule) -> list[str]:
        ladder = self.version.ladders.get(rule.terms.who.ladder)
        order = ["none", *(tier.id for tier in ladder.tiers)] if ladder else []
        return [tier for tier in order if tier in (rule.terms.who.tiers or ())]

    def _told(self, e: Event, field: str | None, value: object) -> object:
        """Return a figure as it may be told: personal data is a mask."""
        hidden = any(each.name == field and each.pii for each in self.version.events[e.kind].fields)
        return MASK if hidden else value

    def _number(self, e: Event, field: str | None) -> int | None:
        value = self.value(e, field)
        return value if isinstance(value, int) else None

    def _begins(self, rule: RequestRule, e: Event) -> int | None:
        """Return the instant at which the use begins; a date begins at its midnight."""
        value = self._number(e, rule.terms.start)
        kind = next((f.type for f in self.version.events[e.kind].fields if f.name == rule.terms.start), "")
        if kind != "date" or value is None:
            return value
        try:
            return self.version.zone.midnight(date.fromordinal(EPOCH_DAY + value))
        except LoyaltyError:  # the first day of all begins before all time where clocks are ahead of UTC
            return self.version.zone.midnight(date.fromordinal(EPOCH_DAY + value + 1))

    def _over(self, rule: RequestRule, e: Event, start: int) -> bool:
        """Say whether the start of use has passed; a date has passed when the day is over."""
        field = next(each for each in self.version.events[e.kind].fields if each.name == rule.terms.start)
        if field.type != "date":
            return start < e.at
        return self.version.zone.day_number(e.at) - EPOCH_DAY > (self._number(e, field.name) or 0)

    def _holds(self, expression: Expression, s: Account, e: Event) -> bool:
        """Say whether a condition over the application and the member holds; nothing counts as no."""
        asking, typed = Asking(self.machine, s, e.at), expression.typed
        own = {field.name for field in self.version.events[e.kind].fields}
        values = {
            name: given(self.value(e, name), type_of(typed, name)) if name in own else asking.value(name, typed)
            for name in typed.names
        }
        return bool(evaluate(typed, values, day_of=asking.day_of, feb29=self.version.feb29))
