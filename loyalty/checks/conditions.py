"""Doubts about the conditions of metrics and earning rules."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.lang import Typed
from loyalty.lang.expression import Expression
from loyalty.points.rules import EarnRule, Multiplier, PointsRules


def conditions(logic: Logic) -> Iterator[Finding]:
    """Find conditions that decide nothing."""
    for metric in logic.version.metrics.values():
        if metric.where is not None:
            yield from _decided(logic, metric.where, f"the metric `{metric.name}`")
    for rule in _rules(logic.version.points):
        if rule.where is not None:
            yield from _decided(logic, rule.where, f"the rule `{rule.id}`")


def _rules(points: PointsRules | None) -> list[EarnRule | Multiplier]:
    return [] if points is None else [*points.earn, *points.multipliers]


def _decided(logic: Logic, where: Expression, what: str) -> Iterator[Finding]:
    if _is_open(logic, where.typed):
        return
    if logic.never(where.typed):
        yield Finding("LOY325", f"this condition never holds, so {what} counts nothing", where.path, severity="warning")
    elif logic.always(where.typed):
        yield Finding("LOY325", "this condition always holds", where.path, "leave `where` out", severity="warning")


def _is_open(logic: Logic, typed: Typed) -> bool:
    """Whether a condition is plainly one question about a fact of the event, which may have any answer."""
    if typed.op == "not":
        typed = typed.args[0]
    one = typed.op == "in" or (typed.op == "compare" and len(typed.args) == len(("left", "right")))
    if one and all(item.op == "const" for item in typed.args[1:]):
        typed = typed.args[0]
    return typed.op == "name" and typed.value not in logic.domains and typed.value not in logic.parameters
