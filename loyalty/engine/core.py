"""Folds the events that every program has: membership, approvals, refunds, spending."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from loyalty.members import core as c
from loyalty.members.account import (
    ACTIVE,
    AT,
    CANCELLED,
    DONE,
    EXPELLED,
    KIND,
    NEVER,
    NOBODY,
    PAUSED,
    W_SOURCE,
    Account,
)
from loyalty.members.event import Event
from loyalty.metrics import slots
from loyalty.points import clock, debt, lots, redeem
from loyalty.tiers import standing

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Notes, Plan

UNDECIDED = object()
AFTER_CANCEL = frozenset({"rejoin", "refund", "restore", "release", "commit"})
"""What is still accepted from somebody whose membership was cancelled."""


def refuse(event: Event, code: str, message: str, out: "Notes | None") -> None:
    """Note that an event is rejected; the state stays as it is."""
    if out is not None:
        out.append(("rejected", event[0], event[2], code, message))


class Core:
    """The handlers of core events, for one machine."""

    def __init__(self, machine: "Machine") -> None:
        """Serve one machine."""
        self.machine = machine

    def blocked(self, s: Account, e: Event, out: "Notes | None") -> bool:
        """Reject an event of somebody who is not a member (now); return whether it was."""
        if s.status == NOBODY:
            refuse(e, "not-enrolled", "the member is not enrolled at this instant", out)
        elif s.status in (CANCELLED, EXPELLED) and e[3] not in AFTER_CANCEL:
            refuse(e, "cancelled", "the membership is cancelled", out)
        else:
            return False
        return True

    def time(self, s: Account, e: Event, out: "Notes | None") -> bool:
        """Let time pass up to an event; return whether the member may have such an event."""
        at = e[0]
        if e[1] != c.MEMBERSHIP:
            if at >= s.due:
                self.machine.advance(s, at, out)
        elif at >= s.due:
            self.machine.advance(s, at - 1, out)
            if s.due <= at:
                self.machine.tiers_due(s, at, out)
        return s.status == ACTIVE or not self.blocked(s, e, out)

    def enrol(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Begin a membership."""
        if s.status != NOBODY:
            self.time(s, e, None)
            refuse(e, "already-enrolled", "the member is enrolled already", out)
            return
        s.status, s.joined = ACTIVE, e.at
        s.kind, s.serial = e.values[c.ENROL_AS], e.values[c.ENROL_SERIAL]  # type: ignore[assignment]
        for field, value in zip(plan.version.fields, e.values[c.ENROL_FIELDS :], strict=True):
            s.fields[plan.layout.fields.index(field.name)] = value
        for each in s.standings:
            each.entered = e.at
        clock.touch(s, plan.layout.policies, "enrol", e.at)
        if out is not None:
            out.append(("enrolled", e.at, e.id))
        if plan.enrol is not None:
            plan.enrol(s, e, out)
        self.machine.climb(s, plan, "enrol", e.at, e.id, out)

    def update(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Change member fields."""
        if self.time(s, e, out):
            self._change_fields(plan, s, e.values[c.UPDATE_CHANGES])
            self.machine.climb(s, plan, "update", e.at, e.id, out)

    def _change_fields(self, plan: "Plan", s: Account, changes: object) -> None:
        for position, value in changes:  # type: ignore[attr-defined]
            s.fields[plan.layout.fields.index(plan.version.fields[position].name)] = value

    def approve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Record an approval that a tier's gate asks for; eligible is not yet a member (semantics 24)."""
        if not self.time(s, e, out):
            return
        pinned = self._pinned(s, e)
        found = self._gated(plan, s, e, anyway=pinned is None)
        refused = found if isinstance(found[0], str) else None
        if self._refused(e, pinned, refused, out):
            return
        if refused is None:
            ladder, rank = found
            s.standings[ladder].gates.append([rank, e.values[c.APPROVE_GATE]])  # type: ignore[index]
            if out is not None:
                out.append(("approved", e.at, e.id, ladder, rank))
            standing.climb(s, plan.steps[ladder], (rank,), e.at, e.id, out)  # type: ignore[index, arg-type]

    def _gated(self, plan: "Plan", s: Account, e: Event, *, anyway: bool) -> tuple[object, object]:
        gate, wanted = e.values[c.APPROVE_GATE], e.values[c.APPROVE_TIER]
        tiers = [
            (steps.number, rank, tier)
            for steps in plan.steps
            for rank, tier in enumerate(steps.tiers, start=1)
            if tier is not None
        ]
        if wanted is not None and not any(tier.id == wanted for *_, tier in tiers):
            return "unknown-tier", f"there is no tier `{wanted}`"
        gated = [(n, rank) for n, rank, tier in tiers if gate in tier.gates and wanted in (None, tier.id)]
        if not gated:
            return "unknown-gate", f"no such tier has a gate `{gate}`"
        eligible = [
            (n, rank)
            for n, rank in gated
            if (anyway and wanted) or (rank > s.standings[n].organic and plan.steps[n].enters(s, rank, e.at))
        ]
        if not eligible:
            return "not-eligible", "the condition to enter the tier does not hold"
        first = eligible[0][0]
        return max(each for each in eligible if each[0] == first)

    def grant(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give a tier by hand, with reason, actor and end."""
        if not self.time(s, e, out):
            return
        tier, ladder = e.values[c.GRANT_TIER], e.values[c.GRANT_LADDER]
        own = [n for n in plan.version.ladders.values() if ladder in (None, n.id) and any(t.id == tier for t in n.tiers)]
        refused = None if own else ("unknown-tier", f"there is no tier `{tier}`")
        if self._refused(e, self._pinned(s, e), refused, out) or not own:
            return
        steps = plan.steps[plan.layout.ladders.index(own[0].id)]
        until = e.values[c.GRANT_UNTIL]
        until = NEVER if until is None else int(until)  # type: ignore[arg-type]
        if until > e.at:
            standing.grant(s, steps, steps.ids.index(str(tier)) + 1, until, e.at, e.id, out)

    def cancel(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """End a membership, for cause or not (semantics 28)."""
        if not self.time(s, e, out):
            return
        for_cause = bool(e.values[c.CANCEL_FOR_CAUSE])
        if s.status == PAUSED and not plan.version.lifecycle.pause.expire:
            clock.stand_still(s, e.at)
        for steps, each in zip(plan.steps, s.standings, strict=True):
            held = each.organic
            standing.clear(s, steps, e.at, e.id, out)
            each.following = [[held, -1]] if held else []
        if for_cause or plan.version.lifecycle.cancel.points == "lapse":
            clock.lapse_all(s, e.at, out, "cancelled")
        if plan.version.lifecycle.cancel.metrics == "clear":
            self._clear_metrics(s)
        s.status, s.paused_at = EXPELLED if for_cause else CANCELLED, NEVER
        if out is not None:
            out.append(("cancelled", e.at, e.id, for_cause))

    def _clear_metrics(self, s: Account) -> None:
        from loyalty.members.account import COUNTED  # noqa: PLC0415

        s.m[:] = [slots.fresh(slot) for slot in self.machine.layout.slots]
        for record in s.purchases.values():
            record[COUNTED] = -1

    def pause(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Hold a membership."""
        if not self.time(s, e, out):
            return
        if s.status == PAUSED:
            refuse(e, "paused", "the membership is paused already", out)
            return
        s.status, s.paused_at, s.due = PAUSED, e.at, -NEVER

    def resume(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Go on with a membership that was held."""
        if not self.time(s, e, out):
            return
        if s.status != PAUSED:
            refuse(e, "not-paused", "the membership is not paused", out)
            return
        if not plan.version.lifecycle.pause.expire:
            clock.stand_still(s, e.at)
        s.status, s.paused_at, s.due = ACTIVE, NEVER, -NEVER

    def rejoin(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Return after a cancellation; there is no second joining bonus (semantics 28)."""
        if not self.time(s, e, out):
            return
        terms = plan.version.lifecycle.rejoin
        if s.status in (ACTIVE, PAUSED):
            refuse(e, "already-enrolled", "the membership was not cancelled", out)
        elif s.status == EXPELLED and not terms.after_cause:
            refuse(e, "cancelled", "the membership was cancelled for cause", out)
        else:
            s.status = ACTIVE
            self._change_fields(plan, s, e.values[c.REJOIN_CHANGES])
            clock.touch(s, plan.layout.policies, "rejoin", e.at)
            for steps, each in zip(plan.steps, s.standings, strict=True):
                held = each.following[0][0] if each.following else 0
                each.following, each.entered = [], e.at
                if held and terms.tier == "restore" and steps.tier(held) and steps.keeps(s, held, e.at):
                    standing.enter(s, steps, held, e.at, e.id, out)

    def adjust(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Add or take points by hand."""
        if not self.time(s, e, out) or self._refused(e, self._pinned(s, e), None, out):
            return
        points = int(e.values[c.ADJUST_POINTS])  # type: ignore[call-overload]
        number = self._default_policy(plan)
        if points > 0:
            expires = e.values[c.ADJUST_EXPIRES]
            policy = plan.layout.policies[number] if number >= 0 else None
            end = expires if expires is not None else policy.expires(e.at) if policy else NEVER
            s.issued += points
            lots.credit(s, [0, end, e.at, e.id, number, points, 0])
            debt.pay(s)
        else:
            _parts, counted = debt.consume(s, debt.REVERSED, e.id, -points, forgive=self._forgive(plan))
            s.reversed += counted
        if out is not None:
            out.append(("adjusted", e.at, e.id, points))

    def _default_policy(self, plan: "Plan") -> int:
        from loyalty.points.policy import policy_of  # noqa: PLC0415

        points = plan.version.points
        return plan.layout.policies.index(policy_of(points, None, plan.version.zone)) if points else -1

    def _forgive(self, plan: "Plan") -> bool:
        return plan.version.points is not None and plan.version.points.debt == "forgive"

    def refund(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Take a purchase back, whole or in part; a refund that comes before its purchase waits for it (semantics 19)."""
        if not self.time(s, e, out):
            return
        of = str(e.values[c.REFUND_OF])
        if of in s.purchases:
            self._refund(plan, s, e, e.at, out)
        else:
            s.waiting.setdefault(of, []).append([e.at, e.phase, e.id, e.kind, e.recorded_at, list(e.values), list(e.lines)])

    def late_refunds(self, s: Account, purchase: str, at: int, out: "Notes | None") -> None:
        """Carry out the refunds that waited for a purchase."""
        for when, phase, name, kind, recorded, values, lines in s.waiting.pop(purchase):
            event = Event(when, phase, name, kind, s.member, recorded, tuple(values), tuple(map(tuple, lines)))
            self._refund(self.machine.plan_at(at), s, event, at, out)

    def _refund(self, plan: "Plan", s: Account, e: Event, at: int, out: "Notes | None") -> None:
        of, amount, redemption = str(e.values[c.REFUND_OF]), e.values[c.REFUND_AMOUNT], e.values[c.REFUND_RESTORE]
        record = s.purchases[of]
        kind = self.machine.plan_at(record[AT]).version.events[record[KIND]]
        zone = plan.version.zone
        if kind.refund_within and e.at > zone.add(record[AT], kind.refund_within, end=True):
            refuse(e, "refund-too-late", f"refunds end {kind.refund_within} after the purchase", out)
            return
        back = self._restorable(plan, s, str(redemption), e.at) if redemption is not None else None
        if isinstance(back, tuple):
            refuse(e, *back, out)
            return
        lines = [(int(str(number)), int(str(part))) for number, part in e.lines]
        after = self.machine.refunds.asked(record, amount, lines)  # type: ignore[arg-type]
        if after is None:
            refuse(e, "refund-exceeds", "more than is left of the purchase", out)
            return
        if back:
            redeem.restore(s, str(redemption), back, at, out)
        reversal = self.machine.refunds.carry_out(s, of, after, at, forgive=self._forgive(plan))
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

    def restore(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Cancel a redemption, whole or in part (semantics 21)."""
        if not self.time(s, e, out):
            return
        of, asked = str(e.values[c.RESTORE_OF]), e.values[c.RESTORE_POINTS]
        left = self._restorable(plan, s, of, e.at)
        pinned = self._pinned(s, e)
        refused = left if isinstance(left, tuple) else None
        if refused is None and (left == 0 or (asked is not None and int(asked) > left)):  # type: ignore[call-overload, operator]
            refused = "restore-exceeds", f"{left} points of the redemption are left"
        if self._refused(e, pinned, refused, out) or of not in s.spends:
            return
        points = s.spends[of][1] if asked is None else min(int(asked), s.spends[of][1])  # type: ignore[call-overload]
        redeem.restore(s, of, points, e.at, out)
        debt.pay(s)

    def redeem(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Spend points (semantics 22)."""
        if not self.time(s, e, out):
            return
        points, order = int(str(e.values[c.REDEEM_POINTS])), e.values[c.REDEEM_ORDER]
        if self._refused(e, self._pinned(s, e), self._spending(plan, s, points, order, share=True), out):
            return
        redeem.spend(s, e.id, e.at, points, forgive=self._forgive(plan))
        if out is not None:
            out.append(("spent", e.at, e.id, points, redeem.worth(plan.version.points, points)))

    def _spending(
        self, plan: "Plan", s: Account, points: int, order: object, *, share: bool
    ) -> tuple[str, str] | None:
        rules = plan.version.points
        if s.status == PAUSED and not plan.version.lifecycle.pause.redeem:
            return "paused", "the membership is paused"
        if rules is None:
            return "insufficient", "the program has no points"
        return redeem.refusal(s, rules, points, order, share=share)  # type: ignore[arg-type]

    def reserve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Set points aside for a while."""
        if not self.time(s, e, out):
            return
        points, until = int(str(e.values[c.RESERVE_POINTS])), e.values[c.RESERVE_UNTIL]
        if self._refused(e, self._pinned(s, e), self._spending(plan, s, points, None, share=False), out):
            return
        hold_for = plan.version.points.hold_for if plan.version.points else None
        end = until if until is not None else NEVER if hold_for is None else plan.version.zone.add(e.at, hold_for, end=True)
        redeem.reserve(s, e.id, points, int(str(end)), forgive=self._forgive(plan))
        if out is not None:
            out.append(("held", e.at, e.id, points))
        if int(str(end)) <= e.at:
            clock.release(s, e.id, e.at, out)

    def commit(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Spend what was set aside, whole or in part."""
        if not self.time(s, e, out):
            return
        of, asked = str(e.values[c.COMMIT_OF]), e.values[c.COMMIT_POINTS]
        refused = self._unheld(s, of, asked)
        if self._refused(e, self._pinned(s, e), refused, out):
            return
        if of in s.holds:
            points = redeem.commit(s, of, e.id, e.at, None if asked is None else int(str(asked)), out)
        else:
            points = int(str(asked or 0))
            redeem.spend(s, e.id, e.at, points, forgive=self._forgive(plan))
        debt.pay(s)
        if out is not None:
            out.append(("spent", e.at, e.id, points, redeem.worth(plan.version.points, points)))

    def _unheld(self, s: Account, of: str, asked: object) -> tuple[str, str] | None:
        if of not in s.holds:
            return "unknown-reservation", f"there is no open reservation `{of}`"
        if asked is not None and int(str(asked)) > s.holds[of][0]:
            return "insufficient", f"{s.holds[of][0]} points are reserved"
        return None

    def release(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give up a reservation."""
        if not self.time(s, e, out):
            return
        of = str(e.values[c.RELEASE_OF])
        if self._refused(e, self._pinned(s, e), self._unheld(s, of, None), out):
            return
        if of in s.holds:
            clock.release(s, of, e.at, out)
            debt.pay(s)

    def arrived(self, s: Account, purchase: str, at: int, out: "Notes | None") -> None:
        """Activate the points of a purchase that waited for an event; an event before its purchase is remembered."""
        mine = [wait for wait in s.pending if wait[W_SOURCE] == purchase and wait[0] == NEVER]
        if not mine:
            s.early.append(purchase)
            return
        if purchase in s.early:
            s.early.remove(purchase)
        for wait in mine:
            clock.activate(s, wait, at, self.machine.layout.policies, out)
        self.machine.activated(s, mine, at, self.machine.plan_at(at))

    def nothing(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Corrections and merges change which events are folded, not the state."""

    def _pinned(self, s: Account, e: Event) -> object:
        """Return the verdict that was taken on what was known then: None for accepted, a code, or UNDECIDED."""
        return UNDECIDED if s.pinned is None else s.pinned.get(e.id, UNDECIDED)

    def _refused(self, e: Event, pinned: object, refused: tuple[str, str] | None, out: "Notes | None") -> bool:
        """Note a decision's rejection; a verdict once taken stays (semantics 2, 4)."""
        if pinned is not UNDECIDED:
            refused = (str(pinned), "as it was decided on what was known then") if pinned else None
        if refused:
            refuse(e, refused[0], refused[1], out)
        return bool(refused)


Handler = Callable[["Core", "Plan", Account, Event, "Notes | None"], None]

HANDLERS: Mapping[str, Handler] = {
    "enrol": Core.enrol,
    "update": Core.update,
    "approve": Core.approve,
    "grant": Core.grant,
    "cancel": Core.cancel,
    "pause": Core.pause,
    "resume": Core.resume,
    "rejoin": Core.rejoin,
    "merge": Core.nothing,
    "void": Core.nothing,
    "override": Core.nothing,
    "adjust": Core.adjust,
    "refund": Core.refund,
    "restore": Core.restore,
    "release": Core.release,
    "redeem": Core.redeem,
    "reserve": Core.reserve,
    "commit": Core.commit,
}
