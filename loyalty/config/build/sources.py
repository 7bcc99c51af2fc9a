"""Find what a metric reads: kinds of events, their fields and those of their lines, or the points earned."""

from loyalty.config.build.context import Build
from loyalty.config.build.scopes import Scopes, field_type
from loyalty.config.findings import shown
from loyalty.lang import INTEGER, Type
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Operation, Source
from loyalty.words import Path

POINTS = Source("points")
"""Where a metric reads that sums points earned."""

_OF_EVENTS = frozenset({"count", "streak", "recency"})
_NUMBERS = frozenset({"sum", "max", "min"})


def sources(
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
        if name == "amount" and any(one.name == name and one.type == "money" for one in kind.lines or ()):
            cure = f'`amount = "money"` in `[events.{kind.name}]`, which the lines add up to, or {cure}'
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
