"""Roles and purposes that nothing names, and personal data whose viewers or purposes are not said."""

from collections.abc import Iterator, Mapping

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.members.field import Field
from loyalty.program.version import Version

_TABLES = frozenset({"roles", "purposes"})


def personal(logic: Logic) -> Iterator[Finding]:
    """Find what a program leaves open about personal data, once it says anything of them."""
    version = logic.version
    yield from _unnamed(version)
    data = [field for field in _fields(version) if field.pii]
    if version.roles or any(field.seen_by for field in data):
        for field in data:
            if not field.seen_by:
                message = f"`{field.name}` is personal data, and no role may see it"
                yield Finding("LOY382", message, field.path, side="key", severity="warning")
    of_members = [field for field in version.fields if field.pii]
    if any(field.purposes for field in of_members):
        for field in of_members:
            if not field.purposes:
                message = f"`{field.name}` is personal data, and bound to no purpose"
                yield Finding("LOY383", message, field.path, side="key", severity="note")


def _unnamed(version: Version) -> Iterator[Finding]:
    """Find the roles and purposes that no other table names."""
    if not version.roles and not version.purposes:
        return
    said = {word for key, table in version.document.items() if key not in _TABLES for word in _words(table)}
    for role in version.roles.values():
        if role.id not in said:
            yield Finding("LOY380", f"nothing names the role `{role.id}`", role.path, side="key", severity="note")
    for purpose in version.purposes.values():
        if purpose.id not in said:
            message = f"no personal data are for the purpose `{purpose.id}`"
            yield Finding("LOY381", message, purpose.path, side="key", severity="note")


def _fields(version: Version) -> Iterator[Field]:
    """Return the fields of members, events and lines that the program itself declares."""
    yield from version.fields
    for kind in version.events.values():
        if kind.name not in version.vocabulary.events:
            yield from (*kind.fields, *(kind.lines or ()))


def _words(value: object) -> Iterator[str]:
    """Return the texts of a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, part in parts:
            if key not in {"name", "note"}:
                yield from _words(part)
