"""Occasions: the windows around a personal date, a festival or an event in which a benefit exists (semantics 11-14)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

import attrs

from loyalty.benefits.festival import Festival
from loyalty.errors import LoyaltyError
from loyalty.periods import Period, Zone
from loyalty.periods.dates import anniversary, unit_first, unit_next
from loyalty.periods.instants import DAY

Unit = Literal["day", "week", "month", "quarter", "half-year", "year"]
AROUND = timedelta(days=800)
"""How far ahead of an instant the next window is looked for: a year, the longest unit, and a leap year."""
LONGEST: Mapping[Unit, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half-year": 184, "year": 366}
"""The most days that a unit has."""

KNOWN_MAX = 4_096
"""The most windows that are remembered: members share festivals, and days of birth."""


@attrs.frozen
class Opening:
    """A window ``[start, end)`` of an occasion; `key` names the occasion, so that once means once (semantics 14).

    The key of a personal date has its year only: the date may be personal data.
    """

    start: int
    end: int
    key: str


@attrs.frozen(eq=False)
class Occasion:
    """A date around which a benefit exists.

    Attributes:
        name: the member field, the festival or the ``recency`` metric.
        source: which of the three it is.
        festival: the public date, for a festival.
        unit: the calendar unit that contains the date and is the window.
        before: how much earlier the window opens.
        after: how much longer it stays open; for an event, how long it is open at all.
    """

    name: str
    source: Literal["field", "festival", "event"]
    festival: Festival | None = None
    unit: Unit = "day"
    before: Period | None = None
    after: Period | None = None
    reach: tuple[timedelta, timedelta] = attrs.field(init=False, repr=False)
    """How long after the occasion's day, and how long before it, its window may be open."""

    @reach.default
    def _reach(self) -> tuple[timedelta, timedelta]:
        unit = LONGEST[self.unit] + 1
        return timedelta(days=unit + _most_days(self.after)), timedelta(days=unit + _most_days(self.before))


def _most_days(period: Period | None) -> int:
    """Return no fewer days than a period has."""
    if period is None:
        return 0
    return period.years * 366 + period.months * 31 + period.days + period.micros // DAY + 1


@attrs.frozen
class Calendar:
    """How days become instants: the program's zone and its rule for 29 February."""

    zone: Zone
    feb29: str
    _known: dict[tuple[Occasion, date], Opening] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    def opening(self, occasion: Occasion, value: date | int | None, at: int) -> Opening | None:
        """Return the window that holds an instant, of several the one that opened last; None when there is none.

        Args:
            occasion: the occasion.
            value: the date of the member, or the instant of the latest event; None where there is none.
            at: the instant.
        """
        found = None
        back, ahead = occasion.reach
        for window in self._openings(occasion, value, at, back, ahead):
            if window.start <= at < window.end:
                found = window
        return found

    def following(self, occasion: Occasion, value: date | int | None, at: int) -> Opening | None:
        """Return the first window that opens after an instant; None where the calendar of the occasion ends."""
        windows = self._openings(occasion, value, at, occasion.reach[0], AROUND + occasion.reach[1])
        try:
            return next((window for window in windows if window.start > at), None)
        except LoyaltyError:
            return None

    def _openings(
        self, occasion: Occasion, value: date | int | None, at: int, back: timedelta, ahead: timedelta
    ) -> Iterator[Opening]:
        """Yield the windows of the days so long before and after an instant, in order."""
        if occasion.source == "event":
            if isinstance(value, int) and occasion.after is not None:
                yield Opening(value, self.zone.add(value, occasion.after, end=True), str(value))
            return
        today = self.zone.local(at).date()
        for day in self.days(occasion, value, today - back, today + ahead):
            yield self.window(occasion, day)

    def days(self, occasion: Occasion, value: date | int | None, first: date, last: date) -> Iterator[date]:
        """Yield the days of an occasion from `first` to `last`, both included, in order."""
        return _days(occasion, value, first, last, self.feb29)

    def window(self, occasion: Occasion, day: date) -> Opening:
        """Return the window around a day."""
        found = self._known.get((occasion, day))
        if found is None:
            if len(self._known) >= KNOWN_MAX:
                self._known.clear()
            found = self._known[occasion, day] = self._calculated(occasion, day)
        return found

    def _calculated(self, occasion: Occasion, day: date) -> Opening:
        first = unit_first(day, occasion.unit)
        last = unit_next(first, occasion.unit)
        start, end = self.zone.midnight(first), self.zone.midnight(last)
        if occasion.before is not None:
            start = self.zone.add(start, occasion.before, -1)
        if occasion.after is not None:
            end = self.zone.add(end, occasion.after, end=True)
        key = f"{occasion.name} {day.year}" if occasion.source == "field" else day.isoformat()
        return Opening(start, end, key)


def _days(occasion: Occasion, value: date | int | None, first: date, last: date, feb29: str) -> Iterator[date]:
    if occasion.festival is not None:
        yield from occasion.festival.days(first, last)
    elif isinstance(value, date) and not isinstance(value, datetime):
        for year in range(max(first.year, value.year), last.year + 1):
            day = anniversary(value.month, value.day, year, feb29)
            if first <= day <= last:
                yield day
