"""Build the metrics that look at events; `formulas` builds those that look at other metrics."""

from collections.abc import Mapping
from typing import cast

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import meaning, tree
from loyalty.config.build.formulas import formulas
from loyalty.config.build.ids import check_names
from loyalty.config.build.scopes import Scopes, field_type
from loyalty.config.build.windows import window
from loyalty.config.findings import shown
from loyalty.config.raw.metric import OPERATIONS, RawMetric
from loyalty.lang import BOOL, INTEGER, Type
from loyalty.lang.expression import Expression
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric, Operation, Source
from loyalty.words import Path

POINTS = Source("points")

_DERIVED = frozenset({"formula", "score"})
_OF_EVENTS = frozenset({"count", "streak", "recency"})
_NUMBERS = frozenset({"sum", "max", "min"})
_BELONGS: Mapping[str, frozenset[str]] = {
    "where": frozenset(OPERATIONS) - _DERIVED,
    "window": frozenset(OPERATIONS) - _DERIVED,
    "ladder": frozenset(OPERATIONS) - _DERIVED,
    "max_gap": frozenset({"streak"}),
    "broken_by": frozenset({"streak"}),
    "zero_division": frozenset({"formula"}),
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
            if len(operations) > len(_NUMBERS):
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
    sources, kind = _sources(build, operation, written, at, scopes)
    kinds = tuple(dict.fromkeys(source.kind for source in sources if source != POINTS))
    where = _where(build, raw, kinds, sources, scopes, path)
    gap = None if raw.max_gap is None else build.period(raw.max_gap, (*path, "max_gap"))
    if operation == "streak" and raw.max_gap is None:
        message = f"the streak `{name}` does not say how far apart two events of one run may be"
        build.report("LOY237", message, path, '`max_gap = "P30D"`', key=True)
    return Metric(
        name,
        operation,
        kind,
        sources,
        where,
        window(build, raw, path, scopes.ladders),
        gap,
        _broken_by(build, raw, path, scopes.events),
        names=raw.name or {},
        path=path,
    )


def _broken_by(build: Build, raw: RawMetric, path: Path, events: Mapping[str, EventKind]) -> tuple[str, ...]:
    for place, kind in enumerate(raw.broken_by or ()):
        if kind not in events:
            at = (*path, "broken_by", place) if len(raw.broken_by or ()) > 1 else (*path, "broken_by")
            build.unknown("LOY240", "event kind", kind, events, at)
        elif kind in (raw.streak or ()):
            build.report("LOY253", f"`{kind}` both continues and breaks the streak", (*path, "broken_by"), "another kind")
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


def _sources(
    build: Build, operation: Operation, written: tuple[str, ...], path: Path, scopes: Scopes
) -> tuple[tuple[Source, ...], Type]:
    """Return where a metric reads, and the type of its value."""
    sources: list[Source] = []
    types: list[Type] = []
    for place, text in enumerate(written):
        at = (*path, place) if len(written) > 1 else path
        if text in written[:place]:
            build.report("LOY283", f"`{text}` is counted twice", at, "each source once")
        source, kind = _source(build, operation, text, at, scopes)
        if source is not None and kind is not None:
            sources.append(source)
            types.append(kind)
    for place, kind in enumerate(types[1:], start=1):
        if kind.kind != types[0].kind:
            message = f"{types[0].kind} and {kind.kind} cannot be measured together"
            build.report("LOY252", message, (*path, place), "two metrics")
    return tuple(sources), _result(operation, types[0] if types else INTEGER)


def _result(operation: Operation, kind: Type) -> Type:
    """Return the type of a metric's value. The max of nothing is 0; the min and the last of nothing are unknown."""
    if operation in {"count", "distinct", "streak"}:
        return INTEGER
    if operation == "recency":
        return INTEGER.optional()
    return Type(
        kind.kind, operation in {"min", "last"}, kind.values if operation == "last" else (), "", kind.digits, kind.scale
    )


def _source(
    build: Build, operation: Operation, text: str, path: Path, scopes: Scopes
) -> tuple[Source | None, Type | None]:
    if text == "points":
        if operation != "sum":
            build.report("LOY249", "points earned are summed, and nothing else", path, "`sum`", key=True)
        return POINTS, INTEGER
    kind, *rest = text.split(".")
    if kind in build.broken:
        return None, None
    if kind not in scopes.events:
        choices = scopes.events if operation in _OF_EVENTS else [*_numbers(scopes, operation), *_more(operation)]
        word = kind if operation in _OF_EVENTS or not rest else text
        build.report("LOY240", f"there is no event kind `{shown(kind)}`", path, build.known(choices, word))
        return None, None
    if operation in _OF_EVENTS:
        if rest:
            message = f"`{operation}` looks at events, not at one of their fields"
            build.report("LOY249", message, path, f'`"{kind}"`')
        return Source(kind), INTEGER
    return _field_source(build, operation, scopes.events[kind], rest, path, scopes)


def _more(operation: str) -> list[str]:
    return ["points"] if operation == "sum" else []


def _numbers(scopes: Scopes, operation: str) -> list[str]:
    """Return the fields that a metric could read."""
    return [text for kind in scopes.events.values() for text in _fields(kind, operation)]


def _fields(kind: EventKind, operation: str) -> list[str]:
    own = [(field, f"{kind.name}.{field.name}") for field in kind.fields]
    own += [(field, f"{kind.name}.lines.{field.name}") for field in kind.lines or ()]
    return [text for field, text in own if operation not in _NUMBERS or _is_number(field)]


def _field_cure(build: Build, kind: EventKind, operation: str, written: str = "amount") -> str:
    return build.known(_fields(kind, operation), f"{kind.name}.{written}")


def _is_number(field: Field) -> bool:
    return field.type in {"integer", "decimal", "percent", "money"}


def _field_source(
    build: Build, operation: Operation, kind: EventKind, rest: list[str], path: Path, scopes: Scopes
) -> tuple[Source | None, Type | None]:
    if not rest:
        message = f"`{operation}` needs a field of `{kind.name}`"
        build.report("LOY249", message, path, _field_cure(build, kind, operation) or f"`{kind.name}.<field>`")
        return None, None
    per_line = rest[0] == "lines" and len(rest) > 1
    table = (kind.lines or ()) if per_line else kind.fields
    name = ".".join(rest[1:] if per_line else rest)
    field = next((one for one in table if one.name == name), None)
    if field is None:
        whose = f"the lines of `{kind.name}` have" if per_line else f"`{kind.name}` has"
        cure = _field_cure(build, kind, operation, ".".join(rest))
        build.report("LOY241", f"{whose} no field `{shown(name)}`", path, cure)
        return None, None
    if operation in _NUMBERS and not _is_number(field):
        message = f"`{operation}` needs a number, and `{'.'.join([kind.name, *rest])}` is of type {field.type}"
        build.report("LOY249", message, path, _field_cure(build, kind, operation) or "`count` or `distinct`")
        return None, None
    if operation == "last" and per_line:
        message = "`last` reads a field of the event: the lines of an order have no order in time"
        build.report("LOY249", message, path, "`distinct`, or a field of the event")
    return Source(kind.name, field.name, per_line), field_type(field, scopes.digits)
