"""Whether the default of a setting is what a program could have given."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from loyalty.periods import Period
from loyalty.quantities import INTEGER_MAX


def _is_whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= INTEGER_MAX


def _is_number(value: object, most: int = INTEGER_MAX) -> bool:
    return type(value) in {int, Fraction} and 0 <= value <= most  # type: ignore[operator] # a number, by its type


FITS: Mapping[str, Callable[[object], bool]] = {
    "percent": lambda value: _is_number(value, 1),
    "money": _is_whole,
    "whole": _is_whole,
    "number": _is_number,
    "text": lambda value: type(value) is str,
    "words": lambda value: type(value) is tuple and all(type(word) is str for word in value),
    "span": lambda value: type(value) is Period,
    "switch": lambda value: type(value) is bool,
    "line": lambda _: False,
    "member": lambda _: False,
}
"""Whether a default is what a program could have given, by the reader."""
