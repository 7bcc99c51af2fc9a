"""Serial numbers for a population on disk: the same as `loyalty.members.assign` gives, in bounded memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from loyalty.members import Event
from loyalty.members.core import ENROL_FIELDS, ENROL_SERIAL
from loyalty.members.identity import body_of
from loyalty.program import Version
from loyalty_cli.population.keeping import ENROLMENTS
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.row import Row, events
from loyalty_cli.population.spread import Spread, rows

SERIALS = "serials"
"""Directory with the serials that were given, by member: rows of event id, body and serial."""

_MAKE = """
create table enrolments (scope text, serial integer, at integer, id text, body text, member text);
create index taken on enrolments (scope, serial) where serial is not null;
"""


def give(folder: Path, parts: int, version: Version, kin: Kin) -> None:
    """Give each enrolment on disk without a serial the next free one of its scope, in the order of ``(at, id)``."""
    (folder / SERIALS).mkdir(exist_ok=True)
    if version.number is None or version.number.on != "enrol":
        return
    given = Spread(folder / SERIALS, parts, "given")
    with closing(sqlite3.connect(folder / "serials.db", isolation_level=None)) as base:
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.executescript(_MAKE)
        base.execute("begin")
        base.executemany("insert into enrolments values (?, ?, ?, ?, ?, ?)", _enrolments(folder, version))
        for name, body, member, serial in _given(base):
            given.add((name, body, serial), kin.head(member))
    given.flush()


def numbered(folder: Path, part: int, found: list[Event]) -> list[Event]:
    """Return the events of a part with the serials that were given."""
    serials = {(name, body): serial for name, body, serial in rows(folder / SERIALS, part)}
    return [_numbered(event, serials) for event in found] if serials else found


def _numbered(event: Event, serials: dict[tuple[str, str], int]) -> Event:
    if event.kind != "enrol" or event.values[ENROL_SERIAL] is not None:
        return event
    values = list(event.values)
    values[ENROL_SERIAL] = serials[event.id, body_of(event)]
    return event._replace(values=tuple(values))


def _enrolments(folder: Path, version: Version) -> Iterator[Row]:
    per = version.number.serial_per if version.number else None
    place = None if per is None else ENROL_FIELDS + [field.name for field in version.fields].index(per)
    for one in rows(folder / ENROLMENTS, 0):
        (event,) = events([one])
        value = None if place is None else event.values[place]
        scope = "" if value is None else str(value)
        yield scope, event.values[ENROL_SERIAL], event.at, event.id, body_of(event), event.member


def _given(base: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    following: dict[str, int] = {}
    last = ("", "")
    order = "select scope, id, body, member from enrolments where serial is null order by at, id, body"
    for scope, name, body, member in base.execute(order):
        if (name, body) == last:
            continue
        last = (name, body)
        serial = following.get(scope, 1)
        while base.execute("select 1 from enrolments where scope = ? and serial = ?", (scope, serial)).fetchone():
            serial += 1
        following[scope] = serial + 1
        yield name, body, member, serial
