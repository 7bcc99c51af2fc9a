"""The promises of one version: who has them, what opens and keeps them, and by which limits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from loyalty.benefits.occasion import Calendar, Occasion
from loyalty.engine.names import Names
from loyalty.engine.source import Source
from loyalty.errors import LoyaltyError
from loyalty.lang.expression import Expression
from loyalty.members.account import ACTIVE, NEVER, Account
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.promises import acts
from loyalty.promises.agenda import Dates, Periods
from loyalty.promises.choice import Choice
from loyalty.promises.clock import Cadence
from loyalty.promises.limits import Chosen, chosen, limits
from loyalty.promises.owed import Owed
from loyalty.promises.term import Term

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

KNOWN_MAX = 50_000
EPOCH_DAY = date(1970, 1, 1).toordinal()
Holds = Callable[[Account, Any, int], object]
"""(account, values of an event, instant): whether a condition holds."""


class Promised:
    """Answers for one version."""

    def __init__(self, plan: "Plan") -> None:
        """Number the promises, and sort them by what opens them."""
        self.plan = plan
        self.version = plan.version
        version = plan.version
        roles = {role.id: role.names for role in version.roles.values()}
        self.terms = [
            Term(promise, plan.number, place, version.zone, version.working, roles)
            for place, promise in enumerate(version.promises)
        ]
        self.cadences = [term for term in self.terms if term.promise.clock.every is not None]
        self.dated = [(term, occasion) for term in self.terms for occasion in term.promise.occasions]
        self.units = tuple(dict.fromkeys(unit for term in self.cadences for unit in _units(term)))
        self.periods = Periods(version.zone, version.working)
        self.dates = Dates(Calendar(version.zone, version.feb29))
        self._periods_ahead: dict[int, int] = {}
        self._conditions: dict[tuple[int, int], Holds] = {}

    @property
    def timed(self) -> bool:
        """Whether time alone opens something."""
        return bool(self.cadences or self.dated)

    def opened_by(self, kind: str) -> list[Term]:
        """Return the promises that an event of a kind opens."""
        return [term for term in self.terms if kind in term.promise.on]

    def touched_by(self, kind: str) -> bool:
        """Say whether an event of a kind may keep, move or waive obligations of the version."""
        promises = self.version.promises
        return any(kind in (*each.keeping.kinds, *each.waived_by, *each.moved_by) for each in promises)

    def dated_by(self, kind: str) -> bool:
        """Say whether an event of a kind sets a date of members around which something opens."""
        names = {occasion.name for _term, occasion in self.dated if occasion.source == "field"}
        links = [link for field in self.version.fields if field.name in names for link in (field.set_by, field.moves)]
        return any(link is not None and link[0] == kind for link in links)

    def following(self, account: Account, after: int) -> int:
        """Return when a period begins next, or a date opens something."""
        period = self._periods_ahead.get(after)
        if period is None:
            period = self._learn(after)
        if not self.dated:
            return period
        found = [self.dates.following(term, each, self._date(each, account), after) for term, each in self.dated]
        return min(period, *found)

    def _learn(self, after: int) -> int:
        """Remember when a period begins next: that is the same for all who were looked at at the same instant."""
        if len(self._periods_ahead) >= KNOWN_MAX:
            self._periods_ahead.clear()
        found = min([self.periods.following(unit, after) for unit in self.units], default=NEVER)
        return self._periods_ahead.setdefault(after, found)

    def begun(self, account: Account, at: int) -> Iterator[Owed]:
        """Yield the obligations that time opens at an instant for a member."""
        for term in self.terms:
            every = term.promise.clock.every
            if every is not None and self.has(term, account, at):
                unit = every.of(self._word(every, account, None, ()))
                begun = None if unit is None else self.periods.begins(unit, at)
                if begun is not None:
                    yield acts.opened(term, begun.case, at, begun.limits, begun.case, ())
            for occasion in term.promise.occasions if self.has(term, account, at) else ():
                yield from self._dated(term, occasion, account, at)

    def _dated(self, term: Term, occasion: Occasion, account: Account, at: int) -> Iterator[Owed]:
        words = self._words(term, account, None, ())
        lengths = chosen(term.promise.clock, words)
        if lengths is None:
            return
        for day in self.dates.begins(term, occasion, self._date(occasion, account), at, lengths):
            case = f"{day.year:04}" if occasion.source == "field" else day.isoformat()
            found = limits(term, self.version.zone.midnight(day), lengths)
            yield acts.opened(term, case, at, found, case, words)

    def opened(self, term: Term, account: Account, event: Event) -> Owed | None:
        """Return the obligation that an event opens; None when it opens none."""
        promise, kind = term.promise, self.version.events.get(event[3])
        if not self.has(term, account, event[0]) or not self._holds(self.plan, promise.where, account, event):
            return None
        anchor = self.anchor(self.plan, term, event)
        words = self._words(term, account, kind, event[6])
        lengths = chosen(promise.clock, words)
        if anchor is None or lengths is None:
            return None
        key = None
        if promise.keeping.match is not None:
            own = self.value(self.plan, event, promise.keeping.match)
            key = event[2] if own is None else own
        return acts.opened(term, event[2], event[0], limits(term, anchor, lengths), key, words)

    def has(self, term: Term, account: Account, at: int) -> bool:
        """Say whether a member has a promise, as it is said of benefits."""
        who = term.promise.who
        if account.status != ACTIVE or (who.kinds and account.kind not in who.kinds):
            return False
        if who.tiers is not None and self._tier(who.ladder, account) not in who.tiers:
            return False
        return who.condition is None or bool(self._condition(self.plan, who.condition, None)(account, (), at))

    def anchor(self, plan: "Plan", term: Term, event: Event) -> int | None:
        """Return the instant from which an event lets the limits be counted; None when it does not say it."""
        field = term.promise.clock.counted_from
        if field is None:
            return event[0]
        value = self.value(plan, event, field)
        declared = next((each for each in _fields(plan, event) if each.name == field), None)
        if value is None or declared is None:
            return None
        return self._midnight(value + EPOCH_DAY) if declared.type == "date" else value

    def _midnight(self, day: int) -> int:
        """Return when a day begins; the first day of all begins before all time where clocks are ahead of UTC."""
        try:
            return self.version.zone.midnight(date.fromordinal(day))
        except LoyaltyError:
            return self.version.zone.midnight(date.fromordinal(day + 1))

    def lengths(self, term: Term, words: Sequence[str | None]) -> Chosen | None:
        """Return the lengths that words chose before."""
        return chosen(term.promise.clock, words or (None, None, None))

    def value(self, plan: "Plan", event: Event, field: str) -> Any:
        """Return what an event says in a field; None where it says nothing or its kind has no such field."""
        for position, each in enumerate(_fields(plan, event)):
            if each.name == field:
                return event[6][position]
        return None

    def step(self, plan: "Plan", term: Term, event: Event) -> int:
        """Return the place of the step that an event names; -1 for none."""
        steps = term.promise.keeping.steps
        return -1 if steps is None else acts.step_of(term, self.value(plan, event, steps.field))

    def keeps(self, plan: "Plan", term: Term, account: Account, event: Event) -> bool:
        """Say whether what must hold for a keeping event holds."""
        return self._holds(plan, term.promise.keeping.when, account, event)

    def _holds(self, plan: "Plan", condition: Expression | None, account: Account, event: Event) -> bool:
        if condition is None:
            return True
        kind = plan.version.events.get(event[3])
        return bool(self._condition(plan, condition, kind)(account, event[6], event[0]))

    def _condition(self, plan: "Plan", condition: Expression, kind: EventKind | None) -> Holds:
        """Return a condition as a function, compiled when it is first asked; in the words of this version."""
        key = id(condition), 0 if kind is None else id(kind)
        found = self._conditions.get(key)
        if found is None:
            found = self._conditions[key] = self._compiled(plan, condition, kind)
        return found

    def _compiled(self, plan: "Plan", condition: Expression, kind: EventKind | None) -> Holds:
        if kind is not None and plan is not self.plan and not self._readable(condition, kind):
            return lambda _account, _values, _at: False
        source = Source()
        names = Names(source, self.plan.layout, self.plan.number, kind)
        with source.block("def holds(s, v, t):"):
            source.line("m = s.m")
            source.line(f"return {names.expression(condition)}")
        space = self.plan.beside(source.space)
        exec(compile(source.text, f"<promises of version {self.plan.number}>", "exec"), space)  # noqa: S102 - our own text, see source.py
        holds: Holds = space["holds"]
        return holds

    def _readable(self, condition: Expression, kind: EventKind) -> bool:
        """Say whether an event of another version has every field that a condition reads."""
        others = {field.name for each in self.version.events.values() for field in each.fields}
        own = {field.name for field in kind.fields}
        known = {field.name for field in self.version.fields} | self.version.metrics.keys()
        known |= self.version.parameters.keys() | self.version.ladders.keys() | {"tier", "kind", "at"}
        return not (condition.typed.names & others) - own - known

    def _words(
        self, term: Term, account: Account, kind: EventKind | None, values: Sequence[Any]
    ) -> tuple[str | None, str | None, str | None]:
        """Return the words that choose the limits: of `due`, of `before`, of `earliest`."""
        clock = term.promise.clock
        due, before, earliest = (
            None if choice is None else self._word(choice, account, kind, values)
            for choice in (clock.due, clock.before, clock.earliest)
        )
        return due, before, earliest

    def _word(self, choice: Choice[Any], account: Account, kind: EventKind | None, values: Sequence[Any]) -> str | None:
        if choice.source == "tier":
            return self._tier(choice.name, account)
        if choice.source == "kind":
            return account.kind
        if choice.source == "member":
            found = account.fields[self.plan.layout.fields.index(choice.name)]
            return None if found is None else str(found)
        if choice.source == "event" and kind is not None:
            found = values[kind.position(choice.name)]
            return None if found is None else str(found)
        return None

    def _tier(self, ladder: str, account: Account) -> str:
        places = self._ladders
        place = places.get(ladder or "main")
        return "none" if place is None else self.plan.steps[place].name(account.standings[place].rank)

    @property
    def _ladders(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.plan.layout.ladders)}

    def _date(self, occasion: Occasion, account: Account) -> date | None:
        """Return the date of the member that an occasion is about."""
        if occasion.source != "field":
            return None
        value = account.fields[self.plan.layout.fields.index(occasion.name)]
        return None if value is None else date.fromordinal(int(value) + EPOCH_DAY)


def _fields(plan: "Plan", event: Event) -> tuple[Field, ...]:
    """Return the declared fields of an event; none of an enrolment, whose values are those of the member."""
    kind = plan.version.events.get(event[3])
    return () if kind is None else kind.fields


def _units(term: Term) -> Sequence[Cadence]:
    every = term.promise.clock.every
    return () if every is None else tuple(every.values.values())
