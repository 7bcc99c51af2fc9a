"""What generated code calls. Everything here is exact and total: no input raises, no float arises.

The engine puts `RUNTIME` into the globals of the generated module, and `_day_of` beside it: the function from an
instant to the local day number in the program's zone.
"""

from calendar import monthrange
from datetime import date
from fractions import Fraction

from loyalty.periods import Period

EPOCH = date(1970, 1, 1).toordinal()
DAY_MIN, DAY_MAX = 1 - EPOCH, date.max.toordinal() - EPOCH
FEBRUARY, LEAP_DAY = 2, 29


def ratio(left: int | Fraction, right: int | Fraction, otherwise: int | Fraction) -> int | Fraction:
    """Return left / right exactly, or `otherwise` when right is zero."""
    return Fraction(left, right) if right else otherwise


def ratio_apart(
    left: int | Fraction, right: int | Fraction, nothing: int | Fraction, other: int | Fraction
) -> int | Fraction:
    """Return left / right exactly; when right is zero, `nothing` if left is zero as well, else `other`."""
    return Fraction(left, right) if right else other if left else nothing


def fraction(left: int | Fraction, right: int) -> Fraction:
    """Return a numerator over a whole denominator that is never zero."""
    return Fraction(left, right)


def not_below(least: int, value: int | Fraction | None) -> int | Fraction | None:
    """Return a value, or the least that it may be; what is missing stays so."""
    return least if value is not None and value < least else value


def otherwise(value: object, fallback: object) -> object:
    """Return a value, or what stands for it when it is missing."""
    return fallback if value is None else value


def half_up(left: int | Fraction, right: int) -> int:
    """Return left / right rounded to a whole number, ties away from zero (clause 9)."""
    top, bottom = left.numerator, left.denominator * right
    return (2 * top + bottom) // (2 * bottom) if top >= 0 else -((bottom - 2 * top) // (2 * bottom))


def shifted(day: int, period: Period, sign: int) -> int:
    """Return a local day moved by a period; the day of the month is cut to the month's length (clause 12).

    The calendar ends with the years 1 and 9999: a date beyond them is their first or last day.
    """
    here = date.fromordinal(day + EPOCH)
    year, month = divmod(here.year * 12 + here.month - 1 + sign * period.months_total, 12)
    if not date.min.year <= year <= date.max.year:
        return DAY_MAX if sign > 0 else DAY_MIN
    last = monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(here.day, last)).toordinal() - EPOCH + sign * period.days
    return max(DAY_MIN, min(DAY_MAX, moved))


def month_of(day: int) -> int:
    """Return the month of a local day, 1 to 12."""
    return date.fromordinal(day + EPOCH).month


def day_of_month(day: int) -> int:
    """Return the day of the month of a local day, 1 to 31."""
    return date.fromordinal(day + EPOCH).day


def years_between(start: int, end: int) -> int:
    """Return the full years between two local days; who was born on 29 February turns a year older on the 28th."""
    one, two = date.fromordinal(start + EPOCH), date.fromordinal(end + EPOCH)
    leap_day = (one.month, one.day) == (FEBRUARY, LEAP_DAY) and monthrange(two.year, FEBRUARY)[1] < LEAP_DAY
    birthday = (one.month, one.day - leap_day)
    return two.year - one.year - ((two.month, two.day) < birthday)


def years_between_mar1(start: int, end: int) -> int:
    """Return the full years between two local days; who was born on 29 February turns a year older on 1 March."""
    one, two = date.fromordinal(start + EPOCH), date.fromordinal(end + EPOCH)
    return two.year - one.year - ((two.month, two.day) < (one.month, one.day))


RUNTIME: dict[str, object] = {
    "_abs": abs,
    "_day_of_month": day_of_month,
    "_fraction": fraction,
    "_half_up": half_up,
    "_max": max,
    "_min": min,
    "_month_of": month_of,
    "_not_below": not_below,
    "_otherwise": otherwise,
    "_ratio": ratio,
    "_ratio_apart": ratio_apart,
    "_shifted": shifted,
    "_years_between": years_between,
}
"""Names in the globals of generated code (``feb29 = "feb28"``, the default of clause 14)."""


def runtime(feb29: str = "feb28") -> dict[str, object]:
    """Return the globals of generated code for a program's policy on 29 February: ``feb28`` or ``mar1``."""
    return RUNTIME if feb29 == "feb28" else {**RUNTIME, "_years_between": years_between_mar1}
