"""Whether two values are the same to an author, and how they are shown when they are not."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from loyalty.errors import LoyaltyError
from loyalty.periods import Zone
from loyalty.quantities import exact
from loyalty.testing.histories import instant

_SIGNS = frozenset("%/")
NONE = "none"
"""The word for what is not there: no tier, no number, no review, a metric without a value."""


def same(expected: Any, actual: Any, zone: Zone) -> bool:
    """Whether an expected value is met: numbers by value, times by instant, tables key by key as far as written."""
    if actual is None:
        return bool(expected == NONE)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, Mapping):
        return isinstance(actual, Mapping) and all(
            key in actual and same(value, actual[key], zone) for key, value in expected.items()
        )
    if isinstance(expected, str) and _number(actual) and not _SIGNS.isdisjoint(expected):
        expected = written(expected)
    if _number(expected) and _number(actual):
        return Fraction(expected) == Fraction(actual)
    if isinstance(actual, datetime):
        return isinstance(expected, date) and instant(expected, zone) == zone.to_instant(actual)
    return bool(expected == actual)


def written(text: str) -> Fraction | str:
    """Return the number that a text is, a percentage or a fraction too; the text itself when it is none.

    >>> written("87.5%"), written("1/3"), written("gold")
    (Fraction(7, 8), Fraction(1, 3), 'gold')
    """
    try:
        top, _, bottom = text.partition("/")
        return _exactly(top) / (_exactly(bottom) if bottom else 1)
    except (LoyaltyError, ZeroDivisionError):
        return text


def _exactly(text: str) -> Fraction:
    return Fraction(exact(text[:-1])) / 100 if text.endswith("%") else Fraction(exact(text))


def same_all(expected: Sequence[Any], actual: Sequence[Any], zone: Zone) -> bool:
    """Whether two lists are the same, item by item."""
    return len(expected) == len(actual) and all(
        same(one, other, zone) for one, other in zip(expected, actual, strict=True)
    )


def same_ways(expected: Sequence[Mapping[str, Any]], actual: Sequence[Mapping[str, Any]], zone: Zone) -> bool:
    """Whether two lists of alternatives are the same in any order, each with exactly the same keys."""
    left = list(actual)
    for way in expected:
        found = next((one for one in left if one.keys() == way.keys() and same(way, one, zone)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def shown(value: Any) -> str:
    """Return a value as an author would write it.

    >>> shown({"points": 300, "expires": datetime(2025, 4, 1)}), shown([]), shown(Decimal("1E+2"))
    ('{ points = 300, expires = 2025-04-01T00:00 }', '[]', '100')
    """
    if value is None:
        return NONE
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_quoted(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, datetime):
        return _moment(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _moment(value: datetime) -> str:
    """Return a time without seconds where there are none; the offset is that of the program and is left out."""
    text = value.replace(tzinfo=None).isoformat()
    return text.removesuffix(":00") if value.second == 0 and value.microsecond == 0 else text


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else shown(value)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else f'"{key}"'


def _number(value: object) -> bool:
    return isinstance(value, int | Decimal | Fraction)
