"""The Chinese lunar calendar, from the extra `lunar`."""

from datetime import date
from functools import cache

from loyalty.errors import LoyaltyError, MissingExtra

FIRST, LAST = 1900, 2099
"""The lunar years that the tables of the extra cover."""


@cache
def solar_day(year: int, month: int, day: int) -> date:
    """Return the day of a lunar year, month and day; the 30th of a month of 29 days is its last day.

    A leap month is never meant.

    Raises:
        MissingExtra: the extra `lunar` is not installed.
        LoyaltyError: the year lies outside the tables.
    """
    try:
        from borax.calendars.lunardate import LunarDate  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("lunar", "a festival of the lunar calendar") from None
    if not FIRST <= year <= LAST:
        raise LoyaltyError("out-of-range", f"the lunar calendar is known for the years {FIRST} to {LAST}")
    for last in (day, day - 1):
        try:
            found = LunarDate(year, month, last).to_solar_date()
        except ValueError:
            continue
        return date(found.year, found.month, found.day)
    raise LoyaltyError("out-of-range", f"there is no lunar day {month}-{day} in {year}")
