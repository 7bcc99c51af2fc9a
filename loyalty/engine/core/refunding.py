"""Folds refunds, and the events that pending points wait for (semantics 17, 19)."""

from typing import TYPE_CHECKING

from loyalty.engine.core.base import Base, refuse
from loyalty.members import core as c
from loyalty.members.account import ACTIVE, AT, DONE, KIND, NEVER, PAUSED, W_SOURCE, Account
from loyalty.members.event import Event
from loyalty.points import clock, debt, redeem

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan


class Refunding(Base):
    """The handlers of what happens to a purchase afterwards."""

    def refund(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Take a purchase back, whole or in part; a refund before its purchase waits for it (semantics 19)."""
        if not self.time(s, e, out):
            return
        of = e[6][c.REFUND_OF]
        if of in s.purchases:
            self._refund(plan, s, e, e.at, out)
        else:
            s.waiting.setdefault(of, []).append(
                [e.at, e.phase, e.id, e.kind, e.recorded_at, list(e.values), list(e.lines)]
            )

    def late_refunds(self, s: Account, purchase: str, at: int, out: "Notes | None") -> None:
        """Carry out the refunds that waited for a purchase."""
        for when, phase, name, kind, recorded, values, lines in s.waiting.pop(purchase):
            event = Event(when, phase, name, kind, s.member, recorded, tuple(values), tuple(map(tuple, lines)))
            if purchase in s.purchases:
                self._refund(self.machine.plan_at(at), s, event, at, out)
            else:
                refuse(s, event, "unknown-purchase", f"event `{purchase}` is not one that can be refunded", out)

    def _refund(self, plan: "Plan", s: Account, e: Event, at: int, out: "Notes | None") -> None:
        of, amount, redemption = e.values
        record = self.machine.refunds.record(s, of)
        assert record is not None
        made = record[AT]
        within = self.machine.plan_at(made).within[record[KIND]]
        if within is not None and e[0] > within.add(made):
            refuse(s, e, "refund-too-late", f"refunds end {within.period} after the purchase", out)
            return
        back = self._restorable(plan, s, str(redemption), e.at) if redemption is not None else None
        if isinstance(back, tuple):
            refuse(s, e, *back, out)
            return
        after = self.machine.refunds.asked(record, amount, e[7])
        if after is None:
            refuse(s, e, "refund-exceeds", "more than is left of the purchase", out)
            return
        if back:
            redeem.restore(s, str(redemption), back, at, e.id, out)
        reversal = self.machine.refunds.carry_out(s, of, after, at, forgive=self._forgive(plan))
        if s.debt:
            debt.pay(s)
        if out is not None:
            out.append(("refunded", at, e.id, of, bool(after[DONE])))
            if reversal.points:
                out.append(("reversed", at, e.id, of, reversal.points))
        if s.status in (ACTIVE, PAUSED):
            self.machine.climb(s, plan, record[KIND], at, e.id, out)

    def _restorable(self, plan: "Plan", s: Account, redemption: str, at: int) -> int | tuple[str, str]:
        spent = s.spends.get(redemption)
        if spent is None:
            return "unknown-redemption", f"there is no redemption `{redemption}`"
        points = plan.version.points
        within = points.restore_within if points else None
        if within and at > plan.version.zone.add(spent[0], within, end=True):
            return "restore-too-late", f"restores end {within} after the redemption"
        return int(spent[1])

    def arrived(self, s: Account, purchase: str, at: int, cause: str, out: "Notes | None") -> None:
        """Activate the points of a purchase that waited for an event; an event before its purchase is remembered."""
        mine = [wait for wait in s.pending if wait[W_SOURCE] == purchase and wait[0] == NEVER]
        if not mine:
            s.early.append(purchase)
            return
        if purchase in s.early:
            s.early.remove(purchase)
        for wait in mine:
            clock.activate(s, wait, at, self.machine.layout.policies, cause, out)
        self.machine.activated(s, mine, at)
