"""From exact shares to whole units: the order is rounded once, and its lines and their parts add up to it."""

from collections.abc import Sequence
from math import lcm

from loyalty.benefits.priced import Part
from loyalty.benefits.remains import Taken

Weights = tuple[tuple[str, ...], tuple[int, ...]]
"""The discounts that take something of a class, and for each its share of the price, over a common denominator."""


def spread(exact: Sequence[int], whole: int, total: int) -> list[int]:
    """Return whole numbers that add up to `total`, each the exact number over `whole`, rounded down or up.

    Those that lose most by rounding down are rounded up, of equals the earlier ones. The total lies between the sum of
    all rounded down and the sum of all rounded up.
    """
    halves = [divmod(number, whole) for number in exact]
    parts = [unit for unit, _rest in halves]
    missing = total - sum(parts)
    if missing:
        rests = [rest for _unit, rest in halves]
        for i in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:missing]:
            parts[i] += 1
    return parts


def weights(taken: Taken, classes: int) -> tuple[list[Weights], int]:
    """Return for each class what each discount took of its price, over one denominator for all."""
    whole = lcm(*(under for _step, _lost, under in taken))
    found: list[list[tuple[str, int]]] = [[] for _ in range(classes)]
    for step, lost, under in taken:
        times = whole // under
        for c, share in enumerate(lost):
            if share:
                found[c].append((step.of.id, share * times))
    return [(tuple([name for name, _ in each]), tuple([share for _, share in each])) for each in found], whole


def parts(gross: int, discount: int, taking: Weights, whole: int) -> tuple[Part, ...]:
    """Return what each discount took of one line; together it is the line's discount."""
    names, shares = taking
    if len(names) == 1 or not discount:
        return ((names[0], discount),) if discount else ()
    units, rests = [], []
    missing = discount
    for share in shares:
        unit, rest = divmod(gross * share, whole)
        units.append(unit)
        rests.append(rest)
        missing -= unit
    while missing:  # each time the largest remainder, of equal ones the first
        i = rests.index(max(rests))
        units[i] += 1
        rests[i] = -1
        missing -= 1
    if 0 in units:
        return tuple([part for part in zip(names, units, strict=True) if part[1]])
    return tuple(zip(names, units, strict=True))
