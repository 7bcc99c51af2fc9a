"""How many uses of a benefit a member has left, and in which period they count (semantics 14)."""

from typing import TYPE_CHECKING

from loyalty.benefits.benefit import Benefit
from loyalty.benefits.occasion import Opening
from loyalty.benefits.quota import CALENDAR, Span, carried, used
from loyalty.members.account import (
    BENEFIT,
    GIVEN,
    NEVER,
    OCCASION,
    QUANTITY,
    RESERVED,
    USED_AT,
    USED_UNTIL,
    Account,
    Usage,
)
from loyalty.periods import Period

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

YEAR = Period(years=1)


class Counting:
    """Counts for one version."""

    def __init__(self, plan: "Plan") -> None:
        """Find the ladders."""
        self.plan = plan
        self.version = plan.version
        self._ladders = {name: place for place, name in enumerate(plan.layout.ladders)}

    def tier(self, benefit: Benefit, account: Account) -> str:
        """Return the standing on the ladder that a benefit is about."""
        ladder = self._ladders.get(benefit.who.ladder)
        return "none" if ladder is None else self.plan.steps[ladder].name(account.standings[ladder].rank)

    def choice(self, benefit: Benefit, account: Account) -> str:
        """Return what the tables of a benefit go by, as the member has it; empty where nothing is known."""
        if benefit.by == "tier":
            return self.tier(benefit, account)
        if benefit.by == "kind":
            return account.kind or ""
        return str(account.fields[self.plan.layout.fields.index(benefit.by)] or "")

    def left(self, benefit: Benefit, account: Account, at: int, span: Span) -> int:
        """Return how many uses are left in a period; never fewer than none."""
        quota = benefit.quota
        assert quota is not None
        count = quota.of(self.choice(benefit, account))
        uses = self._uses(benefit, account, at)
        if quota.per == "occasion":
            gone: int = sum(each[QUANTITY] - each[GIVEN] for each in uses if each[OCCASION] == span.key)
            return max(count - gone, 0)
        since = self._since(benefit, account)
        dated = [(each[USED_AT], each[QUANTITY] - each[GIVEN]) for each in uses]
        brought = carried(quota, count, dated, span, lambda each: self._before(benefit, account, each, since))
        return max(count + brought - used(dated, span), 0)

    def given(self, benefit: Benefit, account: Account, at: int) -> int:
        """Return how many uses that remedies gave are left."""
        given = account.given.get(benefit.id, 0)
        return max(given - sum(each[GIVEN] for each in self._uses(benefit, account, at)), 0) if given else 0

    def _uses(self, benefit: Benefit, account: Account, at: int) -> list[Usage]:
        """Return the uses of a benefit, and the reservations that still stand."""
        return [
            each
            for each in account.usage.values()
            if each[BENEFIT] == benefit.id and not (each[RESERVED] and each[USED_UNTIL] <= at)
        ]

    def _since(self, benefit: Benefit, account: Account) -> int:
        """Return since when the member has had a part in a benefit."""
        since = account.joined
        ladder = self._ladders.get(benefit.who.ladder)
        if benefit.who.tiers is not None and ladder is not None:
            since = max(since, account.standings[ladder].entered)
        return max(since, benefit.starts or since)

    def span(self, benefit: Benefit, account: Account, at: int, opening: Opening | None) -> Span | None:
        """Return the period in which uses count together now (semantics 14)."""
        if benefit.quota is None:
            return None
        per = benefit.quota.per
        if per == "occasion" and opening is not None:
            return Span(opening.start, opening.end, opening.key)
        if per == "tier-entry":
            entered = account.standings[self._ladders[benefit.who.ladder]].entered if self._ladders else account.joined
            return Span(entered, NEVER, f"{self.tier(benefit, account)} {self._day(entered)}")
        if per == "membership-year":
            return self._membership_year(account, at)
        if per in CALENDAR:
            start = self.version.zone.start_of(at, per)
            return Span(start, self.version.zone.end_of(at, per), self._day(start))
        return Span(-NEVER, NEVER, "lifetime")

    def _membership_year(self, account: Account, at: int) -> Span:
        zone = self.version.zone
        number = zone.steps(account.joined, YEAR, at)
        start, end = zone.add(account.joined, YEAR, number), zone.add(account.joined, YEAR, number + 1)
        return Span(start, end, self._day(start))

    def _before(self, benefit: Benefit, account: Account, span: Span, since: int) -> Span | None:
        """Return the period before another, if the member had the benefit in it."""
        at = span.start - 1
        return None if at < since else self.span(benefit, account, at, None)

    def _day(self, instant: int) -> str:
        return "" if abs(instant) >= NEVER else self.version.zone.local(instant).date().isoformat()
