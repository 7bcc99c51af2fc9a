"""What a granted benefit gives, in the units in which an author writes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from loyalty.benefits.answer import Granted
from loyalty.benefits.marks import marks
from loyalty.engine.values import decimal
from loyalty.lang.expression import Expression
from loyalty.periods import Period
from loyalty.quantities import Currency


def offer(granted: Granted, currency: Currency) -> Mapping[str, object]:
    """Return the settings of a granted benefit by their keys: percents as 12, money as a `Decimal` in major units.

    What is not set is left out.
    """
    found = {}
    for setting in marks(granted.benefit.kind.settings):
        value = getattr(granted.settings, setting.name)
        if value is not None and value != ():
            found[setting.key] = _public(setting.reader, value, currency)
    return found


def _public(reader: str, value: Any, currency: Currency) -> object:
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, Period):
        return str(value)
    if reader == "percent":
        return decimal(value * 100, 0)
    if reader == "money":
        return decimal(Fraction(value, 10**currency.exponent), currency.exponent)
    if reader == "number":
        return decimal(value, 0)
    return list(value) if isinstance(value, tuple) else value
