"""The one fold: events of one member, in order, change the member's account (semantics 1)."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Protocol
from weakref import WeakValueDictionary

from loyalty.engine.core import HANDLERS, Core
from loyalty.engine.core.requesting import next_end
from loyalty.engine.form import FORMAT, form
from loyalty.engine.layout import Layout, default_policy, layout
from loyalty.engine.numbering import Numbering
from loyalty.engine.plan import Handle, Notes, Plan
from loyalty.engine.promising import Promising
from loyalty.engine.refunds import Refunds, counters
from loyalty.engine.steadiness import steady
from loyalty.engine.uses import taken_back, uses_of
from loyalty.members.account import NEVER, PAUSED, Account, Waiting
from loyalty.members.event import Event
from loyalty.members.records import SECOND
from loyalty.metrics import slots
from loyalty.periods import DAY, Period
from loyalty.points import clock
from loyalty.points.joining import joining
from loyalty.program import Version
from loyalty.tiers import review
from loyalty.tiers.standing import climb
from loyalty.tiers.steps import Resets, Steps

HASH_LENGTH = 12
ENROL = "enrol"
_MACHINES: "WeakValueDictionary[str, Machine]" = WeakValueDictionary()
"""Machines that came with pickled states: a thousand of them need one."""


def _margin(period: Period) -> int:
    """Return how much longer a period can be than the first one: months differ, and days on which clocks change."""
    return 4 * DAY if period.months_total else DAY // 4 if period.days else 0


def _periods(version: Version) -> Iterator[Period]:
    """Yield the periods from which instants of a state are counted."""
    windows = [metric.window.period for metric in version.metrics.values()]
    tiers = [tier for ladder in version.ladders.values() for tier in ladder.tiers]
    reviews = [tier.review.period for tier in tiers if tier.review]
    points = version.points
    pending = [points.pending, *(rule.pending for rule in points.earn)] if points else []
    expire = [points.expire, *(rule.expire for rule in points.earn)] if points else []
    waits = [each.after for each in pending if each]
    ends = [end for each in expire if each for end in (each.after, each.inactive)]
    holds = [version.points.hold_for] if version.points else []
    asked = [rule.expires for rule in version.requests]
    found = (*windows, *asked, *(tier.grace for tier in tiers), *reviews, *waits, *ends, *holds)
    return (period for period in found if period is not None)


def same(versions: Sequence[Version]) -> "Machine":
    """Return the machine of some versions, the same one for all states that were pickled with them."""
    name = "".join(version.hash for version in versions)
    return _MACHINES.get(name) or _MACHINES.setdefault(name, Machine(versions))


class Clock(Protocol):
    """A clock beside those of points and tiers, of what only some programs have."""

    def next_change(self, account: Account) -> int:
        """Return the next instant at which time alone changes something; NEVER when there is none."""
        ...

    def pass_time(self, account: Account, at: int, out: Notes | None) -> None:
        """Do what is due at an instant, before any event of that instant."""
        ...


class Machine:
    """All versions of one program, compiled, with the shared layout of a member's state."""

    def __init__(self, versions: Sequence[Version]) -> None:
        """Compile every version."""
        self.layout: Layout = layout(versions)
        self.starts = [version.effective_from for version in versions][1:]
        self.points_slots = [s for s in self.layout.slots if any(each.kind == "points" for each in s.metric.sources)]
        self.idles = any(policy.idles for policy in self.layout.policies)
        newest = {kind: declared for version in versions for kind, declared in version.events.items()}
        self.refunds = Refunds(
            self,
            self.layout,
            {kind: taken_back(uses_of(self.layout, each)) for kind, each in newest.items()},
            counters(self.layout),
        )
        self.core = Core(self)
        self.plans: list[Plan] = []
        for number in range(len(versions)):
            self.plans.append(Plan(self.layout, number, self._steps(number), self._helpers()))
        self.horizon = self._longest([k.refund_within for v in versions for k in v.events.values() if k.refundable])
        self.restorable = self._longest([v.points.restore_within for v in versions if v.points])
        self.rolling = [slot.index for slot in self.layout.slots if slot.form == "rolling"]
        self.journals = [(slot.index, slot.steps) for slot in self.layout.slots if slot.steps is not None]
        self.joining = joining(self.layout.policies, {default_policy(self.layout, v) for v in versions})
        self.fine = any(period.micros % SECOND for version in versions for period in _periods(version))
        self.handlers = [self._handlers(plan) for plan in self.plans]
        self.promising = Promising(self) if any(version.promises for version in versions) else None
        self.clocks: list[Clock] = []
        if self.promising is not None:
            self.clocks.append(self.promising)
            for plan in self.plans:
                plan.hooks.append(self.promising.hook)
                plan.handlers[ENROL] = self.promising.hook(plan, ENROL, plan.handlers[ENROL])

    @cached_property
    def fingerprint(self) -> str:
        """What identifies the versions together."""
        return "".join(version.hash[:HASH_LENGTH] for version in self.layout.versions)

    @cached_property
    def seal(self) -> str:
        """How a saved state of this program begins."""
        return f'[{FORMAT},"{self.fingerprint}",'

    @cached_property
    def read(self) -> Callable[[str], Any]:
        """What reads a saved state, and checks that it has its form."""
        return form(self.layout).decode

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the versions; what is compiled from them is made anew."""
        return same, (self.layout.versions,)

    def plan_at(self, at: int) -> Plan:
        """Return the plan of the version in force at an instant; the first one before all (semantics 27)."""
        return self.plans[bisect_right(self.starts, at)] if self.starts else self.plans[0]

    def takes_back(self, at: int) -> bool:
        """Say whether somebody whose membership was cancelled for cause may rejoin at an instant (semantics 28)."""
        return self.plan_at(at).version.lifecycle.rejoin.after_cause

    def begin(self, member: str) -> Account:
        """Return the account of somebody of whom nothing is known."""
        places = self.layout
        state = [slots.fresh(slot) for slot in places.slots]
        account = Account(member, len(places.fields), state, len(places.ladders), len(places.limits))
        account.horizon, account.open = self.horizon, self.refunds.open
        return account

    def fold(self, account: Account, events: Iterable[Event], out: Notes | None = None) -> None:
        """Fold events, which must be in order and later than what the account has seen."""
        account.own()
        if self.starts:
            self._fold_versions(account, events, out)
            return
        handlers = self.handlers[0]
        events = account.folded = events if isinstance(events, (list, tuple)) else list(events)
        event = None
        for event in events:
            handlers[event[3]](account, event, out)
        if event is not None:
            account.position = event[:3]

    def _fold_versions(self, account: Account, events: Iterable[Event], out: Notes | None) -> None:
        events = account.folded = list(events)
        for event in events:
            self.handlers[bisect_right(self.starts, event[0])][event[3]](account, event, out)
            account.position = event[:3]

    def advance(self, account: Account, until: int, out: Notes | None) -> None:
        """Let time pass up to and including an instant: everything that falls due happens, in its order."""
        while True:
            points, tiers = clock.next_change(account), review.next_change(account)
            at = min(tiers, points)
            if account.requests:
                at = min(at, next_end(account))
            for each in self.clocks:
                at = min(at, each.next_change(account))
            if at > until:
                account.due = at
                return
            if tiers <= at:
                self._tiers_until(account, at, until, out)
            for each in self.clocks:
                each.pass_time(account, at, out)
            if points <= at:
                self._points_due(account, at, out)
            if account.requests:
                self.core.expire(account, at, out)

    def _tiers_until(self, account: Account, at: int, until: int, out: Notes | None) -> None:
        """Do what is due on the ladders, and pass over the reviews up to an instant that cannot change anything.

        The first review of a version judges by the one before it, and says nothing about those that follow.
        """
        plan = self.plan_at(at)
        if self.starts:
            steady = plan.steady if self.plan_at(at - 1) is plan else ()
            until = min([until, *(start - 1 for start in self.starts if start > at)])
        else:
            steady = plan.steady
        due = [each for each in steady if account.standings[each.number].review <= at]
        self.tiers_due(account, at, out)
        for steps in due:
            review.skip(account, steps, at, until)

    def tiers_due(self, account: Account, at: int, out: Notes | None) -> None:
        """Do what is due on the ladders at an instant, before any event of that instant."""
        plan = self.plan_at(at)
        reviewing = account.status != PAUSED or plan.version.lifecycle.pause.review
        review.pass_time(account, plan.steps, at, out, review=reviewing)

    def first_due(self, account: Account, at: int, out: Notes | None) -> None:
        """Do what is due at an instant before events of the membership: all but points."""
        self.tiers_due(account, at, out)
        for each in self.clocks:
            each.pass_time(account, at, out)

    def _points_due(self, account: Account, at: int, out: Notes | None) -> None:
        active = clock.pass_time(account, at, self.layout.policies, out)
        if active:
            self.activated(account, active, at)

    def activated(self, account: Account, active: Sequence[Waiting], at: int) -> None:
        """Let points that became active count in the metrics over points, in the window and version of their event."""
        for _due, earned, _source, points, _policy in active if self.points_slots else ():
            rules = self.plan_at(earned).version.points
            for slot in self.points_slots if earned >= account.cleared and rules and not rules.count_pending else ():
                slots.change(slot, account, earned, at, points)

    def climb(self, account: Account, plan: Plan, kind: str, at: int, cause: str, out: Notes | None) -> None:
        """Decide the tiers on whose `enter` an event of a kind bears."""
        for ladder, ranks in plan.bears(kind):
            organic = account.standings[ladder].organic
            if ranks[-1] > organic:
                enters = plan.enters[ladder]
                above = [rank for rank in ranks if rank > organic and enters[rank](account, at)]
                if above:
                    climb(account, plan.steps[ladder], above, at, cause, out)

    def _steps(self, number: int) -> list[Steps]:
        version = self.layout.versions[number]
        found = []
        for place, name in enumerate(self.layout.ladders):
            ids = self.layout.ranks[place]
            ladder = version.ladders.get(name)
            own = {tier.id: tier for tier in ladder.tiers} if ladder else {}
            tiers = tuple(own.get(tier) for tier in ids)
            enters, keeps = partial(self._enters, place), partial(self._keeps, place)
            resets, reached = self._resets(place), Numbering(self.layout, version).on_ladder(name)
            still = steady(self.layout, number, ladder)
            found.append(Steps(place, name, ids, tiers, version.zone, enters, keeps, resets, reached, still))
        return found

    def _enters(self, ladder: int, account: Account, rank: int, at: int) -> bool:
        plan = self.plan_at(at) if self.starts else self.plans[0]
        return plan.enters[ladder][rank](account, at)

    def _keeps(self, ladder: int, account: Account, rank: int, at: int) -> bool:
        plan = self.plan_at(at) if self.starts else self.plans[0]
        return plan.keeps[ladder][rank](account, at)

    def _resets(self, ladder: int) -> Resets | None:
        """Return what begins the metrics since entering a ladder's tiers anew; None when there are none."""
        begun = [slot for slot in self.layout.slots if slots.since_entry(slot) == ladder]

        def resets(account: Account, at: int) -> None:
            for slot in begun:
                slots.reset(slot, account, at)

        return resets if begun else None

    def _helpers(self) -> Mapping[str, object]:
        return {
            "_advance": self.advance,
            "_blocked": self.core.blocked,
            "_time": self.core.time,
            "_close": self.core.close,
            "_touch": clock.touch,
            "_requested": self.core.requested,
            "_arrived": self.core.arrived,
            "_late_refunds": self.core.late_refunds,
        }

    def _handlers(self, plan: Plan) -> dict[str, Handle]:
        """Put the functions of core events beside those of declared kinds, in the plan's own table."""
        for kind, handler in HANDLERS.items():
            plan.handlers[kind] = partial(handler, self.core, plan)
        return plan.handlers

    def compile(self) -> None:
        """Compile now what would otherwise be compiled when first needed."""
        for plan in self.plans:
            plan.compile()

    def _longest(self, periods: Sequence[Period | None]) -> int:
        """Return the longest of some periods in microseconds, and a little more; NEVER when one has no end."""
        zone = self.layout.versions[0].zone
        start = self.layout.versions[0].effective_from
        ends = [NEVER if period is None else zone.add(start, period) - start + _margin(period) for period in periods]
        return max(ends, default=0)
