"""The same calendar step taken from many instants, at the price of a look-up and an addition."""

from typing import TYPE_CHECKING

import attrs

from loyalty.errors import LoyaltyError
from loyalty.periods.instants import DAY
from loyalty.periods.period import Period

if TYPE_CHECKING:
    from loyalty.periods.zone import Zone

BUCKETS_MAX = 50_000
QUARTER = DAY // 96
"""A quarter of an hour: zones change their offset at whole quarters, and days begin at them."""


class Shift:
    """`add(t)` is `zone.add(t, period, end=end)`, remembered by day.

    `days` maps a UTC day (`t // DAY`) to the microseconds to add, where that number is the same
    throughout the day, else to None. A day is regular if the offset from UTC is the same at both of
    its ends, the same at both ends of the day it is moved to, and the ends move equally far: no zone
    changes its offset twice within a day, so nothing can happen in between. Of the other days the
    quarters of an hour are remembered, by the same rule.

    Steps of months do not keep the order of instants: 29 January 23:00 and 30 January 01:00 both
    land on 28 February, the later one earlier.
    """

    __slots__ = ("_calendar", "_quarters", "days", "end", "period", "zone")

    def __init__(self, zone: "Zone", period: Period, *, end: bool = False) -> None:
        self.zone = zone
        self.period = period
        self.end = end
        self.days: dict[int, int | None] = {}
        self._quarters: dict[int, int | None] = {}
        self._calendar = attrs.evolve(period, micros=0)

    def add(self, t: int) -> int:
        """The instant one period after `t` (clauses 12 and 13).

        Raises:
            LoyaltyError: `out-of-range` outside the years 1 to 9999.
        """
        delta = self.days.get(t // DAY)
        if delta is None:
            delta = self.moved(t, DAY)
        if delta is None:
            delta = self.moved(t, QUARTER)
        return self.zone.add(t, self.period, end=self.end) if delta is None else t + delta

    def moved(self, t: int, length: int) -> int | None:
        """What is added to every instant of the day or quarter of an hour that contains `t`, if it is the same."""
        known, part = self.days if length == DAY else self._quarters, t // length
        if part not in known:
            if len(known) >= BUCKETS_MAX:
                known.clear()
            try:
                known[part] = self._delta(part * length, part * length + length - 1)
            except LoyaltyError:
                known[part] = None
        return known[part]

    def _delta(self, first: int, last: int) -> int | None:
        zone = self.zone
        first_to = zone.add(first, self._calendar, end=self.end)
        last_to = zone.add(last, self._calendar, end=self.end)
        regular = (
            first_to - first == last_to - last
            and zone.offset(first) == zone.offset(last)
            and zone.offset(first_to) == zone.offset(last_to)
        )
        zone.add(last, self.period, end=self.end)
        return first_to - first + self.period.micros if regular else None
