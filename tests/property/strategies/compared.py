"""The engine and the oracle in one shape."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from tests.oracle import loading, moments
from tests.oracle.fold import fold

ACCOUNTS = ("available", "pending", "held", "debt", "issued", "spent", "lapsed", "reversed")


def of_engine(program, mappings, t):
    """What the engine says about a history at the instant `t`."""
    zone = moments.zone_of(program.versions[0])
    return joined(program, of_replay(program.replay(mappings, at=moments.local(t, zone))))


def of_replay(replay):
    """What a replay shows: the state, and what was rejected."""
    rejected = {event: rejection.code for event, rejection in replay.rejected.items()}
    return {**of_state(replay.state), "rejected": rejected}


def of_state(state):
    """What a state shows."""
    return {
        "status": state.status,
        "tier": state.tier,
        "tiers": dict(state.tiers),
        "reviews": {name: _instant(at) for name, at in state.reviews.items()},
        "points": {name: getattr(state.points, name) for name in ACCOUNTS},
        "lots": [
            (lot.source, lot.points, _instant(lot.earned_at), _instant(lot.spendable_at), _instant(lot.expires_at))
            for lot in state.lots
        ],
        "metrics": {name: _number(value) for name, value in state.metrics.items()},
        "fields": {name: _number(value) for name, value in state.fields.items()},
        "number": state.number,
    }


def of_oracle(program, mappings, t, **options):
    """What the oracle says about the same."""
    events, refused = loading.read_events(program.versions, mappings)
    view = shown(program, fold(program.versions, events, t, **options), t)
    return joined(program, {**view, "rejected": {**refused, **view["rejected"]}})


def joined(program, view):
    """A view without the sources of lots, where lots that no refund can name any more are shown as one."""
    kinds = [kind for version in program.versions for kind in version.events.values() if kind.refundable]
    if any(kind.refund_within is None for kind in kinds):
        return view
    ends = {}
    for _source, points, _earned, _spendable, expires in view["lots"]:
        ends[expires] = ends.get(expires, 0) + points
    return {**view, "lots": sorted(ends.items(), key=repr)}


def shown(program, view, t):
    """A view of the oracle with its numbers as the API gives them."""
    versions = program.versions
    version = [each for each in versions if each.effective_from <= t or each is versions[0]][-1]
    metrics = {name: _major(value, version.metrics[name].type) for name, value in view["metrics"].items()}
    fields = {name: _number(value) for name, value in view["fields"].items()}
    return {**view, "metrics": metrics, "fields": fields}


def differences(one, other):
    """The parts in which two views differ, as text."""
    keys = [key for key in one if one[key] != other[key]]
    return "\n".join(f"{key}:\n  engine {one[key]}\n  oracle {other[key]}" for key in keys)


def _instant(moment):
    return None if moment is None else moments.instant(moment)


def _number(value):
    if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    return value


def _major(value, kind):
    number = _number(value)
    return number / 10**kind.digits if kind.kind == "money" and isinstance(number, Fraction) else number


def zone_of(program):
    """The zone of a program."""
    return moments.zone_of(program.versions[0])


def moment(t, program):
    """An instant as the API takes it."""
    return moments.local(t, zone_of(program))


def parsed(text):
    """The instant of a time with offset."""
    return moments.instant(datetime.fromisoformat(text))
