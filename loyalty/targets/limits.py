"""What would be enough: how large a count or a sum may, or must, be while the other figures stay."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, cast

import attrs

from loyalty.lang import alternatives
from loyalty.lang.bounds import MIRRORED, holds
from loyalty.lang.needs import Need
from loyalty.targets.figure import COUNTS, Figure
from loyalty.targets.slope import Line, line
from loyalty.targets.target import Target
from loyalty.targets.verdict import VALUE, Figures, Parameters, bound

Op = Literal["<=", ">=", "==", "<", ">"]
ADDED_UP = COUNTS | {"sum", "sum_of"}


@attrs.frozen
class Bound:
    """A limit of one figure in the engine's units."""

    figure: Figure
    op: Op
    limit: Fraction
    gap: Fraction
    kept: bool


def bounds(target: Target, figures: Figures, parameters: Parameters, group: str = "") -> Iterator[Bound]:
    """Yield the limits of the figures on which the value depends in a straight line.

    A requirement that can be met in several ways has none, nor has a value that is rounded or unknown.
    """
    typed = bound(target, target.value.typed, parameters, group)
    ways = alternatives(bound(target, target.require.typed, parameters, group))
    known = {target.axis: group, **figures}
    if target.digits is not None or len(ways) != 1 or any(known[name] is None for name in typed.names):
        return
    for figure in target.figures:
        if figure.name in typed.names and figure.operation in ADDED_UP:
            found = line(typed, figure.name, known)
            for need in ways[0] if found is not None and found.slope else ():
                yield from _bound(figure, need, cast("Line", found), Fraction(figures[figure.name] or 0))


def _bound(figure: Figure, need: Need, along: Line, now: Fraction) -> Iterator[Bound]:
    if need.name != VALUE or not isinstance(need.threshold, Fraction) or need.op == "!=":
        return
    limit = (need.threshold - along.start) / along.slope
    op = need.op if along.slope > 0 else MIRRORED[need.op]
    if figure.type.kind != "decimal":
        limit, op = _whole(limit, op)
    if limit.denominator != 1 and figure.type.kind != "decimal":
        return
    if limit < 0 and figure.operation in COUNTS:
        return
    yield Bound(figure, cast("Op", op), limit, abs(now - limit), holds(now, op, limit))


def _whole(limit: Fraction, op: str) -> tuple[Fraction, str]:
    """Return the last whole number on the right side of a limit; equality with a fraction stays as it is."""
    below = limit.numerator // limit.denominator
    if op in {"<", "<="}:
        return Fraction(below - (op == "<" and limit == below)), "<="
    if op in {">", ">="}:
        above = -(-limit.numerator // limit.denominator)
        return Fraction(above + (op == ">" and limit == above)), ">="
    return limit, op
