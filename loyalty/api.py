"""A program: fold events into states, and ask what follows and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from loyalty.config import dump
from loyalty.engine import copying
from loyalty.engine.applying import apply
from loyalty.engine.damage import answered
from loyalty.engine.machine import Machine
from loyalty.engine.replaying import Replayer
from loyalty.engine.results import Applied, Members, Replay
from loyalty.engine.state import State, read
from loyalty.engine.telling import Teller
from loyalty.engine.uniting import of_one, united
from loyalty.errors import EventError, LoyaltyError, Rejection, StateMismatch, refuse_inside
from loyalty.members import Event, Field, Population, Reader, assign, given_twice
from loyalty.members.moments import FIRST, LAST
from loyalty.members.reader import UNREADABLE, asked_at
from loyalty.periods import end_of, to_instant
from loyalty.program import Version
from loyalty.program.vocabulary import Vocabulary

if TYPE_CHECKING:
    from loyalty.benefits import Answer, Request
    from loyalty.engine.classifying import Placed
    from loyalty.engine.decision import Decision
    from loyalty.engine.entitling import Entitling
    from loyalty.engine.explain import Ask
    from loyalty.engine.measuring import Measuring
    from loyalty.engine.outlook import LadderOutlook
    from loyalty.engine.owing import Owing
    from loyalty.engine.reason import Reason
    from loyalty.member import Member
    from loyalty.promises import Obligation
    from loyalty.requests import OpenRequest
    from loyalty.standards import Finding
    from loyalty.targets import Measured

AnyEvent = Event | Mapping[str, object]


def asked(moment: datetime) -> int:
    """Return an instant that is asked for, in microseconds since 1970.

    Raises:
        LoyaltyError: it has no offset, or lies outside the years in which events may lie.
    """
    at = to_instant(moment)
    if not FIRST <= at < LAST:
        raise LoyaltyError("out-of-range", "the instant asked for lies outside the years 1900 to 2199")
    return at


def _check_listed(raws: object) -> None:
    """Refuse what a caller may take for events, and what would be passed over without a word."""
    if isinstance(raws, str | bytes | Mapping | Event) or not isinstance(raws, Iterable):
        what = "a single event" if isinstance(raws, Mapping | Event) else type(raws).__name__
        raise LoyaltyError("wrong-type", f"a list of events is wanted, not {what}", hint="write [event, ...]")


class Program:
    """A loyalty program: one or more versions, compiled. It never changes, and nothing in it reads a clock.

    Make one with `loyalty.load` or `loyalty.loads`.
    """

    def __init__(self, versions: Sequence[Version]) -> None:
        """Hold versions that were read together; see `loyalty.load`."""
        self.versions: tuple[Version, ...] = tuple(versions)

    def __reduce__(self) -> tuple[type["Program"], tuple[tuple[Version, ...]]]:
        """Pickle the versions; what is compiled from them is made anew."""
        return Program, (self.versions,)

    def __eq__(self, other: object) -> bool:
        """Two programs are equal when they mean the same: their versions have the same hashes."""
        return isinstance(other, Program) and self._hashes == other._hashes

    def __hash__(self) -> int:
        """Equal programs have equal hashes."""
        return hash(self._hashes)

    @property
    def _hashes(self) -> tuple[str, ...]:
        return tuple(version.hash for version in self.versions)

    @cached_property
    def _machine(self) -> Machine:
        return Machine(self.versions)

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self._machine)

    @cached_property
    def _replayer(self) -> Replayer:
        return Replayer(self._machine, self._teller)

    @cached_property
    def _readers(self) -> tuple[Reader, ...]:
        return tuple(reader(version) for version in self.versions)

    @property
    def id(self) -> str:
        """The program's id."""
        return self.versions[-1].id

    @property
    def hash(self) -> str:
        """What identifies the program's meaning: equal programs have equal hashes, whatever their layout."""
        return self._machine.fingerprint if len(self.versions) > 1 else self.versions[0].hash

    @property
    def vocabulary(self) -> Vocabulary:
        """What the newest version may use beside its own words: the kinds of the core, and what its plugins add."""
        return self.versions[-1].vocabulary

    def compile(self) -> "Program":
        """Compile now what would otherwise be compiled at the first event; return the program itself."""
        self._machine.compile()
        _ = self._readers
        return self

    def event(self, raw: Mapping[str, object]) -> Event | Rejection:
        """Check one untrusted event and bring it into the engine's units; a `Rejection` says what is wrong.

        A ``replace`` stands for two events; see `events`.
        """
        found = self._read(raw)
        return found if isinstance(found, Rejection) or len(found) != 1 else found[0]  # type: ignore[return-value]

    def events(self, raws: Iterable[AnyEvent]) -> tuple[list[Event], list[Rejection]]:
        """Check many untrusted events; return those that are well formed, and the rejections.

        Raises:
            LoyaltyError: these are not events one after another, but a text, say, or a single event.
        """
        _check_listed(raws)
        good: list[Event] = []
        bad: list[Rejection] = []
        raws = list(raws)
        if set(map(type, raws)) == {Event}:
            return cast("list[Event]", raws), bad
        for raw in raws:
            if isinstance(raw, Event):
                good.append(raw)
                continue
            found = self._read(raw)
            if isinstance(found, Rejection):
                bad.append(found)
            else:
                good.extend(found)
        return good, bad

    def _read(self, raw: object) -> tuple[Event, ...] | Rejection:
        refuse_inside("Program.event")
        found = self._readers[-1].read_all(raw)
        if len(self._readers) == 1 or (isinstance(found, Rejection) and found.code == UNREADABLE):
            return found
        at = asked_at(raw, found)
        return found if at is None else self._readers[self._machine.plan_at(at).number].read_all(raw)

    def fold(self, events: Iterable[AnyEvent], *, at: datetime) -> State:
        """Return one member's state at an instant (semantics 1). The order of `events` does not matter.

        Args:
            events: everything recorded of the member; mappings are checked first, and what is rejected has no effect.
            at: an aware datetime; later events are left out.

        Raises:
            LoyaltyError: `at` has no offset.
        """
        refuse_inside("Program.fold")
        instant = asked(at)
        good, _bad = self.events(events)
        return self._replayer.fold(good, instant)

    def replay(self, events: Iterable[AnyEvent], *, at: datetime) -> Replay:
        """Return one member's state with everything that led to it, the rejections included."""
        refuse_inside("Program.replay")
        instant = asked(at)
        good, bad = self.events(events)
        return self._replayer.replay(good, bad, instant)

    def apply(self, state: State, event: AnyEvent, history: Iterable[AnyEvent] | None = None) -> Applied:
        """Return a new state with one more event, and what the event did.

        In order of time this needs nothing but the state. A late event, a correction or a merge needs `history`: all
        events recorded of the member before; then the effects are those that the late event adds or takes away.

        Raises:
            EventError: the event is malformed.
            StateMismatch: the state is not one of this program.
            HistoryNeeded: the event is late or a correction, and there is no `history`.
            Conflict: another event has the same id.
        """
        refuse_inside("Program.apply")
        state = self._own(state)
        if isinstance(event, Event):
            return apply(self, state, (event,), None if history is None else self.events(history)[0])
        found = self._read(event)
        if isinstance(found, Rejection):
            raise EventError(found)
        return apply(self, state, found, None if history is None else self.events(history)[0])

    def end_of(self, period: str) -> datetime:
        """Return the last instant of a calendar period by its name: 2024, 2024-H1, 2024-Q1, 2024-03, 2024-W10.

        A month that is over is asked there: at the next instant its windows have begun anew.

        Raises:
            LoyaltyError: no calendar has such a period.
        """
        zone = self.versions[-1].zone
        return zone.local(zone.from_local(end_of(period), end=True))

    def at(self, state: State, moment: datetime) -> State:
        """Return the same member's state at a later instant, by the passing of time alone.

        Raises:
            LoyaltyError: the instant is before the last event of the state.
        """
        refuse_inside("Program.at")
        at, state = asked(moment), self._own(state)
        if at < min(state._account.position[0], state._asked):  # noqa: SLF001 - the state is ours
            raise LoyaltyError(
                "out-of-range", "the instant is before the state's last event", hint="fold the events anew"
            )
        return State(self._machine, copying.copy(state._account), at, restored=state._restored)  # noqa: SLF001

    def state(self, text: str) -> State:
        """Return the state that `State.to_json` wrote.

        Raises:
            StateMismatch: it is not a state of this program.
        """
        refuse_inside("Program.state")
        return read(self._machine, text)

    def fold_members(self, events: Iterable[AnyEvent], *, at: datetime) -> Members[State]:
        """Return the states of all members of a mixed stream, by member id, with merges united and numbers given.

        Events that were refused before the fold are in the `rejections` of what is returned.

        Raises:
            LoyaltyError: `at` has no offset, or `events` are not events one after another.
        """
        refuse_inside("Program.fold_members")
        instant = asked(at)
        population, refused = self._population(events, instant)
        return Members(self._replayer.fold_all(population, instant), refused)

    def replay_members(self, events: Iterable[AnyEvent], *, at: datetime) -> Members[Replay]:
        """Return the states of all members of a mixed stream, each with everything that led to it.

        What was refused before the fold is among the effects of the member whom it names, if there is one, and always
        in the `rejections` of what is returned.

        Raises:
            LoyaltyError: `at` has no offset, or `events` are not events one after another.
        """
        refuse_inside("Program.replay_members")
        instant = asked(at)
        population, refused = self._population(events, instant)
        return Members(self._replayer.replay_all(population, refused, instant), refused)

    def _population(self, events: Iterable[AnyEvent], at: int) -> tuple[Population, tuple[Rejection, ...]]:
        good, bad = self.events(events)
        number = self._machine.plan_at(at).version.number
        if number is not None:
            good = list(assign(good, number, self._fields_at))
        population = Population.of(good, at)
        twice = () if number is None else given_twice(good, number, self._fields_at, population.merges.survivors)
        return population, (*bad, *population.rejections, *twice)

    def _fields_at(self, at: int) -> Sequence[Field]:
        return self._machine.plan_at(at).version.fields

    def outlook(self, state: State) -> "tuple[LadderOutlook, ...]":
        """Return, for each ladder, what is missing for each tier above, and what keeps the present one until when."""
        from loyalty.engine.outlook import outlook  # noqa: PLC0415

        refuse_inside("Program.outlook")
        own = self._own(state)
        return answered(own, lambda: outlook(self._machine, own._now, own._asked))  # noqa: SLF001 - the state is ours

    def findings(self, events: Iterable[AnyEvent], *, at: datetime) -> "tuple[Finding, ...]":
        """Return where one member's events do not keep the program's standards, in the order of the events.

        Events that were void, rejected or come after `at` are not measured. The standards are those of the version in
        force at the event.
        """
        good, _bad = self.events(events)
        return tuple(self._replayer.findings(good, asked(at)))

    def requests(self, state: State) -> "tuple[OpenRequest, ...]":
        """Return what a member has asked for and nobody has decided yet, what expires first in front."""
        from loyalty.engine.requests import open_requests  # noqa: PLC0415

        refuse_inside("Program.requests")
        own = self._own(state)
        return answered(own, lambda: open_requests(self._machine.core, own._now))  # noqa: SLF001 - the state is ours

    def classes(self, states: Iterable[State]) -> "dict[str, dict[str, Placed]]":
        """Return where members stand among each other: for each classification, each member's class and figures.

        The population are the active members among `states`, which must be of one instant, each member once; equal
        values have equal classes (semantics 26).

        Raises:
            LoyaltyError: the states are of several instants, or two are of one member; a value is negative.
            StateMismatch: a state is of another program.
        """
        from loyalty.engine.classifying import classified  # noqa: PLC0415

        return classified(self._machine, map(self._own, states))

    def targets(self, events: Iterable[AnyEvent], *, at: datetime, period: str | None = None) -> "tuple[Measured, ...]":
        """Return what became of the program's targets: value, figures and state, exact at any instant.

        The targets are those of the version in force at the last instant that counts. What was void, rejected or comes
        after it does not count; corrections and merges do that are known at `at`.

        Args:
            events: the events of the whole population, in any order.
            at: the instant asked for; a period that is over is measured at its end.
            period: which period, such as ``2024``, ``2024-H1``, ``2024-Q1`` or ``2024-03``: only targets over such a
                one are measured. Without it, each target in the period that contains `at`.

        Raises:
            LoyaltyError: `bad-period`; `out-of-range` for a period that has not begun.
        """
        measuring = self.measuring(at=at, period=period)
        measuring.add(events)
        return measuring.results()

    def measuring(self, *, at: datetime, period: str | None = None) -> "Measuring":
        """Return a measurement to which a population is added part after part; see `targets`."""
        from loyalty.engine.measuring import Measuring  # noqa: PLC0415

        refuse_inside("Program.measuring")
        instant = asked(at)
        return Measuring(self._replayer, lambda events: self._population(events, instant), instant, period)

    def view(self, event: AnyEvent, role: str | None) -> Mapping[str, object]:
        """Return an event as a role may see it: personal data only where the `seen_by` of the field lists the role.

        Member fields that are bound to purposes are a mask: `State.view` shows them, as it knows the consents.

        Raises:
            EventError: the event is malformed.
            LoyaltyError: the program declares roles, and has no such role.
        """
        from loyalty.engine.viewing import Viewing  # noqa: PLC0415

        found = event if isinstance(event, Event) else self.event(event)
        if isinstance(found, Rejection):
            raise EventError(found)
        plan = self._machine.plan_at(found.at)
        viewing = Viewing(plan.version, plan.layout, role, None)
        return self._readers[plan.number].body(found, role=viewing.role)

    def member(self, state: State) -> "Member":
        """Return a member as adapters take one: the state together with this program."""
        from loyalty.member import Member  # noqa: PLC0415

        return Member(self, self._own(state))

    def benefits(self, state: State, request: "Request | None" = None) -> "Answer":
        """Return what a member is entitled to at the instant of a state.

        Every benefit of the program is in the answer exactly once: granted, skipped because of another one, or
        inapplicable with the reason. For another instant, ask with ``program.at(state, moment)``.

        Args:
            state: the member's state.
            request: what is asked for; without it, the question is what there is.
        """
        from loyalty.benefits import Request  # noqa: PLC0415

        refuse_inside("Program.benefits")
        entitling, wanted = self._entitling(state), request or Request()
        return answered(state, lambda: entitling.answer(state._now, state._asked, wanted))  # noqa: SLF001 - the state is ours

    def _entitling(self, state: State) -> "Entitling":
        return self._machine.plan_at(self._own(state)._asked).entitling  # noqa: SLF001 - the state is ours

    def _own(self, state: object) -> State:
        """Return a state if it is one of this program."""
        if not isinstance(state, State):
            what = f"a State is wanted, not {type(state).__name__}"
            raise StateMismatch("not-a-state", what, hint="program.state(text) reads a saved one")
        if state._machine is not self._machine and state._machine.fingerprint != self._machine.fingerprint:  # noqa: SLF001
            raise StateMismatch("other-program", "the state is of another program", hint="fold the member's events")
        return state

    def promises(self, state: State) -> "tuple[Obligation, ...]":
        """Return what the house owes a member at the instant of a state: open and late, in due order, overdue first."""
        refuse_inside("Program.promises")
        own = self._own(state)
        return answered(own, lambda: self._owing.listed((own._now,)))  # noqa: SLF001 - the state is ours

    def due(self, states: Iterable[State], *, role: str | None = None) -> "tuple[Obligation, ...]":
        """Return what the house owes to members, in due order: first what has no known limit, then what is late.

        Args:
            states: the members' states.
            role: only what this role owes, as its owner or because it was handed over.

        Raises:
            StateMismatch: a state is of another program.
        """
        refuse_inside("Program.due")
        own = [self._own(state) for state in states]
        restored = next((state for state in own if state._restored), None)  # noqa: SLF001 - the states are ours

        def listed() -> "tuple[Obligation, ...]":
            return self._owing.listed((state._now for state in own), role)  # noqa: SLF001 - as above

        return listed() if restored is None else answered(restored, listed)

    @cached_property
    def _owing(self) -> "Owing":
        from loyalty.engine.owing import Owing  # noqa: PLC0415 - only for programs with promises

        return Owing(self._machine)

    def explain(
        self, events: Iterable[AnyEvent], *, at: datetime, ask: "Ask" = "why", tier: str | None = None
    ) -> "Reason":
        """Return why a member stands where he stands at an instant, or why not on a tier, as a tree of sentences.

        Raises:
            LoyaltyError: there is no such tier.
        """
        from loyalty.engine.explain import Explainer  # noqa: PLC0415

        _check_listed(events)
        replay = self.replay(events := list(events), at=at)
        good, _bad = self.events(events)
        _member, mine = of_one(good, asked(at))
        history = self._replayer.history(mine, asked(at))
        return Explainer(replay.state, replay.effects, united(history.events, self._machine.takes_back)).about(
            ask, tier
        )

    def decision(self, kind: str, ladder: str = "main") -> "Decision":
        """Compile the quickest question: the tier that metrics give, and the points an event of a kind earns there.

        Raises:
            LoyaltyError: the newest version has no such kind or ladder.
        """
        from loyalty.engine.decision import decision  # noqa: PLC0415

        return decision(self.versions[-1], kind, ladder)

    def dump(self) -> str:
        """Return the program as canonical TOML with the parameters' values in it, one version after another."""
        return "\n".join(dump(version) for version in self.versions)

    def plan_source(self) -> str:
        """Return the Python text that the program compiles to."""
        return "\n".join(plan.code for plan in self._machine.plans)


def reader(version: Version) -> Reader:
    """Return the reader of untrusted events of one version."""
    return Reader(version.events, version.fields, version.member_kinds, version.zone, version.currency, version.skew)
