"""How points are earned, wait, expire and are redeemed: the `[points]` table of a program."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.metrics.window import CalendarUnit
from loyalty.periods import Period
from loyalty.quantities import Rounding
from loyalty.words import Names, Path

LimitUnit = CalendarUnit | Literal["membership-year", "lifetime"]


@attrs.frozen
class Expiry:
    """When a lot ends (semantics 16): `after` its activation, rounded up to the end of a calendar unit (`round`).

    With `inactive`, all points lapse that long after the last event of a kind in `activity` (every
    declared kind when empty). The earlier of the two wins. All None: never.
    """

    after: Period | None = None
    round: CalendarUnit | None = None
    inactive: Period | None = None
    activity: tuple[str, ...] = ()


@attrs.frozen
class Pending:
    """How long points wait before they count (semantics 17): a delay, or until an event that names the purchase."""

    after: Period | None = None
    until: str | None = None


@attrs.frozen
class Limit:
    """The most points one rule gives per period."""

    points: int
    per: LimitUnit = "lifetime"


@attrs.frozen
class ByTier:
    """A number that may differ by standing; `other` is for standings that are not listed."""

    other: Fraction
    tiers: Mapping[str, Fraction] = attrs.field(factory=dict)
    ladder: str = "main"


@attrs.frozen(eq=False)
class EarnRule:
    """One way to earn: a rate (`per` money), or a fixed number of points, on an event of kind `on`.

    A rate gives ``floor(eligible * points * times / per)`` (semantics 9). `points` is a number, by tier, or an
    expression over the event's fields (fixed rules only). `starts` and `ends` are instants, half-open.
    `once` limits a fixed rule to the first time in each period.
    """

    id: str
    on: str
    points: ByTier | Expression
    per: int | None = None
    where: Expression | None = None
    at_least: int | None = None
    limit: Limit | None = None
    once: LimitUnit | None = None
    starts: int | None = None
    ends: int | None = None
    priority: int = 0
    pending: Pending | None = None
    expire: Expiry | None = None
    names: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen(eq=False)
class Multiplier:
    """A factor on rate rules of the same event kind (all, or those named in `of`), by tier, dates or condition.

    `benefit` is the place of the benefit among those of the program, for a factor that only its members have.
    """

    id: str
    on: str
    times: ByTier
    where: Expression | None = None
    of: tuple[str, ...] = ()
    starts: int | None = None
    ends: int | None = None
    benefit: int | None = None
    names: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen
class Redemption:
    """What points are worth: every `points` are `worth` money; smallest number, step and share of an order."""

    points: int
    worth: int
    min: int = 1
    step: int = 1
    max_share: Fraction | None = None


@attrs.frozen(eq=False)
class PointsRules:
    """Everything a program says about points (semantics 8-9 and 16-22).

    `earn` and `multipliers` keep the order of the file. A rule's own `pending` and `expire` win over these.
    """

    rounding: Rounding = "down"
    combine: Literal["highest", "product"] = "highest"
    expire: Expiry | None = None
    pending: Pending | None = None
    count_pending: bool = False
    debt: Literal["carry", "forgive"] = "carry"
    hold_for: Period | None = None
    restore_within: Period | None = None
    redeem: Redemption | None = None
    earn: tuple[EarnRule, ...] = ()
    multipliers: tuple[Multiplier, ...] = ()
    names: Names = attrs.field(factory=dict)
    path: Path = ()
