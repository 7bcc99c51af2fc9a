"""One history out of several: what remains of an absorbed member's own membership (semantics 29)."""

from collections.abc import Sequence

from loyalty.errors import LoyaltyError
from loyalty.members.core import MERGE_ABSORBS
from loyalty.members.event import Event
from loyalty.members.population import merges

DROPPED = frozenset({"update", "cancel", "pause", "resume", "rejoin"})
"""Events of an absorbed member that concern a membership which no longer exists."""


def of_one(events: Sequence[Event], at: int) -> tuple[str, Sequence[Event]]:
    """Return the member whom events are about, and those of them that are his at an instant.

    Of several members it is the one into whom the others are merged, sooner or later.
    """
    if not events:
        return "", events
    first = events[0][4]
    members = {event[4] for event in events}
    if len(members) == 1:
        return first, events
    if "merge" not in {event[3] for event in events}:
        raise LoyaltyError(
            "several-members",
            f"these are events of {len(members)} members",
            hint="use fold_members, or sort them first",
        )
    member = merges(events).survivors.get(first, first)
    survivors = merges(events, at).survivors
    return member, [event for event in events if survivors.get(event.member, event.member) == member]


def united(events: Sequence[Event]) -> list[Event]:
    """Return the events of one membership: the earliest enrolment counts, with the survivor's own fields and serial.

    Other enrolments of the absorbed are passed over, and the survivor's first where it was not the earliest.
    """
    absorbed = {str(event.values[MERGE_ABSORBS]) for event in events if event[3] == "merge"}
    if not absorbed:
        return list(events)
    kept = [event for event in events if not (event.member in absorbed and event.kind in DROPPED)]
    enrolments = [event for event in kept if event.kind == "enrol"]
    if not enrolments:
        return kept
    first = enrolments[0]
    own = next((event for event in enrolments if event.member not in absorbed), None)
    gone = {event.id for event in enrolments if event is not first and (event.member in absorbed or event is own)}
    one = first._replace(values=own.values) if own else first
    return [one if event is first else event for event in kept if event.id not in gone]
