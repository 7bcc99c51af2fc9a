"""Folds decisions on benefits: use, reserve, commit, release, restore (semantics 14, 22)."""

from typing import TYPE_CHECKING, Any

from loyalty.benefits.answer import Inapplicable, Request
from loyalty.benefits.settings import Bonus
from loyalty.engine.core.spending import Spending
from loyalty.members import core as c
from loyalty.members.account import BENEFIT, CREDITED, NEVER, QUANTITY, RESERVED, USED_UNTIL, Account
from loyalty.members.event import Event
from loyalty.points import debt, lots

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan

Refusal = tuple[str, str] | None
REFUSALS = {
    "paused": ("paused", "the membership is paused"),
    "quota": ("quota-exhausted", "no use is left in this period"),
    "lead": ("too-late", "it is asked for later than the lead time allows"),
    "companions": ("too-many-companions", "more companions than the benefit allows"),
    "capacity": ("no-capacity", "nothing is free"),
}
"""What an event is told when a benefit that the member has cannot be used as asked."""


class Using(Spending):
    """The handlers of decisions on benefits; what names no benefit is about points."""

    def use(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Use a benefit."""
        if not self.time(s, e, out):
            return
        asked = e.values[c.USE_BENEFIT :]
        if self._refused(s, e, self._pinned(s, e), self._entitled(plan, s, e.at, asked), out):
            return
        quantity = int(asked[c.ASKED_QUANTITY] or 1)
        occasion, given = self._occasion(plan, s, e, asked[0]), self._given(plan, s, e, asked[0], quantity)
        s.usage[e.id] = [asked[0], e.at, quantity, NEVER, 0, occasion, 0, given]
        self._used(plan, s, e, e.id, out)

    def reserve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Set points or a benefit aside for a while."""
        asked = e.values[c.RESERVE_BENEFIT :]
        if asked[0] is None:
            super().reserve(plan, s, e, out)
            return
        if not self.time(s, e, out):
            return
        until = self._instant(s, e.values[c.RESERVE_UNTIL])
        if self._refused(s, e, self._pinned(s, e), self._entitled(plan, s, e.at, asked), out):
            return
        quantity = int(asked[c.ASKED_QUANTITY] or 1)
        end, occasion = NEVER if until is None else int(until), self._occasion(plan, s, e, asked[0])
        s.usage[e.id] = [asked[0], e.at, quantity, end, 1, occasion, 0, self._given(plan, s, e, asked[0], quantity)]
        if out is not None:
            out.append(("benefit-reserved", e.at, e.id, asked[0], quantity))

    def commit(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Use what was reserved, whole or in part; the rest is free again."""
        of = str(e.values[c.COMMIT_OF])
        if of not in s.usage:
            if e.values[c.COMMIT_QUANTITY] is None or (
                self.time(s, e, out) and not (of in s.holds and self._odd(s, e, c.COMMIT_QUANTITY, out))
            ):
                super().commit(plan, s, e, out)
            return
        if not self.time(s, e, out) or self._odd(s, e, c.COMMIT_POINTS, out):
            return
        asked = e.values[c.COMMIT_QUANTITY]
        if self._refused(s, e, self._pinned(s, e), self._unreserved(s, of, e.at, asked), out):
            return
        benefit, at, reserved, _until, _held, occasion, _credited, given = s.usage.pop(of)
        quantity = int(reserved if asked is None else min(int(asked), reserved))
        s.usage[e.id] = [benefit, at, quantity, NEVER, 0, occasion, 0, max(given - (reserved - quantity), 0)]
        self._used(plan, s, e, e.id, out)

    def release(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give up a reservation."""
        of = str(e.values[c.RELEASE_OF])
        if of not in s.usage:
            super().release(plan, s, e, out)
            return
        if not self.time(s, e, out):
            return
        if self._refused(s, e, self._pinned(s, e), self._unreserved(s, of, e.at, None), out):
            return
        benefit, _at, quantity, *_rest = s.usage.pop(of)
        if out is not None:
            out.append(("benefit-released", e.at, e.id, benefit, quantity))

    def restore(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Take back a use, or a redemption of points."""
        of = str(e.values[c.RESTORE_OF])
        if of not in s.usage:
            if e.values[c.RESTORE_QUANTITY] is None or (
                self.time(s, e, out) and not (of in s.spends and self._odd(s, e, c.RESTORE_QUANTITY, out))
            ):
                super().restore(plan, s, e, out)
            return
        if not self.time(s, e, out) or self._odd(s, e, c.RESTORE_POINTS, out):
            return
        asked = e.values[c.RESTORE_QUANTITY]
        if self._refused(s, e, self._pinned(s, e), self._unrestorable(s, of, asked), out):
            return
        benefit, at, quantity, *rest, credited, given = s.usage[of]
        back = int(quantity if asked is None else min(int(asked), quantity))
        if back == quantity:
            del s.usage[of]
        else:
            s.usage[of] = [benefit, at, quantity - back, *rest, credited, max(given - back, 0)]
        if out is not None:
            out.append(("benefit-restored", e.at, e.id, benefit, back))
        self._take_bonus(plan, s, e, credited * back, out)

    def _odd(self, s: Account, e: Event, place: int, out: "Notes | None") -> bool:
        """Refuse points of a benefit, and a quantity of points: what is said would else be ignored."""
        if e.values[place] is None or self._pinned(s, e) is None:
            return False
        message = "a benefit is counted by `quantity`, points by `points`"
        return self._refused(s, e, self._pinned(s, e), ("wrong-type", message), out)

    def _entitled(self, plan: "Plan", s: Account, at: int, asked: tuple[Any, ...]) -> Refusal:
        """Say why a benefit cannot be used now, or None."""
        benefit = plan.entitling.by_id.get(str(asked[0]))
        if benefit is None:
            return "no-such-benefit", f"the program has no benefit `{asked[0]}`"
        quantity, start, companions = asked[c.ASKED_QUANTITY], asked[c.ASKED_START], asked[c.ASKED_COMPANIONS]
        if benefit.lead is not None and start is None:
            return "missing-field", "`start` is needed: the benefit has a lead time"
        when = None if start is None else plan.version.zone.local(int(start))
        request = Request(start=when, quantity=int(quantity or 1), companions=int(companions or 0))
        found = plan.entitling.of(benefit, s, at, request)
        if not isinstance(found, Inapplicable):
            by = plan.entitling.replaced(benefit, s, at)
            return ("not-entitled", f"`{by}` acts instead of it") if by else None
        return REFUSALS.get(found.code, ("not-entitled", f"the member does not have the benefit now: {found.code}"))

    def _unreserved(self, s: Account, of: str, at: int, asked: int | None) -> Refusal:
        usage = s.usage[of]
        if not usage[RESERVED] or usage[USED_UNTIL] <= at:
            return "unknown-reservation", f"there is no open reservation `{of}`"
        if asked is not None and int(asked) > usage[QUANTITY]:
            return "insufficient", f"{usage[QUANTITY]} are reserved"
        return None

    def _unrestorable(self, s: Account, of: str, asked: int | None) -> Refusal:
        usage = s.usage[of]
        if usage[RESERVED]:
            return "unknown-redemption", f"`{of}` is a reservation: it is released, not restored"
        if asked is not None and int(asked) > usage[QUANTITY]:
            return "restore-exceeds", f"{usage[QUANTITY]} were used"
        return None

    def _given(self, plan: "Plan", s: Account, e: Event, name: object, quantity: int) -> int:
        """Return how many uses are of those that remedies gave: what the member has not of his own."""
        benefit = plan.entitling.by_id.get(str(name)) if s.given else None
        own = None if benefit is None else plan.entitling.own(benefit, s, e.at)
        return 0 if own is None else max(quantity - own, 0)

    def _occasion(self, plan: "Plan", s: Account, e: Event, name: object) -> str:
        benefit = plan.entitling.by_id.get(str(name))
        return "" if benefit is None else plan.entitling.openings.key(benefit, s, e.at)

    def _used(self, plan: "Plan", s: Account, e: Event, of: str, out: "Notes | None") -> None:
        """Tell of a use, and credit its points; how many is kept, so that a restore takes back just those."""
        benefit, quantity = s.usage[of][BENEFIT], s.usage[of][QUANTITY]
        if out is not None:
            out.append(("benefit-used", e.at, e.id, benefit, quantity))
        each = s.usage[of][CREDITED] = self._bonus(plan, s, benefit)
        points = each * quantity
        if points:
            number = self._default_policy(plan)
            end = plan.layout.policies[number].expires(e.at) if number >= 0 else NEVER
            s.issued += points
            lots.credit(s, [0, end, e.at, e.id, number, points, 0])
            debt.pay(s)
            if out is not None:
                out.append(("bonus", e.at, e.id, benefit, points))

    def _take_bonus(self, plan: "Plan", s: Account, e: Event, points: int, out: "Notes | None") -> None:
        if points:
            _parts, counted = debt.consume(s, debt.REVERSED, e.id, points, forgive=self._forgive(plan))
            s.reversed += counted
            if out is not None:
                out.append(("reversed", e.at, e.id, e.values[c.RESTORE_OF], points))

    def _bonus(self, plan: "Plan", s: Account, name: str) -> int:
        """Return the points that one use of a benefit credits."""
        benefit = plan.entitling.by_id.get(name)
        settings = None if benefit is None else benefit.settings(plan.entitling.counting.choice(benefit, s))
        return settings.points if isinstance(settings, Bonus) else 0
