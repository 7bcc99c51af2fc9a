"""The tables of `[metrics]` as written."""

import attrs

from loyalty.config.raw.shapes import Names, NumberType, Rounding, Span, Switch, Weights, Whole, Words, ZeroDivision

OPERATIONS = ("sum", "count", "max", "min", "last", "distinct", "streak", "recency", "formula", "score")
"""The keys that say what is measured; a metric has exactly one."""


@attrs.frozen
class RawMetric:
    """One metric."""

    sum: Words | None = None
    count: Words | None = None
    max: Words | None = None
    min: Words | None = None
    last: Words | None = None
    distinct: Words | None = None
    streak: Words | None = None
    recency: Words | None = None
    formula: str | None = None
    score: Weights | None = None
    where: str | None = None
    window: Span | None = None
    refunds: Switch | None = None
    ladder: str | None = None
    max_gap: Span | None = None
    broken_by: Words | None = None
    type: NumberType | None = None
    zero_division: ZeroDivision | None = None
    negative: Switch | None = None
    digits: Whole | None = None
    rounding: Rounding | None = None
    normalise: Switch | None = None
    name: Names | None = None
    note: str | None = None
