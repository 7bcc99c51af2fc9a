"""What a value of a program file may look like before parameters are filled in."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import attrs


@attrs.frozen
class Shape:
    """Says how a value is read; the reader of that name stands in `loyalty.config.shapes`."""

    reader: str


Number = Annotated[int | Decimal | str, Shape("number")]
"""A number, a number as text, or the name of a parameter: also money and percents."""
Whole = Annotated[int | str, Shape("whole")]
"""A whole number, or the name of a parameter."""
Switch = Annotated[bool | str, Shape("switch")]
"""True or false, or the name of a parameter."""
Span = Annotated[str, Shape("text")]
"""A period such as ``P30D``, a calendar word where one is allowed, or the name of a parameter."""
Spans = Annotated[str | Mapping[str, str], Shape("spans")]
"""A span, or a table of them by tier, kind or listed word."""
Moment = Annotated[date | datetime | str, Shape("moment")]
"""A date, an instant with its offset, or the name of a parameter."""
Words = Annotated[tuple[str, ...], Shape("words")]
"""One text, or a list of them."""
Listed = Annotated[tuple[str, ...] | Mapping[str, Mapping[str, str]], Shape("listed")]
"""One text, a list of them, or a table that gives each a name for people."""
Days = Annotated[tuple[date, ...], Shape("days")]
"""A list of dates."""
OpenDays = Annotated[tuple[date, ...] | Mapping[str, str], Shape("open_days")]
"""A list of dates, or a table of texts by date."""
Names = Annotated[Mapping[str, str], Shape("names")]
"""A text for people, or one text per language."""
ByTier = Annotated[int | Decimal | str | Mapping[str, int | Decimal | str], Shape("by_tier")]
"""A number or the name of a parameter, or a table of them by tier; where allowed, an expression."""
Quota = Annotated[int | str | Mapping[str, int | Decimal | str], Shape("by_tier")]
"""A whole number or the name of a parameter, or a table of them by tier with the words of a quota."""
Setting = Annotated[object, Shape("setting")]
"""A single value, a list of texts, or a table of single values by tier; a kind of benefit says which."""
ZeroDivision = Annotated[int | Decimal | str | Mapping[str, int | Decimal | str], Shape("by_tier")]
"""A number or the name of a parameter, or a table of one for ``0/0`` and one for ``x/0``."""
NumberType = Literal["integer", "decimal", "percent", "money"]
Weights = Annotated[Mapping[str, int | Decimal | str], Shape("weights")]
"""A table of numbers by metric."""
Anything = Annotated[object, Shape("anything")]
"""A value whose type another key of the same table says."""
Value = Annotated[object, Shape("value")]
"""The value of a parameter: a single one, whose type another key says, or a table of numbers by a word."""

FieldType = Literal["text", "integer", "decimal", "percent", "money", "bool", "date", "instant"]
ParameterType = Literal["integer", "decimal", "percent", "money", "text", "bool", "date", "period"]
Rounding = Literal["down", "up", "half-up", "half-even"]
Unit = Literal["day", "week", "month", "quarter", "half-year", "year"]
LimitUnit = Literal["day", "week", "month", "quarter", "half-year", "year", "membership-year", "lifetime"]
Demotion = Literal["to-fit", "one-step"]
Start = Literal["now", "next-day", "next-month", "next-quarter", "next-half-year", "next-year"]
