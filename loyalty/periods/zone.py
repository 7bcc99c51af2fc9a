"""A time zone by its IANA name, with exact calendar arithmetic on instants."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from loyalty.errors import LoyaltyError
from loyalty.periods import dates
from loyalty.periods.boundary import Boundary
from loyalty.periods.instants import EPOCH_NAIVE, checked, micros, out_of_range, to_instant, utc
from loyalty.periods.period import Period
from loyalty.periods.shift import Shift

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def _load(name: object) -> "ZoneInfo":
    from loyalty.periods.iana import rules  # noqa: PLC0415 - zoneinfo costs 6 ms, and not every import makes a zone

    if not isinstance(name, str):
        raise LoyaltyError("wrong-type", f"the name of a time zone is wanted, not {type(name).__name__}")
    return rules(name)


@attrs.frozen
class Zone:
    """The zone in which a program's calendar rules are meant (clause 11).

    Make one with `zone(name)`, which keeps what was learnt about it.

    Raises:
        LoyaltyError: `unknown-timezone`, with the nearest names.
    """

    name: str
    _tz: "ZoneInfo" = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(lambda self: _load(self.name), takes_self=True)
    )
    _shifts: dict[tuple[Period, bool], Shift] = attrs.field(init=False, eq=False, repr=False, factory=dict)
    _boundaries: dict[str, Boundary] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    def __reduce__(self) -> tuple[Callable[[str], "Zone"], tuple[str]]:
        return zone, (self.name,)

    def to_instant(self, moment: datetime) -> int:
        """The instant of an aware datetime of any zone; see `loyalty.periods.to_instant`."""
        return to_instant(moment)

    def local(self, instant: int) -> datetime:
        """The instant as an aware datetime in this zone.

        Raises:
            LoyaltyError: `out-of-range` outside the years 1 to 9999, here or in UTC.
        """
        try:
            return utc(instant).astimezone(self._tz)
        except OverflowError:
            raise out_of_range() from None

    def offset(self, instant: int) -> int:
        """Microseconds by which local time is ahead of UTC at the instant."""
        return micros(self.local(instant).replace(tzinfo=None) - EPOCH_NAIVE) - instant

    def day_number(self, instant: int) -> int:
        """The local calendar day as a number; the difference of two is the number of calendar days between."""
        return self.local(instant).toordinal()

    def from_local(self, wall: datetime, *, end: bool = False) -> int:
        """The instant at which clocks of the zone show `wall` (clause 13).

        A time skipped by the clocks is the first instant after the gap. A time shown twice is the
        first of the two, or the second if it is meant as an `end`.

        Raises:
            LoyaltyError: `wrong-type` for an aware datetime, `out-of-range`.
        """
        if wall.tzinfo is not None:
            raise LoyaltyError("wrong-type", "a local time without an offset is wanted")
        reading = micros(wall - EPOCH_NAIVE)
        earlier, later = self._offset_of(wall, 0), self._offset_of(wall, 1)
        if earlier < later:
            return self._change(reading - later, reading - earlier)
        return checked(reading - (later if end else earlier))

    def midnight(self, day: date) -> int:
        """The first instant of a local calendar day."""
        return self.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a wall clock

    def add(self, instant: int, period: Period, times: int = 1, *, end: bool = False) -> int:
        """`anchor + times * period`: calendar parts in local time, then the rest as elapsed time (clause 12).

        Args:
            instant: the anchor; steps are always counted from it, never from the step before.
            period: the step.
            times: how many steps, also negative or 0.
            end: whether the result is an end, should local time be ambiguous.

        Raises:
            LoyaltyError: `out-of-range` outside the years 1 to 9999.
        """
        months, days = period.months_total * times, period.days * times
        if months or days:
            wall = dates.plus(self.local(instant).replace(tzinfo=None), months, days)
            instant = self.from_local(wall, end=end)
        return checked(instant + period.micros * times)

    def steps(self, anchor: int, period: Period, instant: int) -> int:
        """The whole periods passed since the anchor: the largest `n` with `add(anchor, period, n) <= instant`.

        Membership years are counted so. Negative before the anchor.

        Raises:
            LoyaltyError: `bad-period` for a period without length, `out-of-range`.
        """
        if period.is_zero:
            raise LoyaltyError("bad-period", "a period without length cannot be counted")
        n = (checked(instant) - checked(anchor)) // period.average
        while not self._reached(anchor, period, n, instant):
            n -= 1
        while self._reached(anchor, period, n + 1, instant):
            n += 1
        return n

    def start_of(self, instant: int, unit: str) -> int:
        """The first instant of the calendar unit that contains the instant.

        Args:
            instant: any instant.
            unit: one of `UNITS`; weeks begin on Monday.

        Raises:
            LoyaltyError: `unknown-unit`, `out-of-range`.
        """
        first = dates.unit_first(self.local(instant).date(), unit)
        following = self._following(first, unit)
        return self.midnight(first) if following is None or instant < following else following

    def end_of(self, instant: int, unit: str) -> int:
        """The first instant of the next unit, so that `[start_of, end_of)` holds the instant (clause 11)."""
        first = dates.unit_first(self.local(instant).date(), unit)
        while True:
            first = dates.unit_next(first, unit)
            end = self.midnight(first)
            if end > instant:
                return end

    def round_up(self, instant: int, unit: str) -> int:
        """The end of the unit that contains the instant; an instant exactly on a boundary stays."""
        return instant if self.start_of(instant, unit) == instant else self.end_of(instant, unit)

    def anniversary(self, month: int, day: int, year: int, feb29: str = "feb28") -> int:
        """The first instant of the day on which an anniversary falls in `year` (clause 14)."""
        return self.midnight(dates.anniversary(month, day, year, feb29))

    def shift(self, period: Period, *, end: bool = False) -> Shift:
        """The step as an object that remembers; the same object for the same period."""
        found = self._shifts.get((period, end))
        return self._shifts.setdefault((period, end), Shift(self, period, end=end)) if found is None else found

    def boundary(self, unit: str) -> Boundary:
        """The unit's boundaries as an object that remembers; the same object for the same unit."""
        found = self._boundaries.get(unit)
        return self._boundaries.setdefault(unit, Boundary(self, unit)) if found is None else found

    def _reached(self, anchor: int, period: Period, times: int, instant: int) -> bool:
        """Whether that many steps end by the instant; those that leave the calendar end before or after everything."""
        try:
            return self.add(anchor, period, times) <= instant
        except LoyaltyError:
            return times < 0

    def _following(self, first: date, unit: str) -> int | None:
        try:
            return self.midnight(dates.unit_next(first, unit))
        except LoyaltyError:
            return None

    def _offset_of(self, wall: datetime, fold: int) -> int:
        return micros(wall.replace(tzinfo=self._tz, fold=fold).utcoffset() or timedelta())

    def _change(self, low: int, high: int) -> int:
        """The instant in `(low, high]` at which the offset changes, by halving."""
        before = self.offset(low)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.offset(middle) == before else (low, middle)
        return high


@lru_cache(maxsize=1024)
def zone(name: str) -> Zone:
    """The zone of that IANA name, made once.

    Raises:
        LoyaltyError: `unknown-timezone`, with the nearest names.
    """
    return Zone(name)
