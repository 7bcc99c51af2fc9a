"""The tables `[[targets]]` as written."""

from collections.abc import Mapping
from typing import Literal

import attrs

from loyalty.config.raw.shapes import Names, Number, Rounding, Whole, Words

OPERATIONS = (
    "members", "members_with", "count", "sum", "mean", "min", "max", "findings", "sum_of", "mean_of", "min_of",
    "max_of", "promises",
)  # fmt: skip
"""The keys that say what a figure is; it has exactly one."""


@attrs.frozen
class RawFigure:
    """One number that a target reads."""

    members: Literal["start", "end", "joined", "left", "ever"] | None = None
    members_with: Words | None = None
    count: Words | None = None
    sum: Words | None = None
    mean: Words | None = None
    min: Words | None = None
    max: Words | None = None
    findings: Words | None = None
    sum_of: str | None = None
    mean_of: str | None = None
    min_of: str | None = None
    max_of: str | None = None
    promises: Words | None = None
    outcome: Literal["opened", "due", "kept", "breached", "missed", "waived"] | None = None
    where: str | None = None
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawTarget:
    """What a population should reach."""

    id: str
    period: Literal["day", "week", "month", "quarter", "half-year", "year", "lifetime"]
    figures: Mapping[str, RawFigure]
    value: str
    require: str
    tiers: Words | None = None
    kinds: Words = ()
    when: str | None = None
    by: str | None = None
    zero_division: Number | None = None
    digits: Whole | None = None
    rounding: Rounding | None = None
    name: Names | None = None
    note: str | None = None
