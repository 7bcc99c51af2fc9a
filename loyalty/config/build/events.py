"""Build the declared kinds of events."""

from collections.abc import Mapping

from loyalty.config.build.context import Build
from loyalty.config.build.fields import EVENT, LINE, fields
from loyalty.config.build.ids import check_name
from loyalty.config.raw.event import RawEvent
from loyalty.members.core import CORE, REPLACE
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.words import Path

POINTS = "points"
"""What a metric names to read the points earned, so that no event kind can be called so."""


def events(build: Build, raw: Mapping[str, RawEvent]) -> dict[str, EventKind]:
    """Return the kinds of events by name."""
    return {name: _event(build, name, one) for name, one in raw.items()}


def _event(build: Build, name: str, raw: RawEvent) -> EventKind:
    path: Path = ("events", name)
    if name in CORE or name in {REPLACE, POINTS}:
        message = f"`{name}` is an event that every program has"
        if name == POINTS:
            message = "`points` means the points earned"
        build.report("LOY281", message, path, f"another name, for example `{name}_event`", key=True)
    else:
        check_name(build, name, path, "event kind")
    lines = None if raw.lines is None else fields(build, raw.lines, LINE, (*path, "lines"))
    declared = fields(build, raw.fields, EVENT, path)
    _check_amounts(build, name, declared, lines, path)
    within = None
    if raw.refund_within is not None:
        within = build.period(raw.refund_within, (*path, "refund_within"))
        if not _amount(declared):
            message = f"`{name}` has no money field `amount`, so there is nothing to refund"
            build.report("LOY230", message, (*path, "refund_within"), '`amount = "money"`', key=True)
    return EventKind(name, declared, lines, within, raw.scheduled, raw.name or {}, path)


def _check_amounts(
    build: Build, name: str, declared: tuple[Field, ...], lines: tuple[Field, ...] | None, path: Path
) -> None:
    """An order's amount and those of its lines are about the same money."""
    whole = next((field for field in declared if field.name == "amount"), None)
    if whole is not None and whole.type != "money" and lines and _amount(lines):
        message = f"the lines of `{name}` have an amount of money, but its own `amount` is of type {whole.type}"
        build.report("LOY252", message, (*path, "amount"), '`amount = "money"`')
    part = next((field for field in lines or () if field.name == "amount"), None)
    if part is not None and part.type != "money" and _amount(declared):
        message = f"`amount` of the lines of `{name}` is of type {part.type}, but its own `amount` is money"
        build.report("LOY252", message, (*path, "lines", "amount"), '`amount = "money"`')


def _amount(declared: tuple[Field, ...]) -> bool:
    return any(field.name == "amount" and field.type == "money" for field in declared)
