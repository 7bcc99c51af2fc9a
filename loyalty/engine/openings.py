"""When the windows of benefits are open for a member (semantics 11-14)."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from loyalty.benefits.benefit import Benefit
from loyalty.benefits.occasion import Calendar, Occasion, Opening
from loyalty.engine.privacy import personal
from loyalty.members.account import Account
from loyalty.metrics import journal

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

EPOCH_DAY = date(1970, 1, 1).toordinal()


class Openings:
    """Looks up the dates of members, festivals and events for one version."""

    def __init__(self, plan: "Plan") -> None:
        """Prepare the calendar."""
        self.plan = plan
        self.version = plan.version
        self.calendar = Calendar(plan.version.zone, plan.version.feb29)

    @cached_property
    def secret(self) -> frozenset[str]:
        """The benefits around personal data: when their windows open and close is not told."""
        return frozenset(
            each.id for each in self.version.benefits for one in each.occasions if personal(self.version, one.name)
        )

    def at(self, benefit: Benefit, account: Account, at: int) -> Opening | None:
        """Return the window of a benefit that is open, of several the one that opened last."""
        found = None
        for occasion in benefit.occasions:
            opening = self.calendar.opening(occasion, self._date(occasion, account, at), at)
            if opening is not None and (found is None or opening.start > found.start):
                found = opening
        return found

    def key(self, benefit: Benefit, account: Account, at: int) -> str:
        """Return the key of the occasion to which a use belongs: the year of a personal date, even if it was moved."""
        opening = self.at(benefit, account, at)
        if opening is not None:
            return opening.key
        field = next((each.name for each in benefit.occasions if each.source == "field"), None)
        return "" if field is None else f"{field} {self.version.zone.local(at).year}"

    def next(self, benefit: Benefit, account: Account, at: int) -> int | None:
        """Return when the next window opens; personal dates are not told."""
        told = [each for each in benefit.occasions if not personal(self.version, each.name)]
        ahead = [self.calendar.following(each, self._date(each, account, at), at) for each in told]
        return min((opening.start for opening in ahead if opening is not None), default=None)

    def _date(self, occasion: Occasion, account: Account, at: int) -> date | int | None:
        """Return the date of the member, or the instant of the latest event."""
        if occasion.source == "field":
            value = account.fields[self.plan.layout.fields.index(occasion.name)]
            return None if value is None else date.fromordinal(int(value) + EPOCH_DAY)
        if occasion.source == "event":
            slot = self.plan.layout.by_name[self.plan.number][occasion.name]
            state = account.m[slot.index]
            return None if journal.value(slot.steps, state, at) is None else int(state[0])
        return None
