"""Events with order lines: the lines always add up to the order (semantics 9)."""

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from loyalty.errors import LoyaltyError
from loyalty.members.field import Field, Value
from loyalty.members.kind import EventKind
from loyalty.members.rows import Raw, Reads, lines_reader, refused, row_reader
from loyalty.members.values import missing, reader
from loyalty.periods import Zone

Values = tuple[Any, ...]
Lines = tuple[tuple[Value, ...], ...]
ReadBody = Callable[[Raw], tuple[Values, Lines]]


def body_reader(kind: EventKind, exponent: int, zone: Zone, *, text: bool = False) -> ReadBody:
    """Return the function that reads the values and the lines of a declared kind.

    Where the event and its lines both have an amount, the event may leave its own out: it is then the sum of the
    lines; given both, they must agree. An order without lines becomes one line of the event's amount and the defaults.
    """
    fields = guarded(kind.fields)
    row = row_reader(reads(fields, exponent, zone, text=text))
    if kind.lines is None:
        return lambda raw: (row(raw), ())
    lines = guarded(kind.lines)
    rows = lines_reader(reads(lines, exponent, zone, text=text), text=text)
    place, line_place = _amount_at(fields), _amount_at(lines)
    if place is None or line_place is None:
        return lambda raw: (row(raw), rows([{}] if _absent(raw.get("lines")) else raw["lines"]))
    row_beside_lines = row_reader(reads(_optional(fields, place), exponent, zone, text=text))

    def read(raw: Raw) -> tuple[Values, Lines]:
        given = raw.get("lines")
        if _absent(given):
            values = row(raw)
            return values, (_single(lines, line_place, values[place]),)
        values, found = row_beside_lines(raw), rows(given)
        amounts: list[Any] = [line[line_place] for line in found]
        return _agreed(fields[place], place, values, sum(amounts)), found

    return read


def reads(fields: Sequence[Field], exponent: int, zone: Zone, *, text: bool) -> Reads:
    """Each field's name and the function that reads it."""
    return tuple((field.name, reader(field, exponent, zone, text=text)) for field in fields)


def guarded(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields, with the money field ``amount`` required and, unless the program says otherwise, not below 0.

    Money given back is a ``refund``; a negative amount would take points without saying of which purchase.
    """
    return tuple(_guarded(field) if is_amount(field) else field for field in fields)


def is_amount(field: Field) -> bool:
    """Say whether a field is the amount of an order or of a line."""
    return field.name == "amount" and field.type == "money"


def _guarded(field: Field) -> Field:
    return attrs.evolve(field, required=True, min=0 if field.min is None else field.min)


def _optional(fields: tuple[Field, ...], place: int) -> tuple[Field, ...]:
    """The fields, of which the one at `place` may be left out."""
    plain = attrs.evolve(fields[place], required=False, default=None)
    return (*fields[:place], plain, *fields[place + 1 :])


def _amount_at(fields: tuple[Field, ...]) -> int | None:
    return next((place for place, field in enumerate(fields) if is_amount(field)), None)


def _absent(given: object) -> bool:
    return given is None or given == "" or (isinstance(given, list | tuple) and not given)


def _single(lines: tuple[Field, ...], line_place: int, amount: Value) -> tuple[Value, ...]:
    """The one line of an order that came without lines."""
    single: list[Value] = []
    for place, field in enumerate(lines):
        try:
            single.append(amount if place == line_place else missing(field))
        except LoyaltyError as error:
            raise refused(error, "lines", 0, field.name) from None
    return tuple(single)


def _agreed(field: Field, place: int, values: Values, summed: int) -> Values:
    """The values with the order's amount, which is the sum of its lines."""
    if values[place] == summed:
        return values
    if values[place] is not None:
        message = "the amounts of the lines do not make the amount of the order"
        raise LoyaltyError("lines-do-not-add-up", message, (field.name,), "leave it out: it is then their sum")
    if (field.min is None or field.min <= summed) and (field.max is None or summed <= field.max):
        return (*values[:place], summed, *values[place + 1 :])
    raise LoyaltyError("out-of-bounds", "the sum of the lines lies outside the declared bounds", (field.name,))
