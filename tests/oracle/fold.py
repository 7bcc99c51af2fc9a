"""The fold: a history told from its beginning, as often as it takes (decisions 1-12)."""

from tests.oracle import histories, moments
from tests.oracle.deeds import Teller
from tests.oracle.views import view


def fold(versions, events, at, member=None, teller=Teller):
    """The view of one member at the instant `at`."""
    return view(tell_all(versions, events, at, member, teller), at)


def tell_all(versions, events, at, member=None, teller=Teller):
    """The member's world at the instant `at`, with every decision as it was taken."""
    events = histories.until(histories.distinct(events), at)
    member = member or survivor(events)
    verdicts = {}
    for event in sorted(events, key=lambda each: (each.recorded_at, histories.key(each))):
        if histories.is_decision(event):
            verdicts[event.id] = verdict(versions, events, event, verdicts, member, teller)
    return tell(versions, events, at, member, verdicts, teller)


def survivor(events):
    """The member whose history this is: the one whom nobody absorbs."""
    gone = histories.voided(events)
    absorbed = {event.values[0] for event in events if event.kind == "merge" and event.id not in gone}
    members = sorted({event.member for event in events} - absorbed)
    return members[0] if members else ""


def verdict(versions, events, decision, verdicts, member, teller):
    """What was answered to a decision, on what was known then (decision 6)."""
    known = histories.known_to(decision, events)
    united = histories.united([*known, decision], member, takes_back_of(teller(versions, member)))
    here = member if decision in united else decision.member
    world = tell(versions, [*known, decision], decision.at, here, verdicts, teller)
    return world.rejected.get(decision.id)


def takes_back_of(world):
    """Whether a member cancelled for cause may rejoin, by instant."""
    return lambda at: world.version(at).lifecycle.rejoin.after_cause


def tell(versions, events, at, member, verdicts, teller):
    """Tell a history up to `at`; decisions without a verdict are judged."""
    world = teller(versions, member)
    everything = histories.united(events, member, takes_back_of(world))
    late, void = histories.let_in(everything), histories.voided(everything)
    refused = histories.refused_replacements(everything)
    gone = {*void, *refused, *(f"{new}/void" for new in refused)}
    waiting = histories.enrolled_once([event for event in everything if event.id not in gone], member)
    ids = {event.id for event in everything}
    world.fixed = {event.id for event in everything if histories.is_fixed(event)}
    position = 0
    while True:
        at_event = waiting[position].at if position < len(waiting) else None
        times = [t for t in (world.next_due(), at_event) if t is not None and t <= at]
        if not times:
            break
        world.now = min(times)
        here = [event for event in waiting[position:] if event.at == world.now]
        position += len(here)
        _instant(world, here, verdicts, late, ids)
    world.now = at
    world.rejected.update(refused)
    known = {event.id for event in events}
    for of, refunds in world.waiting.items():
        world.rejected.update((event.id, "unknown-purchase" if of in known else "waiting") for event in refunds)
    return world


def _instant(world, events, verdicts, late, ids):
    """One instant: time, memberships, points that end or begin, then everything else (decision 10)."""
    world.judge()
    world.begin()
    world.issue_number()
    passed = False
    for event in events:
        if event.phase > 0 and not passed:
            world.pass_points()
            passed = True
        _one(world, event, verdicts, late, ids)
    if not passed:
        world.pass_points()


def _one(world, event, verdicts, late, ids):
    if event.id in verdicts:
        world.happen(event, verdicts[event.id], pinned=True)
        return
    code = untimely(world, event, late)
    if code is None and event.kind in ("void", "override"):
        code = correction(world, event, ids)
    if code is not None:
        world.rejected[event.id] = code
    else:
        world.happen(event)


def untimely(world, event, late):
    """The code of an event from the future, or one that came too late (decisions 3 and 4)."""
    version, zone = world.version(), world.zone()
    kind = version.events.get(event.kind)
    scheduled = kind is not None and kind.scheduled
    if not scheduled and event.at > moments.add(event.recorded_at, version.skew, zone, end=True):
        return "future"
    if event.kind in histories.TIMELESS or event.id in late:
        return None
    return "late" if event.recorded_at > moments.add(event.at, version.late_after, zone, end=True) else None


def correction(world, event, ids):
    """The code of a void or override (decision 5)."""
    if histories.of(event) not in ids:
        return "waiting"
    return "no-decision-changes" if event.kind == "void" and histories.of(event) in world.fixed else None
