"""From a scenario to the events that a program folds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from loyalty.errors import LoyaltyError
from loyalty.periods import Zone
from loyalty.testing.scenario import Happening, Moment, Person, Scenario
from loyalty.words import Path

Body = dict[str, Any]

ENROL = "+enrol"
"""The id of an enrolment that a scenario does not write; it sorts before the events of the same instant."""


def events(scenario: Scenario, zone: Zone) -> list[tuple[Body, Path]]:
    """Return every event as a mapping, and where it stands in the file: enrolments first, then in the file's order.

    Raises:
        LoyaltyError: a time lies outside every calendar; the error's path is that in the file.
    """
    taken = {name for event in scenario.events for name in event.ids}
    enrolments = [
        (_enrolment(one, scenario, zone, taken), one.path) for one in scenario.people.values() if one.enrolled
    ]
    return [*enrolments, *((body, event.path) for event in scenario.events for body in _bodies(event, zone))]


def instant(moment: Moment, zone: Zone) -> int:
    """Return the instant a scenario means: a local time is one of the program's, a date is its first instant."""
    if not isinstance(moment, datetime):
        return zone.midnight(moment)
    return zone.to_instant(moment) if moment.tzinfo else zone.from_local(moment)


def _enrolment(person: Person, scenario: Scenario, zone: Zone, taken: set[str]) -> Body:
    name = ENROL if len(scenario.people) == 1 else f"{ENROL}-{person.id}"
    while name in taken:
        name += "-"
    at = _placed(person.joined, zone, (*person.path, "joined")) if person.joined is not None else _first(scenario, zone)
    fields = {key: _value(value, zone) for key, value in person.fields.items()}
    return {**fields, "id": name, "member": person.id, "kind": "enrol", "at": zone.local(at)}


def _first(scenario: Scenario, zone: Zone) -> int:
    """Return the earliest instant that the scenario uses."""
    moments: Sequence[Happening | Any] = (*scenario.events, *scenario.expectations)
    return min(_placed(item.at, zone, (*item.path, "at")) for item in moments)


def _bodies(event: Happening, zone: Zone) -> Iterator[Body]:
    start = _placed(event.at, zone, (*event.path, "at"))
    fields = {key: _value(value, zone) for key, value in event.fields.items()}
    for step, name in enumerate(event.ids):
        at = zone.add(start, event.every, step) if step and event.every else start
        body = {**fields, "id": name, "member": event.member, "kind": event.kind, "at": zone.local(at)}
        if event.recorded is not None:
            body["recorded_at"] = zone.local(_placed(event.recorded, zone, (*event.path, "recorded")))
        yield body


def _placed(moment: Moment, zone: Zone, path: Path) -> int:
    try:
        return instant(moment, zone)
    except LoyaltyError as error:
        raise LoyaltyError(error.code, error.message, path, error.hint) from error


def _value(value: Any, zone: Zone) -> Any:
    """Return a field's value as an event carries it; local times get the program's offset."""
    if isinstance(value, datetime):
        return zone.local(instant(value, zone))
    if isinstance(value, Mapping):
        return {key: _value(item, zone) for key, item in value.items()}
    return [_value(item, zone) for item in value] if isinstance(value, list) else value
