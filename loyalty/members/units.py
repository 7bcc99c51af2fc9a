"""Types of values: from the outside to the engine's units, and back.

Whatever an event carries is read as one type or refused with the code of a rejection. Messages name what is wanted and
never repeat the value, which may be personal data.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from loyalty.errors import LoyaltyError
from loyalty.members.field import Value
from loyalty.quantities import INTEGER_MAX, format_money, money
from loyalty.quantities.numbers import scaled

DECIMALS = 9
"""Decimals and percents are held times ``10**9``."""

DECIMAL_MAX = 10**9
"""The largest decimal an event may carry, so that it fits into 64 bits."""

TEXT_MAX = 10_000
"""The longest text a field may carry, in characters."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_PERCENT_MAX = 40
_NOUNS = {str: "a text", int: "a whole number", bool: "a truth value", list: "a list", dict: "a table"}


def converter(kind: str, exponent: int, *, text: bool = False) -> Callable[[Any], int | bool]:
    """Return the function that turns a value other than a text into the engine's units."""
    if kind == "money":
        return lambda raw: money(raw, exponent)
    if kind == "integer":
        return _integer_from_text if text else integer
    if kind == "bool":
        return _bool_from_text if text else truth
    return {"decimal": decimal, "percent": percent, "date": day}[kind]


def writer(kind: str, exponent: int) -> Callable[[Any], Value]:
    """Return the inverse of `converter`: what an event carries for a value in the engine's units."""
    if kind == "money":
        return lambda value: format_money(value, exponent)
    plain: Callable[[Any], Value] = lambda value: value  # noqa: E731 - the identity has no better name here
    return {"decimal": written_decimal, "percent": written_percent, "date": written_day}.get(kind, plain)


def plain_text(raw: object, limit: int = TEXT_MAX) -> str:
    """Read a text: Unicode without lone surrogates or NUL, at most `limit` characters."""
    if not isinstance(raw, str):
        raise LoyaltyError("wrong-type", f"a text is wanted, not {_noun(raw)}")
    if len(raw) > limit:
        raise LoyaltyError("out-of-bounds", f"a text may have at most {limit} characters")
    if "\0" in raw or not (raw.isascii() or _encodes(raw)):
        raise LoyaltyError("wrong-type", "the text has characters that cannot be stored")
    return str.__str__(raw)


def integer(raw: object) -> int:
    """Read a whole number; a truth value, a float or a text is none."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        hint = "write digits without quotes, for instance 12" if isinstance(raw, str) else ""
        raise LoyaltyError("wrong-type", f"a whole number is wanted, not {_noun(raw)}", hint=hint)
    if not -INTEGER_MAX <= raw <= INTEGER_MAX:
        raise LoyaltyError("out-of-bounds", "a whole number may not be as large as this")
    return int(raw)


def truth(raw: object) -> bool:
    """Read a truth value; 0, 1 and words are none."""
    if isinstance(raw, bool):
        return raw
    raise LoyaltyError("wrong-type", f"true or false is wanted, not {_noun(raw)}")


def day(raw: object) -> int:
    """Read a date, or text like ``2024-01-31``, as days since 1970-01-01."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.toordinal() - _EPOCH_DAY
    if isinstance(raw, str) and len(raw) == len("2024-01-31") and raw[4] == raw[7] == "-" and raw.isascii():
        try:
            return date.fromisoformat(raw).toordinal() - _EPOCH_DAY
        except ValueError:
            pass
    raise LoyaltyError("wrong-type", "a date is wanted", hint='write it as "2024-01-31"')


def decimal(raw: Any) -> int:
    """Read a decimal number exactly, times ``10**9``."""
    return scaled(raw, DECIMALS, DECIMAL_MAX * 10**DECIMALS, "a number")


def percent(raw: Any) -> int:
    """Read a percentage, ``20`` or ``"20%"``, as a share times ``10**9``: 200 000 000."""
    if isinstance(raw, str) and len(raw) <= _PERCENT_MAX:
        raw = raw.removesuffix("%").rstrip(" ")
    return scaled(raw, DECIMALS - 2, DECIMAL_MAX * 10**DECIMALS, "a percentage")


def written_day(value: int) -> str:
    """The date as ISO text."""
    return date.fromordinal(value + _EPOCH_DAY).isoformat()


def written_decimal(value: int) -> str:
    """The decimal as text, without zeros at its end."""
    return _trimmed(format_money(value, DECIMALS))


def written_percent(value: int) -> str:
    """The share as a percentage, ``20%``."""
    return _trimmed(format_money(value, DECIMALS - 2)) + "%"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".")


def _noun(raw: object) -> str:
    """What a value is called for people."""
    return _NOUNS.get(type(raw), type(raw).__name__)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _integer_from_text(raw: object) -> int:
    if isinstance(raw, str):
        return scaled(raw, 0, INTEGER_MAX, "a whole number")
    return integer(raw)


def _bool_from_text(raw: object) -> bool:
    if raw in ("true", "false"):
        return raw == "true"
    raise LoyaltyError("wrong-type", "true or false is wanted", hint='write "true" or "false"')
