"""Folds the events of a membership: enrol, update, pause, resume, cancel, rejoin (semantics 28)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from loyalty.engine.core.base import Base, refuse
from loyalty.engine.numbering import Numbering
from loyalty.engine.retaining import gone, to_give
from loyalty.members import core as c
from loyalty.members.account import ACTIVE, BENEFIT, CANCELLED, EXPELLED, GIVEN, NEVER, NOBODY, PAUSED, Account
from loyalty.members.event import Event
from loyalty.metrics import slots
from loyalty.points import clock
from loyalty.tiers import standing

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan


class Membership(Base):
    """The handlers of membership events."""

    def enrol(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Begin a membership."""
        if s.status != NOBODY:
            self.time(s, e, None)
            refuse(s, e, "already-enrolled", "the member is enrolled already", out)
            return
        s.status, s.joined = ACTIVE, e.at
        s.kind, s.serial = e.values[c.ENROL_AS], e.values[c.ENROL_SERIAL]
        for field, value in zip(plan.version.fields, e.values[c.ENROL_FIELDS :], strict=True):
            s.fields[plan.layout.fields.index(field.name)] = value
        for each in s.standings:
            each.entered = e.at
        if self.machine.idles:
            clock.touch(s, plan.layout.policies, "enrol", e.at)
        if out is not None:
            out.append(("enrolled", e.at, e.id))
        if plan.version.number is not None:
            Numbering(plan.layout, plan.version).enrolled(s, e.at, e.id, out)
        if self.machine.promising is not None:
            self.machine.promising.begin(s, e.at)
        plan.enrol(s, e, out)
        self.machine.climb(s, plan, "enrol", e.at, e.id, out)

    def update(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Change member fields."""
        if self.time(s, e, out):
            self._change_fields(plan, s, e.values[c.UPDATE_CHANGES])
            self.begin(s, e.at)
            self.machine.climb(s, plan, "update", e.at, e.id, out)

    def _let_go(self, plan: "Plan", s: Account, e: Event) -> tuple[str, ...]:
        """Forget what is kept no longer, unless the rejoining lacks some of it that must be given; return that."""
        versions = self.machine.layout.versions
        lost = [each for each in plan.version.fields if gone(versions, each.name, s.ceased, e.at)]
        given = {plan.version.fields[position].name for position, _value in e.values[c.REJOIN_CHANGES]}
        missing = to_give(plan.version, s, [each.name for each in lost if each.name not in given])
        if not missing:
            for field in lost:
                s.fields[plan.layout.fields.index(field.name)] = field.default
        return missing

    def _change_fields(self, plan: "Plan", s: Account, changes: Iterable[tuple[int, object]]) -> None:
        for position, value in changes:
            s.fields[plan.layout.fields.index(plan.version.fields[position].name)] = value

    def cancel(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """End a membership, for cause or not (semantics 28)."""
        if not self.time(s, e, out):
            return
        for_cause = bool(e.values[c.CANCEL_FOR_CAUSE])
        if s.still:
            clock.stand_still(s, e.at)
        for steps, each in zip(plan.steps, s.standings, strict=True):
            held = each.organic
            standing.clear(s, steps, e.at, e.id, out)
            each.held = held
        if for_cause or plan.version.lifecycle.cancel.points == "lapse":
            clock.lapse_all(s, len(plan.layout.policies), e.at, e.id, out)
        self.relieve(s, e, out)
        s.given = {name: sum(use[GIVEN] for use in s.usage.values() if use[BENEFIT] == name) for name in s.given}
        if plan.version.lifecycle.cancel.metrics == "clear":
            s.m[:], s.cleared = [slots.fresh(slot) for slot in self.machine.layout.slots], e.at
        self.withdraw_all(s, e.at, e.id, out)
        s.status, s.paused_at = EXPELLED if for_cause else CANCELLED, NEVER
        s.ceased, s.consents = e.at, []
        if out is not None:
            out.append(("cancelled", e.at, e.id, for_cause))

    def pause(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Hold a membership."""
        if not self.time(s, e, out):
            return
        if s.status == PAUSED:
            refuse(s, e, "paused", "the membership is paused already", out)
            return
        if not plan.version.lifecycle.pause.expire:
            clock.lapse_due(s, e.at, out)
            s.still = True
        if plan.version.lifecycle.pause.promises == "waive":
            self.relieve(s, e, out)
        s.status, s.paused_at, s.due = PAUSED, e.at, -NEVER

    def resume(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Go on with a membership that was held."""
        if not self.time(s, e, out):
            return
        if s.status != PAUSED:
            refuse(s, e, "not-paused", "the membership is not paused", out)
            return
        if s.still:
            clock.stand_still(s, e.at)
        s.status, s.paused_at, s.due = ACTIVE, NEVER, -NEVER
        self.begin(s, e.at)

    def rejoin(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Return after a cancellation; there is no second joining bonus (semantics 28)."""
        if not self.time(s, e, out):
            return
        terms = plan.version.lifecycle.rejoin
        if s.status in (ACTIVE, PAUSED):
            refuse(s, e, "already-enrolled", "the membership was not cancelled", out)
        elif s.status == EXPELLED and not terms.after_cause:
            refuse(s, e, "cancelled", "the membership was cancelled for cause", out)
        elif missing := self._let_go(plan, s, e):
            told = ", ".join(f"`{name}`" for name in missing)
            refuse(s, e, "missing-field", f"kept no longer, and needed again: {told}", out)
        else:
            s.status, s.ceased = ACTIVE, NEVER
            self.begin(s, e.at)
            self._change_fields(plan, s, e.values[c.REJOIN_CHANGES])
            clock.touch(s, plan.layout.policies, "rejoin", e.at)
            for steps, each in zip(plan.steps, s.standings, strict=True):
                held, each.held, each.entered = each.held, 0, e.at
                if held and terms.tier == "restore" and steps.tier(held) and steps.keeps(s, held, e.at):
                    standing.enter(s, steps, held, e.at, e.id, out)
