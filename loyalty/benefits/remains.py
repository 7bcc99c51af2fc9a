"""What is left of an order after discounts, exactly.

Lines on which the same discounts act are one class: the same share of each of them is left. All shares have one
denominator, so that everything is a whole number until the very end. Each step takes something and leaves the more the
more it finds; therefore one step more never leaves more (semantics 10).
"""

from collections.abc import Callable, Sequence
from math import gcd

from loyalty.benefits.reduction import Mode, Step
from loyalty.errors import LoyaltyError

Taken = list[tuple[Step, list[int], int]]
"""For each step what it takes of each class, over a denominator."""


class Intricate(LoyaltyError):  # noqa: N818 - it says what the order is
    """Amounts and caps overlap in so many ways that the exact shares grow beyond all bounds."""


BITS_NICE, BITS_MAX = 512, 20_000
"""The size of the denominator from which it is reduced, and the one beyond which a calculation is refused."""
Formula = Callable[[Step, list[int], list[int], int], tuple[list[int], int]]


def remains(
    steps: Sequence[Step], gross: Sequence[int], acting: Sequence[int], taken: Taken | None = None
) -> tuple[list[int], int]:
    """Return the share that is left of each class, as numerators and their denominator.

    Args:
        steps: in the order in which they act.
        gross: the total of each class.
        acting: for each class the bits of the steps that act on it.
        taken: gets what each step takes, if given.

    Raises:
        LoyaltyError: `too-many-discounts`, when amounts and caps overlap in so many ways that the exact shares grow
            beyond all bounds.
    """
    left, whole = [1] * len(gross), 1
    for step in steps:
        hit = [c for c, bits in enumerate(acting) if bits & step.bit]
        if not hit:
            continue
        after, times = _FORMULAS[step.mode](step, [left[c] for c in hit], [gross[c] for c in hit], whole)
        before = left
        left = [share * times for share in before] if times != 1 else before.copy()
        if taken is not None:
            lost = [0] * len(gross)
            for c, share in zip(hit, after, strict=True):
                lost[c] = left[c] - share
            taken.append((step, lost, whole * times))
        for c, share in zip(hit, after, strict=True):
            left[c] = share
        whole *= times
        if whole.bit_length() > BITS_NICE:
            left, whole = _reduced(left, whole)
    return left, whole


def _scale(step: Step, left: list[int], gross: list[int], whole: int) -> tuple[list[int], int]:
    """Leave the same share of whatever is left."""
    del gross, whole
    keep = step.under - step.over
    return [share * keep for share in left], step.under


def _initial(step: Step, left: list[int], gross: list[int], whole: int) -> tuple[list[int], int]:
    """Take the same share of the initial price, never more than what is left."""
    over, under, total = step.over, step.under, sum(gross)
    if total * over > step.most * under:
        over, under = step.most, total
    return [max(share * under - over * whole, 0) for share in left], under


def _amount(step: Step, left: list[int], gross: list[int], whole: int) -> tuple[list[int], int]:
    """Take an amount, spread in proportion to what is left."""
    return _spread(step.most, left, gross, whole)


def _capped(step: Step, left: list[int], gross: list[int], whole: int) -> tuple[list[int], int]:
    """Take a share of what is left, at most the cap."""
    total = sum(share * money for share, money in zip(left, gross, strict=True))
    if total * step.over > step.most * whole * step.under:
        return _spread(step.most, left, gross, whole)
    return _scale(step, left, gross, whole)


def _spread(amount: int, left: list[int], gross: list[int], whole: int) -> tuple[list[int], int]:
    total = sum(share * money for share, money in zip(left, gross, strict=True))
    if total <= amount * whole:
        return [0] * len(left), 1
    if len(set(left)) == 1:  # equal shares stay equal, and their denominator small
        under = sum(gross)
        return [share * under - amount * whole for share in left], under
    over = total - amount * whole
    common = gcd(over, total)
    return [share * (over // common) for share in left], total // common


def _reduced(left: list[int], whole: int) -> tuple[list[int], int]:
    common = gcd(whole, *left)
    if (whole // common).bit_length() > BITS_MAX:
        raise Intricate(
            "too-many-discounts",
            "too many amounts and caps act on different lines of one order",
            hint="put them into one group, so that one of them counts",
        )
    return [share // common for share in left], whole // common


_FORMULAS: dict[Mode, Formula] = {"scale": _scale, "initial": _initial, "amount": _amount, "capped": _capped}
