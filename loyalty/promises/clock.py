"""Until when a promise is kept: counted after or before an instant, at the earliest and at the latest (S15, S27)."""

from typing import Literal

import attrs

from loyalty.periods import Due
from loyalty.promises.choice import Choice

Cadence = Literal["day", "working-day", "week", "month", "quarter", "half-year", "year"]


@attrs.frozen(eq=False)
class Clock:
    """The limits of an obligation, all counted from one instant.

    Attributes:
        counted_from: the field of the opening event that says the instant; None for the event's own.
        due: at most so long after it.
        before: at least so long before it; a choice between `due` and `before`, or neither.
        earliest: not sooner than so long after it, or with `before` so long before it.
        strict: whether exactly at the limit is too late.
        every: for a cadence, the calendar period; then there are no other limits.
    """

    counted_from: str | None = None
    due: Choice[Due] | None = None
    before: Choice[Due] | None = None
    earliest: Choice[Due] | None = None
    strict: bool = False
    every: Choice[Cadence] | None = None
