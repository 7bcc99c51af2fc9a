"""What is decided after what: names in the order in which they read each other, and circles."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from loyalty.lang.expression import Expression
from loyalty.metrics.metric import Metric
from loyalty.tiers.ladder import Ladder

Reads = Mapping[str, AbstractSet[str]]
"""For each name the names that it reads."""


def in_order(reads: Reads) -> tuple[list[str], list[str]]:
    """Return the names so that each comes after those it reads, and the names that read each other in a circle."""
    left = {name: {other for other in read if other in reads} for name, read in reads.items()}
    order = _peeled(left)
    readers: dict[str, set[str]] = {name: set() for name in left}
    for name, read in left.items():
        for other in read & left.keys():
            readers[other].add(name)
    _peeled(readers)
    return order, [name for name in reads if name in readers]


def _peeled(left: dict[str, set[str]]) -> list[str]:
    """Take out, in order, every name that waits for no other; what stays waits in a circle, or for one."""
    waiting: dict[str, list[str]] = {}
    for name, others in left.items():
        for other in others:
            waiting.setdefault(other, []).append(name)
    order = [name for name, others in left.items() if not others]
    for name in order:
        del left[name]
        for reader in waiting.get(name, ()):
            left[reader].discard(name)
            if not left[reader]:
                order.append(reader)
    return order


def way_back(name: str, reads: Reads) -> list[str]:
    """Return the names on the shortest way from a name back to itself."""
    came_from: dict[str, str] = {}
    waiting = [name]
    for here in waiting:
        for other in sorted(reads[here] & reads.keys()):
            if other == name:
                way = []
                while here != name:
                    way.append(here)
                    here = came_from[here]  # noqa: PLW2901 - walking back is the end of the loop
                return way[::-1]
            if other not in came_from:
                came_from[other] = here
                waiting.append(other)
    return []


def of_ladders(ladders: Mapping[str, Ladder], metrics: Mapping[str, Metric]) -> dict[str, frozenset[str]]:
    """Return for each ladder the other ladders whose standing its `enter` reads.

    It may read them by way of formulas, and of metrics that count since a tier was entered. A ladder that reads itself
    reads its standing before the event.
    """
    return {
        name: frozenset().union(*(read_by(tier.enter, ladders, metrics) for tier in ladder.tiers)) - {name}
        for name, ladder in ladders.items()
    }


def read_by(expression: Expression, ladders: Mapping[str, Ladder], metrics: Mapping[str, Metric]) -> frozenset[str]:
    """Return the ladders whose standing an expression reads, in whatever way."""
    names = list(expression.typed.names)
    found = set()
    for name in names:
        metric = metrics.get(name)
        if metric is not None:
            further = metric.formula.typed.names if metric.formula else {other for other, _weight in metric.weights}
            names += [other for other in further if other not in names]
            found |= {metric.window.ladder or "main"} if metric.window.kind == "tier-entry" else set()
        ladder = "main" if name == "tier" else name
        found |= {ladder} if ladder in ladders else set()
    return frozenset(found)
