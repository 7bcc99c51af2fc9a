"""Reading and writing the bodies of core events."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from loyalty.errors import LoyaltyError, nearest
from loyalty.members.core import (
    APPROVE_BY,
    APPROVE_GATE,
    APPROVE_OF,
    APPROVE_ROLE,
    ENROL_AS,
    RESERVE_BENEFIT,
    RESERVE_POINTS,
    CoreField,
    CoreKind,
)
from loyalty.members.field import Field
from loyalty.members.ids import identifier
from loyalty.members.kind import MemberKind
from loyalty.members.moments import instant_or_day
from loyalty.members.orders import Lines, ReadBody, Values, reads
from loyalty.members.rows import Raw, Reads, lines_reader, refused, row_reader
from loyalty.members.units import plain_text
from loyalty.members.values import Read, timeless_reader
from loyalty.periods import Zone
from loyalty.quantities import INTEGER_MAX

REFUND_LINES = (Field("line", "integer", required=True, min=1), Field("amount", "money", min=1))
"""What a refund says of a line: its number in the order, counted from 1, and how much of it (all that is left)."""

_LIKE = {
    "points": Field("", "integer", min=1),
    "credit": Field("", "integer"),
    "serial": Field("", "integer", min=1),
    "money": Field("", "money", min=1),
    "bool": Field("", "bool"),
}


@cache
def _like(field: CoreField, exponent: int, *, text: bool) -> Read:
    """Read a core field that is like a declared one, the same in all programs; a credit of 0 would be no decision."""
    like = attrs.evolve(_LIKE[field.type], name=field.name, required=field.required, default=field.default)
    read = timeless_reader(like, exponent, text=text)
    return _not_zero(read) if field.type == "credit" else read


@attrs.frozen
class CoreReaders:
    """Makes the functions that read the bodies of core events, from what the program declares of members."""

    member_fields: Sequence[Field]
    member_kinds: Sequence[MemberKind]
    zone: Zone
    exponent: int
    text: bool = False

    def body(self, kind: CoreKind) -> ReadBody:
        """Return the function that reads the values and the lines of a core kind."""
        if kind.member_fields == "changed":
            return self._changes()
        if kind.member_fields == "all":
            return self._enrolment(kind)
        row = row_reader(self._reads(kind.fields))
        if kind.name == "refund":
            return self._refund(row)
        if kind.name == "reserve":
            return lambda raw: (_points_or_benefit(row(raw)), ())
        if kind.name == "approve":
            return lambda raw: (_gate_or_request(row(raw)), ())
        return lambda raw: (row(raw), ())

    def _reads(self, fields: Sequence[CoreField]) -> Reads:
        return tuple((field.name, self._reader(field)) for field in fields)

    def _declared(self, fields: Sequence[Field]) -> Reads:
        return reads(fields, self.exponent, self.zone, text=self.text)

    def _reader(self, field: CoreField) -> Read:
        """Read one core field."""
        if field.type in _LIKE:
            return _like(field, self.exponent, text=self.text)
        convert: Mapping[str, Callable[[object], Any]] = {
            "id": identifier,
            "name": identifier,
            "text": plain_text,
            "instant": lambda raw: instant_or_day(raw, self.zone),
        }
        return _given(convert[field.type], required=field.required)

    def _changes(self) -> ReadBody:
        """Read an ``update``: pairs of position and value, for the fields that are given."""
        every = tuple(enumerate(self._declared([_clearable(field) for field in self.member_fields])))

        def read(raw: Raw) -> tuple[Values, Lines]:
            pairs = []
            for position, (name, read_one) in every:
                if name in raw and not (self.text and raw[name] in ("", None)):
                    pairs.append((position, _at(name, read_one, raw[name])))
            return (tuple(pairs),), ()

        return read

    def _enrolment(self, kind: CoreKind) -> ReadBody:
        row = row_reader((*self._reads(kind.fields), *self._declared(self.member_fields)))
        needs = {kind.name: kind.needs for kind in self.member_kinds}
        places = {field.name: len(kind.fields) + place for place, field in enumerate(self.member_fields)}

        def read(raw: Raw) -> tuple[Values, Lines]:
            values = row(raw)
            for name in _needs_of(values[ENROL_AS], needs):
                if values[places[name]] is None:
                    raise LoyaltyError("missing-field", "this kind of member must give the field", (name,))
            return values, ()

        return read

    def _refund(self, row: Callable[[Raw], Values]) -> ReadBody:
        rows = lines_reader(self._declared(REFUND_LINES), text=self.text)

        def read(raw: Raw) -> tuple[Values, Lines]:
            values, given = row(raw), raw.get("lines")
            if given is None or given in ("", [], ()):
                return values, ()
            return _refunded(values, rows(given))

        return read


def _refunded(values: Values, found: Lines) -> tuple[Values, Lines]:
    """The refund with its lines as positions from 0; an amount beside the lines must be their sum."""
    lines: list[tuple[Any, Any]] = [(number - 1, amount) for number, amount in found if isinstance(number, int)]
    if len({position for position, _ in lines}) < len(lines):
        raise LoyaltyError("wrong-type", "a line is named twice", ("lines",))
    amounts = [amount for _, amount in lines if amount is not None]
    of, amount, restore = values
    if amount is not None and (len(amounts) < len(lines) or sum(amounts) != amount):
        message = "the amounts of the lines do not make the amount of the refund"
        raise LoyaltyError("lines-do-not-add-up", message, ("amount",), "leave it out beside lines")
    return (of, None, restore), tuple(lines)


def _points_or_benefit(values: Values) -> Values:
    """A reservation is one of points or one of a benefit."""
    if (values[RESERVE_POINTS] is None) is (values[RESERVE_BENEFIT] is None):
        message = "a reservation is of points or of a benefit, one of the two"
        raise LoyaltyError("missing-field" if values[RESERVE_POINTS] is None else "wrong-type", message, ("points",))
    if values[RESERVE_POINTS] is not None and any(each is not None for each in values[RESERVE_BENEFIT:]):
        raise LoyaltyError("wrong-type", "what goes with a benefit does not go with points", ("points",))
    return values


def _gate_or_request(values: Values) -> Values:
    """An approval is one of a gate or one of a request; of a request it says who approves, and as what."""
    gate, of = values[APPROVE_GATE], values[APPROVE_OF]
    if (gate is None) is (of is None):
        message = "an approval is of a gate or of a request, one of the two"
        raise LoyaltyError("missing-field" if gate is None else "wrong-type", message, ("gate",))
    if gate is not None and values[APPROVE_ROLE] is not None:
        raise LoyaltyError("wrong-type", "a role goes with a request, not with a gate", ("role",))
    if of is not None and values[APPROVE_BY] is None:
        raise LoyaltyError("missing-field", "who approves a request is wanted", ("by",))
    return values


def _needs_of(kind: object, needs: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The fields that this kind of member must give; where kinds are declared, an enrolment names one."""
    if kind in needs:
        return needs[str(kind)]
    if kind is None and not needs:
        return ()
    if kind is None:
        raise LoyaltyError(
            "missing-field", "the kind of member is wanted", ("as",), f"write one of: {', '.join(needs)}"
        )
    near = nearest(str(kind), needs, 1)
    hint = f"write {near[0]}" if near else ""
    raise LoyaltyError("not-listed", "the program declares no such kind of member", ("as",), hint)


def _clearable(field: Field) -> Field:
    """For changes, null means unknown, never the default; a required field cannot become unknown."""
    return attrs.evolve(field, default=None)


def _at(name: str, read_one: Read, raw: object) -> object:
    try:
        return read_one(raw)
    except LoyaltyError as error:
        raise refused(error, name) from None


def _given(convert: Callable[[object], Any], *, required: bool) -> Read:
    def read(raw: object) -> Any:
        if raw is None or raw == "":
            if required:
                raise LoyaltyError("missing-field", "the field is required")
            return None
        return convert(raw)

    return read


def _not_zero(read: Read) -> Read:
    def read_credit(raw: object) -> Any:
        if (value := read(raw)) == 0:
            raise LoyaltyError("out-of-bounds", f"a number other than 0 is wanted, at most {INTEGER_MAX} either way")
        return value

    return read_credit
