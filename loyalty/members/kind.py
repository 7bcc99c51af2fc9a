"""Kinds of events and of members that a program declares."""

import attrs

from loyalty.members.field import Field
from loyalty.periods import Period
from loyalty.words import Names, Path


@attrs.frozen
class EventKind:
    """Something that happens to a member, for example a purchase, with its typed fields and those of its lines.

    `refundable` is true when there is a money field `amount`: then a `refund` may name such an event, up to
    `refund_within` after it (for ever when None). `scheduled` facts may lie in the future (semantics 7).
    """

    name: str
    fields: tuple[Field, ...] = ()
    lines: tuple[Field, ...] | None = None
    refund_within: Period | None = None
    scheduled: bool = False
    names: Names = attrs.field(factory=dict)
    path: Path = ()

    @property
    def refundable(self) -> bool:
        """Whether a refund may name an event of this kind (semantics 19)."""
        return any(field.name == "amount" and field.type == "money" for field in self.fields)

    def position(self, name: str) -> int:
        """Return the place of the field `name` in an event's values; KeyError when it is not declared."""
        return _position(self.fields, name)

    def line_position(self, name: str) -> int:
        """Return the place of the line field `name` in a line's values; KeyError when it is not declared."""
        return _position(self.lines or (), name)


@attrs.frozen
class MemberKind:
    """A kind of member, for example `company`, and the fields that this kind must give when enrolling."""

    name: str
    needs: tuple[str, ...] = ()
    names: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen
class NumberFormat:
    """How member numbers are written, for example ``755 00243`` (S61): a format and the scope of its serial.

    `on` says when a number is issued: ``"enrol"``, or ``"tier:<id>"`` for the first entry to a tier.
    """

    format: str
    serial_per: str | None = None
    on: str = "enrol"
    path: Path = ()


def _position(fields: tuple[Field, ...], name: str) -> int:
    for position, field in enumerate(fields):
        if field.name == name:
            return position
    raise KeyError(name)
