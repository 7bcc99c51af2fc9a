"""The types of calculated numbers: which unit they have, and whether an amount may be a fraction of a minor unit."""

from fractions import Fraction
from functools import cache

from loyalty.lang.nodes import Node
from loyalty.lang.typed import Typed
from loyalty.lang.types import DECIMAL, INTEGER, Type


@cache
def _amount(digits: int, fractional: bool) -> Type:  # noqa: FBT001 - only called below
    return Type("money", digits=digits, fractional=fractional)


def plain(kind: Type) -> Type:
    """Return the type of a number calculated from one of a type: in the same unit, and not missing by itself."""
    if kind.kind == "money":
        return _amount(kind.digits, kind.fractional)
    return INTEGER if kind.kind == "integer" else DECIMAL


def joint(*types: Type) -> Type:
    """Return the type of a sum or a choice of numbers: money if one is, whole if all are."""
    for kind in types:
        if kind.kind == "money":
            return plain(kind)
    return INTEGER if all(kind.kind == "integer" for kind in types) else DECIMAL


def calculated(op: str, kind: Type, node: Node, args: tuple[Typed, ...], value: object = None) -> Typed:
    """Return a calculated number; for money it is settled whether fractions of a minor unit can arise."""
    if kind.kind == "money":
        kind = _amount(kind.digits, _fractional(op, kind, args, value))
    return Typed(op, kind, node, args, value)


def _fractional(op: str, kind: Type, args: tuple[Typed, ...], value: object) -> bool:
    if op == "const":
        return isinstance(value, Fraction) and value.denominator != 1
    if op in {"div", "ratio"}:
        return True
    if op == "call" and value in {"floor", "ceil"}:
        return False
    if op == "call" and value == "round":
        digits = args[1].value
        return isinstance(digits, int) and digits > kind.digits
    return any(part.type.fractional or part.type.kind == "decimal" for part in args)
