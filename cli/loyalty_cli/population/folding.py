"""Folding one part of a population: counts, rejections, and a row for every member."""

import marshal
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import attrs

from loyalty.api import Program
from loyalty.engine.effects import Rejected
from loyalty.engine.results import Replay
from loyalty.errors import Rejection
from loyalty.members import Event, Field
from loyalty.members.numbers import GIVEN_TWICE
from loyalty.program import Version
from loyalty_cli.outputs import Row as Cells
from loyalty_cli.population.row import Row, places
from loyalty_cli.population.summary import Summary
from loyalty_cli.population.tally import Example, Tally
from loyalty_cli.population.views import Standing, View

_BATCH = 1_000
STANDING = Standing()


@attrs.define
class Folded:
    """What a part comes to."""

    summary: Summary = attrs.field(factory=Summary)
    refused: Tally = attrs.field(factory=Tally)

    def merge(self, other: "Folded") -> None:
        """Add another part."""
        self.summary.merge(other.summary)
        self.refused.merge(other.refused)


def version_at(program: Program, at: datetime) -> Version:
    """Return the version in force at an instant; the first one before all."""
    started = [one for one in program.versions if one.zone.local(one.effective_from) <= at]
    return started[-1] if started else program.versions[0]


def fields_at(program: Program) -> Callable[[int], Sequence[Field]]:
    """Return what gives the member fields of the version in force at an instant."""
    return lambda at: version_at(program, program.versions[0].zone.local(at)).fields


def fold(
    program: Program,
    rows: Sequence[Row],
    found: list[Event],
    at: datetime,
    done: Folded,
    view: View = STANDING,
    *,
    whole: bool = True,
) -> Iterator[Cells]:
    """Fold the events `found` in `rows`, yield the rows of a view of each member by id, and add to what is done.

    Rejections and members are counted as they come, so `done` is complete when all rows have been taken. Of a part that
    is not the `whole` population, serials that were given twice are not told: they are looked for over everybody.
    """
    version = version_at(program, at)
    refused: dict[tuple[str, str], str] = {}
    replays = program.replay_members(found, at=at)
    for replay in replays:
        refused.update(_refused(replay))
        done.summary.add(replay.state)
        yield from view.rows(program, version, replay.state)
    refused.update(
        ((one.event_id, one.code), _said(one)) for one in replays.rejections if whole or one.code != GIVEN_TWICE
    )
    if refused:
        known = places(rows)
        for (event, code), message in refused.items():
            done.refused.add(code, Example(event, known.get(event, ""), message))


def store(path: Path, cells: Iterator[Cells]) -> None:
    """Write rows in their order, a batch at a time."""
    with path.open("wb") as file:
        batch: list[Cells] = []
        for one in cells:
            batch.append(one)
            if len(batch) >= _BATCH:
                marshal.dump(batch, file)
                batch = []
        marshal.dump(batch, file)


def _refused(replay: Replay) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the rejections of one member: event id and code, and the message."""
    for effect in replay.effects:
        if isinstance(effect, Rejected):
            yield (effect.cause, effect.code), _said(effect)


def _said(found: Rejected | Rejection) -> str:
    return f"{found.message} ({found.hint})" if found.hint else found.message
