"""Turn the value of a parameter into the units in which a program keeps it."""

from datetime import date, datetime
from typing import Any

from loyalty.config.build.context import fraction
from loyalty.errors import LoyaltyError
from loyalty.members import units
from loyalty.periods import Period
from loyalty.program.parameter import ParameterValue
from loyalty.quantities import Currency, exact, integer

NOUNS = {
    "integer": "a whole number",
    "decimal": "a number",
    "percent": "a percentage",
    "money": "an amount of money",
    "text": "a text",
    "bool": "a truth value",
    "date": "a date",
    "period": "a period",
}
"""What a value of each type is called."""
EXAMPLES = {
    "integer": "10",
    "decimal": "0.5",
    "percent": "20",
    "money": '"10.00"',
    "text": '"..."',
    "bool": "true",
    "date": "2024-01-31",
    "period": '"P30D"',
}
"""What a value of each type looks like."""


def convert(kind: str, value: object, currency: Currency, *, from_text: bool = False) -> ParameterValue:
    """Return a parameter's value in the units of `Parameter`.

    Args:
        kind: the parameter's type.
        value: as TOML gives it, or as text when it comes from a command line.
        currency: what amounts of money are in.
        from_text: whether text may stand for a value of any type.

    Raises:
        LoyaltyError: it is not a value of that type.
    """
    is_text = from_text and isinstance(value, str)
    if isinstance(value, bool) is not (kind == "bool") and not is_text:
        raise LoyaltyError("wrong-type", f"{NOUNS[kind]} is wanted")
    if kind == "text":
        return units.plain_text(value)
    if kind == "bool":
        return value == "true" if value in {"true", "false"} and is_text else units.truth(value)
    if kind == "date":
        return _day(value, is_text=is_text)
    if kind == "period":
        return value if isinstance(value, Period) else Period.parse(value)
    if kind == "integer" and isinstance(value, str) and not from_text:
        raise LoyaltyError("wrong-type", "a whole number is wanted, not a text", hint="write it without quotes")
    return _number(kind, value, currency)


def _day(value: object, *, is_text: bool) -> int:
    if isinstance(value, datetime):
        raise LoyaltyError("wrong-type", "a date without a time is wanted")
    return units.day(value if is_text or isinstance(value, date) else None)


def _number(kind: str, value: Any, currency: Currency) -> ParameterValue:
    if kind == "integer":
        return integer(value)
    if kind == "money":
        return currency.money(value)
    if kind == "percent":
        return exact(value.removesuffix("%").rstrip() if isinstance(value, str) else value) / 100
    return fraction(value)
