"""The tables `[program]` and `[parameters]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import Anything, Moment, Names, ParameterType, Span, Value, Words


@attrs.frozen
class RawProgram:
    """Which program this is."""

    id: str
    version: str
    effective_from: Moment
    timezone: str
    currency: str
    late_after: Span = "P90D"
    skew: Span = "PT5M"
    feb29: Literal["feb28", "mar1"] = "feb28"
    plugins: Words = ()
    waive: Words = ()
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawParameter:
    """A named value; its type says how `value`, `min` and `max` are read; a number may be a table by tier."""

    type: ParameterType
    value: Value | None = None
    min: Anything | None = None
    max: Anything | None = None
    name: Names | None = None
    note: str | None = None
