"""Ladders and their tiers."""

from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.metrics.window import CalendarUnit
from loyalty.periods import Period
from loyalty.words import Names, Path

NONE = "none"
"""The standing below every tier of a ladder."""

Start = Literal["now", "next-day", "next-month", "next-quarter", "next-half-year", "next-year"]
Demotion = Literal["to-fit", "one-step"]


@attrs.frozen
class Review:
    """When a standing is examined (semantics 24): at the ends of a calendar unit, or every `period` from entering."""

    unit: CalendarUnit | None = None
    period: Period | None = None


@attrs.frozen(eq=False)
class Tier:
    """One step of a ladder: what lifts a member to it, what keeps it, and how it is lost.

    `gates` are approvals that must be recorded before `enter` has effect. `keep` is `enter` when not written.
    """

    id: str
    enter: Expression
    keep: Expression
    ladder: str = "main"
    gates: tuple[str, ...] = ()
    review: Review | None = None
    grace: Period | None = None
    demote: Demotion = "to-fit"
    start: Start = "now"
    names: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen(eq=False)
class Ladder:
    """Tiers in rising order; rank 0 is the standing `NONE`, the first tier has rank 1."""

    id: str
    tiers: tuple[Tier, ...]
    names: Names = attrs.field(factory=dict)
    path: Path = ()

    def rank(self, tier: str) -> int:
        """Return the rank of a tier's id (0 for `NONE`); KeyError when the ladder does not have it."""
        if tier == NONE:
            return 0
        for rank, step in enumerate(self.tiers, start=1):
            if step.id == tier:
                return rank
        raise KeyError(tier)
