"""Where each value of a population stands: its accumulated share, its rank, its percentile."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

import attrs

from loyalty.classes.classification import Boundary, Order
from loyalty.errors import LoyaltyError

K = TypeVar("K")


@attrs.frozen
class Figures:
    """The place of a value.

    `share` is the accumulated part of the total, before the value or with it, from 0 to 1; `rank` is 1 for the first;
    `percentile` is the part of the population that stands before it.
    """

    share: Fraction
    rank: int
    percentile: Fraction


def figures(values: Iterable[tuple[K, Fraction]], order: Order, boundary: Boundary) -> dict[K, Figures]:
    """Return the figures of everybody; equal values have equal figures (semantics 26).

    Where the total is nothing, nobody has a part of it: every share is 1, as it is for those without a part.

    Raises:
        LoyaltyError: a value is negative; a part of a whole is not.
    """
    known = list(values)
    if any(value < 0 for _, value in known):
        raise LoyaltyError("out-of-range", "a share of a whole needs amounts that are not negative")
    counts = Counter(value for _, value in known)
    total, people = sum((value * count for value, count in counts.items()), Fraction(0)), len(known)
    found: dict[Fraction, Figures] = {}
    passed, before = Fraction(0), 0
    for value in sorted(counts, reverse=order == "largest-first"):
        reached = passed + value * counts[value]
        part = passed if boundary == "before" else reached
        share = part / total if total else Fraction(1)
        found[value] = Figures(share, before + 1, Fraction(before, people))
        passed, before = reached, before + counts[value]
    return {key: found[value] for key, value in known}
