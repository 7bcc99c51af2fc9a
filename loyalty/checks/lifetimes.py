"""Doubts about how long things last: points that end before they count, refunds that are possible for ever."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.periods import Period
from loyalty.points.rules import Expiry, Pending
from loyalty.words import Path

_SHORT_MONTH, _LONG_MONTH = 28, 31
_DAY = 86_400_000_000


def lifetimes(logic: Logic) -> Iterator[Finding]:
    """Find periods that do not go together."""
    version = logic.version
    for kind in version.events.values():
        if kind.refundable and kind.refund_within is None:
            message = f"`{kind.name}` can be refunded for ever"
            yield Finding("LOY323", message, kind.path, side="key", severity="note")
    points = version.points
    if points is None:
        return
    yield from _waiting(points.pending, points.expire, points.path)
    for rule in points.earn:
        if rule.pending is not None or rule.expire is not None:
            yield from _waiting(rule.pending or points.pending, rule.expire or points.expire, rule.path)


def _waiting(pending: Pending | None, expire: Expiry | None, path: Path) -> Iterator[Finding]:
    """Compare how long points wait with how long they count; doubt only what is shorter by any calendar."""
    if pending is None or expire is None or pending.after is None:
        return
    if expire.after is not None and _longest(expire.after) < _shortest(pending.after):
        message = f"points wait for {pending.after} and then count for {expire.after} only"
        yield Finding(
            "LOY312", message, (*path, "expire"), f'`after = "{pending.after}"` or longer', severity="warning"
        )
    if expire.inactive is not None and _longest(expire.inactive) < _shortest(pending.after):
        message = f"points wait for {pending.after}, but end after {expire.inactive} without any activity"
        yield Finding("LOY312", message, (*path, "expire"), "a longer `inactive`", severity="warning")


def _shortest(period: Period) -> int:
    return (period.months_total * _SHORT_MONTH + period.days) * _DAY + period.micros


def _longest(period: Period) -> int:
    return (period.months_total * _LONG_MONTH + period.days) * _DAY + period.micros
