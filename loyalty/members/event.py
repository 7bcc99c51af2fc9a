"""An event in the form the engine folds."""

from typing import Any, NamedTuple

from loyalty.members.field import Value


class Event(NamedTuple):
    """One thing that happened to one member, checked and in the engine's units.

    Events sort by ``(at, phase, id)``, which is their order in a history (semantics 3). `at` is when it happened and
    `recorded_at` when it was stored, both in microseconds since 1970 (UTC). `values` follow the fields of the kind; a
    missing optional field is None. `lines` has one tuple of values for each order line. The repr leaves the values out:
    they may be personal data.
    """

    at: int
    phase: int
    id: str
    kind: str
    member: str
    recorded_at: int
    values: tuple[Any, ...] = ()
    lines: tuple[tuple[Value, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<Event {self.kind} {self.id!r} of {self.member!r} at {self.at}>"
