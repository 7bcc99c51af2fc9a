"""One history out of several: what remains of an absorbed member's own membership (semantics 29)."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from loyalty.errors import LoyaltyError
from loyalty.members.account import ACTIVE, CANCELLED, EXPELLED, NOBODY
from loyalty.members.core import CANCEL_FOR_CAUSE, CONSENT_GIVEN, MERGE_ABSORBS
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
    members = set(map(itemgetter(4), events))
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


def united(events: Sequence[Event], takes_back: Callable[[int], bool]) -> list[Event]:
    """Return the events of one membership: the earliest enrolment counts, with the survivor's own fields and serial.

    Other enrolments of the absorbed are passed over, and the survivor's first where it was not the earliest. What an
    absorbed member forfeited by a cancellation for cause stays forfeited: of the time before it nothing is united, and
    nothing after it until the member rejoined. `takes_back` says whether that was possible at an instant. Consents that
    ended with an absorbed membership stay ended.
    """
    absorbed = {str(event.values[MERGE_ABSORBS]) for event in events if event[3] == "merge"}
    if not absorbed:
        return list(events)
    gone = {name for member in absorbed for name in _forfeited(events, member, takes_back)}
    gone |= {name for member in absorbed for name in _ended_consents(events, member)}
    kept = [each for each in events if not (each.member in absorbed and (each.kind in DROPPED or each.id in gone))]
    enrolments = [event for event in kept if event.kind == "enrol"]
    if not enrolments:
        return kept
    first = enrolments[0]
    own = next((event for event in enrolments if event.member not in absorbed), None)
    gone = {event.id for event in enrolments if event is not first and (event.member in absorbed or event is own)}
    one = first._replace(values=own.values) if own else first
    return [one if event is first else event for event in kept if event.id not in gone]


def _ended_consents(events: Sequence[Event], member: str) -> set[str]:
    """Return the ids of the consents that a member gave before a membership of his own ended."""
    own = [event for event in events if event.member == member]
    last = max((place for place, event in enumerate(own) if event.kind == "cancel"), default=0)
    return {event.id for event in own[:last] if event.kind == "consent" and event.values[CONSENT_GIVEN]}


def _forfeited(events: Sequence[Event], member: str, takes_back: Callable[[int], bool]) -> set[str]:
    """Return the ids of the events, a member's own and absorbed ones, that a cancellation for cause leaves out.

    What happens after the member was absorbed is the survivor's. Of one who rejoined the enrolment is left.
    """
    gone: set[str] = set()
    status, group = NOBODY, {member}
    for place, event in enumerate(events):
        if event.kind == "merge" and event.values[MERGE_ABSORBS] == member:
            break
        if event.member not in group:
            continue
        before = status
        if event.member == member:
            status = _standing(status, event, takes_back)
        if event.kind == "merge":
            group |= _absorbed(events[:place], str(event.values[MERGE_ABSORBS]))
        if status == EXPELLED:
            known = events[: place + 1] if before != EXPELLED or event.kind == "merge" else (event,)
            gone |= {each.id for each in known if each.member in group and each.kind != "merge"}
        elif before == EXPELLED:
            gone -= {each.id for each in events[:place] if each.kind == "enrol"}
    return gone


def _absorbed(events: Sequence[Event], member: str) -> set[str]:
    """Return a member and all who were absorbed by events, one into another."""
    group = {member}
    for event in reversed(events):
        if event.kind == "merge" and event.member in group:
            group.add(str(event.values[MERGE_ABSORBS]))
    return group


def _standing(status: int, event: Event, takes_back: Callable[[int], bool]) -> int:
    """Return where a membership stands after an event."""
    if event.kind == "enrol" and status == NOBODY:
        return ACTIVE
    if event.kind == "cancel" and status == ACTIVE:
        return EXPELLED if event.values[CANCEL_FOR_CAUSE] else CANCELLED
    if event.kind == "rejoin" and (status == CANCELLED or (status == EXPELLED and takes_back(event.at))):
        return ACTIVE
    return status
