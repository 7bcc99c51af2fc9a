"""Rounding to whole numbers by a named mode, in integers only (clause 9).

`down` is towards zero and `up` away from it; `half-up` takes a tie away from zero, `half-even` to the
even neighbour. So `rounded(-x)` is always `-rounded(x)`: what a refund takes is what the purchase gave.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, overload

from loyalty.errors import LoyaltyError, nearest

if TYPE_CHECKING:
    from fractions import Fraction

Rounding = Literal["down", "up", "half-up", "half-even"]
Rounder = Callable[[int, int], int]


def _down(num: int, den: int) -> int:
    return num // den if num >= 0 else -(-num // den)


def _up(num: int, den: int) -> int:
    return -(-num // den) if num >= 0 else num // den


def _half_up(num: int, den: int) -> int:
    return (2 * num + den) // (2 * den) if num >= 0 else -((den - 2 * num) // (2 * den))


def _half_even(num: int, den: int) -> int:
    whole, rest = divmod(num, den)
    return whole + (2 * rest > den or (2 * rest == den and whole % 2 == 1))


_MODES: dict[str, Rounder] = {"down": _down, "up": _up, "half-up": _half_up, "half-even": _half_even}
ROUNDINGS = tuple(_MODES)


def rounder(mode: str) -> Rounder:
    """The function `(numerator, positive denominator) -> whole number` of a mode, for hot code; it checks nothing.

    Raises:
        LoyaltyError: `unknown-rounding`, with the nearest mode.
    """
    found = _MODES.get(mode)
    if found is None:
        best = nearest(str(mode), ROUNDINGS, 1) or ROUNDINGS
        raise LoyaltyError("unknown-rounding", "there is no such rounding", hint=f"write {' or '.join(best)}")
    return found


@overload
def rounded(value: "Fraction | int", mode: str, /) -> int: ...
@overload
def rounded(num: "Fraction | int", den: "Fraction | int", mode: str, /) -> int: ...
def rounded(first: "Fraction | int", second: "Fraction | int | str", third: str = "", /) -> int:
    """A number, or the quotient of two, rounded to a whole number by a mode of `ROUNDINGS`.

    Raises:
        LoyaltyError: `unknown-rounding`; `zero-division`; `wrong-type` for floats and other inexact numbers.
    """
    divisor, mode = (1, second) if isinstance(second, str) else (second, third)
    num = _part(first, "numerator") * _part(divisor, "denominator")
    den = _part(first, "denominator") * _part(divisor, "numerator")
    if den == 0:
        raise LoyaltyError("zero-division", "a number cannot be divided by 0")
    return rounder(mode)(num, den) if den > 0 else rounder(mode)(-num, -den)


def _part(value: "Fraction | int", name: str) -> int:
    part = getattr(value, name, None)
    if isinstance(part, int):
        return part
    raise LoyaltyError("wrong-type", f"an exact number is wanted, not {type(value).__name__}")
