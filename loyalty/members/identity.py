"""Identity and order of events (semantics 3 and 4)."""

from collections.abc import Iterable
from operator import itemgetter

from loyalty.errors import Rejection
from loyalty.members.event import Event


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events by ``(at, phase, id)``; those of one id and instant in any order."""
    stream = list(events)
    try:
        stream.sort()
    except TypeError:  # two bodies of one id and instant need not be comparable
        stream.sort(key=itemgetter(0, 1, 2))
    return stream


def in_total_order(events: Iterable[Event]) -> list[Event]:
    """The events by ``(at, phase, id)``, also those of one id and instant in an order that delivery does not change."""
    return sorted(events, key=lambda event: (*event[:3], event[5], body_of(event)))


def unique(ordered: list[Event]) -> tuple[list[Event], tuple[Rejection, ...]]:
    """The events without duplicates, and a ``conflict`` for each other body under an id that is taken."""
    if len(set(map(itemgetter(2), ordered))) == len(ordered):
        return ordered, ()
    chosen: dict[str, tuple[int, str, Event]] = {}
    bodies: dict[str, set[str]] = {}
    for event in ordered:
        body = body_of(event)
        bodies.setdefault(event.id, set()).add(body)
        before = chosen.get(event.id)
        if before is None or (event.recorded_at, body) < before[:2]:
            chosen[event.id] = event.recorded_at, body, event
    conflicts = [_conflict(chosen[name][2]) for name, found in bodies.items() for _ in range(len(found) - 1)]
    return in_order(event for _, _, event in chosen.values()), tuple(conflicts)


def body_of(event: Event) -> str:
    """Everything that makes two events the same, apart from when they were stored, as a text that sorts."""
    return repr((event.at, event.phase, event.kind, event.member, event.values, event.lines))


def _conflict(event: Event) -> Rejection:
    hint = "give the other event an id of its own, or correct this one with a replace"
    return Rejection(event.id, event.member, "conflict", "the id is known with another body", "id", hint)
