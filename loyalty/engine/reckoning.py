"""What one member contributes to the figures of one target."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from loyalty.engine.asking import Asking
from loyalty.engine.course import Course
from loyalty.engine.event_figures import EventFigure, findings
from loyalty.engine.judged import Judged, Values
from loyalty.engine.promise_outcomes import Ended
from loyalty.members.event import Event
from loyalty.program import Version
from loyalty.targets.figure import FLAGS, OF_EVENTS, OF_METRICS, Figure
from loyalty.targets.sum import Exact, Sum
from loyalty.targets.target import Target

_MEANS = {"start": "at_start", "end": "at_end", "joined": "joined_in", "left": "left_in"}


class Entry(NamedTuple):
    """What is kept of a member as he enters a period: the group he is in, and what conditions of figures read."""

    group: str
    values: Mapping[str, Values]


class Reckoner:
    """Reckons with one target of a version, in the period that begins at `start`."""

    def __init__(self, version: Version, target: Target, start: int) -> None:
        """Bind the conditions to the parameters."""
        self.target = target
        self.start = start
        self.judged = Judged(version)
        self.condition = self.judged.typed(target.who.condition)
        self.wheres = {each.name: self.judged.typed(each.where) for each in target.figures}
        self.of_events = {
            each.name: EventFigure(self.judged, each) for each in target.figures if each.operation in OF_EVENTS
        }

    @property
    def looks_at_entry(self) -> bool:
        """Whether it matters how a member stands when he enters the period."""
        who = self.target.who
        return bool(self.target.by or who.kinds or self.condition or any(self._early())) or who.tiers is not None

    def _early(self) -> Iterator[Figure]:
        """Yield the figures whose condition is about a member who enters the period."""
        for each in self.target.figures:
            if each.operation == "members" and each.membership != "end" and each.where is not None:
                yield each

    def enter(self, asking: Asking) -> Entry | None:
        """Return what is kept of a member who enters the period; None for whom the target is not about."""
        who = self.target.who
        if who.kinds and asking.account.kind not in who.kinds:
            return None
        if who.tiers is not None and asking.standing(who.ladder) not in who.tiers:
            return None
        if self.condition is not None and not self.judged.holds(
            self.condition, self.judged.read(self.condition, asking)
        ):
            return None
        found = {each.name: self.wheres[each.name] for each in self._early()}
        kept = {name: self.judged.read(typed, asking) for name, typed in found.items() if typed is not None}
        return Entry(self._group(asking), kept)

    def _group(self, asking: Asking) -> str:
        by = self.target.by
        if by == "tier":
            return asking.standing(self.target.who.ladder)
        return str(asking.value(by)) if by else ""

    def reckon(self, course: Course, entry: Entry, sums: Sequence[Sum]) -> None:
        """Add what a member contributes to each figure."""
        at_start, at_end = course.at_start[self.start], course.at_end
        flags = dict(zip(FLAGS, (at_start, at_end, not at_start, not at_end), strict=True))
        events = course.events
        if events and events[0][0] < self.start:
            events = [event for event in events if event[0] >= self.start]
        for figure, total in zip(self.target.figures, sums, strict=True):
            for value in self._values(figure, course, (entry, events, flags)):
                total.add(value)

    def _values(self, figure: Figure, course: Course, known: tuple[Entry, Sequence[Event], Values]) -> Iterator[Exact]:
        entry, events, flags = known
        if figure.operation in OF_EVENTS:
            found = self.of_events[figure.name].values(course, events, flags)
            yield from found if figure.operation != "members_with" else [1] * any(True for _ in found)
        elif figure.operation == "findings":
            yield from [1] * findings(course, events, figure.names_of)
        elif figure.operation == "promises":
            yield from [1] * sum(self._is_meant(figure, each) for each in course.ended)
        elif self._concerns(figure, course, entry, flags):
            yield from self._of_member(figure, course)

    def _is_meant(self, figure: Figure, ended: Ended) -> bool:
        return ended.at >= self.start and ended.promise in figure.names_of and ended.outcome in figure.outcomes

    def _concerns(self, figure: Figure, course: Course, entry: Entry, flags: Values) -> bool:
        """Say whether a figure of members counts a member."""
        word = "end" if figure.operation in OF_METRICS else str(figure.membership)
        if word in _MEANS and not flags[_MEANS[word]]:
            return False
        where = self.wheres[figure.name]
        if where is None:
            return True
        early = entry.values.get(figure.name)
        known = self.judged.read(where, course.asking) if early is None else early
        return self.judged.holds(where, {**known, **flags})

    def _of_member(self, figure: Figure, course: Course) -> Iterator[Exact]:
        value = 1 if figure.operation == "members" else course.asking.value(figure.names_of[0])
        if isinstance(value, int | Fraction):
            yield value
