"""Numbers that go by a word: by tier, by the kind of member, or by a field with listed values."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

import attrs

from loyalty.errors import LoyaltyError
from loyalty.lang.types import NONE_TIER, Type
from loyalty.words import Names, Path


@attrs.frozen(eq=False)
class Table:
    """A number for each word of what it goes by, as the base wage by stars (S62).

    `by` is the name whose value is looked up: ``tier``, another ladder, ``kind``, or a field. `values` are in the units
    of `type`: money in minor units, fractions where it is a `percent`. It has a number for every word that there is.
    """

    name: str
    by: str
    type: Type = attrs.field(repr=False)
    values: Mapping[str, int | Fraction] = attrs.field(repr=False)
    percent: bool = attrs.field(default=False, repr=False)
    names: Names = attrs.field(factory=dict, repr=False)
    path: Path = attrs.field(default=(), repr=False)
    _columns: dict[tuple[str, ...], "Column"] = attrs.field(factory=dict, init=False, repr=False)

    def at(self, word: str) -> int | Fraction:
        """Return the number for a word.

        Raises:
            LoyaltyError: the table has none, because the word comes from elsewhere than from the program.
        """
        found = self.values.get(word)
        return _unknown(self.name, word) if found is None else found

    def column(self, tiers: tuple[str, ...] = ()) -> "Column":
        """Return the numbers as whole ones over one divisor: by word, or by the ranks of a ladder."""
        found = self._columns.get(tiers)
        if found is None:
            over = lcm(*(value.denominator for value in self.values.values()))
            whole = {word: int(value * over) for word, value in self.values.items()}
            words: tuple[tuple[str | int, str], ...] = (
                tuple(enumerate((NONE_TIER, *tiers))) if tiers else tuple(zip(whole, whole, strict=True))
            )
            found = self._columns[tiers] = Column(over, _Cells(self.name, {key: whole[word] for key, word in words}))
        return found


@attrs.frozen(eq=False)
class Column:
    """What generated code looks numbers up in, and what they are to be divided by."""

    over: int
    cells: Mapping[str | int, int]


class _Cells(dict[str | int, int]):
    """Numbers by word or rank; a stranger is told, and not by a traceback."""

    def __init__(self, name: str, cells: Mapping[str | int, int]) -> None:
        super().__init__(cells)
        self.name = name

    def __missing__(self, word: str | int) -> int:
        return int(_unknown(self.name, word))


def _unknown(name: str, word: str | int) -> Fraction:
    raise LoyaltyError("unknown-word", f"the table `{name}` has no number for `{word}`")
