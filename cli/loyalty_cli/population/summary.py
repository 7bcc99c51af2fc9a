"""What a population comes to: members by status and tier, and the sums of their points."""

from collections import Counter

import attrs

from loyalty.engine.state import Points, State

HELD_STATUSES = frozenset({"active", "paused"})
"""Members who stand on a ladder: the others have left, or were never enrolled."""

ACCOUNTS = tuple(field.name for field in attrs.fields(Points))


@attrs.define
class Summary:
    """Counts and sums that can be added up over the parts of a population."""

    status: Counter[str] = attrs.field(factory=Counter)
    tiers: dict[str, Counter[str]] = attrs.field(factory=dict)
    points: Counter[str] = attrs.field(factory=Counter)

    def add(self, state: State) -> None:
        """Count one member."""
        self.status[state.status] += 1
        points = state.points
        for account in ACCOUNTS:
            self.points[account] += getattr(points, account)
        if state.status in HELD_STATUSES:
            for ladder, tier in state.tiers.items():
                self.tiers.setdefault(ladder, Counter())[tier] += 1

    def merge(self, other: "Summary") -> None:
        """Add the counts of another part."""
        self.status.update(other.status)
        self.points.update(other.points)
        for ladder, tiers in other.tiers.items():
            self.tiers.setdefault(ladder, Counter()).update(tiers)

    @property
    def members(self) -> int:
        """How many members there are, of whatever status."""
        return sum(self.status.values())

    @property
    def outstanding(self) -> int:
        """Points that members may still spend: available, pending and held."""
        return self.points["available"] + self.points["pending"] + self.points["held"]
