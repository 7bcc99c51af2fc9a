"""Reading the events of a scenario."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

from loyalty.config.findings import shown
from loyalty.errors import LoyaltyError
from loyalty.periods import Period
from loyalty.testing.people import ONLY, crowds
from loyalty.testing.scenario import Happening
from loyalty.testing.section import Section, what

TIMES_MAX = 10_000
"""The most events that one line may stand for."""


def happenings(scenario: Section) -> tuple[Happening, ...]:
    """Return the events in the order of the file.

    An event has `at`, and its kind as a key: ``{ at = 2024-03-01T10:00, purchase = { amount = 500 } }``. Besides: `id`,
    `member`, `recorded` (when it was stored, if later), and `every` with `times` for a series, such as ten purchases
    a week apart: each is counted from the first (semantics 12).
    """
    read: list[Happening] = []
    groups, number = crowds(scenario), 1
    written = [event for event in map(_happening, scenario.sections("events")) if event is not None]
    for event in written:
        crowd = groups.get(event.member, ())
        own = {each.id for each in written if each.id and each.member == event.member} if crowd else set()
        for each in _each(attrs.evolve(event, number=number), crowd, own):
            read.append(each)
            number += each.times
    _refuse_twice(scenario, read)
    return tuple(read)


def _each(event: Happening, crowd: Sequence[str], own: Collection[str]) -> Iterator[Happening]:
    """Yield an event, or that of every member of a crowd; of an id in `own` each has his own."""
    if not crowd:
        yield event
    for place, member in enumerate(crowd):
        name = f"{event.id}-{place + 1}" if event.id else ""
        fields = {
            key: f"{value}-{place + 1}" if isinstance(value, str) and value in own else value
            for key, value in event.fields.items()
        }
        number = event.number + place * event.times
        yield attrs.evolve(event, member=member, number=number, id=name, fields=fields)


def kind_keys(event: Mapping[str, Any]) -> list[str]:
    """Return the keys that can be the kind of an event: those with a table."""
    return [key for key, value in event.items() if isinstance(value, dict)]


def _happening(section: Section) -> Happening | None:
    at = section.moment("at", required=True)
    who, name, recorded = section.text("member") or ONLY, section.text("id"), section.moment("recorded")
    every, times = _every(section), min(section.whole("times", 1), TIMES_MAX)
    if section.has("every") != section.has("times"):
        section.mistakes.add("LOY913", "`every` and `times` belong together", section.path, 'every = "P7D", times = 10')
    kind = _kind(section)
    section.refuse_rest()
    if at is None or not kind:
        return None
    return Happening(1, name, who, kind, at, section.table(kind), recorded, every, times, section.path)


def _every(section: Section) -> Period | None:
    written = section.text("every")
    if not written:
        return None
    try:
        return Period.parse(written)
    except LoyaltyError as error:
        section.mistakes.add("LOY902", error.message, (*section.path, "every"), error.hint)
        return None


def _kind(section: Section) -> str:
    kinds = [key for key in section.rest() if isinstance(section.data[key], dict)]
    if len(kinds) == 1:
        section.table(kinds[0])
        return kinds[0]
    if kinds:
        listed = ", ".join(f"`{shown(kind)}`" for kind in kinds)
        section.mistakes.add(
            "LOY904", f"this event is of several kinds: {listed}", (*section.path, kinds[1]), side="key"
        )
        for kind in kinds:
            section.table(kind)
        return ""
    cure = "purchase = { amount = 500 }"
    rest = section.rest()
    if len(rest) == 1:
        key, value = rest[0], section.raw(rest[0])
        message = f"the kind of an event has a table of fields, not {what(value)}"
        section.mistakes.add("LOY904", message, (*section.path, key), f"{shown(key)} = {{ ... }}")
    else:
        section.mistakes.add("LOY904", "this event has no kind", section.path, cure)
    return ""


def _refuse_twice(scenario: Section, events: Sequence[Happening]) -> None:
    seen: set[str] = set()
    for event in events:
        for name in event.ids:
            if name in seen:
                path = (*event.path, "id") if event.id else event.path
                scenario.mistakes.add("LOY907", f"the id `{shown(name)}` is used twice", path)
                break
            seen.add(name)
