"""The way back: an event in the engine's units as a mapping of public values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from loyalty.members.core import CORE, CoreKind
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.members.moments import written_instant
from loyalty.members.units import writer
from loyalty.periods import Zone

MASK = "***"
"""What stands for personal data that may not be seen."""


@attrs.frozen
class Writer:
    """Writes events as mappings that `Reader.read` takes, with values that JSON can hold."""

    kinds: Mapping[str, EventKind]
    member_fields: Sequence[Field]
    zone: Zone
    exponent: int
    refund_lines: Sequence[Field]

    def body(self, event: Event, role: str | None, *, masked: bool) -> dict[str, object]:
        """Return the mapping; see `loyalty.members.reader.Reader.body`."""
        show = _shower(role, masked=masked)
        written: dict[str, object] = {
            "id": event.id,
            "member": event.member,
            "kind": event.kind,
            "at": written_instant(event.at, self.zone),
        }
        if event.recorded_at != event.at:
            written["recorded_at"] = written_instant(event.recorded_at, self.zone)
        core = CORE.get(event.kind)
        if core is not None:
            return written | self._core(core, event, show)
        kind = self.kinds[event.kind]
        written |= self._fields(kind.fields, event.values, show)
        if event.lines:
            written["lines"] = [self._fields(kind.lines or (), line, show) for line in event.lines]
        return written

    def _core(self, kind: CoreKind, event: Event, show: "Show") -> dict[str, object]:
        if kind.member_fields == "changed":
            return self._changes(event.values[0], show)
        written: dict[str, object] = {}
        for field, value in zip(kind.fields, event.values, strict=False):
            if value is not None:
                written[field.name] = self._value(field.type, value)
        if kind.member_fields == "all":
            written |= self._fields(self.member_fields, event.values[len(kind.fields) :], show)
        if event.lines:
            lines = [(position + 1, amount) for position, amount in _pairs(event.lines)]
            written["lines"] = [self._fields(self.refund_lines, line, show) for line in lines]
        return written

    def _fields(self, fields: Sequence[Field], values: Sequence[Any], show: "Show") -> dict[str, object]:
        pairs = zip(fields, values, strict=True)
        return {field.name: show(field, self._value(field.type, value)) for field, value in pairs if value is not None}

    def _changes(self, pairs: Any, show: "Show") -> dict[str, object]:
        fields = [(self.member_fields[position], value) for position, value in pairs]
        return {field.name: show(field, self._value(field.type, value)) for field, value in fields}

    def _value(self, kind: str, value: Any) -> object:
        if value is None:
            return None
        return written_instant(value, self.zone) if kind == "instant" else writer(kind, self.exponent)(value)


Show = Callable[[Field, object], object]


def _shower(role: str | None, *, masked: bool) -> Show:
    """Return what masks personal data; what is bound to a purpose is shown by `State.view` alone: it knows consents."""

    def show(field: Field, value: object) -> object:
        seen = not (field.pii and masked) or (role in field.seen_by and not field.purposes)
        return value if seen or value is None else MASK

    return show


def _pairs(lines: Any) -> list[tuple[int, int | None]]:
    return list(lines)
