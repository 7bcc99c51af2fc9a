"""Which ladders time alone cannot move: their reviews find the same until something happens."""

from loyalty.engine.layout import Layout
from loyalty.lang.expression import Expression
from loyalty.lang.typed import Typed
from loyalty.tiers.ladder import Ladder

TIMELY = frozenset({"call", "foreign"})
"""Parts of an expression that may look at the instant."""


def steady(layout: Layout, number: int, ladder: Ladder | None) -> bool:
    """Say whether all conditions of a ladder read only what no instant changes: fields, and sums over all time."""
    tiers = () if ladder is None else ladder.tiers
    return bool(tiers) and all(_stays(layout, number, each) for tier in tiers for each in (tier.enter, tier.keep))


def _stays(layout: Layout, number: int, expression: Expression) -> bool:
    return not _timely(expression.typed) and all(_name(layout, number, name) for name in expression.typed.names)


def _timely(typed: Typed) -> bool:
    return typed.op in TIMELY or any(_timely(part) for part in typed.args)


def _name(layout: Layout, number: int, name: str) -> bool:
    version = layout.versions[number]
    metric, slot = version.metrics.get(name), layout.by_name[number].get(name)
    if slot is not None:
        return slot.form == "plain" and all(source.kind != "points" for source in slot.metric.sources)
    if metric is not None:
        return metric.formula is not None and _stays(layout, number, metric.formula)
    return name in layout.fields or name in version.parameters or name == "kind"
