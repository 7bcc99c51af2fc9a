"""The result of a price calculation: every line and the order, and what every discount took or why it took nothing."""

from typing import Literal, NamedTuple

import attrs

Unused = Literal["replaced", "group", "no-effect", "at-least", "no-line"]
"""Why a discount takes nothing: another one stays in its place (`replaced`, `group`), nothing is left to take
(`no-effect`), its lines together cost too little (`at-least`), or it touches none (`no-line`)."""
Part = tuple[str, int]
"""The id of a discount and what it took."""


@attrs.frozen
class Left:
    """A discount that takes nothing, why, and the id of the one that stays in its place, if one does."""

    id: str
    code: Unused
    by: str = ""


class PricedLine(NamedTuple):
    """One line: `gross == net + discount`, and `parts` add up to `discount`.

    `yielded` are the discounts that touch the line and are replaced on it, each with the one that stays.
    """

    gross: int
    net: int
    discount: int
    parts: tuple[Part, ...] = ()
    yielded: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Priced:
    """An order: the sums of its lines, and what became of every discount, in the order in which they act."""

    lines: tuple[PricedLine, ...]
    gross: int
    net: int
    discount: int
    parts: tuple[Part, ...] = ()
    left: tuple[Left, ...] = ()
