"""The table `[[benefits]]` as written."""

from collections.abc import Mapping

import attrs

from loyalty.config.raw.shapes import Moment, Names, Quota, Setting, Span, Unit, Whole, Words


@attrs.frozen
class RawBenefit:
    """A benefit; in the file the settings of its kind stand beside the keys that all benefits have."""

    id: str
    kind: str
    settings: Mapping[str, Setting] = attrs.field(factory=dict)
    tiers: Words | None = None
    kinds: Words = ()
    when: str | None = None
    starts: Moment | None = attrs.field(default=None, metadata={"key": "from"})
    ends: Moment | None = attrs.field(default=None, metadata={"key": "to"})
    on: Words = ()
    during: Unit | None = None
    before: Span | None = None
    after: Span | None = None
    quota: Quota | None = None
    lead: Span | None = None
    companions: Whole | None = None
    capacity: Whole | None = None
    replaces: Words = ()
    group: str | None = None
    priority: Whole | None = None
    name: Names | None = None
    note: str | None = None


KEYS = frozenset(
    {
        "id", "kind", "tiers", "kinds", "when", "from", "to", "on", "during", "before", "after", "quota", "lead",
        "companions", "capacity", "replaces", "group", "priority", "name", "note",
    }
)  # fmt: skip
"""Keys of a benefit's table that are not settings of its kind."""
