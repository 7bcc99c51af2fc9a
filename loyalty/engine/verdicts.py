"""Verdicts on decisions: taken once, against what was known then (semantics 2)."""

from collections.abc import Iterable, Sequence

from loyalty.engine.machine import Machine
from loyalty.engine.uniting import united
from loyalty.members.event import Event
from loyalty.members.history import History
from loyalty.members.knowledge import in_order_of_knowledge, known
from loyalty.program import Version

Verdicts = dict[str, str | None]


def history_of(version: Version, events: Iterable[Event], at: int | None) -> History:
    """Return a member's history as things stand at an instant."""
    return History.of(events, version.zone, version.late_after, at)


def verdicts(machine: Machine, events: Sequence[Event], history: History) -> Verdicts | None:
    """Return what was decided on decisions before which something was recorded later; None in an ordinary history."""
    uncertain = in_order_of_knowledge(history)
    if not uncertain:
        return None
    decided: Verdicts = {}
    for decision in uncertain:
        decided[decision.id] = _verdict(machine, events, decision, decided)
    return decided


def _verdict(machine: Machine, events: Sequence[Event], decision: Event, decided: Verdicts) -> str | None:
    """Fold what was known up to the decision; the decisions before it keep their own verdicts."""
    version = machine.plan_at(decision.at).version
    before = history_of(version, known(events, decision), decision.at)
    account = machine.begin(decision.member)
    account.pinned = dict(decided)
    notes: list[tuple[object, ...]] = []
    machine.fold(account, [event for event in united(before.events, machine.takes_back) if event <= decision], notes)
    refused = [note for note in notes if note[0] == "rejected" and note[2] == decision.id]
    return str(refused[0][3]) if refused else None
