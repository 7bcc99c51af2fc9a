"""Everything recorded of one member, folded from the beginning: the state, and all that led to it (semantics 1)."""

from collections.abc import Iterator, Sequence

from loyalty.engine import copying, recent
from loyalty.engine.machine import Machine
from loyalty.engine.plan import Notes
from loyalty.engine.results import Replay
from loyalty.engine.state import State
from loyalty.engine.telling import Teller
from loyalty.engine.uniting import of_one, united
from loyalty.engine.verdicts import history_of, verdicts
from loyalty.errors import Rejection
from loyalty.members.account import Account
from loyalty.members.event import Event
from loyalty.members.history import History
from loyalty.members.numbers import GIVEN_TWICE
from loyalty.members.population import Population
from loyalty.standards import Finding


def _named(state: State, member: str) -> State:
    """Return the state of a member, who may have no events left at its instant."""
    state._account.member = member  # noqa: SLF001 - the state is ours
    return state


class Replayer:
    """Folds histories on one machine."""

    def __init__(self, machine: Machine, teller: Teller) -> None:
        """Work with one machine, and with what tells its notes as effects."""
        self.machine = machine
        self.teller = teller

    def history(self, events: Sequence[Event], at: int) -> History:
        """Return a member's history as the version in force at an instant orders it."""
        return history_of(self.machine.plan_at(at).version, events, at)

    def fold(self, events: Sequence[Event], at: int) -> State:
        """Return a member's state at an instant."""
        plain = History.plainly(events, at)
        if plain is not None:
            return self._fold(events[0][4], events, plain, at, None)
        member, events = of_one(events, at)
        return self._fold(member, events, self.history(events, at), at, None)

    def replay(self, events: Sequence[Event], refused: Sequence[Rejection], at: int) -> Replay:
        """Return a member's state and everything that led to it; `refused` are events that could not be read."""
        member, events = of_one(events, at)
        history = self.history(events, at)
        notes: Notes = []
        state = self._fold(member, events, history, at, notes)
        account = copying.copy(state._account)  # noqa: SLF001 - the state is ours
        self.machine.advance(account, at, notes)
        told = [self.teller.tell(note) for note in notes]
        times = {event.id: event.at for event in events}
        told += [self.teller.rejection(each, times.get(each.event_id, at)) for each in (*refused, *history.rejections)]
        told += [self.teller.rejection(each, when) for each, when in self.waiting(account, history, events, at)]
        return Replay(state, tuple(told))

    def findings(self, events: Sequence[Event], at: int) -> Iterator[Finding]:
        """Yield what does not keep a standard among the events that count, in their order."""
        refused = self.replay(events, (), at).rejected
        _member, mine = of_one(events, at)
        for event in united(self.history(mine, at).events, self.machine.takes_back):
            if event.id not in refused:
                yield from self.machine.plan_at(event.at).judge.findings((event,))

    def fold_all(self, population: Population, at: int) -> Iterator[State]:
        """Yield the states of all members."""
        for member, events in population.members.items():
            yield _named(self.fold(events, at), member)

    def replay_all(self, population: Population, refused: Sequence[Rejection], at: int) -> Iterator[Replay]:
        """Yield the states of all members with everything that led to them; `refused` is told with whom it names."""
        survivors = population.merges.survivors
        mine: dict[str, list[Rejection]] = {}
        for each in refused:
            if each.code != GIVEN_TWICE:
                mine.setdefault(survivors.get(each.member, each.member), []).append(each)
        for member, events in population.members.items():
            replay = self.replay(events, mine.get(member, ()), at)
            _named(replay.state, member)
            yield replay

    def _fold(self, member: str, events: Sequence[Event], history: History, at: int, notes: Notes | None) -> State:
        account = self.machine.begin(member)
        if history.plain:
            self.machine.fold(account, history.events, notes)
            if not account.refused:
                account.recent = list(history.last)
                return State(self.machine, account, at)
        else:
            account.pinned = verdicts(self.machine, events, history)
            self.machine.fold(account, united(history.events, self.machine.takes_back), notes)
            account.pinned = None
        self._hear(account, history)
        account.voids = list(history.awaited)
        return State(self.machine, account, at)

    def _hear(self, account: Account, history: History) -> None:
        """Remember the events of the last instant, those too that are not folded."""
        if history.last:
            codes = {name: code for at, name, code in account.refused if at == history.last[-1].at}
            codes |= {each.event_id: each.code for each in history.rejections}
            account.position, account.recent = history.last[-1][:3], recent.entries(history.last, codes)
        account.refused = []

    def waiting(
        self, account: Account, history: History, events: Sequence[Event], at: int
    ) -> Iterator[tuple[Rejection, int]]:
        """Yield what waits for an event that has not come, refunds and corrections, each with its instant."""
        known = {event.id for event in events if event.at <= at}
        for of, refunds in account.waiting.items():
            code = "unknown-purchase" if of in known else "waiting"
            for refund in refunds:
                message = f"no purchase `{of}` is known yet"
                yield Rejection(str(refund[2]), account.member, code, message), refund[0]
        for event in history.waiting:
            message = "the event it names is not known yet"
            yield Rejection(event.id, event.member, "waiting", message), event.at
