"""The decision on an order of `configs/grocery` as a careful programmer would write it, and an oracle in no hurry.

Both take what the last 60 days brought, the orders of this month, the amount of the order that counts, and the points
that the month's cap still allows; money is in cents. They return the tier, 0 for none, and the points.
"""

from fractions import Fraction

TIMES = (10, 12, 15)


def decide(recent: int, visits: int, eligible: int, room: int) -> tuple[int, int]:
    """Return (tier, points), in as few steps as they take."""
    if recent >= 40_000 or (recent >= 30_000 and visits >= 12):
        tier = 2
    elif recent >= 15_000:
        tier = 1
    else:
        tier = 0
    points = eligible * TIMES[tier] // 1000
    return tier, points if points < room else room  # noqa: FURB136 - quicker than min


def oracle(recent: int, visits: int, eligible: int, room: int) -> tuple[int, int]:
    """Return the same from the words of the program: exact fractions, every tier looked at."""
    dollars = Fraction(recent, 100)
    meets = [
        True,
        dollars >= 150,
        dollars >= 400 or (dollars >= 300 and visits >= 12),
    ]
    tier = max(rank for rank, met in enumerate(meets) if met)
    factor = [Fraction(1), Fraction(12, 10), Fraction(15, 10)][tier]
    return tier, min(int(Fraction(eligible, 100) * factor), room)
