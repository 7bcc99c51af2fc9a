"""Comparisons of generated numbers, brought to one plain comparison with the constant folded in."""

from fractions import Fraction
from math import gcd, lcm

from loyalty.lang.linear import Linear, common, numerator, value

Number = int | Fraction
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""The operator that says the same with the two sides exchanged."""


def holds(left: Number, op: str, right: Number) -> bool:
    """Whether a comparison of two values is true."""
    if op == "==":
        return left == right
    if op == "!=":
        return left != right
    if op in {"<", "<="}:
        return left < right or (op == "<=" and left == right)
    return left > right or (op == ">=" and left == right)


def bound(number: Linear, op: str, limit: Number) -> tuple[str, int, str] | bool:
    """Return ``source op limit`` as a left side, a whole limit and an operator, or whether it holds always or never.

    >>> bound(Linear("m", 2, 0, 25), ">=", 100)
    ('m', 1250, '>=')
    """
    if number.times == 1 and type(limit) is int:
        return number.source, limit * number.over - number.plus, op
    goal = Fraction(limit * number.over - number.plus) / number.times
    op = op if number.times > 0 else MIRRORED[op]
    if goal.denominator == 1:
        return number.source, goal.numerator, op
    if not number.whole:
        return f"{number.source} * {goal.denominator}", goal.numerator, op
    if op in {"==", "!="}:
        return op == "!="
    floor = goal.numerator // goal.denominator
    return (number.source, floor + 1, ">=") if op in {">", ">="} else (number.source, floor, "<=")


def compared(left: Linear, op: str, right: Linear) -> str:
    """Return the source of one comparison."""
    first, second = _known(left), _known(right)
    if first is not None and second is not None:
        return str(holds(first, op, second))
    if second is not None:
        return _bounded(left, op, second)
    if first is not None:
        return _bounded(right, MIRRORED[op], first)
    over = lcm(left.over, right.over)
    one, two = over // left.over, over // right.over
    terms = left.times * one, right.times * two, right.plus * two - left.plus * one
    a, b, c = (term // gcd(*terms) for term in terms)
    return f"{numerator(Linear(left.source, a, 0))} {op} {numerator(Linear(right.source, b, c))}"


def _known(number: Linear) -> Number | None:
    """Return the value of a constant, a whole one as int, else None."""
    return number.plus if number.over == 1 and not number.source else value(number)


def _bounded(number: Linear, op: str, limit: Number) -> str:
    found = bound(number, op, limit)
    if isinstance(found, bool):
        return str(found)
    left, goal, op = found
    return f"{left} {op} {goal}"


def chained(numbers: tuple[Linear, ...], ops: tuple[str, ...]) -> str:
    """Return the source of a chain; a whole number between two constants is compared with whole bounds."""
    if len(numbers) == 2:  # noqa: PLR2004 - one comparison
        return compared(numbers[0], ops[0], numbers[1])
    if [bool(number.source) for number in numbers] == [False, True, False] and numbers[1].whole:
        return _between(numbers, ops)
    sources, _, _ = common(numbers)
    return sources[0] + "".join(f" {op} {source}" for op, source in zip(ops, sources[1:], strict=True))


def _between(numbers: tuple[Linear, ...], ops: tuple[str, ...]) -> str:
    low = bound(numbers[1], MIRRORED[ops[0]], Fraction(numbers[0].plus, numbers[0].over))
    high = bound(numbers[1], ops[1], Fraction(numbers[2].plus, numbers[2].over))
    if isinstance(low, bool) or isinstance(high, bool):
        return "False"
    source, least, op = low
    return f"{least} {MIRRORED[op]} {source} {high[2]} {high[1]}"
