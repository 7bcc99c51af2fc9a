"""Numbers in generated code: ``(times * source + plus) / over`` with whole, static factors.

Constants are folded into the factors when code is generated, so that run time sees as few operations as
possible and no fraction that could be avoided.
"""

from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple


class Linear(NamedTuple):
    """A number of generated code.

    Attributes:
        source: Python source of an operand, or "" for a constant.
        times: factor of the source.
        plus: what is added to it.
        over: positive divisor of the sum.
        whole: True when the source is certainly an int at run time.
    """

    source: str
    times: int
    plus: int
    over: int = 1
    whole: bool = True


def fixed(value: int | Fraction) -> Linear:
    """Return a constant."""
    return Linear("", 0, value.numerator, value.denominator)


def read(source: str, over: int = 1, *, whole: bool = True) -> Linear:
    """Return what a source gives, divided by `over`."""
    return Linear(source, 1, 0, over, whole)


def value(number: Linear) -> Fraction | None:
    """Return the value of a constant, else None."""
    return None if number.source else Fraction(number.plus, number.over)


def reduced(number: Linear) -> Linear:
    """Return the same number in lowest terms."""
    common = gcd(number.times, number.plus, number.over)
    source = number.source if number.times else ""
    return Linear(source, number.times // common, number.plus // common, number.over // common, number.whole)


def scaled(number: Linear, factor: int | Fraction) -> Linear:
    """Return a number times a constant."""
    times, over = factor.numerator, factor.denominator
    return reduced(Linear(number.source, number.times * times, number.plus * times, number.over * over, number.whole))


def numerator(number: Linear, factor: int = 1) -> str:
    """Return the source of ``(times * source + plus) * factor``, an operand that needs no more brackets."""
    times, plus = number.times * factor, number.plus * factor
    if not number.source:
        return str(plus) if plus >= 0 else f"({plus})"
    if times == 1 and not plus:
        return number.source
    term = number.source if times == 1 else f"{number.source} * {times}"
    return f"({term}{_signed(plus)})"


def _signed(plus: int) -> str:
    return f" {'+' if plus > 0 else '-'} {abs(plus)}" if plus else ""


def added(left: Linear, right: Linear) -> Linear:
    """Return the sum of two numbers."""
    over = lcm(left.over, right.over)
    one, two = over // left.over, over // right.over
    plus = left.plus * one + right.plus * two
    if not right.source or left.source == right.source:
        times = left.times * one + right.times * two
        return reduced(Linear(left.source, times, plus, over, left.whole))
    if not left.source:
        return reduced(Linear(right.source, right.times * two, plus, over, right.whole))
    return reduced(_joined(left, right, left.times * one, right.times * two)._replace(plus=plus, over=over))


def _joined(left: Linear, right: Linear, one: int, two: int) -> Linear:
    """Return ``left.source * one + right.source * two``, with their common factor outside."""
    common = gcd(one, two)
    first, second = one // common, two // common
    left_term = left.source if first == 1 else f"{left.source} * {first}"
    right_term = right.source if abs(second) == 1 else f"{right.source} * {abs(second)}"
    source = f"({left_term} {'+' if second > 0 else '-'} {right_term})"
    return Linear(source, common, 0, 1, left.whole and right.whole)


def multiplied(left: Linear, right: Linear) -> Linear:
    """Return the product of two numbers."""
    for one, other in ((left, right), (right, left)):
        factor = value(one)
        if factor is not None:
            return scaled(other, factor)
    whole, over = left.whole and right.whole, left.over * right.over
    if left.plus or right.plus:
        return Linear(f"({numerator(left)} * {numerator(right)})", 1, 0, over, whole)
    return reduced(Linear(f"({left.source} * {right.source})", left.times * right.times, 0, over, whole))


def common(numbers: tuple[Linear, ...]) -> tuple[list[str], int, bool]:
    """Return the numerators of several numbers over one denominator, that denominator, and whether all are whole."""
    over = lcm(*(number.over for number in numbers))
    sources = [numerator(number, over // number.over) for number in numbers]
    return sources, over, all(number.whole for number in numbers)
