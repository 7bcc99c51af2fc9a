"""Public holidays of a country with adjusted working weekends, from the extra `calendar`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import attrs

from loyalty.errors import LoyaltyError, MissingExtra, NotOfficial, nearest

OFFICIAL = {"CN": (2022, 2026)}
"""Countries whose holidays are announced year by year: the first and last year compared with the announcements."""
FIRST_YEAR = 2000
"""The first year of every other country; working time before it is nobody's question."""
LAST_YEAR = 2199
TABLES = {"IN": (2001, 2035)}
"""Tables that are shorter than they say."""


@attrs.frozen
class Holidays:
    """The public holidays of a country in the years `first` to `last`, and the weekends on which it works instead."""

    country: str
    first: int
    last: int
    off: frozenset[date]
    working: frozenset[date]


@lru_cache(maxsize=64)
def public_holidays(country: str, last: int | None = None) -> Holidays:
    """Return the public holidays of a country, or of a part of one such as `DE-BY`, up to the last official year.

    Args:
        country: the code of ISO 3166; a part of the country follows after a hyphen.
        last: the last year whose holidays are official; may be left out for a country of `OFFICIAL`.

    Raises:
        MissingExtra: the extra `calendar` is not installed.
        LoyaltyError: `unknown-country`, or `no-official-year`.
        NotOfficial: a year would be a guess.
    """
    try:
        import holidays  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("calendar", "a calendar with public holidays") from None
    _check_country(country, holidays.list_supported_countries())
    code, _, part = country.partition("-")
    tables = holidays.country_holidays(code, subdiv=part or None, years=())
    years = _years(country, last, TABLES.get(code, (tables.start_year, tables.end_year)))
    found = holidays.country_holidays(code, subdiv=part or None, years=years, expand=False)
    off = frozenset(day for day in found if day.year in years)
    working = frozenset(day for day in found.weekend_workdays if day.year in years)
    _check_announced(country, years, working)
    return Holidays(country, years[0], years[-1], off, working - off)


def _check_country(country: str, known: dict[str, list[str]]) -> None:
    code, dash, part = country.partition("-")
    if code not in known or len(code) != 2:  # noqa: PLR2004 - of the codes of ISO 3166 those of two letters
        codes = sorted(one for one in known if len(one) == 2)  # noqa: PLR2004
        best = [code.upper()] if code.upper() in codes else nearest(code.upper(), codes, 1)
        hint = f'`"{best[0]}"`' if best else '`"CN"`, the code of ISO 3166'
        raise LoyaltyError("unknown-country", f"there is no country `{country[:20]}` with public holidays", hint=hint)
    if dash and part not in known[code]:
        best = nearest(part, known[code], 1)
        hint = f'`"{code}-{best[0]}"`' if best else f'`"{code}"`'
        raise LoyaltyError("unknown-country", f"`{code}` has no part `{part[:20]}` with holidays", hint=hint)


def _years(country: str, last: int | None, tables: tuple[int, int]) -> range:
    """The years asked for, if the tables have them all."""
    first, official = OFFICIAL.get(country.partition("-")[0], (max(FIRST_YEAR, tables[0]), None))
    end = official if last is None else last
    if end is None:
        message = f"up to which year the holidays of `{country}` are official is not said"
        raise LoyaltyError(
            "no-official-year", message, hint="`official_until = 2026`, the last year you have looked up"
        )
    latest = min(LAST_YEAR, tables[1])
    if not first <= end <= latest:
        message = f"the tables of public holidays of `{country}` reach from {first} to {latest}, and not to {end}"
        raise NotOfficial(
            "not-official", message, hint=f"`official_until = {official or min(max(first, end), latest)}`"
        )
    return range(first, end + 1)


def _check_announced(country: str, years: Iterable[int], working: Iterable[date]) -> None:
    """See to it that the installed tables know the weekends of every year that is said to be official."""
    if country.partition("-")[0] not in OFFICIAL:
        return
    missing = sorted(set(years) - {day.year for day in working})
    if missing:
        message = f"the installed holidays of `{country}` for {missing[0]} are a guess, without its working weekends"
        cure = f"`official_until = {missing[0] - 1}`, or install a newer `holidays`"
        raise NotOfficial("not-official", message, hint=cure)
