"""A ladder as the engine climbs it: tiers by rank, and when a standing is reviewed."""

from collections.abc import Callable

import attrs

from loyalty.members.account import NEVER, Account
from loyalty.periods import DAY, Zone
from loyalty.tiers.ladder import NONE, Tier

Condition = Callable[[Account, int, int], bool]
"""(account, rank, at): whether the condition of the tier of that rank holds at an instant."""
Notes = list[tuple[object, ...]]
UNEVEN = 5 * DAY
"""How much longer some calendar periods can be than as many of average length: months, leap years, clock changes."""
Reached = Callable[[Account, int, str, Notes | None], None]
"""(account, at, cause, notes): what is done when a member has risen."""


Resets = Callable[[Account, int], None]
"""(account, at): begins metrics anew."""


@attrs.frozen(eq=False)
class Steps:
    """One ladder of one version: `ids` by rank for all versions, `tiers` only where this version has the tier.

    A tier that a newer version has dropped keeps its rank, so that a running tier ends as promised (semantics 27).
    """

    number: int
    id: str
    ids: tuple[str, ...]
    tiers: tuple[Tier | None, ...]
    zone: Zone
    enters: Condition
    keeps: Condition
    resets: Resets | None
    """Begins the metrics that count since tier entry anew, if there are any."""
    reached: Reached | None = None
    steady: bool = False
    """Whether its reviews find the same until an event happens."""

    def name(self, rank: int) -> str:
        """Return the tier id of a rank; `NONE` below all."""
        return self.ids[rank - 1] if rank else NONE

    def tier(self, rank: int) -> Tier | None:
        """Return the tier of a rank, None below all and for a tier this version does not have."""
        return self.tiers[rank - 1] if rank else None

    def first_review(self, rank: int, entered: int) -> int:
        """Return the first review of a tier entered at an instant; NEVER when it is not reviewed (semantics 24)."""
        return self.next_review(rank, entered, entered)

    def next_review(self, rank: int, entered: int, after: int) -> int:
        """Return the first review later than an instant; periods are counted from entering (semantics 12)."""
        tier = self.tier(rank)
        if tier is None or tier.review is None:
            return NEVER
        if tier.review.unit is not None:
            return self.zone.boundary(tier.review.unit).end(after)
        period = tier.review.period
        times, at = 1, entered
        if period is not None:
            times += max(0, after - entered - UNEVEN * period.is_calendar) // max(1, period.average)
        while period is not None and at <= after:
            at = self.zone.add(entered, period, times)
            times += 1
        return at

    def begins(self, rank: int, at: int) -> int:
        """Return when a tier reached at an instant begins: now, or at the start of the next day, month, ..."""
        tier = self.tier(rank)
        if tier is None or tier.start == "now":
            return at
        return self.zone.boundary(tier.start.removeprefix("next-")).end(at)
