"""The tables `[events.<kind>]` as written."""

from collections.abc import Mapping

import attrs

from loyalty.config.raw.member import RawField
from loyalty.config.raw.shapes import Names, Span

SETTINGS = frozenset({"name", "note", "lines", "scheduled", "refund_within"})
"""Keys of an event's table that are not fields."""


@attrs.frozen
class RawEvent:
    """A kind of event; in the file its fields stand beside its settings."""

    fields: Mapping[str, RawField] = attrs.field(factory=dict)
    lines: Mapping[str, RawField] | None = None
    refund_within: Span | None = None
    scheduled: bool = False
    name: Names | None = None
    note: str | None = None
