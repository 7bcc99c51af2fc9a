"""Build when points begin to count and when they end."""

from collections.abc import Mapping

from loyalty.config.build.context import Build
from loyalty.config.raw.points import RawExpiry, RawPending
from loyalty.members.kind import EventKind
from loyalty.points.rules import Expiry, Pending
from loyalty.words import Path


def expiry(build: Build, raw: RawExpiry | None, events: Mapping[str, EventKind], path: Path) -> Expiry | None:
    """Return when points end; None when nothing is said."""
    if raw is None:
        return None
    if raw.after is None and raw.inactive is None:
        cure = '`after = "P1Y"`, or leave `expire` out: then points never end'
        build.report("LOY229", "`expire` does not say when", path, cure, key=True)
    if raw.round is not None and raw.after is None:
        build.report(
            "LOY229", "`round` moves the end that `after` gives", (*path, "round"), '`after = "P1Y"`', key=True
        )
    if raw.activity is not None and raw.inactive is None:
        message = "`activity` says what ends inactivity, but `inactive` is missing"
        build.report("LOY229", message, (*path, "activity"), '`inactive = "P6M"`', key=True)
    for place, kind in enumerate(raw.activity or ()):
        if kind not in events:
            at = (*path, "activity", place) if len(raw.activity or ()) > 1 else (*path, "activity")
            build.unknown("LOY240", "event kind", kind, events, at)
    return Expiry(
        None if raw.after is None else build.period(raw.after, (*path, "after")),
        raw.round,
        None if raw.inactive is None else build.period(raw.inactive, (*path, "inactive")),
        raw.activity or (),
    )


def pending(build: Build, raw: RawPending | None, events: Mapping[str, EventKind], path: Path) -> Pending | None:
    """Return how long points wait; None when nothing is said."""
    if raw is None:
        return None
    if (raw.delay is None) is (raw.until is None):
        cure = '`{ for = "P14D" }` or `{ until = "delivery" }`'
        message = "`pending` does not say how long" if raw.delay is None else "points wait for a time or for an event"
        build.report("LOY229", message, path, cure, key=True)
    if raw.until is not None:
        _check_until(build, raw.until, events, (*path, "until"))
    return Pending(None if raw.delay is None else build.period(raw.delay, (*path, "for"), zero=True), raw.until)


def _check_until(build: Build, kind: str, events: Mapping[str, EventKind], path: Path) -> None:
    if kind not in events:
        build.unknown("LOY240", "event kind", kind, events, path)
        return
    of = next((field for field in events[kind].fields if field.name == "of"), None)
    if of is None or of.type != "text":
        message = f"`{kind}` has no text field `of`, so it cannot say which purchase it is about"
        build.report("LOY250", message, path, f'`of = "text"` under `[events.{kind}]`')
