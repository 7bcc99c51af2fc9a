"""Values of every type, the extreme ones among them, with which plugins are tried."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice, product

from loyalty.benefits.marks import Setting
from loyalty.lang import BOOL, Type, Typed
from loyalty.lang.expression import Expression
from loyalty.lang.nodes import Truth
from loyalty.lang.runtime import EPOCH
from loyalty.periods import Period
from loyalty.quantities import INTEGER_MAX

CALLS_MAX = 400
"""So many combinations of arguments are tried for each function."""
_TRUE = Expression("true", Typed("const", BOOL, Truth(value=True), (), value=True), ())
_DAYS = (date(1900, 1, 1), date(1970, 1, 1), date(2024, 2, 29), date(2024, 8, 15), date(2199, 12, 31))
_WHOLE = (0, 1, 2, 3, 7, 31, 99, 100, 12_345, 10**6, 10**9, INTEGER_MAX)
_NUMBERS = (
    Fraction(0),
    Fraction(1),
    Fraction(1, 3),
    Fraction(99, 100),
    Fraction(15, 2),
    Fraction(10**6),
    Fraction(-3, 7),
)
_VALUES: Mapping[str, Sequence[object]] = {
    "bool": (False, True),
    "integer": (*_WHOLE, -1, -INTEGER_MAX),
    "money": (*_WHOLE, -1),
    "decimal": _NUMBERS,
    "text": ("", "a", "贵宾", "two words", "x" * 500, "\n"),
    "date": tuple(day.toordinal() - EPOCH for day in _DAYS),
}
_SETTINGS: Mapping[str, Sequence[object]] = {
    "percent": (Fraction(1, 100), Fraction(12, 100), Fraction(1)),
    "money": (0, 1, 20_000, INTEGER_MAX),
    "whole": (0, 1, 2, 100, INTEGER_MAX),
    "number": (Fraction(0), Fraction(3, 2), Fraction(INTEGER_MAX)),
    "text": ("a", "贵宾"),
    "words": (("a",), ("a", "b")),
    "span": (Period(days=1), Period(years=1)),
    "switch": (True, False),
    "line": (_TRUE,),
    "member": (_TRUE,),
}


def mixed(values: Sequence[Sequence[object]]) -> Iterator[tuple[object, ...]]:
    """Return every combination, or so many that each value meets several of the others."""
    total = 1
    for each in values:
        total *= len(each)
    step = max(1, total // CALLS_MAX | 1)
    return islice(product(*values), 0, None, step)


def arguments(kind: Type) -> Sequence[object]:
    """Return values of a type, as the engine holds them."""
    return kind.values or _VALUES[kind.kind]


def settings(setting: Setting) -> Sequence[object]:
    """Return values of a setting, as a program could give them."""
    return setting.words or _SETTINGS[setting.reader]
