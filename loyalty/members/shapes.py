"""What is known of each kind before its events arrive."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

import attrs

from loyalty.members.core import CORE, CREDIT
from loyalty.members.core_reader import CoreReaders
from loyalty.members.envelope import ENVELOPE
from loyalty.members.kind import EventKind
from loyalty.members.orders import ReadBody, body_reader
from loyalty.periods import Zone


@attrs.frozen
class Shape:
    """A kind of event: its phase, the keys its events may have, and how their bodies are read.

    `make` returns what reads them; it is asked at the first event of the kind.
    """

    name: str
    phase: int
    known: frozenset[str]
    make: Callable[[], ReadBody]
    scheduled: bool = False

    @cached_property
    def read(self) -> ReadBody:
        """Return the values and the lines of an event."""
        return self.make()


_CORE_KEYS = {
    kind.name: frozenset([*(field.name for field in kind.fields), *ENVELOPE, *(["lines"] * (kind.name == "refund"))])
    for kind in CORE.values()
}


def core_shapes(core: CoreReaders) -> dict[str, Shape]:
    """The core kinds."""
    members = {field.name for field in core.member_fields}
    shapes = {}
    for kind in CORE.values():
        keys = _CORE_KEYS[kind.name]
        keys = keys | members if kind.member_fields else keys
        shapes[kind.name] = Shape(kind.name, kind.phase, keys, partial(core.body, kind))
    return shapes


def declared_shapes(kinds: Mapping[str, EventKind], exponent: int, zone: Zone, *, text: bool) -> dict[str, Shape]:
    """The kinds that a program declares."""
    shapes = {}
    for name, kind in kinds.items():
        keys = {field.name for field in kind.fields}.union(ENVELOPE)
        keys |= {"lines"} if kind.lines is not None else set()
        make = partial(body_reader, kind, exponent, zone, text=text)
        shapes[name] = Shape(name, CREDIT, frozenset(keys), make, kind.scheduled)
    return shapes
