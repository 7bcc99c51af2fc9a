"""Measures the targets of a program over a population: part after part, and always exactly."""

from collections.abc import Callable, Iterable
from typing import Any

from loyalty.engine.asking import Asking
from loyalty.engine.course import Course, Courses, Stretch
from loyalty.engine.reckoning import Entry, Reckoner
from loyalty.engine.replaying import Replayer
from loyalty.engine.spans import spans
from loyalty.engine.target_results import Results
from loyalty.errors import Rejection
from loyalty.members.population import Population
from loyalty.targets import Measured, Sum

Read = Callable[[Iterable[Any]], tuple[Population, tuple[Rejection, ...]]]
"""From events to members, and what was refused on the way."""
Sums = dict[tuple[str, str], list[Sum]]
"""What each figure has added up, by target and group."""

PLAIN = Entry("", {})


class Measuring:
    """One measurement: `add` members, `merge` what was added elsewhere, and read the `results`."""

    def __init__(self, replayer: Replayer, read: Read, at: int, period: str | None) -> None:
        """Choose the period and the targets that are measured over such a one; `read` makes a population of events.

        Raises:
            LoyaltyError: `bad-period`; `out-of-range` for a period that has not begun.
        """
        self._read = read
        chosen = spans(replayer.machine, at, period)
        self.until = chosen.until
        self.version = replayer.machine.plan_at(self.until).version
        self.targets = [each for each in self.version.targets if each.period in chosen.by_unit]
        self.spans = {each.id: chosen.by_unit[each.period] for each in self.targets}
        self.reckoners = [Reckoner(self.version, each, self.spans[each.id].start) for each in self.targets]
        self.at = at
        self.sums: Sums = {
            (each.id, group): [Sum() for _ in each.figures] for each in self.targets for group in each.groups
        }
        looks = any(each.looks_at_entry for each in self.reckoners)
        starts = [span.start for span in self.spans.values()]
        owing = any(figure.operation == "promises" for each in self.targets for figure in each.figures)
        self._courses = Courses(replayer, Stretch(starts, self.until, at, owing), self._enter if looks else None)

    def add(self, events: Iterable[Any]) -> tuple[Rejection, ...]:
        """Add the members whose events these are, all of each; return what was refused of them.

        Rejections are those until the instant up to which facts count.
        """
        population, refused = self._read(events)
        told = list(refused)
        for member, mine in population.members.items():
            course = self._courses.follow(member, mine)
            self._reckon(course)
            told += course.rejections
        return tuple(told)

    def merge(self, sums: Sums) -> None:
        """Add what other members came to."""
        for key, mine in self.sums.items():
            for one, other in zip(mine, sums[key], strict=True):
                one.merge(other)

    def _enter(self, start: int, asking: Asking) -> dict[str, Entry | None]:
        return {each.target.id: each.enter(asking) for each in self.reckoners if each.start == start}

    def _reckon(self, course: Course) -> None:
        for each in self.reckoners:
            if each.start in course.at_start:
                entry = course.entered[each.start][each.target.id] if course.entered else PLAIN
                if entry is not None and (each.target.id, entry.group) in self.sums:
                    each.reckon(course, entry, self.sums[each.target.id, entry.group])

    def results(self) -> tuple[Measured, ...]:
        """Return every target, each of its groups in order."""
        told = Results(self.version, self.until, self.at)
        return tuple(
            told.of(each, group, self.spans[each.id], self.sums[each.id, group])
            for each in self.targets
            for group in each.groups
        )
