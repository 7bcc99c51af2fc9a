"""What an event of one kind feeds: the metrics that read it, and how a refund takes that back."""

from collections.abc import Iterable
from typing import Literal

import attrs

from loyalty.engine.layout import Layout, bit_of, reads_line, sources_of
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Source
from loyalty.metrics.slots import Slot

Mode = Literal["amount", "count", "value", "journal-amount", "journal", "broken"]


@attrs.frozen(eq=False)
class Use:
    """One metric fed by one kind.

    `mode` says what the metric takes of the event: ``amount`` and ``journal-amount`` follow the refunded money;
    ``count``, ``value`` and ``journal`` are withdrawn when all is refunded; ``broken`` marks the end of a streak. `bit`
    is the line condition (-1: all lines), `flag` the place in a record's COUNTED that says whether the event counted at
    all (-1: always). `place` is its place among all uses of the kind.
    """

    slot: Slot
    version: int
    source: Source
    mode: Mode
    bit: int
    flag: int
    place: int

    @property
    def of_lines(self) -> bool:
        """Whether the metric takes a value of each line."""
        return self.source.per_line and self.mode in {"value", "journal"}


def uses_of(layout: Layout, kind: EventKind) -> tuple[Use, ...]:
    """Return the metrics, of all versions, that a kind of one of the versions feeds, in the order of the state."""
    if id(kind) not in layout.uses:
        layout.uses[id(kind)] = _uses_of(layout, kind)
    uses: tuple[Use, ...] = layout.uses[id(kind)]
    return uses


def _uses_of(layout: Layout, kind: EventKind) -> tuple[Use, ...]:
    found: list[Use] = []
    flags = 0
    for slot, version in layout.fed.get(kind.name, ()):
        for source in sources_of(slot.metric, kind.name):
            mode = _mode(slot, source)
            where = slot.metric.where
            lines = reads_line(where, kind)
            bit = bit_of(layout.predicates, kind.name, where) if where and lines else -1
            flagged = where is not None and (not lines or mode != "amount")
            found.append(Use(slot, version, source, mode, bit, flags if flagged else -1, len(found)))
            flags += flagged
        if kind.name in slot.metric.broken_by:
            found.append(Use(slot, version, Source(kind.name), "broken", -1, -1, len(found)))
    return tuple(found)


def taken_back(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return the uses of a kind on which a refund bears."""
    return tuple(use for use in uses if use.mode != "broken" and use.slot.metric.refunds)


def refundable(layout: Layout, kind: str) -> bool:
    """Say whether a refund may name events of a kind, in any version."""
    return any(kind in version.events and version.events[kind].refundable for version in layout.versions)


def _mode(slot: Slot, source: Source) -> Mode:
    if slot.form == "journal":
        return "journal-amount" if source.field == "amount" and not source.per_line else "journal"
    if slot.metric.operation == "count":
        return "count"
    return "amount" if source.field == "amount" else "value"
