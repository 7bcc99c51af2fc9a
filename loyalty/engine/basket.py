"""Reads a basket: a purchase that has not happened yet, in the fields of a declared kind of purchase."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs

from loyalty.errors import LoyaltyError, nearest
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.members.orders import body_reader, guarded, is_amount, reads
from loyalty.members.rows import LINES_MAX, Raw, as_mapping, refuse_unknown, refused, row_reader
from loyalty.periods import Zone

Rows = tuple[tuple[Any, ...], ...]
Read = Callable[[Raw], tuple[tuple[Any, ...], Rows]]
"""From a basket as a mapping to the values of the purchase and of its lines."""
Basket = Mapping[str, object] | Sequence[Mapping[str, object]]
"""A purchase with its ``lines`` and, if the program has several kinds, its ``kind``; or the lines alone."""


def named(basket: object, kinds: Mapping[str, EventKind]) -> tuple[EventKind, Raw]:
    """Return the kind of purchase that a basket is, and its mapping.

    Raises:
        LoyaltyError: `unknown-kind`, when it names none of them or there are several; `wrong-type`.
    """
    raw = {"lines": basket} if isinstance(basket, list | tuple) else as_mapping(basket)
    name = raw.pop("kind", None)
    if name is None and (len(kinds) == 1 or "purchase" in kinds):
        return kinds["purchase"] if "purchase" in kinds else next(iter(kinds.values())), raw
    if name not in kinds:
        near = nearest(str(name), kinds, 1) or tuple(kinds)
        hint = f"write {' or '.join(near)}" if near else "declare a kind of event with the money field `amount`"
        raise LoyaltyError("unknown-kind", "the program has no such kind of purchase", ("kind",), hint)
    return kinds[str(name)], raw


def basket_reader(kind: EventKind, exponent: int, zone: Zone, wanted: Collection[str]) -> tuple[Read, int]:
    """Return the function that reads baskets of a kind, and the place of the amount in each line.

    Only the amount and the fields in `wanted` must be given; others may be left out even where a purchase needs them.
    A kind without declared lines may still have several: each then has the fields of the purchase.

    Raises:
        LoyaltyError: `missing-field`, when the lines have no amount.
    """
    fields = _relaxed(kind.fields, wanted)
    if kind.lines is None:
        return _plain_reader(fields, exponent, zone), kind.position("amount")
    if not any(is_amount(field) for field in kind.lines):
        message = f"the lines of `{kind.name}` have no amount to take a discount off"
        raise LoyaltyError("missing-field", message, ("lines",), "declare the money field `amount` for its lines")
    lines = _relaxed(kind.lines, wanted)
    read = body_reader(attrs.evolve(kind, fields=fields, lines=lines), exponent, zone)
    known = {field.name for field in fields} | {"lines"}

    def read_basket(raw: Raw) -> tuple[tuple[Any, ...], Rows]:
        if not raw.keys() <= known:
            refuse_unknown(raw, known, text=False)
        return ((), ()) if raw.get("lines") in ([], ()) else read(raw)

    return read_basket, kind.line_position("amount")


def _relaxed(fields: Sequence[Field], wanted: Collection[str]) -> tuple[Field, ...]:
    """Return fields of which only the amount and those in `wanted` must be given."""
    return tuple(
        field if field.name == "amount" or field.name in wanted else attrs.evolve(field, required=False)
        for field in fields
    )


def _plain_reader(fields: Sequence[Field], exponent: int, zone: Zone) -> Read:
    """Return the reader of a kind whose lines have its own fields."""
    row = row_reader(reads(guarded(tuple(fields)), exponent, zone, text=False))
    known = {field.name for field in fields}

    def read(raw: Raw) -> tuple[tuple[Any, ...], Rows]:
        given: Any = raw.pop("lines", None)
        if given is None:
            given, raw = [raw], {}
        if not isinstance(given, list | tuple) or len(given) > LINES_MAX:
            raise LoyaltyError("wrong-type", f"a list of at most {LINES_MAX} lines is wanted", ("lines",))
        found = []
        for place, each in enumerate(given):
            try:
                line = {**raw, **as_mapping(each)}
                if not line.keys() <= known:
                    refuse_unknown(line, known, text=False)
                found.append(row(line))
            except LoyaltyError as error:
                raise refused(error, "lines", place) from None
        return (), tuple(found)

    return read
