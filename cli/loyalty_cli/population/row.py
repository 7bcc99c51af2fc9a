"""One event on its way through a run: the place it was read from, then the event itself, all plain values."""

from collections.abc import Iterable
from typing import Any

from loyalty.members import Event

Row = tuple[Any, ...]

FILE, LINE, AT, ID, KIND, MEMBER = 0, 1, 2, 4, 5, 6
_EVENT = 2


def row(file: str, line: int, event: Event) -> Row:
    """Return the row of an event."""
    return (file, line, *event)


def events(rows: Iterable[Row]) -> list[Event]:
    """Return the events of rows."""
    return [Event._make(one[_EVENT:]) for one in rows]


def places(rows: Iterable[Row]) -> dict[str, str]:
    """Return where each event id was read; the first place by name of file and line where there are several."""
    found: dict[str, tuple[str, int]] = {}
    for one in rows:
        place = (one[FILE], one[LINE])
        found[one[ID]] = min(place, found.get(one[ID], place))
    return {name: f"{file}:{line}" for name, (file, line) in found.items()}
