"""The table `[points]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import (
    ByTier,
    LimitUnit,
    Moment,
    Names,
    Number,
    Rounding,
    Span,
    Unit,
    Whole,
    Words,
)


@attrs.frozen
class RawExpiry:
    """When points end."""

    after: Span | None = None
    round: Unit | None = None
    inactive: Span | None = None
    activity: Words | None = None
    note: str | None = None


@attrs.frozen
class RawPending:
    """How long points wait."""

    delay: Span | None = attrs.field(default=None, metadata={"key": "for"})
    until: str | None = None
    note: str | None = None


@attrs.frozen
class RawLimit:
    """The most points of a rule in a period."""

    points: Whole
    per: LimitUnit = "lifetime"
    note: str | None = None


@attrs.frozen
class RawRedemption:
    """What points are worth."""

    points: Whole
    worth: Number
    min: Whole | None = None
    step: Whole | None = None
    max_share: Number | None = None
    note: str | None = None


@attrs.frozen
class RawEarn:
    """A rate, a multiplier or a fixed number of points."""

    id: str
    on: str
    points: ByTier | None = None
    times: ByTier | None = None
    per: Number | None = None
    where: str | None = None
    at_least: Number | None = None
    limit: RawLimit | None = None
    once: LimitUnit | None = None
    starts: Moment | None = attrs.field(default=None, metadata={"key": "from"})
    ends: Moment | None = attrs.field(default=None, metadata={"key": "to"})
    priority: Whole | None = None
    of: Words | None = None
    pending: RawPending | None = None
    expire: RawExpiry | None = None
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawPoints:
    """Everything about points."""

    rounding: Rounding = "down"
    multipliers: Literal["highest", "product"] = "highest"
    expire: RawExpiry | None = None
    pending: RawPending | None = None
    count_pending: bool = False
    debt: Literal["carry", "forgive"] = "carry"
    hold_for: Span | None = None
    restore_within: Span | None = None
    redeem: RawRedemption | None = None
    earn: tuple[RawEarn, ...] = ()
    name: Names | None = None
    note: str | None = None
