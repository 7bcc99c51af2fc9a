"""What was known when a decision was taken (semantics 2).

A decision is taken once, against the events recorded before it. A fact that comes later, even one that happened
earlier, does not change the verdict; afterwards the decision's amount is a fact like any other.
"""

from collections.abc import Iterable

from loyalty.members.core import DECISIONS
from loyalty.members.corrections import replacement_of
from loyalty.members.event import Event
from loyalty.members.history import History
from loyalty.members.identity import in_order, unique
from loyalty.members.population import merges

NEVER = 1 << 62


def in_order_of_knowledge(history: History) -> tuple[Event, ...]:
    """The decisions whose verdict needs `known`, in the order of the fold; none in an ordinary history.

    They are the decisions that stand after something recorded later, after what a later correction changes, or before a
    merge of histories: for all others the fold itself has at that point exactly what was known.
    """
    events = history.events
    recorded = [event[5] for event in events]
    united = [event[:3] for event in events if event[3] == "merge"]
    if not (history.reaches or united) and recorded == sorted(recorded):
        return ()
    found = []
    latest, merged = -NEVER, max(united, default=())
    for event in events:
        doubted = latest > event.recorded_at or event[:3] < merged
        if event.kind in DECISIONS and (doubted or _corrected(event, history)):
            found.append(event)
        latest = max(latest, event.recorded_at)
    return tuple(found)


def known(events: Iterable[Event], decision: Event) -> tuple[Event, ...]:
    """The events that count for a decision's verdict, with the decision itself: what `History.of` is then made of.

    A body that came under an id already taken was refused when it came, so it was never known (semantics 4), also
    where the event that has the id stands after the decision. Nor was a replacement that was made after it, wherever
    the new event stands: it takes effect together with its void (semantics 6).

    Args:
        events: everything delivered of the member, and of those merged into it, also what was voided since.
        decision: the decision; ask for the history at its `at`.
    """
    delivered, _ = unique(in_order(events))
    unmade = {replacement_of(event) for event in delivered if event.kind == "void" and not _is_before(event, decision)}
    stored = [event for event in delivered if _is_before(event, decision) and event.id not in unmade]
    survivors = merges(stored, decision.at).survivors
    member = survivors.get(decision.member, decision.member)
    return tuple(event for event in stored if survivors.get(event.member, event.member) == member)


def _is_before(event: Event, decision: Event) -> bool:
    """Whether an event stands before the decision, or is the decision, and was stored by then."""
    return event.recorded_at <= decision.recorded_at and event[:3] <= decision[:3]


def _corrected(decision: Event, history: History) -> bool:
    """Whether a correction that was not in force for the decision changes what stands before it."""
    return any(
        reach.since <= decision.at and (reach.recorded_at > decision.recorded_at or reach.at >= decision.at)
        for reach in history.reaches
    )
