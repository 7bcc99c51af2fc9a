"""A metric: one number or word about a member, kept up to date by events."""

from fractions import Fraction
from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.lang.types import Type
from loyalty.metrics.window import Window
from loyalty.periods import Period
from loyalty.quantities import Rounding
from loyalty.words import Names, Path

Operation = Literal["sum", "count", "max", "min", "last", "distinct", "streak", "recency", "formula", "score"]


@attrs.frozen
class Source:
    """Where a metric reads: an event kind, one of its fields, and whether each order line is looked at alone.

    The kind ``"points"`` stands for points earned. `field` is None for operations that look at events only.
    """

    kind: str
    field: str | None = None
    per_line: bool = False


@attrs.frozen(eq=False)
class Metric:
    """An aggregation over a window, or a formula or score over other metrics.

    `type` is that of its value. `weights` belong to ``score``; `zero_division`, `negative`, `unit`, `digits` and
    `rounding` to ``formula`` and ``score``: of two values of `zero_division` the first is for 0/0, without `negative`
    the least value is 0, `unit` is what the author says that the result is, and `digits` are decimal places in that
    unit (of a percent, of the percentage). `max_gap` and `broken_by` belong to ``streak`` (S42: consecutive purchases
    need a declared gap). Without `refunds` what was bought counts even after it was returned (S42 leaves it open).
    """

    name: str
    operation: Operation
    type: Type
    sources: tuple[Source, ...] = ()
    where: Expression | None = None
    window: Window = Window()
    max_gap: Period | None = None
    broken_by: tuple[str, ...] = ()
    refunds: bool = True
    formula: Expression | None = None
    weights: tuple[tuple[str, Fraction], ...] = ()
    normalise: bool = False
    zero_division: Fraction | tuple[Fraction, Fraction] | None = None
    negative: bool = True
    unit: Literal["integer", "decimal", "percent", "money"] | None = None
    digits: int | None = None
    rounding: Rounding = "half-up"
    names: Names = attrs.field(factory=dict)
    path: Path = ()
