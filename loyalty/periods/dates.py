"""Calendar arithmetic on dates alone: months, units and anniversaries, without any zone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from loyalty.errors import LoyaltyError, nearest
from loyalty.periods.instants import out_of_range

YEAR_MAX = 9999
FEBRUARY, DECEMBER = 2, 12
LEAP_YEAR = 2000
ORDINAL_MAX = date.max.toordinal()
UNITS = ("day", "week", "month", "quarter", "half-year", "year")
FEB29 = ("feb28", "mar1")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == FEBRUARY and is_leap(year) else _LENGTHS[month - 1]


def plus(wall: datetime, months: int, days: int) -> datetime:
    """A wall time moved by months, held to the end of the month, then by days (clause 12).

    Raises:
        LoyaltyError: `out-of-range` outside the years 1 to 9999.
    """
    if months:
        year, month0 = divmod(wall.year * 12 + wall.month - 1 + months, 12)
        if not 1 <= year <= YEAR_MAX:
            raise out_of_range()
        wall = wall.replace(year=year, month=month0 + 1, day=min(wall.day, month_length(year, month0 + 1)))
    if days:
        if not 1 <= wall.toordinal() + days <= ORDINAL_MAX:
            raise out_of_range()
        wall += timedelta(days=days)
    return wall


def unit_first(day: date, unit: str) -> date:
    """The first day of the calendar unit that contains the day; weeks begin on Monday.

    Raises:
        LoyaltyError: `unknown-unit`.
    """
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = _unit_months(unit)
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def unit_next(first: date, unit: str) -> date:
    """The first day of the unit after the one that begins on `first`.

    Raises:
        LoyaltyError: `unknown-unit`, or `out-of-range` beyond the year 9999.
    """
    if unit in ("day", "week"):
        ordinal = first.toordinal() + (1 if unit == "day" else 7)
        return _guarded(lambda: date.fromordinal(ordinal))
    year, month0 = divmod(first.year * 12 + first.month - 1 + _unit_months(unit), 12)
    return _guarded(lambda: date(year, month0 + 1, 1))


def anniversary(month: int, day: int, year: int, feb29: str = "feb28") -> date:
    """The day of the given year on which a day of the year is celebrated (clause 14).

    Args:
        month: the month of the anniversary, 1 to 12.
        day: the day of that month; 29 February follows the policy in common years.
        year: the year asked for.
        feb29: `"feb28"` or `"mar1"`.

    Raises:
        LoyaltyError: `bad-date` for a day that no year has, `unknown-policy`, `out-of-range`.
    """
    if feb29 not in FEB29:
        raise LoyaltyError("unknown-policy", "feb29 is neither feb28 nor mar1", hint='write "feb28" or "mar1"')
    if not 1 <= year <= YEAR_MAX:
        raise out_of_range()
    if not (1 <= month <= DECEMBER and 1 <= day <= month_length(LEAP_YEAR, month)):
        raise LoyaltyError("bad-date", f"no year has a day {day} in month {month}")
    if (month, day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28) if feb29 == "feb28" else date(year, 3, 1)
    return date(year, month, day)


def _unit_months(unit: str) -> int:
    months = _MONTHS.get(unit)
    if months is None:
        best = nearest(str(unit), UNITS, 1)
        raise LoyaltyError(
            "unknown-unit",
            "there is no such calendar unit",
            hint=f"write {best[0]!r}" if best else f"one of {', '.join(UNITS)}",
        )
    return months


def _guarded(make: Callable[[], date]) -> date:
    try:
        return make()
    except (ValueError, OverflowError):
        raise out_of_range() from None
