"""Reading events into a run: each is checked, keeps its place, and goes where the run keeps its rows."""

from typing import Protocol

import attrs

from loyalty.api import Program
from loyalty.errors import Rejection
from loyalty.members.core import MERGE_ABSORBS
from loyalty_cli.exits import Exit, Stop
from loyalty_cli.population.row import AT, KIND, MEMBER, Row, row
from loyalty_cli.population.shapes import shapes
from loyalty_cli.population.tally import Example, Tally
from loyalty_cli.sources import Broken, Meter, Piece, Record, read


class Sink(Protocol):
    """Where rows go."""

    def add(self, one: Row) -> None:
        """Keep a row."""


@attrs.define
class Read:
    """What was read: how many events, what was refused, the latest instant, and the pairs of merged members."""

    events: int = 0
    refused: Tally = attrs.field(factory=Tally)
    latest: int | None = None
    merged: list[tuple[str, str]] = attrs.field(factory=list)

    def merge(self, other: "Read") -> None:
        """Add what another piece had."""
        self.events += other.events
        self.refused.merge(other.refused)
        self.merged += other.merged
        if other.latest is not None:
            self.see(other.latest)

    def see(self, at: int) -> None:
        """Take note of an instant."""
        if self.latest is None or at > self.latest:
            self.latest = at


def read_piece(program: Program, piece: Piece, sink: Sink, meter: Meter, *, strict: bool) -> Read:
    """Read a piece of a file into `sink`; a broken place ends it only when `strict`."""
    done = Read()
    for found in read(piece, shapes(program), meter):
        done.events += 1
        if isinstance(found, Broken):
            _broken(done, found, strict=strict)
        else:
            _read(program, found, sink, done)
    return done


def _read(program: Program, found: Record, sink: Sink, done: Read) -> None:
    good, bad = program.events((found.body,))
    for event in good:
        one = row(found.file, found.line, event)
        done.see(one[AT])
        if one[KIND] == "merge":
            done.merged.append((one[MEMBER], str(event.values[MERGE_ABSORBS])))
        sink.add(one)
    for rejection in bad:
        done.refused.add(rejection.code, Example(rejection.event_id, f"{found.file}:{found.line}", _message(rejection)))


def _broken(done: Read, found: Broken, *, strict: bool) -> None:
    place = f"{found.file}:{found.line}"
    if strict:
        raise Stop(Exit.FINDINGS, f"{place}: {found.code}: {found.message}")
    done.refused.add(found.code, Example("", place, found.message))


def _message(rejection: Rejection) -> str:
    field = f"{rejection.field}: " if rejection.field else ""
    hint = f" ({rejection.hint})" if rejection.hint else ""
    return f"{field}{rejection.message}{hint}"
