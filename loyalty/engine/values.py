"""From the engine's units to values that people and programs read."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from loyalty.lang.types import Type
from loyalty.periods import Zone

EPOCH = date(1970, 1, 1)
PLACES_MAX = 12


def public(value: object, kind: Type | None, zone: Zone) -> object:
    """Return money and decimals as `Decimal` (a fraction that has no end stays a Fraction), dates as `date`.

    Decimals come as exact numbers here, money in minor units, dates as days since 1970-01-01 or dates, instants in
    microseconds; these become aware datetimes in `zone`.

    >>> public(1250, Type("money", digits=2), Zone("Asia/Shanghai"))
    Decimal('12.50')
    """
    if value is None or kind is None or isinstance(value, (bool, str, date)) or not isinstance(value, (int, Fraction)):
        return value
    if kind.kind == "money":
        return decimal(Fraction(value) / 10**kind.digits, kind.digits)
    if kind.kind == "date":
        return EPOCH + timedelta(days=int(value))
    if kind.kind == "instant":
        return zone.local(int(value))
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
