"""From exact shares to whole units: the order is rounded once, and its lines and their parts add up to it."""

from collections.abc import Sequence
from math import lcm

from loyalty.benefits.priced import Part
from loyalty.benefits.remains import Taken

Weights = tuple[tuple[str, int], ...]
"""For each discount that takes something of a class its share of the price, over a common denominator."""


def spread(exact: Sequence[int], whole: int, total: int) -> list[int]:
    """Return whole numbers that add up to `total`, each the exact number over `whole`, rounded down or up.

    Those that lose most by rounding down are rounded up, of equals the earlier ones. The total lies between the sum of
    all rounded down and the sum of all rounded up.
    """
    parts = [number // whole for number in exact]
    missing = total - sum(parts)
    if missing:
        for i in sorted(range(len(parts)), key=lambda i: -(exact[i] % whole))[:missing]:
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
    return [tuple(each) for each in found], whole


def parts(gross: int, discount: int, taking: Weights, whole: int) -> tuple[Part, ...]:
    """Return what each discount took of one line; together it is the line's discount."""
    if len(taking) <= 1:
        return ((taking[0][0], discount),) if discount else ()
    units = spread([gross * share for _id, share in taking], whole, discount)
    return tuple((name, unit) for (name, _share), unit in zip(taking, units, strict=True) if unit)
