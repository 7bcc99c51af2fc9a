"""The facts behind a metric: which events count in it at an instant, and with how much."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from loyalty.engine.asking import EPOCH_DAY, Asking, type_of
from loyalty.engine.layout import bit_of, reads_line
from loyalty.lang import Typed, evaluate
from loyalty.members.account import DONE, Account
from loyalty.members.event import Event
from loyalty.members.field import Field, Value
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric, Source
from loyalty.metrics.slots import Slot
from loyalty.points.refund import eligible, nets


@attrs.frozen
class Fact:
    """An event that counts: when, and with what (an amount, 1 for a count, the value itself for others)."""

    event: str
    at: int
    value: object


def evidence(asking: Asking, metric: Metric, events: Sequence[Event]) -> list[Fact]:
    """Return the events that count in a metric at the instant of `asking`; `events` are those that were accepted."""
    slot = asking.machine.layout.by_name[asking.plan.number].get(metric.name)
    if slot is None:
        return []
    since = begins(asking, slot)
    found = [fact for event in events for fact in _facts(asking, metric, event)]
    return [fact for fact in found if counts(slot, fact.at, since, asking.at)]


def begins(asking: Asking, slot: Slot) -> int | None:
    """Return the instant from which facts count; None for a lifetime, and for a rolling window, where each has its own end."""
    account: Account = asking.account
    window = slot.metric.window
    if window.kind == "calendar" and window.unit:
        return asking.version.zone.start_of(asking.at, window.unit)
    if window.kind == "tier-entry":
        ladder = slot.steps.ladder if slot.steps is not None else slot.ladder
        return account.standings[ladder].entered
    if window.kind == "membership-year":
        joined = asking.version.zone.local(account.joined)
        zone, feb29 = asking.version.zone, asking.version.feb29
        year = zone.local(asking.at).year
        starts = [zone.anniversary(joined.month, joined.day, y, feb29) for y in (year - 1, year) if y > joined.year]
        return max((start for start in starts if start <= asking.at), default=account.joined)
    return None


def counts(slot: Slot, at: int, since: int | None, now: int) -> bool:
    """Say whether a fact of an instant is in the window."""
    shift = slot.shift or (slot.steps.shift if slot.steps else None)
    if shift is not None:
        return shift.add(at) > now
    return since is None or at >= since


def _facts(asking: Asking, metric: Metric, event: Event) -> Iterator[Fact]:
    for source in metric.sources:
        if source.kind == event.kind:
            value = _value(asking, metric, source, event)
            if value is not None:
                yield Fact(event.id, event.at, value)


def _value(asking: Asking, metric: Metric, source: Source, event: Event) -> object:
    """Return what an event counts for, None when it does not count."""
    kind = asking.machine.plan_at(event.at).version.events[event.kind]
    record = asking.machine.refunds.record(asking.account, event.id)
    if record is not None and record[DONE]:
        return None
    lines = [line for line in event.lines if _holds(asking, metric, kind, event, line)] if kind.lines else []
    by_line = reads_line(metric.where, kind)
    if metric.where is not None and not (lines if by_line else _holds(asking, metric, kind, event, None)):
        return None
    if source.field is None:
        return 1
    if source.field == "amount" and record is not None:
        predicates = asking.machine.layout.predicates
        bit = bit_of(predicates, kind.name, metric.where) if by_line and metric.where else -1
        return eligible(record, nets(record), bit)
    if source.per_line:
        return sum(
            int(str(line[kind.line_position(source.field)] or 0)) for line in (lines if by_line else event.lines)
        )
    return event.values[kind.position(source.field)]


def _holds(asking: Asking, metric: Metric, kind: EventKind, event: Event, line: Sequence[Value] | None) -> bool:
    if metric.where is None:
        return True
    typed = metric.where.typed
    values = dict(_named(kind.fields, event.values, typed))
    if line is not None and reads_line(metric.where, kind):
        values.update(_named(kind.lines or (), line, typed))
    for name in typed.names - values.keys():
        values[name] = asking.value(name, typed)
    return bool(evaluate(typed, values))


def _named(fields: Sequence[Field], values: Sequence[object], typed: Typed) -> Iterator[tuple[str, object]]:
    for field, value in zip(fields, values, strict=False):
        kind = type_of(typed, field.name)
        if kind is None:
            continue
        yield field.name, _outside(value, kind.kind, kind.scale)


def _outside(value: object, kind: str, scale: int) -> object:
    if value is None or not isinstance(value, int) or isinstance(value, bool):
        return value
    if kind == "date":
        return date.fromordinal(value + EPOCH_DAY)
    return Fraction(value, scale) if kind == "decimal" else value


Evidence = Mapping[str, Sequence[Fact]]
