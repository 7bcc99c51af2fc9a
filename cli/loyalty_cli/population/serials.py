"""Serial numbers for a population on disk: the same as `loyalty.members.assign` gives, in bounded memory."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from loyalty.members import Event
from loyalty.members.core import ENROL_SERIAL
from loyalty.members.identity import body_of
from loyalty.members.numbers import Fields, scopes, taken
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


_TWICE = """
select scope, serial, id, member from enrolments where (scope, serial) in (
  select scope, serial from enrolments where serial is not null group by scope, serial having count(distinct member) > 1
)
order by scope, serial, at, id, body
"""


def give(folder: Path, parts: int, version: Version, kin: Kin, fields: Fields) -> list[tuple[str, str]]:
    """Give each enrolment on disk without a serial the next free one of its scope, in the order of ``(at, id)``.

    Return the enrolments whose serial another member's has, each with what there is to say.
    """
    (folder / SERIALS).mkdir(exist_ok=True)
    if version.number is None:
        return []
    given = Spread(folder / SERIALS, parts, "given")
    with closing(sqlite3.connect(folder / "serials.db", isolation_level=None)) as base:
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.executescript(_MAKE)
        base.execute("begin")
        base.executemany(
            "insert into enrolments values (?, ?, ?, ?, ?, ?)", _enrolments(folder, scopes(version.number, fields))
        )
        twice = list(_given_twice(base, kin))
        for name, body, member, serial in _given(base) if version.number.on == "enrol" else ():
            given.add((name, body, serial), kin.head(member))
    given.flush()
    return twice


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


def _enrolments(folder: Path, scope_of: Callable[[Event], str]) -> Iterator[Row]:
    for one in rows(folder / ENROLMENTS, 0):
        (event,) = events([one])
        yield scope_of(event), event.values[ENROL_SERIAL], event.at, event.id, body_of(event), event.member


def _given_twice(base: sqlite3.Connection, kin: Kin) -> Iterator[tuple[str, str]]:
    """Yield what `loyalty.members.given_twice` says of the same enrolments."""
    known: tuple[object, ...] = ()
    first = ("", "")
    for scope, serial, name, member in base.execute(_TWICE):
        if known != (scope, serial):
            known, first = (scope, serial), (name, member)
        elif kin.head(first[1]) != kin.head(member):
            said = taken(Event(0, 0, name, "enrol", member, 0), first[0], serial)
            yield name, f"{said.message} ({said.hint})"


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
