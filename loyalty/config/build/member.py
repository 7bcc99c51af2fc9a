"""Build what `[member]` says: fields, kinds of members, and how members are numbered."""

from collections.abc import Mapping

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.fields import MEMBER, fields
from loyalty.config.build.ids import check_name
from loyalty.config.findings import Finding, shown
from loyalty.config.raw.member import RawMember, RawMemberKind, RawNumber
from loyalty.config.raw.records import RawRecords
from loyalty.members.field import Field
from loyalty.members.kind import EventKind, MemberKind, NumberFormat
from loyalty.members.number_format import FormatProblem, parse_format
from loyalty.words import Path

_TIER = "tier:"


def member_fields(build: Build, raw: RawMember, records: RawRecords) -> tuple[Field, ...]:
    """Return the fields of members; which events set them is told by `linked`.

    Personal data are kept as long as the records in general, unless the field says how long.
    """
    declared = fields(build, raw.fields, MEMBER, ("member", "fields"))
    if records.retain is None:
        return declared
    retain = build.period(records.retain, ("records", "retain"), zero=True)
    return tuple([attrs.evolve(one, retain=retain) if one.pii and one.retain is None else one for one in declared])


def member_kinds(build: Build, raw: Mapping[str, RawMemberKind], declared: tuple[Field, ...]) -> tuple[MemberKind, ...]:
    """Return the kinds of members."""
    names = [field.name for field in declared]
    kinds = []
    for name, one in raw.items():
        path: Path = ("member", "kinds", name)
        check_name(build, name, path, "kind of member")
        for place, need in enumerate(one.needs):
            if need not in names:
                at = (*path, "needs", place) if len(one.needs) > 1 else (*path, "needs")
                build.unknown("LOY247", "member field", need, names, at)
        kinds.append(MemberKind(name, one.needs, one.name or {}, path))
    return tuple(kinds)


def linked(
    build: Build, declared: tuple[Field, ...], raw: RawMember, events: Mapping[str, EventKind]
) -> tuple[Field, ...]:
    """Return the member fields with the event fields that set or move them."""
    return tuple([_linked(build, field, raw, events) for field in declared])


def _linked(build: Build, field: Field, raw: RawMember, events: Mapping[str, EventKind]) -> Field:
    written = raw.fields[field.name]
    if written.set_by is not None:
        source = _event_field(build, field, written.set_by, events, (*field.path, "set_by"))
        return attrs.evolve(field, set_by=source)
    if written.moves is None:
        return field
    if field.type not in {"integer", "decimal", "percent", "money"}:
        message = f"only a number can be moved, and `{field.name}` is of type {field.type}"
        build.report("LOY252", message, (*field.path, "moves"), "`set_by`", key=True)
    return attrs.evolve(field, moves=_event_field(build, field, written.moves, events, (*field.path, "moves")))


def _event_field(
    build: Build, field: Field, written: str, events: Mapping[str, EventKind], path: Path
) -> tuple[str, str] | None:
    kind, dot, name = written.partition(".")
    if kind not in events:
        build.unknown("LOY240", "event kind", kind, events, path)
        return None
    found = next((one for one in events[kind].fields if one.name == name), None)
    if not dot or found is None:
        build.unknown("LOY241", f"field of `{kind}` called", name, (one.name for one in events[kind].fields), path)
        return None
    if found.type != field.type:
        message = f"`{written}` is of type {found.type}, but `{field.name}` is of type {field.type}"
        build.report("LOY252", message, path, f'type = "{found.type}" for `{field.name}`')
    if found.pii is not field.pii:
        marked, other = (written, field.name) if found.pii else (field.name, written)
        build.report(
            "LOY482", f"`{marked}` is personal data, and `{other}` is not marked as such", path, "`pii = true`"
        )
    return kind, name


def number_format(
    build: Build, raw: RawNumber | None, declared: tuple[Field, ...], tiers: tuple[str, ...]
) -> NumberFormat | None:
    """Return how members are numbered."""
    if raw is None:
        return None
    path: Path = ("member", "number")
    names = [field.name for field in declared]
    _check_format(build, raw, declared, (*path, "format"))
    if raw.serial_per is not None and raw.serial_per not in names:
        build.unknown("LOY247", "member field", raw.serial_per, names, (*path, "serial_per"))
    if raw.on.startswith(_TIER):
        if raw.on.removeprefix(_TIER) not in tiers:
            build.unknown_tier(raw.on.removeprefix(_TIER), tiers, (*path, "on"))
    elif raw.on != "enrol":
        cure = build.known(["enrol", *(f"{_TIER}{tier}" for tier in tiers)], raw.on).replace("`", '"')
        build.report("LOY223", f'"{shown(raw.on)}" is no moment at which a number is given', (*path, "on"), cure)
    return NumberFormat(raw.format, raw.serial_per, raw.on, path)


def _check_format(build: Build, raw: RawNumber, declared: tuple[Field, ...], path: Path) -> None:
    for problem in parse_format(raw.format, declared):
        if isinstance(problem, FormatProblem):
            cure, part = problem.hint.removeprefix("write "), (problem.start, problem.end)
            build.add(Finding("LOY231", problem.message, path, f"`{cure}`" if cure else "", part=part))
