"""What is kept of a purchase as long as it may be refunded, in one of three forms.

- What the event's own function kept: a tuple, the event first. It costs nothing more than the fold itself.
- A record: a list, whose places `loyalty.members.account` names. One just made has the event in its LINES, and its BITS
  are -1 where the conditions of its lines can still be asked; an opened one has both worked out.
- A packed record: a text, in a saved state. It is only taken apart when a refund asks for it.

============  ===================================================================================
place         what it holds
============  ===================================================================================
``AT``        the instant of the purchase
``KIND``      its event kind
``COUNTED``   one bit for each metric with a condition: whether the event counted
``LOOSE``     what refunds took back without naming lines
``GROUPS``    mask, amount, refunded for each group of lines that satisfy the same conditions
``PARTS``     policy, granted, reversed, lapsed, lapsed while pending for each lot
``RATES``     number, rate, room for each earning rule that gave points
``VALUES``    metric, value for each metric that took a value of the event
``BITS``      which line satisfies which condition, one mask after another, then a 1
``DONE``      1 when nothing of the purchase is left
``LINES``     the amount of each line
``BY_LINE``   line, refunded for each line that a refund named
============  ===================================================================================

What is said to be "for each" stands in one flat list.
"""

from collections.abc import Callable, Sequence
from typing import Any

from loyalty.members.account import (
    AT,
    BITS,
    BY_LINE,
    COUNTED,
    DONE,
    GROUPS,
    KIND,
    LINES,
    LOOSE,
    PARTS,
    RATES,
    VALUES,
    Record,
)

SECOND = 1_000_000
Kept = tuple[Any, ...]
"""What the function of an event kept of a purchase: the event first; see `loyalty.engine.handler`."""
PACKED_PARTS = 2
"""Where a packed record has its PARTS."""
WIDTHS = (5, 3, 5, 3, 2, 2)
"""How many numbers belong together in each list of a packed record after its lines."""


def pack_record(record: Record, kinds: Sequence[str]) -> str:
    """Return an opened record as text; its groups follow from its lines where it has lines."""
    text = record_text(record, _all_joined(record[LINES]), record[BITS], kinds.index(record[KIND]))
    rest = (() if record[LINES] else record[GROUPS], record[VALUES], record[BY_LINE])
    tail = ";".join(map(_joined, rest)).rstrip(";")
    return f"{text};{tail}" if tail else text


def record_text(record: Record, amounts: str, bits: int, kind: int) -> str:
    """Return the first fields of a packed record."""
    at = record[AT]
    head = f"{at // SECOND}.{at % SECOND:06d}" if at % SECOND else str(at // SECOND)
    numbers = _joined((bits, record[COUNTED], record[LOOSE], record[DONE], kind))
    return f"{head};{amounts};{_joined(record[PARTS])};{_joined(record[RATES])};{numbers}"


def _joined(numbers: Sequence[int]) -> str:
    """Return numbers as text; zeros at the end are left out, see `_padded`."""
    count = len(numbers)
    while count > 1 and not numbers[count - 1]:
        count -= 1
    return ",".join(map(str, numbers[:count]))


def _padded(numbers: list[int], width: int) -> list[int]:
    """Return numbers with the zeros that fill them up to a whole number of `width`."""
    return numbers + [0] * (-len(numbers) % width)


def _all_joined(numbers: Sequence[int]) -> str:
    """Return numbers as text, all of them."""
    return ",".join(map(str, numbers))


def packed_at(text: str) -> int:
    """Return the instant of a packed record."""
    seconds, _, rest = text.partition(";")[0].partition(".")
    return int(seconds) * SECOND + int(rest or 0)


def unpack_record(text: str, kinds: Sequence[str], width_of: Callable[[str], int]) -> Record:
    """Return the record that `pack_record` wrote. `width_of` is the number of line conditions of a kind."""
    _head, *texts = text.split(";")
    lists = [[int(n) for n in part.split(",")] if part else [] for part in texts]
    lists += [[] for _ in range(7 - len(lists))]
    lines, *others = lists
    others = [_padded(numbers, width) for numbers, width in zip(others, WIDTHS, strict=True)]
    parts, rates, (bits, counted, loose, done, kind), groups, values, by_line = others
    name = kinds[kind]
    groups = groups or regroup(lines, bits, by_line, width_of(name))
    return [packed_at(text), name, counted, loose, groups, parts, rates, values, bits, done, lines, by_line]


def regroup(lines: list[int], bits: int, by_line: list[int], width: int) -> list[int]:
    """Return [mask, amount, refunded] of each group of lines, in the order of their first lines."""
    found: dict[int, list[int]] = {}
    for position, amount in enumerate(lines):
        mask = bits >> position * width & (1 << width) - 1
        found.setdefault(mask, [mask, 0, 0])[1] += amount
    for position, amount in zip(by_line[::2], by_line[1::2], strict=True):
        found[bits >> position * width & (1 << width) - 1][2] += amount
    return [number for group in found.values() for number in group]


def made_at(record: Record | Kept | str) -> int:
    """Return the instant of the purchase."""
    if isinstance(record, tuple):
        return int(record[0].at)
    return packed_at(record) if isinstance(record, str) else int(record[AT])


def parts_of(record: Record | str) -> list[int]:
    """Return what a purchase earned: [policy, granted, reversed, lapsed, dormant] for each of its lots, in one list."""
    if not isinstance(record, str):
        return list(record[PARTS])
    texts = record.split(";")
    found = texts[PACKED_PARTS] if len(texts) > PACKED_PARTS else ""
    return _padded([int(number) for number in found.split(",")], WIDTHS[0]) if found else []


def with_parts(record: Record | str, parts: list[int]) -> Record | str:
    """Return the record with other PARTS."""
    if not isinstance(record, str):
        return [*record[:PARTS], parts, *record[PARTS + 1 :]]
    texts = record.split(";")
    texts[PACKED_PARTS] = _joined(parts)
    return ";".join(texts)
