"""Values of declared fields: types, defaults, bounds and listed words.

A function that reads a field takes whatever an event carries there and returns a `Value`, or raises `LoyaltyError` with
the code of a rejection.
"""

from collections.abc import Callable
from typing import Any

from loyalty.errors import LoyaltyError, nearest
from loyalty.members.field import Field, Value
from loyalty.members.moments import instant_or_day
from loyalty.members.units import TEXT_MAX, converter, integer, plain_text, truth, writer
from loyalty.periods import Zone
from loyalty.quantities import INTEGER_MAX

Read = Callable[[object], Value]

_REMEMBERED = 4_096
_REMEMBERED_LENGTH = 40
_COMPARED = 200


def reader(field: Field, exponent: int, zone: Zone, *, text: bool = False) -> Read:
    """Return the function that reads one field, with its default, bounds and listed values.

    Args:
        field: what the program declares.
        exponent: decimals of the program's currency.
        zone: the program's zone, in which a date that stands for an instant means its first.
        text: whether every value is text, as in CSV: then an empty text is missing, and numbers and truth values are
            written as text.
    """
    if field.type == "instant":
        return _remembering(_reader_of_instant(field, zone, text=text))
    return timeless_reader(field, exponent, text=text)


def timeless_reader(field: Field, exponent: int, *, text: bool = False) -> Read:
    """Return the function that reads a field of a type whose values mean the same in every zone; see `reader`."""
    if field.type == "text":
        return _reader_of_text(field, text=text)
    if field.type in ("integer", "bool") and not text:
        return _reader_of_scalar(field)
    return _remembering(_checked(field, converter(field.type, exponent, text=text), exponent, text=text))


def missing(field: Field) -> Value:
    """What stands for a field that is not given: its default, unless it is required."""
    if field.default is None and field.required:
        raise LoyaltyError("missing-field", "the field is required")
    return field.default


def _reader_of_text(field: Field, *, text: bool) -> Read:
    """Texts: the common case is a plain ASCII text, or one of the listed words."""
    listed = frozenset(field.values)
    least, most = field.min or 0, TEXT_MAX if field.max is None else min(field.max, TEXT_MAX)

    def read(raw: object) -> Value:
        if raw is None or (text and raw == ""):
            return missing(field)
        word = plain_text(raw, most)
        if listed and word not in listed:
            raise _not_listed(word, field)
        if len(word) < least:
            raise LoyaltyError("out-of-bounds", f"a text of at least {least} characters is wanted")
        return word

    if listed:
        return lambda raw: raw if type(raw) is str and raw in listed else read(raw)
    if least or text:
        return read

    def quick(raw: object) -> Value:
        if type(raw) is str and raw.isascii() and len(raw) <= most and "\0" not in raw:
            return raw
        return read(raw)

    return quick


def _reader_of_scalar(field: Field) -> Read:
    """Whole numbers and truth values given as such."""
    wanted = bool if field.type == "bool" else int
    low, high = _bounds(field, INTEGER_MAX)
    slow = _checked(field, truth if field.type == "bool" else integer, 0, text=False)

    def read(raw: Any) -> Value:
        if type(raw) is wanted and low <= raw <= high:
            return raw
        return slow(raw)

    return read


def _reader_of_instant(field: Field, zone: Zone, *, text: bool) -> Read:
    """Points in time: with their offset, or a date for its first instant."""

    def read(raw: object) -> Value:
        return missing(field) if raw is None or (text and raw == "") else instant_or_day(raw, zone)

    return read


def _checked(field: Field, convert: Callable[[Any], int | bool], exponent: int, *, text: bool) -> Read:
    """Convert, then hold the result against the field's bounds."""
    low, high = _bounds(field, 10**19)

    def read(raw: object) -> Value:
        if raw is None or (text and raw == ""):
            return missing(field)
        value = convert(raw)
        if low <= value <= high:
            return value
        raise LoyaltyError("out-of-bounds", "the value lies outside its bounds", hint=_allowed(field, exponent))

    return read


def _remembering(read: Read) -> Read:
    """Remember what short texts mean: prices and dates repeat. The memory is bounded and never changes an answer."""
    known: dict[str, Value] = {}

    def remembered(raw: object) -> Value:
        if type(raw) is str:
            value = known.get(raw)
            if value is not None:
                return value
            value = read(raw)
            if len(known) < _REMEMBERED and len(raw) <= _REMEMBERED_LENGTH:
                known[raw] = value
            return value
        return read(raw)

    return remembered


def _bounds(field: Field, most: int) -> tuple[int, int]:
    return -most if field.min is None else field.min, most if field.max is None else field.max


def _allowed(field: Field, exponent: int) -> str:
    """The bounds in public units, as a hint."""
    show = writer(field.type, exponent)
    low = "" if field.min is None else f"at least {show(field.min)}"
    high = "" if field.max is None else f"at most {show(field.max)}"
    return " and ".join(filter(None, (low, high)))


def _not_listed(word: str, field: Field) -> LoyaltyError:
    near = () if field.pii else nearest(word, field.values[:_COMPARED], 1)
    listed = ", ".join(field.values[:10])
    hint = f"write {near[0]}" if near else f"write one of: {listed}"
    return LoyaltyError("not-listed", "the value is not one of those that the program lists", hint=hint)
