"""What a program declares and never reads."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from loyalty.benefits.settings import Discount
from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.lang.expression import Expression
from loyalty.points.rules import EarnRule, PointsRules
from loyalty.program.version import Version


def unused(logic: Logic) -> Iterator[Finding]:
    """Find metrics, parameters and event kinds that nothing reads.

    A metric that says its unit is a result: people ask for it.
    """
    version = logic.version
    read = _names(version)
    for metric in version.metrics.values():
        if metric.name not in read and metric.unit is None:
            message = f"no tier, rule or metric reads `{metric.name}`"
            yield Finding("LOY320", message, metric.path, side="key", severity="note")
    for name in (*version.parameters, *version.tables):
        if name not in read and not _is_written(name, version):
            message = f"nothing reads the parameter `{name}`"
            yield Finding("LOY321", message, ("parameters", name), side="key", severity="note")
    kinds = _kinds(version)
    for kind in version.events.values():
        if kind.name not in kinds and kind.name not in version.vocabulary.events:
            message = f"no metric, rule or field reads `{kind.name}`"
            yield Finding("LOY322", message, kind.path, side="key", severity="note")


def _names(version: Version) -> set[str]:
    """Return the names that expressions and scores read."""
    read = {name for metric in version.metrics.values() for name, _ in metric.weights}
    read.update(rule.of for rule in version.classifications.values())
    read.update(name for target in version.targets for each in target.figures for name in each.names_of)
    read.update(occasion.name for benefit in version.benefits for occasion in benefit.occasions)
    read.update(occasion.name for promise in version.promises for occasion in promise.occasions)
    found = [expression.typed for expression in expressions(version)]
    read.update(table.name for typed in found for table in typed.tables)
    return read.union(*(typed.names for typed in found))


def expressions(version: Version) -> Iterator[Expression]:
    """Return every expression of a program."""
    found: list[object] = []
    for metric in version.metrics.values():
        found += [metric.where, metric.formula]
    if version.points is not None:
        for rule in version.points.earn:
            found += [rule.where, rule.points]
        found += [multiplier.where for multiplier in version.points.multipliers]
    for ladder in version.ladders.values():
        for tier in ladder.tiers:
            found += [tier.enter, tier.keep]
    found += _judgements(version)
    for benefit in version.benefits:
        found.append(benefit.who.condition)
        found += [getattr(one, each.name) for one in benefit.values.values() for each in attrs.fields(type(one))]
    return (one for one in found if isinstance(one, Expression))


def _judgements(version: Version) -> Iterator[object]:
    """Yield what judges members, events, promises, applications and populations, beside tiers and points."""
    for axis in version.classifications.values():
        yield from (axis.where, *(each.when for each in axis.classes))
    for promise in version.promises:
        yield from (promise.who.condition, promise.where, promise.keeping.when)
    for standard in version.standards:
        yield from (standard.require, standard.where)
    for request in version.requests:
        yield from (request.terms.who.condition, *(each.when for each in request.terms.refuse))
    for target in version.targets:
        yield from (target.value, target.require, target.who.condition, *(each.where for each in target.figures))


def _is_written(name: str, version: Version) -> bool:
    """Say whether some text of the file outside of `[parameters]` names a parameter."""
    if f'"{name}"' in version.text:
        return True
    return any(name in _walk(table) for key, table in version.document.items() if key != "parameters")


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        parts: Iterable[object] = value.values() if isinstance(value, Mapping) else value
        for part in parts:
            yield from _walk(part)


def _kinds(version: Version) -> set[str]:
    """Return the event kinds that something reads."""
    kinds = {source.kind for metric in version.metrics.values() for source in metric.sources}
    kinds.update(kind for metric in version.metrics.values() for kind in metric.broken_by)
    if any(issubclass(benefit.kind.settings, Discount) for benefit in version.benefits):
        kinds.update(kind.name for kind in version.events.values() if kind.refundable)
    for promise in version.promises:
        kinds.update((*promise.on, *promise.keeping.kinds, *promise.waived_by, *promise.moved_by))
    kinds.update(standard.on for standard in version.standards)
    kinds.update(request.on for request in version.requests)
    kinds.update(each.kind for target in version.targets for figure in target.figures for each in figure.sources)
    kinds.update(link[0] for field in version.fields for link in (field.set_by, field.moves) if link is not None)
    points = version.points
    if points is None:
        return kinds
    kinds.update(rule.on for rule in points.earn)
    kinds.update(multiplier.on for multiplier in points.multipliers)
    return kinds.union(_awaited(points), *map(_awaited, points.earn))


def _awaited(owner: PointsRules | EarnRule) -> set[str]:
    """Return the event kinds that points wait for, or that keep them from ending."""
    kinds = set() if owner.expire is None else set(owner.expire.activity)
    until = owner.pending.until if owner.pending is not None else None
    return kinds if until is None else kinds | {until}
