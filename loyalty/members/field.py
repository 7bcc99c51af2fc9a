"""A declared field of a member, an event or an order line."""

from collections.abc import Mapping
from typing import Literal

import attrs

from loyalty.periods import Period
from loyalty.words import Names, Path

FieldType = Literal["text", "integer", "decimal", "percent", "money", "bool", "date", "instant"]

Value = int | str | bool | None
"""A field's value inside the engine.

Money is in minor units, a date is the number of days since 1970-01-01, an instant the microseconds since then (UTC),
decimals and percents (20 percent is 0.2) are times 10**9.
"""


@attrs.frozen
class Field:
    """A typed fact that a program asks for.

    `default`, `min` and `max` are in the engine's own units (see `Value`). `pii` marks personal data, which
    appears in no repr, log, message or output unless a role in `seen_by` asks for it.
    Personal data of a field with `purposes` are for these alone, and with `retain` they are gone so long after the
    membership ended. A member field with `set_by` takes, and one with `moves` adds up, the named field of the named
    event kind.
    `words` says what the listed `values` are called.
    """

    name: str
    type: FieldType
    required: bool = False
    default: Value = None
    values: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    pii: bool = False
    seen_by: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    retain: Period | None = None
    set_by: tuple[str, str] | None = None
    moves: tuple[str, str] | None = None
    names: Names = attrs.field(factory=dict)
    words: Mapping[str, Names] = attrs.field(factory=dict)
    path: Path = ()
