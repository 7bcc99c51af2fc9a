"""Rows of fields: from a mapping to a tuple of values in the declared order.

This is where most of the time of reading goes (one row for each order line), hence the closures: everything that
depends on the program only is decided once, before the first event.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from loyalty.errors import LoyaltyError, nearest
from loyalty.members.field import Value
from loyalty.members.values import Read

Raw = dict[Any, Any]
Reads = tuple[tuple[str, Read], ...]
ReadRow = Callable[[Raw], tuple[Value, ...]]
ReadLines = Callable[[object], tuple[tuple[Value, ...], ...]]

LINES_MAX = 10_000
"""The most lines that one order may have."""


def row_reader(reads: Reads) -> ReadRow:
    """Return the function that reads every field of `reads`; a refusal carries the field's name as its path."""

    def read(raw: Raw) -> tuple[Value, ...]:
        get = raw.get
        try:
            return tuple([read_one(get(name)) for name, read_one in reads])
        except LoyaltyError:
            raise _located(raw, reads) from None

    return read


def lines_reader(reads: Reads, *, text: bool = False) -> ReadLines:
    """Return the function that reads a list of mappings; a refusal's path begins with ``lines`` and a position."""
    known = frozenset(name for name, _ in reads)

    def read(raws: object) -> tuple[tuple[Value, ...], ...]:
        rows: list[tuple[Value, ...]] = []
        add = rows.append
        try:
            for raw in _listed(raws):
                line = raw if type(raw) is dict else as_mapping(raw)
                if not line.keys() <= known:
                    refuse_unknown(line, known, text=text)
                get = line.get
                add(tuple([read_one(get(name)) for name, read_one in reads]))
        except LoyaltyError as refused:
            raise _in_line(refused, raws, len(rows), reads) from None
        return tuple(rows)

    return read


def as_mapping(raw: object) -> Raw:
    """The mapping as a dict; anything else is refused."""
    if isinstance(raw, Mapping):
        return dict(raw)
    raise LoyaltyError("wrong-type", f"a mapping of fields is wanted, not {type(raw).__name__}")


def refuse_unknown(raw: Raw, known: Collection[str], *, text: bool) -> None:
    """Raise ``unknown-field`` for the first key that is not known; in text mode empty columns do not count."""
    for key, value in raw.items():
        if key in known or (text and (value is None or value == "")):
            continue
        if not isinstance(key, str):
            raise LoyaltyError("unknown-field", "the name of a field is a text")
        near = nearest(key, known, 1)
        hint = f"write {near[0]}" if near else ""
        raise LoyaltyError("unknown-field", "this kind of event has no such field", (_plain(key),), hint)


def refused(error: LoyaltyError, *path: str | int) -> LoyaltyError:
    """The same refusal, further out."""
    return LoyaltyError(error.code, error.message, (*path, *error.path), error.hint)


def _plain(key: str) -> str:
    """A sender's key as a message may show it: short and printable."""
    return "".join(c if c.isprintable() else "?" for c in key[:60])


def _listed(raws: object) -> Sequence[object]:
    if not isinstance(raws, list | tuple):
        raise LoyaltyError("wrong-type", f"a list of lines is wanted, not {type(raws).__name__}")
    if len(raws) > LINES_MAX:
        raise LoyaltyError("out-of-bounds", f"an order may have at most {LINES_MAX} lines")
    return raws


def _located(raw: Raw, reads: Reads) -> LoyaltyError:
    """Read once more, field by field, to say which one is refused."""
    for name, read_one in reads:
        try:
            read_one(raw.get(name))
        except LoyaltyError as error:
            return refused(error, name)
    raise AssertionError(reads)


def _in_line(error: LoyaltyError, raws: object, position: int, reads: Reads) -> LoyaltyError:
    """The refusal with its place; when the list itself is refused, that is all there is to say."""
    if not isinstance(raws, list | tuple) or len(raws) > LINES_MAX:
        return refused(error, "lines")
    line = raws[position]
    if isinstance(line, Mapping) and not error.path and error.code != "unknown-field":
        return refused(_located(dict(line), reads), "lines", position)
    return refused(error, "lines", position)
