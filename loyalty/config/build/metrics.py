"""Build the metrics that look at events; `formulas` builds those that look at other metrics."""

from collections.abc import Mapping
from typing import cast

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import meaning, tree
from loyalty.config.build.formulas import formulas
from loyalty.config.build.ids import check_names
from loyalty.config.build.scopes import Scopes
from loyalty.config.build.sources import POINTS, sources
from loyalty.config.build.windows import window
from loyalty.config.raw.metric import OPERATIONS, RawMetric
from loyalty.lang import BOOL
from loyalty.lang.expression import Expression
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric, Operation, Source
from loyalty.words import Path

_DERIVED = frozenset({"formula", "score"})
_BELONGS: Mapping[str, frozenset[str]] = {
    "where": frozenset(OPERATIONS) - _DERIVED,
    "window": frozenset(OPERATIONS) - _DERIVED,
    "ladder": frozenset(OPERATIONS) - _DERIVED,
    "refunds": frozenset(OPERATIONS) - _DERIVED,
    "max_gap": frozenset({"streak"}),
    "broken_by": frozenset({"streak"}),
    "type": _DERIVED,
    "zero_division": frozenset({"formula"}),
    "negative": _DERIVED,
    "digits": _DERIVED,
    "rounding": _DERIVED,
    "normalise": frozenset({"score"}),
}


def metrics(build: Build, raw: Mapping[str, RawMetric], scopes: Scopes) -> dict[str, Metric]:
    """Return the metrics by name, in the order of the file, and tell `scopes` their types."""
    check_names(build, raw, ("metrics",), "metric")
    found: dict[str, Metric] = {}
    derived: dict[str, RawMetric] = {}
    for name, one in raw.items():
        operation = _operation(build, name, one)
        if operation in _DERIVED:
            derived[name] = one
        elif operation is not None:
            found[name] = _measured(build, name, one, operation, scopes)
            if found[name].sources:
                scopes.metrics[name] = found[name].type
            else:
                build.broken.add(name)
        else:
            build.broken.add(name)
    found.update(formulas(build, derived, scopes))
    return {name: found[name] for name in raw if name in found}


def _operation(build: Build, name: str, raw: RawMetric) -> Operation | None:
    """Return what a metric measures, and report keys that do not go with it."""
    path: Path = ("metrics", name)
    chosen = [key for key in OPERATIONS if getattr(raw, key) is not None]
    if not chosen:
        listed = ", ".join(f"`{key}`" for key in OPERATIONS)
        message = f"the metric `{name}` does not say what it measures"
        build.report("LOY229", message, path, f"one of {listed}", key=True)
        return None
    if len(chosen) > 1:
        message = f"the metric `{name}` measures both `{chosen[0]}` and `{chosen[1]}`"
        build.report("LOY229", message, (*path, chosen[1]), "one of the two, or two metrics", key=True)
    for key, operations in _BELONGS.items():
        if getattr(raw, key) is not None and chosen[0] not in operations:
            goes = " or ".join(f"`{one}`" for one in OPERATIONS if one in operations)
            if len(operations) > len(_DERIVED):
                goes = "metrics that look at events"
            message = f"`{key}` does not go with `{chosen[0]}`"
            build.report("LOY230", message, (*path, key), f"leave it out: it goes with {goes}", key=True)
    return cast("Operation", chosen[0])


def _measured(build: Build, name: str, raw: RawMetric, operation: Operation, scopes: Scopes) -> Metric:
    path: Path = ("metrics", name)
    written = getattr(raw, operation)
    at = (*path, operation)
    if not written:
        build.report("LOY235", f"`{operation}` names nothing", at, '`"purchase"`')
    found, kind = sources(build, operation, written, at, scopes)
    kinds = tuple(dict.fromkeys(source.kind for source in found if source != POINTS))
    where = _where(build, raw, kinds, found, scopes, path)
    gap = None if raw.max_gap is None else build.period(raw.max_gap, (*path, "max_gap"))
    if operation == "streak" and raw.max_gap is None:
        message = f"the streak `{name}` does not say how far apart two events of one run may be"
        build.report("LOY237", message, path, '`max_gap = "P30D"`', key=True)
    return Metric(
        name,
        operation,
        kind,
        found,
        where,
        window(build, raw, path, scopes.ladders),
        gap,
        _broken_by(build, raw, path, scopes.events),
        refunds=True if raw.refunds is None else build.truth(raw.refunds, (*path, "refunds")),
        names=raw.name or {},
        path=path,
    )


def _broken_by(build: Build, raw: RawMetric, path: Path, events: Mapping[str, EventKind]) -> tuple[str, ...]:
    for place, kind in enumerate(raw.broken_by or ()):
        if kind not in events:
            at = (*path, "broken_by", place) if len(raw.broken_by or ()) > 1 else (*path, "broken_by")
            build.unknown("LOY240", "event kind", kind, events, at)
        elif kind in (raw.streak or ()):
            build.report(
                "LOY253", f"`{kind}` both continues and breaks the streak", (*path, "broken_by"), "another kind"
            )
    return raw.broken_by or ()


def _where(
    build: Build, raw: RawMetric, kinds: tuple[str, ...], sources: tuple[Source, ...], scopes: Scopes, path: Path
) -> Expression | None:
    if raw.where is None:
        return None
    at = (*path, "where")
    if POINTS in sources:
        message = "`where` looks at events, and points earned are not one of them"
        build.report("LOY230", message, at, "`where` in the earning rules", key=True)
        return None
    node = tree(build, raw.where, at)
    if not sources:
        return None
    base = scopes.event(kinds, metrics=False)
    return meaning(build, raw.where, node, at, scopes.lines(kinds, node, base), BOOL)
