"""What an expression can be: the types of names and results."""

from functools import cache
from typing import Literal

import attrs

Kind = Literal["bool", "integer", "money", "decimal", "text", "date", "instant", "period", "tier"]

NONE_TIER = "none"
"""The standing below every tier of a ladder; its rank is 0."""


@attrs.frozen(cache_hash=True)
class Type:
    """The type of a name or of a result.

    Attributes:
        kind: what the value is. Points and counts are integers, a percent is a decimal, money is in minor units.
        nullable: True when there may be no value at all (a missing field, the last visit of nobody).
        values: the words of an enumeration, or the tier ids of a ladder from low to high; empty for free text.
        ladder: the ladder whose standing this is (kind ``tier``).
        digits: decimal places of the currency (kind ``money``): 2 for CNY, 0 for JPY.
        scale: a decimal name holds `value * scale` as a whole number at run time; 1 means the plain number.
        fractional: True when an amount may be a fraction of a minor unit, as a share of another amount is until it is
            rounded. Decimals always may; whole numbers never are.
        nonzero: True when the value is known never to be zero, so that it may be divided by.
    """

    kind: Kind
    nullable: bool = False
    values: tuple[str, ...] = ()
    ladder: str = ""
    digits: int = 2
    scale: int = 1
    fractional: bool = False
    nonzero: bool = False

    def optional(self, *, nullable: bool = True) -> "Type":
        """Return the same type with or without the possibility of a missing value."""
        return self if nullable is self.nullable else _optional(self, nullable)

    def scaled(self, scale: int) -> "Type":
        """Return the same type kept as a whole number of 1/`scale` at run time.

        >>> DECIMAL.scaled(10**9).scale
        1000000000
        """
        return attrs.evolve(self, scale=scale)

    def never_zero(self) -> "Type":
        """Return the same type, known never to be zero (a parameter with a value, a field with a minimum of 1)."""
        return attrs.evolve(self, nonzero=True)

    @property
    def numeric(self) -> bool:
        """Whether values can be added and compared by size as numbers."""
        return self.kind in _NUMERIC

    def rank(self, word: str) -> int | None:
        """Return the position of a tier on its ladder, 1 for the lowest and 0 for ``none``; None for a stranger.

        >>> tier_type("main", ("silver", "gold")).rank("gold")
        2
        """
        if word == NONE_TIER:
            return 0
        return self.values.index(word) + 1 if word in self.values else None


@cache
def _optional(kind: Type, nullable: bool) -> Type:  # noqa: FBT001 - only called above, with the name beside it
    return attrs.evolve(kind, nullable=nullable)


BOOL = Type("bool")
INTEGER = Type("integer")
MONEY = Type("money")
DECIMAL = Type("decimal")
TEXT = Type("text")
DATE = Type("date")
INSTANT = Type("instant")
PERIOD = Type("period")

_NUMERIC = frozenset({"integer", "money", "decimal"})


@cache
def money_type(digits: int) -> Type:
    """Return money of a currency with `digits` decimal places."""
    return Type("money", digits=digits)


def tier_type(ladder: str, ids: tuple[str, ...]) -> Type:
    """Return the standing on a ladder whose tiers are `ids`, low to high."""
    return Type("tier", values=tuple(ids), ladder=ladder)


def enum_type(values: tuple[str, ...]) -> Type:
    """Return text that is always one of `values`."""
    return Type("text", values=tuple(values))
