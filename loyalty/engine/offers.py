"""What a granted benefit gives, in the units in which an author writes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from loyalty.benefits.answer import Granted
from loyalty.benefits.marks import Setting, marks
from loyalty.engine.values import decimal
from loyalty.lang.expression import Expression
from loyalty.periods import Period
from loyalty.quantities import Currency


def offer(granted: Granted, currency: Currency) -> Mapping[str, object]:
    """Return the settings of a granted benefit by their keys: percents as 12, money as a `Decimal` in major units.

    What is not set is left out.
    """
    values = {setting: getattr(granted.settings, setting.name) for setting in marks(granted.benefit.kind.settings)}
    given = {setting: value for setting, value in values.items() if value is not None and value != ()}
    return {setting.key: public_setting(setting.reader, value, currency) for setting, value in given.items()}


def chosen(granted: Granted) -> Mapping[Setting, object]:
    """Return the settings of a granted benefit that differ from what a program need not say."""
    cls = granted.benefit.kind.settings
    usual = {field.name: field.default for field in cls.__attrs_attrs__}  # type: ignore[attr-defined] # it is an attrs class
    values = {setting: getattr(granted.settings, setting.name) for setting in marks(cls)}
    return {setting: value for setting, value in values.items() if value != usual[setting.name]}


def public_setting(reader: str, value: Any, currency: Currency) -> object:
    """Return one setting in the units of an author."""
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
