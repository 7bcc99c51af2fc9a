"""Quotas: how often a benefit may be used, and the period that counts (semantics 14)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import attrs

Per = Literal[
    "lifetime", "tier-entry", "day", "week", "month", "quarter", "half-year", "year", "membership-year", "occasion"
]
CALENDAR: tuple[Per, ...] = ("day", "week", "month", "quarter", "half-year", "year")
STEPS_MAX = 1000
"""The most periods that what is carried over is followed through; more is counted from there."""


@attrs.frozen(eq=False)
class Quota:
    """So many uses per period.

    `tiers` has the number of each standing that is listed, `count` that of all others. `rollover` is the most that is
    carried from one period into the next, and from there no further.
    """

    count: int
    tiers: Mapping[str, int] = attrs.field(factory=dict)
    per: Per = "lifetime"
    rollover: int = 0

    def of(self, choice: str) -> int:
        """Return how many uses a standing has, or what else the table goes by."""
        return self.tiers.get(choice, self.count)


@attrs.frozen
class Span:
    """The period ``[start, end)`` in which uses count together; `key` names it."""

    start: int
    end: int
    key: str


Use = tuple[int, int]  # (instant, quantity)


def used(uses: Sequence[Use], span: Span) -> int:
    """Return how much of a benefit was used in a period."""
    return sum(quantity for at, quantity in uses if span.start <= at < span.end)


def carried(quota: Quota, count: int, uses: Sequence[Use], span: Span, before: Callable[[Span], Span | None]) -> int:
    """Return what the periods before leave to one: its own part only, at most `rollover`.

    Args:
        quota: the rule.
        count: how many uses one period has.
        uses: all uses.
        span: the period asked about.
        before: the period before another; None when the member had nothing then.
    """
    if not quota.rollover:
        return 0
    spans: list[Span] = []
    here = before(span)
    while here is not None and len(spans) < STEPS_MAX:
        spans.append(here)
        here = before(here)
    brought = 0
    for each in reversed(spans):
        own = max(used(uses, each) - brought, 0)
        brought = min(quota.rollover, max(count - own, 0))
    return brought
