"""One more event for a state: at once in order of time, by a new fold of the history otherwise (semantics 4, 5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from loyalty.engine import recent, saving
from loyalty.engine.damage import answered
from loyalty.engine.effects import Corrected, Effect
from loyalty.engine.machine import Machine
from loyalty.engine.results import Applied, Replay
from loyalty.engine.state import State
from loyalty.engine.telling import Teller
from loyalty.engine.trails import outcomes
from loyalty.engine.verdicts import history_of
from loyalty.errors import HistoryNeeded, LoyaltyError, Rejection
from loyalty.members import core as c
from loyalty.members.account import Account
from loyalty.members.event import Event
from loyalty.members.population import merges
from loyalty.periods import to_instant
from loyalty.program import Version

CURE = "call apply(state, event, history=...) with all events recorded before"
NAMING = frozenset({"refund", "restore"})
ACCOUNTS = ("available", "pending", "held", "debt", "issued", "spent", "lapsed", "reversed")


class Folding(Protocol):
    """What is needed of a program: its machine and its own questions."""

    @property
    def versions(self) -> Sequence[Version]:
        """The versions, by the instant they begin."""
        ...

    @property
    def _machine(self) -> Machine: ...

    @property
    def _teller(self) -> Teller: ...

    def replay(self, events: Iterable[Event], *, at: datetime) -> Replay:
        """Return a member's state and what led to it."""
        ...


def follows(account: Account, events: Sequence[Event]) -> bool:
    """Say whether events only add to what the account has seen: later, and no corrections of the past."""
    first = events[0]
    if first.phase == c.CORRECTION or first.kind == "merge" or first.id in account.voids:
        return False
    return first[:3] > account.position


def forgotten(machine: Machine, account: Account, event: Event) -> bool:
    """Say whether an event may name a purchase or redemption that the state knew and has forgotten since."""
    if event.kind not in NAMING:
        return False
    lost: list[tuple[Any, Mapping[str, object], int]] = []
    if event.kind == "refund":
        lost.append((event.values[c.REFUND_OF], account.purchases, machine.horizon))
        lost.append((event.values[c.REFUND_RESTORE], account.spends, machine.restorable))
    elif event.kind == "restore":
        lost.append((event.values[c.RESTORE_OF], account.spends, machine.restorable))
    return any(name is not None and name not in home and account.joined + ends < event.at for name, home, ends in lost)


def _why(event: Event, *, lost: bool) -> str:
    if lost:
        return f"event `{event.id}` names one that the state does not know, or has forgotten"
    return f"event `{event.id}` happened before the state's last event, or corrects one"


def in_order(program: Folding, state: State, event: Event) -> Applied:
    """Fold one event that follows all others of the state.

    Raises:
        Conflict: the state knows an event of this id.
    """
    machine, teller, asked = program._machine, program._teller, state._asked  # noqa: SLF001 - the state is ours
    if event.recorded_at > event.at:
        aside = history_of(machine.plan_at(event.at).version, [event], None).rejections
        if aside:
            return Applied(state, lambda: (teller.rejection(aside[0], event.at),))
    account = _given(machine, state)
    name = event.id
    if name in account.purchases or name in account.spends or name in account.holds or name in account.requests:
        raise recent.conflict(event)
    waiting = _waiting(account, event)
    notes: list[tuple[object, ...]] = []
    recent.hear(account, event)
    machine.fold(account, [event], notes)
    tell = partial(_told, teller, notes, event if _waiting(account, event) > waiting else None)
    refused = [note for note in notes if note[0] == "rejected" and note[2] == event.id]
    if refused:
        account = _given(machine, state)
        recent.hear(account, event, str(refused[0][3]))
        return Applied(State(machine, account, asked, restored=state._restored), tell)  # noqa: SLF001
    if not account.member:
        account.member = event.member
    return Applied(State(machine, account, max(event.at, asked), restored=state._restored), tell)  # noqa: SLF001


def _given(machine: Machine, state: State) -> Account:
    """Return an account to go on with; how fine it counts time is settled before its last events are forgotten."""
    account = state._give()  # noqa: SLF001 - the state is ours
    if account.folded:
        saving.unit_of(machine, account)
    return account


def _told(teller: Teller, notes: list[tuple[object, ...]], waiting: Event | None) -> tuple[Effect, ...]:
    effects = tuple(teller.tell(note) for note in notes)
    return effects if waiting is None else (*effects, teller.waits(waiting))


def _again(program: Folding, events: Sequence[Event], known: Sequence[recent.Packed]) -> tuple[Effect, ...]:
    """Tell once more that events were refused."""
    message = "as it was decided when the event came first"
    return tuple(
        program._teller.rejection(Rejection(event.id, event.member, str(each[recent.CODE]), message), event.at)  # noqa: SLF001
        for event, each in zip(events, known, strict=True)
        if each[recent.CODE]
    )


def known_already(events: Sequence[Event], past: Sequence[Event]) -> bool:
    """Say whether an event was delivered before, with the same body.

    Raises:
        Conflict: it was delivered with another body.
    """
    before = {event.id: event for event in past}
    same = [event.id in before and _same(event, before[event.id]) for event in events]
    for event in events:
        if event.id in before and not _same(event, before[event.id]):
            raise recent.conflict(event)
    return all(same)


def _same(one: Event, two: Event) -> bool:
    return one._replace(recorded_at=0) == two._replace(recorded_at=0)


def anew(
    program: Folding, state: State, events: Sequence[Event], past: Sequence[Event]
) -> tuple[State, tuple[Effect, ...]]:
    """Fold a history again with late events in it; say what they did, and what they changed of what was posted."""
    heard = state._account.position[0]  # noqa: SLF001 - the state is ours
    at = max(to_instant(state.at), heard, *(event.at for event in events))
    moment = program.versions[0].zone.local(at)
    member = state.member or events[-1].member
    before = program.replay(_of_member(past, member, at), at=moment)
    old = before.state
    replay = program.replay(_of_member([*past, *events], member, at), at=moment)
    names = {event.id for event in events}
    own = [effect for effect in replay.effects if effect.cause in names]
    recorded = program.versions[0].zone.local(max(event.recorded_at for event in events))
    points = _difference(old, replay.state)
    tiers = {
        name: (tier, replay.state.tiers[name]) for name, tier in old.tiers.items() if tier != replay.state.tiers[name]
    }
    ends = _ends(before, replay)
    if points or tiers or ends:
        own.append(Corrected(at=recorded, cause=events[-1].id, points=points, tiers=tiers, promises=ends))
    return replay.state, tuple(own)


def _ends(then: Replay, now: Replay) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return what became otherwise of obligations: those of a moment before, and how they are now."""
    before, after = outcomes(then.effects), outcomes(now.effects)
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    return {key: (before.get(key, "none"), after.get(key, "none")) for key in keys if key in before}


def _of_member(events: Sequence[Event], member: str, at: int) -> list[Event]:
    """Return the events of a member, and of those merged into him until an instant (semantics 29)."""
    survivors = merges(events, at).survivors
    own = survivors.get(member, member)
    return [event for event in events if survivors.get(event.member, event.member) == own]


def _difference(old: State, new: State) -> Mapping[str, int]:
    pairs = {name: getattr(new.points, name) - getattr(old.points, name) for name in ACCOUNTS}
    return {name: change for name, change in pairs.items() if change}


def _waiting(account: Account, event: Event) -> int:
    """Return how many refunds wait for the purchase that a refund names."""
    if event.kind != "refund" or not account.waiting:
        return 0
    return len(account.waiting.get(str(event.values[c.REFUND_OF]), ()))


def apply(program: Folding, state: State, events: Sequence[Event], history: Sequence[Event] | None) -> Applied:
    """Apply one event, or the pair that a replacement is; see `Program.apply`."""
    return answered(state, lambda: _applied(program, state, events, history))


def _applied(program: Folding, state: State, events: Sequence[Event], history: Sequence[Event] | None) -> Applied:
    if history is not None and known_already(events, history):
        names = {event.id for event in events}
        at = max(state.at, *(program.versions[0].zone.local(event.at) for event in events))
        told = tuple(each for each in program.replay(history, at=at).effects if each.cause in names)
        return Applied(state, lambda: told, duplicate=True)
    account = state._account  # noqa: SLF001 - the state is ours
    aside = history is not None and events[0].recorded_at > events[0].at
    if history is None and account.member and events[0].member != account.member:
        raise LoyaltyError("several-members", "the event is about another member than the state")
    known = recent.recalled(account, events)
    if known is not None:
        return Applied(state, partial(_again, program, events, known), duplicate=True)
    lost = forgotten(program._machine, account, events[0])  # noqa: SLF001
    if len(events) == 1 and follows(account, events) and not aside and not lost:
        return in_order(program, state, events[0])
    if history is None:
        raise HistoryNeeded("history-needed", _why(events[0], lost=lost), hint=CURE)
    now, effects = anew(program, state, events, history)
    return Applied(now, lambda: effects)
