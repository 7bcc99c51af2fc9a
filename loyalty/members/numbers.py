"""Serials of member numbers (S61: ``755 00243``): which enrolment gets which."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from loyalty.members.core import ENROL_FIELDS, ENROL_SERIAL
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.identity import body_of
from loyalty.members.kind import NumberFormat
from loyalty.members.number_format import FormatProblem, Piece, parse_format, written

__all__ = ["FormatProblem", "Piece", "assign", "parse_format", "written"]

_NONE: Mapping[str, int] = MappingProxyType({})


def assign(
    events: Iterable[Event], number: NumberFormat, fields: Sequence[Field], start: Mapping[str, int] = _NONE
) -> tuple[Event, ...]:
    """Give the enrolments without a serial the next free one of their scope, in the order of ``(at, id)``.

    Numbers that are issued with a tier are given with the approval or the grant, as its `serial`, and not here.
    The answer does not depend on the order of the stream; serials that events already carry are not given twice. The
    same enrolment delivered twice gets one serial.

    Args:
        events: a mixed stream, which keeps its order.
        number: the program's number format, with the field that is the scope.
        fields: the program's member fields.
        start: the first serial to give by scope (the text of the field's value, ``""`` without scope); 1 if not named.
    """
    stream = tuple(events)
    if number.on != "enrol":
        return stream
    place = _scope_place(number, fields)
    enrolments = sorted((event.at, event.id, body_of(event), event) for event in stream if event.kind == "enrol")
    taken = {(_scope(event, place), event.values[ENROL_SERIAL]) for *_, event in enrolments}
    given: dict[tuple[str, str], int] = {}
    following = dict(start)
    for _, name, body, event in enrolments:
        if event.values[ENROL_SERIAL] is None and (name, body) not in given:
            scope = _scope(event, place)
            serial = following.get(scope, 1)
            while (scope, serial) in taken:
                serial += 1
            following[scope] = serial + 1
            given[name, body] = serial
    return tuple(_numbered(event, given) for event in stream)


def _numbered(event: Event, given: Mapping[tuple[str, str], int]) -> Event:
    if event.kind != "enrol" or event.values[ENROL_SERIAL] is not None:
        return event
    values = list(event.values)
    values[ENROL_SERIAL] = given[event.id, body_of(event)]
    return event._replace(values=tuple(values))


def _scope_place(number: NumberFormat, fields: Sequence[Field]) -> int | None:
    """Where an enrolment's values have the field that is the scope; None without scope."""
    if number.serial_per is None:
        return None
    return ENROL_FIELDS + [field.name for field in fields].index(number.serial_per)


def _scope(event: Event, place: int | None) -> str:
    value = None if place is None else event.values[place]
    return "" if value is None else str(value)
