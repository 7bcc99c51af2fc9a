"""The one fold: events of one member, in order, change the member's account (semantics 1)."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from loyalty.engine.core import HANDLERS, Core
from loyalty.engine.layout import Layout, layout
from loyalty.engine.plan import Handle, Notes, Plan, compile_plan
from loyalty.engine.refunds import Refunds
from loyalty.engine.uses import uses_of
from loyalty.members.account import NEVER, PAUSED, Account, Waiting
from loyalty.members.event import Event
from loyalty.metrics import slots
from loyalty.periods import DAY, Period
from loyalty.points import clock
from loyalty.program import Version
from loyalty.tiers import review
from loyalty.tiers.standing import climb
from loyalty.tiers.steps import Steps

MARGIN = 4 * DAY
"""Steps back over months and clock changes are not exact inverses of steps forward; four days cover the difference."""


class Machine:
    """All versions of one program, compiled, with the shared layout of a member's state."""

    def __init__(self, versions: Sequence[Version]) -> None:
        """Compile every version."""
        self.layout: Layout = layout(versions)
        self.starts = [version.effective_from for version in versions][1:]
        self.points_slots = [s for s in self.layout.slots if any(each.kind == "points" for each in s.metric.sources)]
        newest = {kind: declared for version in versions for kind, declared in version.events.items()}
        self.refunds = Refunds(self, self.layout, {kind: uses_of(self.layout, each) for kind, each in newest.items()})
        self.core = Core(self)
        self.plans: list[Plan] = []
        for number in range(len(versions)):
            self.plans.append(compile_plan(self.layout, number, self._steps(number), self._helpers()))
        self.horizon = self._horizon()
        self.handlers = [self._handlers(plan) for plan in self.plans]

    def plan_at(self, at: int) -> Plan:
        """Return the plan of the version in force at an instant; the first one before all (semantics 27)."""
        return self.plans[bisect_right(self.starts, at)] if self.starts else self.plans[0]

    def begin(self, member: str) -> Account:
        """Return the account of somebody of whom nothing is known."""
        places = self.layout
        state = [slots.fresh(slot) for slot in places.slots]
        account = Account(member, len(places.fields), state, len(places.ladders), len(places.limits))
        account.horizon = self.horizon
        return account

    def fold(self, account: Account, events: Iterable[Event], out: Notes | None = None) -> None:
        """Fold events, which must be in order and later than what the account has seen."""
        if self.starts:
            self._fold_versions(account, events, out)
            return
        handlers = self.handlers[0]
        event = None
        for event in events:
            handlers[event[3]](account, event, out)
        if event is not None:
            account.position = event[:3]

    def _fold_versions(self, account: Account, events: Iterable[Event], out: Notes | None) -> None:
        for event in events:
            self.handlers[bisect_right(self.starts, event[0])][event[3]](account, event, out)
            account.position = event[:3]

    def advance(self, account: Account, until: int, out: Notes | None) -> None:
        """Let time pass up to and including an instant: everything that falls due happens, in its order."""
        while True:
            points = clock.next_change(account, still=not self.expires(account, account.due))
            at = min(points, review.next_change(account))
            account.due = at
            if at > until:
                return
            self.tiers_due(account, at, out)
            if points <= at:
                self._points_due(account, at, out)

    def tiers_due(self, account: Account, at: int, out: Notes | None) -> None:
        """Do what is due on the ladders at an instant, before any event of that instant."""
        plan = self.plan_at(at)
        reviewing = account.status != PAUSED or plan.version.lifecycle.pause.review
        review.pass_time(account, plan.steps, at, out, review=reviewing)

    def _points_due(self, account: Account, at: int, out: Notes | None) -> None:
        plan = self.plan_at(at)
        still = not self.expires(account, at)
        self.activated(account, clock.pass_time(account, at, self.layout.policies, out, still=still), at, plan)

    def activated(self, account: Account, active: Sequence[Waiting], at: int, plan: Plan) -> None:
        """Let points that became active count in the metrics over points, in the window of their event."""
        if plan.version.points is None or plan.version.points.count_pending:
            return
        for _due, earned, _source, points, _policy in active:
            for slot in self.points_slots:
                slots.change(slot, account, earned, at, points)

    def expires(self, account: Account, at: int) -> bool:
        """Say whether the clocks of expiry run: a pause may hold them back (semantics 28)."""
        return account.status != PAUSED or self.plan_at(at).version.lifecycle.pause.expire

    def climb(self, account: Account, plan: Plan, kind: str, at: int, cause: str, out: Notes | None) -> None:
        """Decide the tiers on whose `enter` an event of a kind bears."""
        for ladder, ranks in plan.bears.get(kind, ()):
            climb(account, plan.steps[ladder], ranks, at, cause, out)

    def _steps(self, number: int) -> list[Steps]:
        version = self.layout.versions[number]
        found = []
        for place, name in enumerate(self.layout.ladders):
            ids = self.layout.ranks[place]
            ladder = version.ladders.get(name)
            own = {tier.id: tier for tier in ladder.tiers} if ladder else {}
            tiers = tuple(own.get(tier) for tier in ids)
            enters, keeps = partial(self._enters, place), partial(self._keeps, place)
            found.append(Steps(place, name, ids, tiers, version.zone, enters, keeps, partial(self._resets, place)))
        return found

    def _enters(self, ladder: int, account: Account, rank: int, at: int) -> bool:
        return self.plan_at(at).enters[ladder](account, rank, at)

    def _keeps(self, ladder: int, account: Account, rank: int, at: int) -> bool:
        return self.plan_at(at).keeps[ladder](account, rank, at)

    def _resets(self, ladder: int, account: Account, at: int) -> None:
        for slot in self.layout.slots:
            journal_of = slot.steps.ladder if slot.steps is not None else -1
            if (slot.form == "entry" and slot.ladder == ladder) or journal_of == ladder:
                slots.reset(slot, account, at)

    def _helpers(self) -> Mapping[str, object]:
        return {
            "_advance": self.advance,
            "_blocked": self.core.blocked,
            "_touch": clock.touch,
            "_arrived": self.core.arrived,
            "_late_refunds": self.core.late_refunds,
        }

    def _handlers(self, plan: Plan) -> dict[str, Handle]:
        core = {kind: partial(handler, self.core, plan) for kind, handler in HANDLERS.items()}
        return {**core, **plan.handlers}

    def settled_before(self, now: int) -> int:
        """Return the instant before which no purchase can be refunded any more; -NEVER when some can for ever."""
        kinds = [kind for version in self.layout.versions for kind in version.events.values() if kind.refundable]
        return self._before(now, [kind.refund_within for kind in kinds])

    def _horizon(self) -> int:
        """Return how long after a purchase a refund may come at the most, in microseconds."""
        kinds = [kind for version in self.layout.versions for kind in version.events.values() if kind.refundable]
        longest = [kind.refund_within for kind in kinds]
        zone = self.layout.versions[0].zone
        start = self.layout.versions[0].effective_from
        ends = [NEVER if period is None else zone.add(start, period) - start + MARGIN for period in longest]
        return max(ends, default=0)

    def restorable_since(self, now: int) -> int:
        """Return the instant before which no redemption can be restored any more; -NEVER when some can for ever."""
        return self._before(now, [v.points.restore_within for v in self.layout.versions if v.points])

    def _before(self, now: int, within: Sequence[Period | None]) -> int:
        periods = [period for period in within if period is not None]
        if len(periods) < len(within):
            return -NEVER
        zone = self.layout.versions[0].zone
        return min((zone.add(now, period, -1) for period in periods), default=now) - MARGIN
