"""The facts behind a metric: which events count in it at an instant, and with how much."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import attrs

from loyalty.config.build.scopes import field_type
from loyalty.engine.asking import Asking, given, type_of
from loyalty.engine.layout import bit_of, reads_line
from loyalty.engine.values import public
from loyalty.lang import Typed, evaluate
from loyalty.members.account import COUNTED, DONE, KIND, NOBODY, Account, Record
from loyalty.members.event import Event
from loyalty.members.field import Field, Value
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric, Source
from loyalty.metrics.slots import Slot
from loyalty.points.refund import eligible, nets


@attrs.frozen
class Fact:
    """An event that counts: when, and with what (an amount, 1 for a count, the value itself for others), to read."""

    event: str
    at: int
    value: object


def evidence(asking: Asking, metric: Metric, events: Sequence[Event]) -> list[Fact]:
    """Return the events that count in a metric at the instant of `asking`; `events` are those that were accepted.

    Those of a streak are the events of the present run.
    """
    slot = asking.machine.layout.by_name[asking.plan.number].get(metric.name)
    if slot is None:
        return []
    since = begins(asking, slot)
    found = [fact for event in events for fact in _facts(asking, slot, event, events)]
    found = [fact for fact in found if counts(slot, fact.at, since, asking.at)]
    if metric.operation == "streak":
        run = asking.metric(metric)
        return found[-run:] if isinstance(run, int) and run else []
    return found


def begins(asking: Asking, slot: Slot) -> int | None:
    """Return the instant from which facts count; None for a lifetime, and where each fact has its own end (rolling)."""
    account: Account = asking.account
    window = slot.metric.window
    if account.status == NOBODY:
        return None
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


def _facts(asking: Asking, slot: Slot, event: Event, events: Sequence[Event]) -> Iterator[Fact]:
    for source in slot.metric.sources:
        if source.kind == event.kind:
            value = _value(asking, slot, source, event, events)
            if value is not None:
                yield Fact(event.id, event.at, value)


def _value(asking: Asking, slot: Slot, source: Source, event: Event, events: Sequence[Event]) -> object:
    """Return what an event counts for, None when it does not count."""
    metric, kind = slot.metric, asking.machine.plan_at(event.at).version.events[event.kind]
    record = asking.machine.refunds.record(asking.account, event.id) if metric.refunds else None
    if record is not None and not _counted(asking, slot, source, record):
        return None
    amount = source.field == "amount" and not (source.per_line and slot.form == "journal")
    if record is not None and amount:
        bit = _bit(asking, metric, kind)
        left = eligible(record, nets(record), bit)
        return (
            None
            if bit >= 0 and metric.operation == "sum" and not left
            else public(left, metric.type, asking.version.zone)
        )
    before = _before(asking, metric, kind, event, events)
    by_line = reads_line(metric.where, kind)
    lines = [line for line in event.lines if not by_line or _holds(before, metric, kind, event, line)]
    if record is None and not (lines if by_line else _holds(before, metric, kind, event, None)):
        return None
    if source.field is None:
        return 1
    fields, place = (kind.lines or (), kind.line_position) if source.per_line else (kind.fields, kind.position)
    position = place(source.field)
    found = [line[position] for line in lines] if source.per_line else [event.values[position]]
    kept = field_type(fields[position], asking.version.currency.exponent)
    zone = asking.version.zone
    return _together(metric, [public(given(value, kept), kept, zone) for value in found if value is not None])


def _bit(asking: Asking, metric: Metric, kind: EventKind) -> int:
    by_line = metric.where is not None and reads_line(metric.where, kind)
    return bit_of(asking.machine.layout.predicates, kind.name, metric.where) if by_line and metric.where else -1


def _together(metric: Metric, values: Sequence[Any]) -> object:
    """Return the values of an order's lines as one; None when there are none."""
    if not values:
        return None
    if metric.operation == "distinct":
        return ", ".join(dict.fromkeys(map(str, values)))
    calculate: Mapping[str, Callable[[Sequence[Any]], Any]] = {"sum": sum, "max": max, "min": min}
    return calculate.get(metric.operation, itemgetter(-1))(values)


def _counted(asking: Asking, slot: Slot, source: Source, record: Record) -> bool:
    """Say whether a purchase counted, as it was recorded then, and still does."""
    uses = asking.machine.refunds.uses[record[KIND]]
    use = next((use for use in uses if use.slot is slot and use.source == source), None)
    return not record[DONE] and (use is None or use.flag < 0 or bool(record[COUNTED] >> use.flag & 1))


def _before(asking: Asking, metric: Metric, kind: EventKind, event: Event, events: Sequence[Event]) -> Asking:
    """Return the member as he was just before an event, where a condition reads more than the event."""
    own = {field.name for field in (*kind.fields, *(kind.lines or ()))}
    if metric.where is None or metric.where.typed.names <= own | asking.version.parameters.keys():
        return asking
    account = asking.machine.begin(event.member)
    asking.machine.fold(account, [each for each in events if each < event])
    return Asking(asking.machine, account, event.at)


def _holds(asking: Asking, metric: Metric, kind: EventKind, event: Event, line: Sequence[Value] | None) -> bool:
    if metric.where is None:
        return True
    typed = metric.where.typed
    values = dict(_named(kind.fields, event.values, typed))
    if line is not None and reads_line(metric.where, kind):
        values.update(_named(kind.lines or (), line, typed))
    for name in typed.names - values.keys():
        values[name] = asking.value(name, typed)
    return bool(evaluate(typed, values, day_of=asking.day_of, feb29=asking.version.feb29))


def _named(fields: Sequence[Field], values: Sequence[object], typed: Typed) -> Iterator[tuple[str, object]]:
    for field, value in zip(fields, values, strict=False):
        kind = type_of(typed, field.name)
        if kind is not None:
            yield field.name, given(value, kind)
