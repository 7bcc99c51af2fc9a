"""A world as a plain mapping that can be compared."""

from tests.oracle import moments


def view(world, at):
    """Everything that can be seen of a member at `at`."""
    version = world.version(at)
    metrics = world.metrics_class(world, version, at)
    tiers = {name: world.standings[name].effective(version, at) for name in version.ladders}
    return {
        "status": world.status,
        "tier": next((tiers[name] for name in ("main", *sorted(tiers)) if name in tiers), "none"),
        "tiers": tiers,
        "reviews": {name: world.standings[name].due for name in version.ladders},
        "points": world.ledger.accounts(),
        "lots": lots(world),
        "metrics": {name: metrics.value(name) for name in version.metrics},
        "fields": dict(world.fields),
        "number": world.number,
        "rejected": dict(world.rejected),
    }


def lots(world):
    """The lots with something left, in the order of consumption (decision 24)."""
    kept = [lot for lot in world.ledger.lots if lot.remaining]
    return [
        (lot.event.id, lot.remaining, lot.earned_at, lot.spendable_at, lot.expires_at)
        for lot in sorted(kept, key=lambda lot: lot.order)
    ]


def when(t, version):
    """An instant as a local time, for messages."""
    return None if t is None else moments.local(t, moments.zone_of(version)).isoformat()
