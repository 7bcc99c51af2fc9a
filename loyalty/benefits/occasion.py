"""Occasions: the windows around a personal date, a festival or an event in which a benefit exists (semantics 11-14)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

import attrs

from loyalty.benefits.festival import Festival
from loyalty.periods import Period, Zone
from loyalty.periods.dates import anniversary, unit_first, unit_next

Unit = Literal["day", "week", "month", "quarter", "half-year", "year"]
AROUND = timedelta(days=800)
"""How far from an instant its windows are looked for: a year before or after, the longest unit, and a leap year."""


@attrs.frozen
class Opening:
    """A window ``[start, end)`` of an occasion; `key` names the occasion, so that once means once (semantics 14)."""

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


@attrs.frozen
class Calendar:
    """How days become instants: the program's zone and its rule for 29 February."""

    zone: Zone
    feb29: str

    def openings(self, occasion: Occasion, value: date | int | None, at: int) -> Iterator[Opening]:
        """Yield the windows near an instant, in order.

        Args:
            occasion: the occasion.
            value: the date of the member, or the instant of the latest event; None where there is none.
            at: the instant.
        """
        if occasion.source == "event":
            if isinstance(value, int) and occasion.after is not None:
                yield Opening(value, self.zone.add(value, occasion.after, end=True), str(value))
            return
        today = self.zone.local(at).date()
        for day in _days(occasion, value, today - AROUND, today + AROUND, self.feb29):
            yield self._window(occasion, day)

    def opening(self, occasion: Occasion, value: date | int | None, at: int) -> Opening | None:
        """Return the window that holds an instant, of several the one that opened last; None when there is none."""
        found = None
        for window in self.openings(occasion, value, at):
            if window.start <= at < window.end:
                found = window
        return found

    def following(self, occasion: Occasion, value: date | int | None, at: int) -> Opening | None:
        """Return the first window that opens after an instant."""
        return next((window for window in self.openings(occasion, value, at) if window.start > at), None)

    def _window(self, occasion: Occasion, day: date) -> Opening:
        first = unit_first(day, occasion.unit)
        last = unit_next(first, occasion.unit)
        start, end = self.zone.midnight(first), self.zone.midnight(last)
        if occasion.before is not None:
            start = self.zone.add(start, occasion.before, -1)
        if occasion.after is not None:
            end = self.zone.add(end, occasion.after, end=True)
        return Opening(start, end, day.isoformat())


def _days(occasion: Occasion, value: date | int | None, first: date, last: date, feb29: str) -> Iterator[date]:
    if occasion.festival is not None:
        yield from occasion.festival.days(first, last)
    elif isinstance(value, date) and not isinstance(value, datetime):
        for year in range(max(first.year, value.year), last.year + 1):
            day = anniversary(value.month, value.day, year, feb29)
            if first <= day <= last:
                yield day
