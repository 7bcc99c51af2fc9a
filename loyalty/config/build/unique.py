"""See to it that a name means one thing."""

from collections.abc import Mapping

from loyalty.config.build.context import Build
from loyalty.config.build.ids import clashes
from loyalty.config.build.scopes import MAIN
from loyalty.config.findings import shown
from loyalty.config.raw.document import RawDocument
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.words import Path


def check_unique(
    build: Build,
    raw: RawDocument,
    events: Mapping[str, EventKind],
    tiers: Mapping[str, tuple[str, ...]],
) -> None:
    """Report names shared by parameters, member fields, ladders, metrics and event fields."""
    owners = clashes(
        build,
        {
            "parameter": {name: ("parameters", name) for name in raw.parameters},
            "member field": {name: ("member", "fields", name) for name in raw.member.fields},
            "ladder": {name: _ladder_path(raw, name) for name in {**raw.ladders, **tiers} if name != MAIN},
            "metric": {name: ("metrics", name) for name in raw.metrics},
        },
    )
    for kind in events.values():
        for field in kind.fields:
            if field.name in owners and not _sets(kind.name, field.name, raw):
                _report(build, field, owners, f"field of `{kind.name}`")
        for field in kind.lines or ():
            if field.name in owners:
                _report(build, field, owners, f"line field of `{kind.name}`")


def _sets(kind: str, name: str, raw: RawDocument) -> bool:
    """Say whether an event field sets the member field of the same name; until the event, the member's is meant."""
    field = raw.member.fields.get(name)
    written = None if field is None else field.set_by or field.moves
    setter = "" if written is None else written.partition(".")[0]
    return setter == kind or (written is not None and setter not in raw.events)


def _report(build: Build, field: Field, owners: Mapping[str, str], noun: str) -> None:
    message = f"`{shown(field.name)}` is the name of a {owners[field.name]} and of a {noun}"
    build.report("LOY282", message, field.path, "another name for one of them", key=True)


def _ladder_path(raw: RawDocument, name: str) -> Path:
    if name in raw.ladders:
        return ("ladders", name)
    place = next(place for place, tier in enumerate(raw.tiers) if tier.ladder == name)
    return ("tiers", place, "ladder")
