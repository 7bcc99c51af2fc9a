"""Calendar periods by their names: ``2024``, ``2024-H1``, ``2024-Q1``, ``2024-03``, ``2024-W10``, ``2024-03-05``."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from loyalty.errors import LoyaltyError
from loyalty.periods.dates import unit_first, unit_next

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years in which events may lie."""
HINT = "2024, 2024-H1, 2024-Q1, 2024-03, 2024-W10 or 2024-03-05"

_FORM = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|W([0-9]{2})|([0-9]{2})(?:-([0-9]{2}))?))?")


def name_of(day: date, unit: str) -> str:
    """Return the name of the calendar period that contains a day.

    >>> [name_of(date(2024, 12, 30), unit) for unit in ("year", "half-year", "quarter", "month", "week", "day")]
    ['2024', '2024-H2', '2024-Q4', '2024-12', '2025-W01', '2024-12-30']

    Raises:
        LoyaltyError: `unknown-unit`.
    """
    first = unit_first(day, unit)
    return _NAMES[unit](first)


def period_named(name: object) -> tuple[str, date]:
    """Return the unit and the first day of a calendar period by its name.

    >>> period_named("2025-W01")
    ('week', datetime.date(2024, 12, 30))

    Raises:
        LoyaltyError: `bad-period`, with what names look like.
    """
    found = _FORM.fullmatch(name) if isinstance(name, str) and name.isascii() else None
    if found is None:
        raise LoyaltyError("bad-period", "this is not the name of a calendar period", hint=HINT)
    year, half, quarter, week, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LoyaltyError("bad-period", f"the period lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        if week is not None:
            return "week", date.fromisocalendar(year, week, 1)
        if half is not None:
            return "half-year", date(year, half * 6 - 5, 1)
        if quarter is not None:
            return "quarter", date(year, quarter * 3 - 2, 1)
        unit = "year" if month is None else "month" if day is None else "day"
        return unit, date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise LoyaltyError("bad-period", "no calendar has this period", hint=HINT) from None


def end_of(name: object) -> datetime:
    """Return the last local moment of a calendar period by its name: at the next one its windows begin anew.

    >>> end_of("2024-02").isoformat()
    '2024-02-29T23:59:59.999999'

    Raises:
        LoyaltyError: `bad-period`, with what names look like.
    """
    unit, first = period_named(name)
    return datetime.combine(unit_next(first, unit), time()) - timedelta(microseconds=1)


def _week(first: date) -> str:
    year, week, _day = first.isocalendar()
    return f"{year:04}-W{week:02}"


_NAMES: Mapping[str, Callable[[date], str]] = {
    "year": lambda first: f"{first.year:04}",
    "half-year": lambda first: f"{first.year:04}-H{(first.month + 5) // 6}",
    "quarter": lambda first: f"{first.year:04}-Q{(first.month + 2) // 3}",
    "month": lambda first: f"{first.year:04}-{first.month:02}",
    "week": _week,
    "day": date.isoformat,
}
