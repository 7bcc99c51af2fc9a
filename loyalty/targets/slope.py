"""How a value follows one of its figures while the others stay: in a straight line, or not."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from loyalty.lang import Typed, evaluate

_DIVISIONS = frozenset({"div", "ratio"})
_STRAIGHT = _DIVISIONS | {"neg", "add", "sub", "mul"}


class Line(NamedTuple):
    """``start + slope * figure``."""

    start: Fraction
    slope: Fraction


def line(typed: Typed, figure: str, values: Mapping[str, object]) -> Line | None:
    """Return a value as a straight line over one figure, with the others as they are; None when it is not one."""
    if figure not in typed.names:
        return Line(_number(typed, values), Fraction(0))
    if typed.op == "name":
        return Line(Fraction(0), Fraction(1))
    if typed.op not in _STRAIGHT:
        return None
    parts = [line(part, figure, values) for part in typed.args[:2]]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if typed.op == "neg":
        return Line(-known[0].start, -known[0].slope)
    if typed.op in {"add", "sub"}:
        sign = 1 if typed.op == "add" else -1
        return Line(known[0].start + sign * known[1].start, known[0].slope + sign * known[1].slope)
    return _product(typed.op, *known)


def _product(op: str, left: Line, right: Line) -> Line | None:
    """Return a product or a quotient, if one side does not depend on the figure."""
    if op == "mul" and not left.slope:
        left, right = right, left
    if right.slope or (op != "mul" and not right.start):
        return None
    factor = right.start if op == "mul" else 1 / right.start
    return Line(left.start * factor, left.slope * factor)


def divides_by_zero(typed: Typed, values: Mapping[str, object]) -> bool:
    """Say whether a division by 0 is met on the way to a value."""
    if typed.op in _DIVISIONS and not _number(typed.args[1], values):
        return True
    return any(divides_by_zero(part, values) for part in typed.args)


def _number(typed: Typed, values: Mapping[str, object]) -> Fraction:
    found = evaluate(typed, values)
    assert isinstance(found, int | Fraction)
    return Fraction(found)
