"""The ends of calendar units, looked up rather than computed."""

from typing import TYPE_CHECKING

from loyalty.errors import LoyaltyError
from loyalty.periods.instants import DAY

if TYPE_CHECKING:
    from loyalty.periods.zone import Zone

BUCKETS_MAX = 50_000


class Boundary:
    """`start(t)`, `end(t)` and `round_up(t)` are those of the zone for one unit, remembered by day.

    A UTC day holds at most one boundary, but for days on which clocks change; so for each day three
    instants are kept in `spans`: the start of the unit it begins in, the next boundary, and the one after that.
    """

    __slots__ = ("spans", "unit", "zone")

    def __init__(self, zone: "Zone", unit: str) -> None:
        self.zone = zone
        self.unit = unit
        self.spans: dict[int, tuple[int, int, int]] = {}

    def end(self, t: int) -> int:
        """The first instant of the unit after the one that contains `t`.

        Raises:
            LoyaltyError: `out-of-range` outside the years 1 to 9999, `unknown-unit`.
        """
        span = self.spans.get(t // DAY)
        if span is None:
            span = self._learn(t // DAY)
        if span is None:
            return self.zone.end_of(t, self.unit)
        return span[1] if t < span[1] else span[2]

    def start(self, t: int) -> int:
        """The first instant of the unit that contains `t`.

        Raises:
            LoyaltyError: `out-of-range` outside the years 1 to 9999, `unknown-unit`.
        """
        span = self.spans.get(t // DAY) or self._learn(t // DAY)
        if span is None:
            return self.zone.start_of(t, self.unit)
        return span[0] if t < span[1] else span[1]

    def round_up(self, t: int) -> int:
        """The end of the unit that contains `t`; an instant exactly on a boundary stays."""
        span = self.spans.get(t // DAY) or self._learn(t // DAY)
        if span is None:
            return self.zone.round_up(t, self.unit)
        start, cut, after = span
        return t if t in (start, cut) else cut if t < cut else after

    def _learn(self, day: int) -> tuple[int, int, int] | None:
        span = self._span(day * DAY, day * DAY + DAY - 1)
        if span is not None:
            if len(self.spans) >= BUCKETS_MAX:
                self.spans.clear()
            self.spans[day] = span
        return span

    def _span(self, first: int, last: int) -> tuple[int, int, int] | None:
        """The three instants for a day, or None if one day needs more or the calendar ends."""
        zone, unit = self.zone, self.unit
        try:
            start, cut = zone.start_of(first, unit), zone.end_of(first, unit)
            after = zone.end_of(cut, unit) if cut <= last else cut
        except LoyaltyError:
            return None
        return (start, cut, after) if after > last else None
