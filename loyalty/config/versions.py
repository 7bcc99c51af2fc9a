"""Read the versions of one program together, and see whether one history can run through all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from loyalty.config.findings import Finding
from loyalty.config.reading import Given, Values, read, reported
from loyalty.config.source import Source
from loyalty.errors import Diagnostic
from loyalty.lang import Table
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric
from loyalty.program.version import Version
from loyalty.program.vocabulary import Vocabularies, without_plugins

Results = tuple[tuple[Version, ...] | None, tuple[Diagnostic, ...]]


def read_versions(
    given: Sequence[Given],
    *,
    values: Values | None = None,
    parameters: Mapping[str, object] | None = None,
    vocabulary: Vocabularies = without_plugins,
) -> Results:
    """Return all versions of a program by `effective_from`, or None when any of them has an error.

    Values of parameters go to every version that declares them. `vocabulary` gives what a version may use, by the
    plugins that it lists.
    """
    found: list[Version] = []
    said: list[Diagnostic] = []
    for one in given:
        version, diagnostics = read(one, values=values, parameters=parameters, vocabulary=vocabulary)
        said += diagnostics
        found += [] if version is None else [version]
    if not given or len(found) < len(given):
        return None, tuple(said)
    found.sort(key=lambda version: version.effective_from)
    together = [diagnostic for version, finding in _findings(found) for diagnostic in _said(version, finding)]
    said += together
    return (None if together else tuple(found)), tuple(said)


def _said(version: Version, finding: Finding) -> tuple[Diagnostic, ...]:
    return reported([finding], {"program": Source(version.text, version.file)})


def _findings(versions: Sequence[Version]) -> Iterator[tuple[Version, Finding]]:
    for older, newer in pairwise(versions):
        for finding in _identity(older, newer):
            yield newer, finding
    names: dict[str, Version] = {}
    for version in versions:
        if version.version in names:
            message = f'another version is called "{version.version}" as well'
            yield version, Finding("LOY291", message, ("program", "version"), "another `version`")
        names[version.version] = version
    for place, newer in enumerate(versions):
        for older in versions[:place]:
            for finding in (*_reads(older, newer), *_words(older, newer)):
                yield newer, finding


def _identity(older: Version, newer: Version) -> Iterator[Finding]:
    if newer.id != older.id:
        message = f"this is a version of `{newer.id}`, and the one before is of `{older.id}`"
        yield Finding("LOY290", message, ("program", "id"), f'`"{older.id}"`')
    if newer.effective_from == older.effective_from:
        message = f'the versions "{older.version}" and "{newer.version}" begin at the same instant'
        yield Finding("LOY292", message, ("program", "effective_from"), "a later date for the newer one")
    if newer.currency != older.currency:
        message = f"the version before counts in {older.currency.code}"
        yield Finding("LOY294", message, ("program", "currency"), f'`"{older.currency.code}"`')
    if newer.zone.name != older.zone.name:
        message = f"the version before is read in {older.zone.name}"
        yield Finding("LOY294", message, ("program", "timezone"), f'`"{older.zone.name}"`')


def _reads(older: Version, newer: Version) -> Iterator[Finding]:
    """Find what metrics of the newer version read of events that the older one recorded otherwise."""
    for metric in newer.metrics.values():
        for kind in dict.fromkeys(source.kind for source in metric.sources):
            before, now = older.events.get(kind), newer.events.get(kind)
            if before is None or now is None:
                continue
            yield from _fields(metric, older, before, now)


def _words(older: Version, newer: Version) -> Iterator[Finding]:
    """Find words that members or events have from the older version, and for which a table of the newer has nothing.

    A standing that the newer version dropped is no such word: it counts as the one below.
    """
    kinds = [*older.fields, *(field for kind in older.events.values() for field in (*kind.fields, *(kind.lines or ())))]
    for table in newer.tables.values():
        if not _is_complete(table, newer):
            continue
        had = [word for field in kinds if field.name == table.by for word in field.values]
        had += [kind.name for kind in older.member_kinds] if table.by == "kind" else []
        for word in dict.fromkeys(had):
            if word not in table.values:
                message = f'the table `{table.name}` has no number for `{word}`, which version "{older.version}" knows'
                cure = f"`{word}` among the values of `{table.by}`, and a number for it"
                yield Finding("LOY293", message, table.path, cure, side="key")


def _is_complete(table: Table, version: Version) -> bool:
    """Say whether a table has a number for every word of its own version; only then an expression may read it."""
    fields = [
        *version.fields,
        *(field for kind in version.events.values() for field in (*kind.fields, *(kind.lines or ()))),
    ]
    words = {word for field in fields if field.name == table.by for word in field.values}
    words |= {kind.name for kind in version.member_kinds} if table.by == "kind" else set()
    return bool(words) and words <= table.values.keys()


def _fields(metric: Metric, older: Version, before: EventKind, now: EventKind) -> Iterator[Finding]:
    read = set() if metric.where is None else set(metric.where.typed.names)
    own = {source.field for source in metric.sources if source.kind == now.name and not source.per_line}
    each = {source.field for source in metric.sources if source.kind == now.name and source.per_line}
    whole = (now.fields, before.fields, own | read, "")
    parts = (now.lines or (), before.lines or (), each | read, "lines.")
    for fields, recorded, names, prefix in (whole, parts):
        for field in fields:
            if field.name in names:
                finding = _compared(metric, older, field, recorded, f"{now.name}.{prefix}{field.name}")
                if finding is not None:
                    yield finding


def _compared(metric: Metric, older: Version, field: Field, recorded: Iterable[Field], name: str) -> Finding | None:
    was = next((one for one in recorded if one.name == field.name), None)
    if was is None and (field.default is not None or not field.required):
        return None
    if was is not None and was.type == field.type:
        return None
    what = "does not record" if was is None else f"records as {was.type}"
    message = f'the metric `{metric.name}` reads `{name}`, which version "{older.version}" {what}'
    cure = f"`default = ...` for `{name}`" if was is None else f'`type = "{was.type}"`'
    return Finding("LOY293", message, metric.path, cure, side="key")
