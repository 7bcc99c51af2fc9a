"""Columns of text that line up on a terminal, where Chinese characters take two cells."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from loyalty.errors.carets import cells

GAP = "  "


def columns(rows: Iterable[Sequence[str]], right: Iterable[int] = (), indent: str = GAP) -> list[str]:
    """Return one line for each row; the columns numbered in `right` are flush right, as numbers are.

    >>> columns([("金卡", "7"), ("none", "12")], right=[1])
    ['  金卡   7', '  none  12']
    """
    table = [tuple(row) for row in rows]
    widths = [max(map(cells, column)) for column in zip_longest(*table, fillvalue="")]
    flush = frozenset(right)
    return [
        (indent + GAP.join(_padded(cell, widths[at], at in flush) for at, cell in enumerate(row))).rstrip()
        for row in table
    ]


def _padded(cell: str, width: int, right: bool) -> str:  # noqa: FBT001 - only called above
    space = " " * (width - cells(cell))
    return space + cell if right else cell + space
