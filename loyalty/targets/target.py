"""A target as a program declares it: whom it is about, its figures, its value and what is required of it (S11)."""

from fractions import Fraction
from typing import Literal

import attrs

from loyalty.benefits.benefit import Who
from loyalty.lang.expression import Expression
from loyalty.quantities import Rounding
from loyalty.targets.figure import Figure
from loyalty.words import Names, Path

Unit = Literal["day", "week", "month", "quarter", "half-year", "year", "lifetime"]


@attrs.frozen(eq=False)
class Target:
    """What a population should reach in a period, as one ``[[targets]]`` table says it.

    Attributes:
        id: its name.
        period: the calendar period it is measured over.
        figures: the numbers that `value` reads, by name.
        value: the formula over figures and parameters.
        require: the condition over `value`, figures and parameters.
        who: whom it is about, at the start of the period or when they join in it.
        by: ``tier``, ``kind`` or a field of members, for a result of each of `groups`; empty for one result.
        axis: the name that expressions have for the group: that of the ladder, where `by` is ``tier``.
        zero_division: what a division by 0 gives; None leaves the value unknown.
        digits: decimals to which `value` is rounded; None for the exact value.
        rounding: how it is rounded.
    """

    id: str
    period: Unit
    figures: tuple[Figure, ...]
    value: Expression
    require: Expression
    who: Who
    by: str = ""
    axis: str = ""
    groups: tuple[str, ...] = ("",)
    zero_division: Fraction | None = None
    digits: int | None = None
    rounding: Rounding = "half-up"
    names: Names = attrs.field(factory=dict)
    path: Path = ()
