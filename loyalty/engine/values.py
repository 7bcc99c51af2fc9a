"""From the engine's units to values that people and programs read."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from loyalty.lang.types import Type

EPOCH = date(1970, 1, 1)
PLACES_MAX = 12


def public(value: object, kind: Type | None) -> object:
    """Return money and decimals as `Decimal` (a fraction that has no end stays a Fraction), dates as `date`.

    Decimals come as exact numbers here, money in minor units, dates as days since 1970-01-01 or dates.

    >>> public(1250, Type("money", digits=2))
    Decimal('12.50')
    """
    if value is None or kind is None or isinstance(value, (bool, str, date)) or not isinstance(value, (int, Fraction)):
        return value
    if kind.kind == "money":
        return decimal(Fraction(value) / 10**kind.digits, kind.digits)
    if kind.kind == "date":
        return EPOCH + timedelta(days=int(value))
    if kind.kind == "decimal":
        return decimal(Fraction(value), 0)
    return int(value) if Fraction(value).denominator == 1 else value


def decimal(value: Fraction, digits: int) -> Decimal | Fraction:
    """Return an exact decimal with at least `digits` places, or the fraction itself when it has no end."""
    places = digits
    while (value * 10**places).denominator != 1:
        places += 1
        if places > PLACES_MAX:
            return value
    return Decimal(int(value * 10**places)).scaleb(-places)
