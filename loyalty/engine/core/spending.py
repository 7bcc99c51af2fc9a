"""Folds decisions on points: redeem, reserve, commit, release, restore, adjust (semantics 21, 22)."""

from typing import TYPE_CHECKING

from loyalty.engine.core.refunding import Refunding
from loyalty.engine.layout import default_policy
from loyalty.members import core as c
from loyalty.members.account import NEVER, PAUSED, Account
from loyalty.members.event import Event
from loyalty.points import clock, debt, lots, redeem

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan


class Spending(Refunding):
    """The handlers of decisions on points."""

    def adjust(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Add or take points by hand."""
        if not self.time(s, e, out) or self._refused(s, e, self._pinned(s, e), None, out):
            return
        points = int(e.values[c.ADJUST_POINTS])
        number = self._default_policy(plan)
        if points > 0:
            expires = self._instant(s, e.values[c.ADJUST_EXPIRES])
            policy = plan.layout.policies[number] if number >= 0 else None
            end = expires if expires is not None else policy.expires(e.at) if policy else NEVER
            s.issued += points
            lots.credit(s, [0, end, e.at, e.id, number, points, 0])
            debt.pay(s)
        else:
            _parts, counted = debt.consume(s, debt.REVERSED, e.id, -points, forgive=self._forgive(plan))
            s.reversed += counted
        if out is not None:
            out.append(("adjusted", e.at, e.id, points, e.id))

    def _default_policy(self, plan: "Plan") -> int:
        return default_policy(plan.layout, plan.version)

    def restore(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Cancel a redemption, whole or in part (semantics 21)."""
        if not self.time(s, e, out):
            return
        of, asked = str(e.values[c.RESTORE_OF]), e.values[c.RESTORE_POINTS]
        left = self._restorable(plan, s, of, e.at)
        pinned = self._pinned(s, e)
        refused = left if isinstance(left, tuple) else None
        if isinstance(left, int) and (left == 0 or (asked is not None and int(asked) > left)):
            refused = "restore-exceeds", f"{left} points of the redemption are left"
        if self._refused(s, e, pinned, refused, out) or of not in s.spends:
            return
        points = s.spends[of][1] if asked is None else min(int(asked), s.spends[of][1])
        redeem.restore(s, of, points, e.at, e.id, out)
        debt.pay(s)

    def redeem(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Spend points (semantics 22)."""
        if not self.time(s, e, out):
            return
        points, order = e[6]
        if s.status == PAUSED:
            refused = self._spending(plan, s, points, order, share=True)
        else:
            refused = redeem.refusal(s, plan.version.points, points, order, share=True)
        if (refused or s.pinned is not None) and self._refused(s, e, self._pinned(s, e), refused, out):
            return
        redeem.spend(s, e[2], e[0], points, forgive=plan.forgives)
        if out is not None:
            out.append(("spent", e.at, e.id, points, redeem.worth(plan.version.points, points)))

    def _spending(
        self, plan: "Plan", s: Account, points: int, order: int | None, *, share: bool
    ) -> tuple[str, str] | None:
        rules = plan.version.points
        if s.status == PAUSED and not plan.version.lifecycle.pause.redeem:
            return "paused", "the membership is paused"
        return redeem.refusal(s, rules, points, order, share=share)

    def reserve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Set points aside for a while."""
        if not self.time(s, e, out):
            return
        points, until = int(e.values[c.RESERVE_POINTS]), self._instant(s, e.values[c.RESERVE_UNTIL])
        if self._refused(s, e, self._pinned(s, e), self._spending(plan, s, points, None, share=False), out):
            return
        hold_for = plan.version.points.hold_for if plan.version.points else None
        end = (
            until
            if until is not None
            else NEVER
            if hold_for is None
            else plan.version.zone.add(e.at, hold_for, end=True)
        )
        redeem.reserve(s, e.id, points, int(end), forgive=self._forgive(plan))
        if out is not None:
            out.append(("held", e.at, e.id, points, e.id))
        if int(end) <= e.at:
            clock.release(s, e.id, e.at, e.id, out)

    def commit(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Spend what was set aside, whole or in part."""
        if not self.time(s, e, out):
            return
        of, asked = str(e.values[c.COMMIT_OF]), e.values[c.COMMIT_POINTS]
        refused = self._unheld(s, of, asked)
        if self._refused(s, e, self._pinned(s, e), refused, out):
            return
        if of in s.holds:
            points = redeem.commit(s, of, e.id, e.at, None if asked is None else int(asked), out)
        else:
            points = int(asked or 0)
            redeem.spend(s, e.id, e.at, points, forgive=self._forgive(plan))
        debt.pay(s)
        if out is not None:
            out.append(("spent", e.at, e.id, points, redeem.worth(plan.version.points, points)))

    def _unheld(self, s: Account, of: str, asked: int | None) -> tuple[str, str] | None:
        if of not in s.holds:
            return "unknown-reservation", f"there is no open reservation `{of}`"
        if asked is not None and int(asked) > s.holds[of][0]:
            return "insufficient", f"{s.holds[of][0]} points are reserved"
        return None

    def release(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give up a reservation."""
        if not self.time(s, e, out):
            return
        of = str(e.values[c.RELEASE_OF])
        if self._refused(s, e, self._pinned(s, e), self._unheld(s, of, None), out):
            return
        if of in s.holds:
            clock.release(s, of, e.at, e.id, out)
            debt.pay(s)
