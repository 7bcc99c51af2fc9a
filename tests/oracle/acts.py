"""Core events: who may, what is checked, and what they do (decisions 13-17, 32, 40-41, 53, 59-62)."""

from loyalty.members.core import CORE
from tests.oracle import moments
from tests.oracle.conditions import holds
from tests.oracle.ledger import hold, new_lot, redemption
from tests.oracle.lots import Record
from tests.oracle.standings import NONE

ALWAYS = frozenset({"void", "override", "merge"})
WHILE_CANCELLED = frozenset({"rejoin", "refund", "restore", "release", "commit"})
ENROLLED_ALREADY = frozenset({"enrol", "rejoin"})


def given(event):
    """The values of a core event by name."""
    kind = CORE[event.kind]
    return dict(zip([field.name for field in kind.fields], event.values, strict=False))


def refused_by_status(world, event):
    """The code when the member's status does not allow the event."""
    kind, status = event.kind, world.status
    if kind in ALWAYS:
        return None
    if status == "none":
        return None if kind == "enrol" else "not-enrolled"
    if status == "cancelled" and kind in WHILE_CANCELLED:
        barred = kind == "rejoin" and world.for_cause and not world.version().lifecycle.rejoin.after_cause
        return "cancelled" if barred else None
    if kind in ENROLLED_ALREADY:
        return "already-enrolled"
    if status == "cancelled":
        return "cancelled"
    return _refused_by_pause(world, kind)


def _refused_by_pause(world, kind):
    paused = world.status == "paused"
    if kind == "resume":
        return None if paused else "not-paused"
    stopped = kind == "pause" or (kind in ("redeem", "reserve") and not world.version().lifecycle.pause.redeem)
    return "paused" if paused and stopped else None


def check(world, event):
    """The code when the event itself is refused."""
    checker = CHECKS.get(event.kind)
    return checker(world, **given(event)) if checker else None


def _check_approve(world, gate, tier, **_):
    steps = _steps(world)
    if tier is not None and tier not in {step.id for step in steps}:
        return "unknown-tier"
    gated = [step for step in steps if gate in step.gates and tier in (None, step.id)]
    if not gated:
        return "unknown-gate"
    eligible = _eligible(world, gate, tier)
    if len({step.ladder for step in eligible}) > 1:
        return "ambiguous-tier"
    return None if eligible else "not-eligible"


def _eligible(world, gate, tier):
    """The tiers that an approval may be for, the one it is for first."""
    names = world.names(world.now)
    ladders = sorted(world.version().ladders.values(), key=lambda ladder: ladder.id)
    steps = [step for ladder in ladders for step in reversed(ladder.tiers)]
    return [step for step in steps if gate in step.gates and tier in (None, step.id) and holds(step.enter, names)]


def _steps(world):
    ladders = sorted(world.version().ladders.values(), key=lambda ladder: ladder.id)
    return [step for ladder in ladders for step in ladder.tiers]


def _check_grant(world, tier, ladder, **_):
    known = [step for step in _steps(world) if step.id == tier and ladder in (None, step.ladder)]
    return None if known else "unknown-tier"


def _check_redeem(world, points, order):
    return _check_points(world, points, order)


def _check_reserve(world, points, **_):
    return _check_points(world, points, None, shared=False)


def _check_points(world, points, order, *, shared=True):
    redeem = world.version().points.redeem if world.version().points else None
    if redeem is not None:
        if points < redeem.min:
            return "below-minimum"
        if points % redeem.step:
            return "not-a-step"
        if shared and redeem.max_share is not None:
            if order is None:
                return "missing-field"
            if points * redeem.worth > order * redeem.max_share * redeem.points:
                return "above-share"
    return "insufficient" if points > world.ledger.available else None


def _check_release(world, of):
    record = world.reservations.get(of)
    return "unknown-reservation" if record is None or record.settled else None


def _check_commit(world, of, points, **_):
    code = _check_release(world, of)
    return code or ("insufficient" if points is not None and points > world.reservations[of].total else None)


def check_restore(world, of, points, *, exactly=True, **_):
    """The code when a redemption cannot be given back."""
    record = world.redemptions.get(of)
    if record is None:
        return "unknown-redemption"
    within = world.version().points.restore_within if world.version().points else None
    if within is not None and world.now > moments.add(record.at, within, world.zone(), end=True):
        return "restore-too-late"
    if exactly and (not record.total or (points or 0) > record.total):
        return "restore-exceeds"
    return None


CHECKS = {
    "approve": _check_approve,
    "grant": _check_grant,
    "redeem": _check_redeem,
    "reserve": _check_reserve,
    "release": _check_release,
    "commit": _check_commit,
    "restore": check_restore,
}


def approve(world, event):
    """Record an approval; it may lift to its tier."""
    gate, tier = given(event)["gate"], given(event)["tier"]
    step = next(iter(_eligible(world, gate, tier)), None)
    if step is None:
        step = next((step for step in _steps(world) if gate in step.gates and tier in (None, step.id)), None)
    if step is not None:
        world.standings[step.ladder].approved.add((step.id, gate))
        world.lift(step.ladder, [step])


def grant(world, event):
    """Give a tier by hand."""
    words = given(event)
    for step in _steps(world):
        if step.id == words["tier"] and (words["until"] is None or words["until"] > world.now):
            world.standings[step.ladder].floors.append((step.id, words["until"]))


def cancel(world, event):
    """End the membership."""
    lifecycle, cause = world.version().lifecycle, given(event)["for_cause"]
    world.resume_clocks()
    world.status, world.for_cause = "cancelled", bool(cause)
    world.held_before = {name: standing.tier for name, standing in world.standings.items()}
    for standing in world.standings.values():
        standing.clear(world.now)
    if lifecycle.cancel.metrics == "clear":
        world.forgotten = len(world.facts)
        for lot in world.ledger.lots:
            lot.forgotten = True
    if cause or lifecycle.cancel.points == "lapse":
        for record in world.ledger.held():
            world.release(record)
        for lot in world.ledger.lots:
            lot.end()


def pause(world, _):
    """Interrupt the membership."""
    world.status = "paused"
    if not world.version().lifecycle.pause.expire:
        world.lapse()
        world.suspended_at = world.now


def resume(world, _):
    """Go on."""
    world.status = "active"
    world.resume_clocks()


def rejoin(world, event):
    """Begin again; where the program says so, on the tier held before."""
    version = world.version()
    world.change_fields(event.values[0])
    world.status = "active"
    world.activity.append((world.now, event.kind))
    names, back = world.names(world.now), []
    for name, standing in world.standings.items():
        steps = version.ladders[name].tiers if name in version.ladders else ()
        held = [step for step in steps if step.id == world.held_before[name]]
        kept = version.lifecycle.rejoin.tier == "restore" and held and holds(held[0].keep, names)
        back.append((standing, held[0].id if kept else NONE))
    for standing, tier in back:
        standing.clear(world.now)
        if tier != NONE:
            standing.enter(version, tier, world.now)


def adjust(world, event):
    """Credit or take points by hand (decision 32)."""
    words, version = given(event), world.version()
    points = words["points"]
    if points < 0:
        record = world.ledger.open(Record("adjust", event.id))
        world.ledger.consume(record, -points, world.debt_policy())
        return
    policy = version.points.expire if version.points is not None else None
    lot = new_lot(event, 0, points, None, policy, world.zone())
    if words["expires"] is not None:
        lot.expires_at = words["expires"]
    world.ledger.credit(lot)


def redeem(world, event):
    """Spend points."""
    record = world.ledger.open(redemption(event, Record("redeem", event.id)))
    world.ledger.consume(record, given(event)["points"], world.debt_policy())
    world.redemptions[event.id] = record


def reserve(world, event):
    """Hold points."""
    words, version = given(event), world.version()
    until = words["until"]
    if until is None and version.points is not None and version.points.hold_for is not None:
        until = moments.add(world.now, version.points.hold_for, world.zone(), end=True)
    record = world.ledger.open(hold(event, until))
    world.ledger.consume(record, words["points"], world.debt_policy())
    world.reservations[event.id] = record


def commit(world, event):
    """Spend points that were held, or, of a reservation that this fold finds settled, points afresh."""
    words = given(event)
    record = world.reservations.get(words["of"])
    if record is None or record.settled:
        points = words["points"] if words["points"] is not None else record.reserved if record else 0
        record = world.ledger.open(Record("redeem", event.id))
        world.ledger.consume(record, points, world.debt_policy())
    elif words["points"] is not None:
        record.give_back(record.total - words["points"])
    world.redemptions[event.id] = redemption(event, record)


def release(world, event):
    """Let held points go."""
    record = world.reservations.get(given(event)["of"])
    if record is not None and not record.settled:
        world.release(record)


def restore(world, event):
    """Give back points of a redemption."""
    words = given(event)
    record = world.redemptions.get(words["of"])
    if record is not None:
        record.give_back(min(record.total, words["points"] or record.total))


ACTS = {
    "approve": approve,
    "grant": grant,
    "cancel": cancel,
    "pause": pause,
    "resume": resume,
    "rejoin": rejoin,
    "adjust": adjust,
    "redeem": redeem,
    "reserve": reserve,
    "commit": commit,
    "release": release,
    "restore": restore,
}
