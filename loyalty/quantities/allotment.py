"""Dividing a whole number over shares so that the parts always add up (clause 9)."""

from collections.abc import Sequence

from loyalty.errors import LoyaltyError


def allot(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in proportion to the weights, by largest remainder; ties go to the earlier position.

    The parts add up to `total`; each is less than one unit from its exact share, so it never exceeds
    its weight if the total does not exceed theirs; a larger weight never gets less than a smaller
    one. A negative total is divided as its opposite.

    With three or more weights a larger total may give one of them a unit less: the method's known
    paradox. What is divided cumulatively must not rely on parts that only grow.

    Args:
        total: what to divide, in whole units.
        weights: whole numbers, none below 0.

    Raises:
        LoyaltyError: `bad-weights` if a weight is negative, or if there is something to divide and all are 0.
    """
    if total < 0:
        return [-part for part in allot(-total, weights)]
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or (total and not whole):
        raise LoyaltyError("bad-weights", "shares must not be negative, and at least one must be above 0")
    if not total:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
