"""Folds approvals and manual grants of tiers (semantics 24)."""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from loyalty.engine.core.base import Base
from loyalty.members import core as c
from loyalty.members.account import NEVER, Account
from loyalty.members.event import Event
from loyalty.tiers import standing

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan

Refusal = tuple[str, str] | None
NOT_ELIGIBLE = "the condition to enter the tier does not hold before the purchases of this instant"


def _ambiguous(plan: "Plan", gate: str, eligible: Iterable[tuple[int, int]]) -> str:
    ladders = ", ".join(f"`{each}`" for each in dict.fromkeys(plan.steps[n].id for n, _rank in eligible))
    return f"tiers of the ladders {ladders} have the gate `{gate}`; give the `tier`"


class Approvals(Base):
    """The handlers of decisions on tiers."""

    def approve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Record an approval that a tier's gate asks for; eligible is not yet a member (semantics 24)."""
        if not self.time(s, e, out):
            return
        pinned = self._pinned(s, e)
        refused, found = self._gated(plan, s, e, anyway=pinned is None)
        if self._refused(s, e, pinned, refused, out):
            return
        if found is not None:
            self._numbered(s, e.values[c.APPROVE_SERIAL])
            self._open(plan, s, str(e.values[c.APPROVE_GATE]), found, e.at, e.id, out)

    def _gated(self, plan: "Plan", s: Account, e: Event, *, anyway: bool) -> tuple[Refusal, tuple[int, int] | None]:
        gate, wanted = e.values[c.APPROVE_GATE], e.values[c.APPROVE_TIER]
        if any(rule.id == gate for rule in plan.version.requests):
            return ("needs-request", f"`{gate}` is a request: approve the request itself, with `of`"), None
        refused, gated = self._gates(plan, gate, wanted)
        if refused is not None:
            return refused, None
        eligible = [(n, rank) for n, rank in gated if plan.steps[n].enters(s, rank, e.at)]
        if anyway and not eligible:
            eligible = gated[:1]
        if not eligible:
            return ("not-eligible", NOT_ELIGIBLE), None
        first = eligible[0][0]
        if not anyway and any(n != first for n, _rank in eligible):
            return ("ambiguous-tier", _ambiguous(plan, gate, eligible)), None
        return None, max(each for each in eligible if each[0] == first)

    def _gates(self, plan: "Plan", gate: str, wanted: str | None) -> tuple[Refusal, list[tuple[int, int]]]:
        """Return ladder and rank of the tiers that have a gate, or why there are none; `wanted` is one of them."""
        tiers = [
            (steps.number, rank, tier)
            for steps in sorted(plan.steps, key=attrgetter("id"))
            for rank, tier in enumerate(steps.tiers, start=1)
            if tier is not None
        ]
        if wanted is not None and not any(tier.id == wanted for *_, tier in tiers):
            return ("unknown-tier", f"there is no tier `{wanted}`"), []
        gated = [(n, rank) for n, rank, tier in tiers if gate in tier.gates and wanted in (None, tier.id)]
        if gated:
            return None, gated
        known = dict.fromkeys(each for *_, tier in tiers for each in tier.gates if wanted in (None, tier.id))
        there = f"; there is {', '.join(f'`{each}`' for each in known)}" if known else ""
        return ("unknown-gate", f"no such tier has a gate `{gate}`{there}"), []

    def _open(
        self, plan: "Plan", s: Account, gate: str, place: tuple[int, int], at: int, cause: str, out: "Notes | None"
    ) -> None:
        """Record that a gate of a tier is open, and let the member in if its condition holds."""
        ladder, rank = place
        if [rank, gate] not in s.standings[ladder].gates:
            s.standings[ladder].gates.append([rank, gate])
        if out is not None:
            out.append(("approved", at, cause, ladder, rank))
        standing.climb(s, plan.steps[ladder], (rank,), at, cause, out)

    def grant(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give a tier by hand, with reason, actor and end."""
        if not self.time(s, e, out):
            return
        tier, ladder = e.values[c.GRANT_TIER], e.values[c.GRANT_LADDER]
        own = [
            n for n in plan.version.ladders.values() if ladder in (None, n.id) and any(t.id == tier for t in n.tiers)
        ]
        refused = None if own else ("unknown-tier", f"there is no tier `{tier}`")
        if self._refused(s, e, self._pinned(s, e), refused, out) or not own:
            return
        steps = plan.steps[plan.layout.ladders.index(own[0].id)]
        until = self._instant(s, e.values[c.GRANT_UNTIL])
        until = NEVER if until is None else int(until)
        if until > e.at:
            self._numbered(s, e.values[c.GRANT_SERIAL])
            standing.grant(s, steps, steps.ids.index(str(tier)) + 1, until, e.at, e.id, out)

    def _numbered(self, s: Account, serial: int | None) -> None:
        """Take the serial of a number that is issued with the tier (S61), unless the member has a number already."""
        if serial is not None and s.number is None:
            s.serial = serial
