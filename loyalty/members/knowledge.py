"""What was known when a decision was taken (semantics 2).

A decision is taken once, against the events recorded before it. A fact that comes later, even one that happened
earlier, does not change the verdict; afterwards the decision's amount is a fact like any other.
"""

from collections.abc import Iterable, Sequence

from loyalty.members.core import DECISIONS
from loyalty.members.event import Event
from loyalty.members.history import History
from loyalty.members.population import merges

NEVER = 1 << 62


def in_order_of_knowledge(history: History) -> tuple[Event, ...]:
    """The decisions whose verdict needs `known`, in the order of the fold; none in an ordinary history.

    They are the decisions before which, in effective order, stands something recorded later: a late fact, an event that
    was voided, overridden or replaced since, or the history of a member merged since.
    """
    events = history.events
    recorded = [event[5] for event in events]
    if not (history.voided or history.overridden) and recorded == sorted(recorded):
        return _before_merges(events)
    learnt = {event.id: override.recorded_at for event, override in history.overridden}
    found = {event.id: event for event in _before_merges(events)}
    latest = -NEVER
    for event in events:
        if event.kind in DECISIONS and latest > event.recorded_at:
            found[event.id] = event
        latest = max(latest, event.recorded_at, learnt.get(event.id, latest))
    found |= {event.id: event for event in _on_voided(events, history.voided)}
    return tuple(event for event in events if event.id in found)


def known(events: Iterable[Event], decision: Event) -> tuple[Event, ...]:
    """The events that count for a decision's verdict, with the decision itself: what `History.of` is then made of.

    Args:
        events: everything delivered of the member, and of those merged into it, also what was voided since.
        decision: the decision; ask for the history at its `at`.
    """
    stored = [event for event in events if event.recorded_at <= decision.recorded_at]
    survivors = merges(stored, decision.at).survivors
    member = survivors.get(decision.member, decision.member)
    return tuple(event for event in stored if survivors.get(event.member, event.member) == member)


def _before_merges(events: Sequence[Event]) -> tuple[Event, ...]:
    """Decisions recorded before histories were united: then only one of them was known."""
    united = [event.recorded_at for event in events if event[3] == "merge"]
    last = max(united, default=-NEVER)
    return tuple(e for e in events if e.kind in DECISIONS and e.recorded_at < last) if united else ()


def _on_voided(events: Sequence[Event], voided: Sequence[tuple[Event, Event]]) -> list[Event]:
    """Decisions taken on an event that was voided only afterwards."""
    return [
        decision
        for decision in events
        if decision.kind in DECISIONS
        and any(
            gone < decision and gone.recorded_at <= decision.recorded_at < void.recorded_at for gone, void in voided
        )
    ]
