"""Working days and working hours of a house, exact to the microsecond (clause 15)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

import attrs

from loyalty.errors import LoyaltyError, NotOfficial
from loyalty.periods.boundary import BUCKETS_MAX
from loyalty.periods.hours import MINUTES, Hours
from loyalty.periods.instants import SECOND, out_of_range
from loyalty.periods.zone import Zone

HOUR = 3600 * SECOND


@attrs.frozen
class Day:
    """A local day `[start, end)` and when the house is open on it."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


@attrs.frozen
class WorkingCalendar:
    """When a house is open: hours by weekday, and days that are different.

    Attributes:
        zone: where its clock hangs.
        week: the hours of Monday to Sunday.
        special: the hours of days that do not follow the week: holidays, closures, extra working days.
        first_year: the first year whose public holidays are known, if it keeps any.
        last_year: the last year whose public holidays are official, if it keeps any.
        country: whose public holidays it keeps.
    """

    zone: Zone
    week: tuple[Hours, ...] = attrs.field()
    special: Mapping[date, Hours] = attrs.field(factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    country: str = ""
    _days: dict[int, Day] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    @week.validator
    def _check_week(self, _: object, week: tuple[Hours, ...]) -> None:
        if len(week) != 7 or not any(week):  # noqa: PLR2004 - days of a week
            raise LoyaltyError("never-open", "no day of the week has hours", hint="hours for at least one of its days")

    def hours_on(self, day: date) -> Hours:
        """The hours of a day by the wall clock, none if the house is closed.

        Raises:
            NotOfficial: its public holidays are not known.
        """
        if self.last_year is not None and day.year > self.last_year:
            raise self._not_official(day, f"after {self.last_year}")
        if self.first_year is not None and day.year < self.first_year:
            raise self._not_official(day, f"before {self.first_year}")
        found = self.special.get(day)
        return self.week[day.weekday()] if found is None else found

    def is_open(self, instant: int) -> bool:
        """Whether the house is open; at the instant it closes it no longer is.

        Raises:
            NotOfficial: the public holidays of that year are not known.
        """
        return any(start <= instant < end for start, end in self._day(self._number(instant)).parts)

    def is_working_day(self, day: date) -> bool:
        """Whether the house is open at some time of the day.

        Raises:
            NotOfficial: the public holidays of that year are not known.
        """
        return bool(self._day(day.toordinal()).parts)

    def next_opening(self, instant: int) -> int:
        """The instant itself while the house is open, else the one at which it opens next.

        Raises:
            NotOfficial: that needs public holidays that are not known.
        """
        return max(instant, next(self._parts(instant))[0])

    def add_working_hours(self, instant: int, hours: int) -> int:
        """The instant at which so many hours have passed during which the house was open.

        Outside opening hours the clock starts at the next opening. What ends with a day's hours ends there, and
        not at the opening of the next day.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `bad-period` for less than one hour.
        """
        return self.add_working_time(instant, _positive(hours) * HOUR)

    def add_working_time(self, instant: int, micros: int) -> int:
        """The same for any length in microseconds.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `bad-period` for no length.
        """
        left = _positive(micros)
        for start, end in self._parts(instant):
            begin = max(start, instant)
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise out_of_range()  # pragma: no cover - the days end with the year 9999, which raises before

    def add_working_days(self, instant: int, days: int) -> int:
        """The end of the last of so many working days, counted from the next one: the midnight with which it ends.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `bad-period` for less than one day.
        """
        left, number = _positive(days), self._number(instant)
        while left:
            number += 1
            left -= bool(self._day(number).parts)
        return self._day(number).end

    def back_working_time(self, instant: int, micros: int) -> int:
        """The latest instant from which so many microseconds with the house open pass until another.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `bad-period` for no length.
        """
        left, number = _positive(micros), self._number(instant)
        while True:
            for start, last in reversed(self._day(number).parts):
                end = min(last, instant)
                if end > start:
                    if left <= end - start:
                        return end - left
                    left -= end - start
            number -= 1

    def back_working_days(self, instant: int, days: int) -> int:
        """The beginning of the first of so many whole working days that end before the day of an instant.

        Raises:
            NotOfficial: that needs public holidays that are not known.
            LoyaltyError: `bad-period` for less than one day.
        """
        left, number = _positive(days), self._number(instant)
        while left:
            number -= 1
            left -= bool(self._day(number).parts)
        return self._day(number).start

    def working_time_between(self, start: int, end: int) -> int:
        """The microseconds in `[start, end)` during which the house was open.

        Raises:
            NotOfficial: the public holidays of a day in between are not known.
            LoyaltyError: `bad-order` when the end comes before the start.
        """
        if end < start:
            raise LoyaltyError("bad-order", "the end comes before the start", hint="the earlier instant first")
        total = 0
        if start < end:
            for number in range(self._number(start), self._number(end - 1) + 1):
                for first, last in self._day(number).parts:
                    total += max(0, min(last, end) - max(first, start))
        return total

    def _parts(self, instant: int) -> Iterator[tuple[int, int]]:
        """The open stretches that end after the instant, in order and without end."""
        number = self._number(instant)
        while True:
            yield from ((start, end) for start, end in self._day(number).parts if end > instant)
            number += 1

    def _number(self, instant: int) -> int:
        """The local day that contains the instant; clocks may show the day before once more after midnight."""
        number = self.zone.day_number(instant)
        following = number + 1
        return following if following <= date.max.toordinal() and instant >= self._midnight(following) else number

    def _midnight(self, number: int) -> int:
        found = self._days.get(number)
        return self.zone.midnight(date.fromordinal(number)) if found is None else found.start

    def _day(self, number: int) -> Day:
        found = self._days.get(number)
        if found is None:
            if number >= date.max.toordinal():
                raise out_of_range()
            if len(self._days) >= BUCKETS_MAX:
                self._days.clear()
            found = self._days[number] = self._worked_out(date.fromordinal(number))
        return found

    def _worked_out(self, day: date) -> Day:
        hours = self.hours_on(day)
        start, end = self.zone.midnight(day), self.zone.midnight(day + timedelta(days=1))
        parts = [(self._opening(day, first, start), self._closing(day, last, end)) for first, last in hours]
        return Day(start, end, _joined([(first, last) for first, last in parts if first < last]))

    def _opening(self, day: date, minute: int, start: int) -> int:
        return self.zone.from_local(_wall(day, minute)) if minute else start

    def _closing(self, day: date, minute: int, end: int) -> int:
        """The instant of a closing: the second of two (clause 13), unless the day is over by then."""
        if minute == MINUTES:
            return end
        last = self.zone.from_local(_wall(day, minute), end=True)
        return last if last <= end else min(end, self.zone.from_local(_wall(day, minute)))

    def _not_official(self, day: date, when: str) -> NotOfficial:
        message = f"whether {day} is a working day is not known: public holidays of `{self.country}` {when}"
        return NotOfficial("not-official", message, hint="a program with a later `official_until`, or an earlier time")


def _wall(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001 - a wall clock


def _joined(parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Parts as stretches that do not meet: clocks that are set back make neighbours overlap."""
    if all(end < start for (_, end), (start, _) in pairwise(parts)):
        return tuple(parts)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _positive(number: int) -> int:
    if type(number) is not int or number < 1:
        raise LoyaltyError("bad-period", "working time is counted from one upwards", hint="a whole number above 0")
    return number
