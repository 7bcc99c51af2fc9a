"""The table `[member]` and the fields of members, events and lines as written."""

from collections.abc import Mapping

import attrs

from loyalty.config.raw.shapes import Anything, FieldType, Listed, Names, Span, Words


@attrs.frozen
class RawField:
    """A declared field; a bare type is short for a table with nothing else."""

    type: FieldType
    required: bool | None = None
    default: Anything | None = None
    values: Listed | None = None
    min: Anything | None = None
    max: Anything | None = None
    pii: bool = False
    seen_by: Words = ()
    purposes: Words = ()
    retain: Span | None = None
    set_by: str | None = None
    moves: str | None = None
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawMemberKind:
    """A kind of member and what it must give."""

    needs: Words = ()
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawNumber:
    """How member numbers are written."""

    format: str
    serial_per: str | None = None
    on: str = "enrol"
    note: str | None = None


@attrs.frozen
class RawMember:
    """Everything declared about members."""

    fields: Mapping[str, RawField] = attrs.field(factory=dict)
    kinds: Mapping[str, RawMemberKind] = attrs.field(factory=dict)
    number: RawNumber | None = None
    note: str | None = None
