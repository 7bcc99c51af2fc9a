"""When time alone opens obligations: at the beginning of calendar periods, and around dates (semantics 11-14)."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from loyalty.benefits.occasion import AROUND, Calendar, Occasion
from loyalty.errors import NotOfficial
from loyalty.members.account import NEVER
from loyalty.periods import WorkingCalendar, Zone, name_of
from loyalty.promises.clock import Cadence
from loyalty.promises.limits import Chosen, Limits, limits
from loyalty.promises.term import Term

ONE_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
WORKING_DAY = "working-day"


@attrs.frozen
class Begun:
    """What begins at an instant: the case, and its limits."""

    case: str
    limits: Limits


def case_of(zone: Zone, unit: Cadence, start: int) -> str:
    """Return the name of the calendar period that begins at an instant, such as ``2024-Q1``."""
    return name_of(zone.local(start).date(), "day" if unit == WORKING_DAY else unit)


class Periods:
    """The beginnings of the calendar periods of one version."""

    def __init__(self, zone: Zone, working: WorkingCalendar | None) -> None:
        """Count by a zone and its working days."""
        self.zone = zone
        self.working = working

    def following(self, unit: Cadence, after: int) -> int:
        """Return when the next period begins; NEVER where that cannot be known any more."""
        if unit != WORKING_DAY:
            return self.zone.boundary(unit).end(after)
        day = self.zone.local(after).date()
        known = self._works(day) is not None
        while True:
            day += ONE_DAY
            works = self._works(day)
            if works is None and not known:
                return self._first(day)
            start = self.zone.midnight(day)
            if (works is None or works) and start > after:
                return start
            known = works is not None

    def begins(self, unit: Cadence, at: int) -> Begun | None:
        """Return the period that begins at an instant, if one does; of days that are not official only the first."""
        zone = self.zone
        if unit != WORKING_DAY:
            boundary = zone.boundary(unit)
            return Begun(case_of(zone, unit, at), _whole(boundary.end(at))) if boundary.start(at) == at else None
        day = zone.local(at).date()
        works = self._works(day)
        if zone.midnight(day) != at or works is False or (works is None and self._works(day - ONE_DAY) is None):
            return None
        if works is None:
            return Begun(case_of(zone, unit, at), Limits(problem=self._why(day)))
        return Begun(case_of(zone, unit, at), _whole(zone.midnight(day + ONE_DAY)))

    def _works(self, day: date) -> bool | None:
        """Say whether a day is a working day; None when that is not official."""
        try:
            return self.working is not None and self.working.is_working_day(day)
        except NotOfficial:
            return None

    def _why(self, day: date) -> str:
        assert self.working is not None
        try:
            self.working.is_working_day(day)
        except NotOfficial as error:
            return f"{error.code}: {error.message}"
        return ""

    def _first(self, day: date) -> int:
        """Return the beginning of the first year that is known, if it lies ahead of a day that is not."""
        year = None if self.working is None else self.working.first_year
        return NEVER if year is None or day.year >= year else self.zone.midnight(date(year, 1, 1)) - 1


def _whole(end: int) -> Limits:
    """Return the limits of a period: it is half-open."""
    return Limits(end, end - 1)


class Dates:
    """The dates of one version around which obligations open."""

    def __init__(self, calendar: Calendar) -> None:
        """Find days as benefits do."""
        self.calendar = calendar

    def following(self, term: Term, occasion: Occasion, value: date | None, after: int) -> int:
        """Return when the next obligation around a date may open; NEVER when none does."""
        back, ahead = occasion.reach
        today, found = self.calendar.zone.local(after).date(), NEVER
        for lengths in _possible(term):
            known = self.calendar.days(occasion, value, today - back, today + ahead + AROUND)
            starts = (self.opens(term, occasion, day, lengths) for day in known)
            found = min(found, next((start for start in starts if start > after), NEVER))
        return found

    def begins(self, term: Term, occasion: Occasion, value: date | None, at: int, lengths: Chosen) -> Iterator[date]:
        """Yield the days whose obligation opens at an instant."""
        back, ahead = occasion.reach
        today = self.calendar.zone.local(at).date()
        for day in self.calendar.days(occasion, value, today - back, today + ahead + AROUND):
            opens = self.opens(term, occasion, day, lengths)
            if opens == at:
                yield day
            elif opens > at:
                return

    def opens(self, term: Term, occasion: Occasion, day: date, lengths: Chosen) -> int:
        """Return when the obligation of a day opens: at the earliest instant, else with its window or a year ahead."""
        if lengths.before is None:
            return self.calendar.window(occasion, day).start
        if lengths.earliest is None:
            return self.calendar.zone.midnight(day - A_YEAR)
        found = limits(term, self.calendar.zone.midnight(day), lengths)
        return self.calendar.window(occasion, day).start if found.problem else found.earliest


def _possible(term: Term) -> Iterator[Chosen]:
    """Yield the lengths by which the obligations of a promise may open."""
    clock = term.promise.clock
    befores = [None] if clock.before is None else list(clock.before.values.values())[:1]
    earliest = [None] if clock.earliest is None else list(dict.fromkeys(clock.earliest.values.values()))
    for before in befores:
        for each in earliest:
            yield Chosen(None, before, each)
