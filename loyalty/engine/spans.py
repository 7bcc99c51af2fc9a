"""The periods over which the targets of a program are measured."""

import attrs

from loyalty.engine.machine import Machine
from loyalty.errors import LoyaltyError
from loyalty.members.account import NEVER
from loyalty.periods import Zone, name_of, period_named
from loyalty.periods.dates import unit_next

LIFETIME = "lifetime"


@attrs.frozen
class Span:
    """A period by its name, from its first instant up to the one that ends it; a lifetime has neither."""

    name: str
    start: int = -NEVER
    end: int = NEVER


@attrs.frozen
class Spans:
    """What is measured: the instant up to which facts count, and the period of each unit that takes part."""

    until: int
    by_unit: dict[str, Span]


def spans(machine: Machine, at: int, period: str | None) -> Spans:
    """Return the period that is named, or those that contain the instant `at` when none is.

    Raises:
        LoyaltyError: `bad-period`; `out-of-range` for a period that has not begun at `at`.
    """
    zone = machine.layout.versions[-1].zone
    if period is None:
        units = {target.period for target in machine.plan_at(at).version.targets}
        return Spans(at, {unit: _around(zone, at, unit) for unit in sorted(units)})
    if period == LIFETIME:
        return Spans(at, {LIFETIME: Span(LIFETIME)})
    unit, first = period_named(period)
    span = Span(period, zone.midnight(first), zone.midnight(unit_next(first, unit)))
    if span.start > at:
        raise LoyaltyError("out-of-range", f"the period {period} has not begun at the instant asked for")
    return Spans(min(at, span.end - 1), {unit: span})


def _around(zone: Zone, at: int, unit: str) -> Span:
    if unit == LIFETIME:
        return Span(LIFETIME)
    start = zone.start_of(at, unit)
    return Span(name_of(zone.local(start).date(), unit), start, zone.end_of(at, unit))
