"""The form of an application: which of its fields a request reads, and of what type they must be."""

from collections.abc import Set as AbstractSet

import attrs

from loyalty.config.build.context import Build
from loyalty.config.findings import shown
from loyalty.members.kind import EventKind
from loyalty.words import Path


@attrs.frozen(eq=False)
class Form:
    """The fields of the event kind that opens a request, as the request at `path` names them."""

    build: Build
    kind: EventKind
    path: Path

    def field(self, name: str | None, key: str, types: AbstractSet[str], at: Path = ()) -> str | None:
        """Return a field that a key names, if the application always gives one of the right type."""
        if name is None:
            return None
        path = at or (*self.path, key)
        found = next((field for field in self.kind.fields if field.name == name), None)
        if found is None:
            known = [field.name for field in self.kind.fields if field.type in types]
            self.build.unknown("LOY241", f"field of `{self.kind.name}`", name, known, path)
            return None
        if found.type not in types:
            wanted = " / ".join(f"`{one}`" for one in sorted(types))
            message = f"`{shown(name)}` is of type {found.type}, and `{key}` reads a field of type {wanted}"
            self.build.report("LOY421", message, path, f'`{name} = "{max(types)}"`')
        elif not found.required and found.default is None:
            message = f"an application may leave `{shown(name)}` out, and `{key}` reads it"
            self.build.report("LOY422", message, path, f'`{name} = {{ type = "{found.type}", required = true }}`')
        return name

    def together(self, raw: object, key: str, other: str) -> None:
        """Report a key that means nothing without another."""
        if getattr(raw, key) is not None and getattr(raw, other) is None:
            message = f"`{key}` needs `{other}`, the field of `{self.kind.name}` that says it"
            if other == "capacity":
                message = f"`{key}` needs `capacity`"
            self.build.report("LOY229", message, (*self.path, key), f"`{other} = ...`", key=True)
