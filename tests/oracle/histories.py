"""Which events make up a history, and what was known when (decisions 1-6 and 65)."""

from loyalty.errors import Conflict
from loyalty.members.core import CORE, DECISIONS, FIXED

TIMELESS = frozenset(kind.name for kind in CORE.values() if kind.role != "fact")
KEPT_OF_ABSORBED = frozenset({"enrol", "approve", "reject", "withdraw", "grant"})


def key(event):
    """The total order of events (semantics 3)."""
    return (event.at, event.phase, event.id)


def body(event):
    """Everything that makes an event the same as another; not when it was stored."""
    return (event.at, event.phase, event.id, event.kind, event.member, event.values, event.lines)


def distinct(events):
    """Each event once, the earliest recorded, in order; the same id with another body is a `Conflict`."""
    found = {}
    for event in sorted(events, key=lambda each: (key(each), each.recorded_at)):
        known = found.setdefault(event.id, event)
        if body(known) != body(event):
            raise Conflict("conflict", f"the id {event.id} is known with another body")
        if event.recorded_at < known.recorded_at:
            found[event.id] = event
    return sorted(found.values(), key=key)


def until(events, at):
    """The events up to an instant."""
    return made([event for event in events if event.at <= at], events)


def known_to(decision, events):
    """What was known when `decision` was taken: what sorts before it and was recorded by then."""
    return made([e for e in events if key(e) < key(decision) and e.recorded_at <= decision.recorded_at], events)


def replacement(event):
    """The id of the new event, where this is the void half of a replacement."""
    new = event.values[2] if event.kind == "void" else None
    return new if event.id == f"{new}/void" else None


def made(some, events):
    """Some of the events, without the new events of replacements that are not among them."""
    ids = {event.id for event in some}
    unmade = {replacement(event) for event in events if event.id not in ids}
    return [event for event in some if event.id not in unmade]


def refused_replacements(events):
    """The codes of replacements that are none as a whole, by the id of the new event (decision 5)."""
    by_id, replaced, refused = {event.id: event for event in events}, set(), {}
    for event in events:
        if replacement(event) and of(event) in by_id:
            if is_fixed(by_id[of(event)]):
                refused[replacement(event)] = "no-decision-changes"
            elif of(event) in replaced:
                refused[replacement(event)] = "conflict"
            replaced.add(of(event))
    return refused


def is_decision(event):
    """Whether an event is taken once, on what is known then (semantics 2)."""
    return event.kind in DECISIONS


def is_fixed(event):
    """Whether a void cannot undo an event."""
    return event.kind in FIXED


def of(event):
    """The id that a correction, refund or settlement names."""
    return event.values[0]


def voided(events):
    """The ids of the facts that never happened."""
    fixed = {event.id for event in events if is_fixed(event)}
    return {of(event) for event in events if event.kind == "void"} - fixed


def let_in(events):
    """The ids of facts that may come late: overridden, or new events of replacements."""
    overridden = {of(event) for event in events if event.kind == "override"}
    return overridden | {replacement(event) for event in events}


def united(events, member, takes_back):
    """The events of `member` and of everyone absorbed, without what one of them forfeited (decision 65)."""
    gone = voided(events)
    members, waiting = {member}, [member]
    while waiting:
        here = waiting.pop()
        for event in events:
            if event.kind == "merge" and event.member == here and event.id not in gone:
                absorbed = event.values[0]
                if absorbed not in members:
                    members.add(absorbed)
                    waiting.append(absorbed)
    lost = {name for absorbed in members - {member} for name in forfeited(events, absorbed, gone, takes_back)}
    return [e for e in events if e.member in members and e.id not in lost]


def forfeited(events, member, gone, takes_back):
    """The ids of the events, until `member` is absorbed, up to a cancellation for cause and until a rejoin after it."""
    lost, group, expelled, active = set(), {member}, False, False
    lived = [event for event in events if event.id not in gone]
    for event in lived:
        if event.kind == "merge" and event.values[0] == member:
            return lost
        if event.kind == "merge" and event.member in group:
            group |= _chain([e for e in lived if key(e) < key(event)], event.values[0])
        if event.member == member and event.kind == "enrol" and not expelled:
            active = True
        elif event.member == member and event.kind == "cancel" and active:
            expelled, active = bool(event.values[2]), False
        elif (
            event.member == member and event.kind == "rejoin" and not active and (not expelled or takes_back(event.at))
        ):
            if expelled:
                lost -= {e.id for e in lived if e.kind == "enrol"}
            expelled, active = False, True
        if expelled:
            lost |= {e.id for e in lived if key(e) <= key(event) and e.member in group and e.kind != "merge"}
    return lost


def _chain(events, member):
    found = {member}
    for event in reversed(events):
        if event.kind == "merge" and event.member in found:
            found.add(event.values[0])
    return found


def is_passed_over(event, member):
    """Whether an event changes the membership of one who was absorbed."""
    return event.member != member and event.phase <= 0 and event.kind not in KEPT_OF_ABSORBED


def enrolled_once(events, member):
    """Where the absorbed enrolled first, that is the enrolment, with what the survivor's said instead of it."""
    enrols = [event for event in events if event.kind == "enrol"]
    own = next((event for event in enrols if event.member == member), None)
    if own is None or enrols[0] is own:
        return events
    first = enrols[0]._replace(values=own.values)
    return [first if event is enrols[0] else event for event in events if event is not own]
