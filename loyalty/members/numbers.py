"""Serials of member numbers (S61: ``755 00243``): which enrolment gets which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from loyalty.errors import Rejection
from loyalty.members.core import ENROL_FIELDS, ENROL_SERIAL
from loyalty.members.event import Event
from loyalty.members.field import Field
from loyalty.members.identity import body_of
from loyalty.members.kind import NumberFormat
from loyalty.members.number_format import FormatProblem, Piece, parse_format, written

__all__ = ["FormatProblem", "Piece", "assign", "given_twice", "parse_format", "scopes", "written"]

_NONE: Mapping[str, int] = MappingProxyType({})
_NOBODY: Mapping[str, str] = MappingProxyType({})
GIVEN_TWICE = "serial-taken"
"""The code of an enrolment whose serial another member has."""

Fields = Sequence[Field] | Callable[[int], Sequence[Field]]


def assign(
    events: Iterable[Event], number: NumberFormat, fields: Fields, start: Mapping[str, int] = _NONE
) -> tuple[Event, ...]:
    """Give the enrolments without a serial the next free one of their scope, in the order of ``(at, id)``.

    Numbers that are issued with a tier are given with the approval or the grant, as its `serial`, and not here.
    The answer does not depend on the order of the stream; serials that events already carry are not given twice. The
    same enrolment delivered twice gets one serial.

    Args:
        events: a mixed stream, which keeps its order.
        number: the program's number format, with the field that is the scope.
        fields: the program's member fields, or what returns those of the version in force at an instant.
        start: the first serial to give by scope (the text of the field's value, ``""`` without scope); 1 if not named.
    """
    stream = tuple(events)
    if number.on != "enrol":
        return stream
    enrolments = _enrolments(stream)
    scope_of = scopes(number, fields)
    taken = {(scope_of(event), event.values[ENROL_SERIAL]) for *_, event in enrolments}
    given: dict[tuple[str, str], int] = {}
    following = dict(start)
    for _, name, body, event in enrolments:
        if event.values[ENROL_SERIAL] is None and (name, body) not in given:
            scope = scope_of(event)
            serial = following.get(scope, 1)
            while (scope, serial) in taken:
                serial += 1
            following[scope] = serial + 1
            given[name, body] = serial
    return tuple(_numbered(event, given) for event in stream)


def given_twice(
    events: Iterable[Event], number: NumberFormat, fields: Fields, survivors: Mapping[str, str] = _NOBODY
) -> tuple[Rejection, ...]:
    """Return a rejection for each enrolment whose serial another member's has in the same scope, in a total order.

    Both enrolments count, as no member may depend on another. A serial of an enrolment that was voided is not free
    either: it was given out once. `survivors` says which members are one.
    """
    scope_of = scopes(number, fields)
    first: dict[tuple[str, object], Event] = {}
    found = []
    for *_, event in _enrolments(events):
        serial = event.values[ENROL_SERIAL]
        before = event if serial is None else first.setdefault((scope_of(event), serial), event)
        if survivors.get(before.member, before.member) != survivors.get(event.member, event.member):
            found.append(taken(event, before.id, serial))
    return tuple(found)


def taken(event: Event, other: str, serial: object) -> Rejection:
    """Return the rejection of an enrolment whose serial the enrolment `other` has."""
    message = f"the enrolment `{other}` of another member has the serial {serial} as well"
    hint = "replace one of the two by an enrolment with another serial"
    return Rejection(event.id, event.member, GIVEN_TWICE, message, "serial", hint)


def _enrolments(events: Iterable[Event]) -> list[tuple[int, str, str, Event]]:
    """The enrolments in the order of ``(at, id)``, those of one id by their bodies."""
    return sorted((event.at, event.id, body_of(event), event) for event in events if event.kind == "enrol")


def _numbered(event: Event, given: Mapping[tuple[str, str], int]) -> Event:
    if event.kind != "enrol" or event.values[ENROL_SERIAL] is not None:
        return event
    values = list(event.values)
    values[ENROL_SERIAL] = given[event.id, body_of(event)]
    return event._replace(values=tuple(values))


def scopes(number: NumberFormat, fields: Fields) -> Callable[[Event], str]:
    """What returns the scope of an enrolment's serial, as a text; it is empty without scope, or without its field."""
    if number.serial_per is None:
        return lambda _event: ""
    scope = number.serial_per

    def scope_of(event: Event) -> str:
        named = [field.name for field in (fields(event.at) if callable(fields) else fields)]
        value = event.values[ENROL_FIELDS + named.index(scope)] if scope in named else None
        return "" if value is None else str(value)

    return scope_of
