"""What is kept of a purchase as long as it may be refunded, in one of three forms.

- What the event's own function kept: a tuple, the event first. It costs nothing more than the fold itself.
- A record: a list, whose places `loyalty.members.account` names. It is never changed but replaced. One just made has
  in its LINES what was kept, until they are worked out.
- A saved record: the text of a JSON list, in a state that was read. It is only taken apart when something asks for it.

============  ===================================================================================
place         what it holds
============  ===================================================================================
``AT``        the instant of the purchase
``KIND``      its event kind
``LINES``     each line's amount, times 2 for every line condition of the kind, plus one bit for
              each condition that the line satisfies
``PARTS``     policy, granted, reversed, lapsed, lapsed while pending for each lot
``RATES``     number, rate, room for each earning rule that gave points
``COUNTED``   one bit for each metric with a condition: whether the event counted
``LOOSE``     what refunds took back without naming lines
``DONE``      1 when nothing of the purchase is left
``VALUES``    metric, value for each metric that took a value of the event
``BY_LINE``   line, refunded for each line that a refund named
``GROUPS``    mask, amount, refunded for each group of lines that satisfy the same conditions
============  ===================================================================================

What is said to be "for each" stands in one flat list. A saved record has the number of the kind, the amount alone where
there are no lines with amounts, no GROUPS, which follow from the lines, and no zeros and empty lists at its end.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from loyalty.errors import StateMismatch
from loyalty.members.account import AT, GROUPS, KIND, LINES, PARTS, Record

SECOND = 1_000_000
LOT = 5
"""How many numbers of PARTS belong to one lot."""
Kept = tuple[Any, ...]
"""What the function of an event kept of a purchase: the event first; see `loyalty.engine.handler`."""


class _Saved(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """A saved record as it must be."""

    at: int
    kind: int
    lines: list[int] | int
    parts: list[int] = []
    rates: list[int] = []
    counted: int = 0
    loose: int = 0
    done: int = 0
    values: list[int] = []
    by_line: list[int] = []


_read = msgspec.json.Decoder(_Saved).decode


def shortened(saved: list[Any]) -> list[Any]:
    """Return a saved record without the zeros and empty lists at its end and at the end of its PARTS."""
    parts = saved[PARTS]
    while parts and not parts[-1]:
        parts.pop()
    while not saved[-1] and len(saved) > PARTS:
        saved.pop()
    return saved


def pack_record(record: Record, kinds: Sequence[str]) -> list[Any]:
    """Return what is saved of a record whose LINES are worked out."""
    saved = record[:GROUPS]
    saved[KIND] = kinds.index(record[KIND])
    saved[LINES] = record[LINES] or record[GROUPS][1]
    saved[PARTS] = list(record[PARTS])
    return shortened(saved)


def unpack_record(saved: msgspec.Raw, kinds: Sequence[str], width_of: Callable[[str], int]) -> Record:
    """Return the record of which `saved` is the text. `width_of` is the number of line conditions of a kind.

    Raises:
        StateMismatch: it is the text of something else.
    """
    try:
        found = _read(saved)
        kind = kinds[found.kind]
        lines = found.lines if isinstance(found.lines, list) else []
        groups = regroup(lines, found.by_line, width_of(kind)) if lines else [0, found.lines, 0]
        parts = found.parts + [0] * (-len(found.parts) % LOT)
    except (ValueError, LookupError) as error:
        raise StateMismatch("not-a-state", "the record of a purchase in the saved state is damaged") from error
    return [
        found.at, kind, lines, parts, found.rates, found.counted, found.loose, found.done, found.values, found.by_line,
        groups,
    ]  # fmt: skip


def regroup(lines: list[int], by_line: list[int], width: int) -> list[int]:
    """Return [mask, amount, refunded] of each group of lines, in the order of their first lines."""
    found: dict[int, list[int]] = {}
    bits = (1 << width) - 1
    for line in lines:
        mask = line & bits
        found.setdefault(mask, [mask, 0, 0])[1] += line >> width
    for position, amount in zip(by_line[::2], by_line[1::2], strict=True):
        found[lines[position] & bits][2] += amount
    return [number for group in found.values() for number in group]


def made_at(record: Record | Kept | msgspec.Raw) -> int:
    """Return the instant of the purchase.

    Raises:
        StateMismatch: it is the text of something else.
    """
    if isinstance(record, tuple):
        return int(record[0].at)
    if isinstance(record, list):
        return int(record[AT])
    try:
        return int(bytes(record)[1:].partition(b",")[0])
    except ValueError as error:
        raise StateMismatch("not-a-state", "the record of a purchase in the saved state is damaged") from error
