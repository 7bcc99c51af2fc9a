"""Public dates by name: fixed, monthly, weekly, once, and those of the lunar calendar."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

import attrs

from loyalty.errors import LoyaltyError
from loyalty.periods.dates import month_length
from loyalty.periods.week import WEEKDAYS

HINT = '`"10-01"`, `"lunar 08-15"`, `"day 8"`, `"last day"`, `"friday"`, or a date such as 2024-05-01'

Every = Literal["once", "year", "lunar", "month", "week"]


@attrs.frozen
class Festival:
    """A day that returns: every year, lunar year, month or week, or once.

    `month` and `day` count as its calendar does; a `day` beyond the end of a month means its last day. `day` is the
    weekday, Monday 1, for ``week``.
    """

    every: Every
    month: int = 0
    day: int = 0
    once: date | None = None

    @classmethod
    def parse(cls, raw: object) -> "Festival":
        """Read a festival as a program writes it.

        >>> Festival.parse("10-01")
        Festival(every='year', month=10, day=1, once=None)
        >>> Festival.parse("friday").day
        5

        Raises:
            LoyaltyError: it is none of the forms in `HINT`.
        """
        if isinstance(raw, date):
            return cls("once", once=raw)
        words = str(raw).lower().split()
        if len(words) == 1 and words[0] in WEEKDAYS:
            return cls("week", day=WEEKDAYS.index(words[0]) + 1)
        if words == ["last", "day"]:
            return cls("month", day=31)
        if len(words) == 2 and words[0] == "day":  # noqa: PLR2004 - a word and a number
            return cls("month", day=_number(words[1], 31))
        lunar = words[:1] == ["lunar"]
        month, dash, day = "".join(words[lunar:]).partition("-")
        if not dash:
            raise _unknown()
        return _yearly(cls, _number(month, 12), _number(day, 30 if lunar else 31), lunar=lunar)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days on which the festival falls from `first` to `last`, both included, in order."""
        if self.once is not None:
            found = [self.once]
        elif self.every == "week":
            found = list(_weekly(self.day, first, last))
        elif self.every == "month":
            months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
            found = [_in_month(month // 12, month % 12 + 1, self.day) for month in months]
        elif self.every == "year":
            found = [_in_month(year, self.month, self.day) for year in range(first.year, last.year + 1)]
        else:
            convert = lunar_day()
            found = [convert(year, self.month, self.day) for year in range(first.year - 1, last.year + 1)]
        yield from (day for day in found if first <= day <= last)


def _yearly(cls: type[Festival], month: int, day: int, *, lunar: bool) -> Festival:
    if not lunar and day > (29 if month == 2 else month_length(2023, month)):  # noqa: PLR2004 - February
        raise _unknown()
    return cls("lunar" if lunar else "year", month, day)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, month_length(year, month)))


def _weekly(weekday: int, first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= most):  # noqa: PLR2004
        raise _unknown()
    return int(text)


def _unknown() -> LoyaltyError:
    return LoyaltyError("wrong-type", "this is not a festival", hint=HINT)


def lunar_day() -> Callable[[int, int, int], date]:
    """Return the function that gives the day of a lunar year, month and day; it needs the extra `lunar`.

    Raises:
        MissingExtra: the extra is not installed.
    """
    from loyalty.benefits.lunar import solar_day  # noqa: PLC0415 - an extra

    return solar_day
