"""Dividing a whole number over shares so that the parts always add up (clause 9)."""

from collections.abc import Sequence

from loyalty.errors import LoyaltyError


def allot(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in proportion to the weights, by largest remainder; ties go to the earlier position.

    The parts add up to `total`; each is less than one unit from its exact share, so it never exceeds
    its weight if the total does not exceed theirs; a larger weight never gets less than a smaller
    one. A negative total is divided as its opposite.

    With three or more weights a larger total may give one of them a unit less: the method's known
    paradox. What is divided again and again as its total grows wants `allot_growing`.

    Args:
        total: what to divide, in whole units.
        weights: whole numbers, none below 0.

    Raises:
        LoyaltyError: `bad-weights` if a weight is negative, or if there is something to divide and all are 0.
    """
    if total < 0:
        return [-part for part in allot(-total, weights)]
    whole = _whole(total, weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def allot_growing(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in proportion to the weights, so that every part only grows with the total.

    For what is given back bit by bit, such as the refunds of one order: whatever the steps, the parts
    are those of the sum (clause 19). The parts add up; they equal the weights when the total equals
    theirs, so before that none exceeds its weight; a larger weight never gets less. For two weights it
    is `allot`. Units are handed out one after the other, each to the share that lags most (the method
    of Sainte-Laguë), ties to the earlier position; they are not counted one by one, though.

    Args:
        total: what to divide, in whole units.
        weights: whole numbers, none below 0.

    Raises:
        LoyaltyError: `bad-weights`, as for `allot`.
    """
    if total < 0:
        return [-part for part in allot_growing(-total, weights)]
    whole = _whole(total, weights)
    if len(weights) == 2:  # noqa: PLR2004 - eligible goods and others
        first = (2 * total * weights[0] + whole) // (2 * whole)
        return [first, total - first]
    parts = [(2 * total * weight + whole) // (2 * whole) for weight in weights]
    while (missing := total - sum(parts)) != 0:
        if missing > 0:
            parts[_extreme(weights, parts, 1)] += 1
        else:
            parts[_extreme(weights, parts, -1)] -= 1
    return parts


def _extreme(weights: Sequence[int], parts: list[int], step: int) -> int:
    """The position that is next to get a unit (`step` 1), or was the last to get one (-1)."""
    best = -1
    for i, (weight, part) in enumerate(zip(weights, parts, strict=True)):
        if not weight or (step < 0 and not part):
            continue
        if best < 0:
            best = i
            continue
        ahead = weight * (2 * parts[best] + step) - weights[best] * (2 * part + step)
        if (step > 0 and ahead > 0) or (step < 0 and ahead <= 0):
            best = i
    return best


def _whole(total: int, weights: Sequence[int]) -> int:
    """The sum of the weights, or 1 if there is nothing to divide."""
    whole = sum(weights)
    if (weights and min(weights) < 0) or (total and not whole):
        raise LoyaltyError("bad-weights", "shares must not be negative, and at least one must be above 0")
    return whole or 1
