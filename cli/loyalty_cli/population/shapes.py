"""Types of all fields a program knows, for files whose cells are all text."""

from collections.abc import Mapping

from loyalty.api import Program
from loyalty.members.core import CORE
from loyalty_cli.sources import Shapes

_NUMBERS = frozenset({"points", "credit", "serial"})


def shapes(program: Program) -> Shapes:
    """Return the types by kind, over all versions of the program."""
    fields: dict[str, dict[str, str]] = {}
    lines: dict[str, dict[str, str]] = {"refund": {"line": "integer"}}
    for version in program.versions:
        of_member = {field.name: field.type for field in version.fields}
        for name, core in _core().items():
            fields.setdefault(name, {}).update({**(of_member if CORE[name].member_fields else {}), **core})
        for kind in version.events.values():
            fields.setdefault(kind.name, {}).update({field.name: field.type for field in kind.fields})
            lines.setdefault(kind.name, {}).update({field.name: field.type for field in kind.lines or ()})
    return Shapes(fields, lines)


def _core() -> Mapping[str, Mapping[str, str]]:
    return {
        name: {field.name: "integer" if field.type in _NUMBERS else field.type for field in kind.fields}
        for name, kind in CORE.items()
    }
