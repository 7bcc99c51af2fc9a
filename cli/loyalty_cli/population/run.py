"""A whole run: read everything, bring together what belongs together, fold part by part."""

import heapq
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import attrs
import click

from loyalty.api import Program
from loyalty.engine.measuring import Measuring
from loyalty.members import Event, assign
from loyalty.members.numbers import GIVEN_TWICE
from loyalty_cli.exits import Exit, Stop
from loyalty_cli.instants import instant
from loyalty_cli.outputs import Row as Cells
from loyalty_cli.population.aims import MeasureTask, add, begun, measure_part
from loyalty_cli.population.crew import Crew
from loyalty_cli.population.families import gather, pairs
from loyalty_cli.population.folding import STANDING, Folded, fields_at, fold, version_at
from loyalty_cli.population.keeping import MEMBERS, Disk, Memory
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.reading import Read, read_piece
from loyalty_cli.population.request import Source
from loyalty_cli.population.row import ID, MEMBER, Row, events
from loyalty_cli.population.serials import give, numbered
from loyalty_cli.population.spread import part_of, rows
from loyalty_cli.population.tally import Example
from loyalty_cli.population.tasks import OUT, FoldTask, Job, ReadTask, chosen, fold_part, read_to_disk, share
from loyalty_cli.population.views import View
from loyalty_cli.programs import UnloadedError
from loyalty_cli.render.findings import as_json
from loyalty_cli.render.progress import bar
from loyalty_cli.sources import Meter, Piece, pieces

PART_BYTES = 32_000_000
"""How much input a part should come from; its events take about four times as much in memory."""

PARTS_MIN, PARTS_MAX = 16, 1_024
PIECE_BYTES = 8_000_000
BAR_BYTES = 2_000_000


@attrs.define
class Run:
    """A run over a population, step by step: `read`, then `fold`. Used as a context: its files go when it ends."""

    source: Source
    program: Program
    pieces: list[Piece]
    workers: int = 1
    limit: int = 0
    strict: bool = False
    done: Read = attrs.field(factory=Read, init=False)
    folded: Folded = attrs.field(factory=Folded, init=False)
    _memory: Memory | None = attrs.field(default=None, init=False)
    _job: Job = attrs.field(init=False)
    _crew: Crew = attrs.field(init=False)
    _stack: ExitStack = attrs.field(factory=ExitStack, init=False)

    def __enter__(self) -> Self:
        """Make a directory that nobody else may read; it stays empty while everything fits into memory."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="loyalty-")))
        self._crew = self._stack.enter_context(Crew(self.workers))
        parts = sum(piece.size for piece in self.pieces) // PART_BYTES
        self._job = Job(self.source, folder, min(max(parts, PARTS_MIN), PARTS_MAX), self.strict)
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the directory."""
        self._stack.close()

    def read_until(self, at: str) -> datetime | None:
        """Read all pieces; return the instant asked for, or the latest one of the data, if there is any."""
        with bar("reading", sum(piece.size for piece in self.pieces), BAR_BYTES) as meter:
            self._read(meter)
        zone = self.program.versions[-1].zone
        if at:
            return zone.local(instant(at, zone))
        return None if self.done.latest is None else zone.local(self.done.latest)

    def _read(self, meter: Meter) -> None:
        if self.workers > 1:
            self._read_together(meter)
            return
        self._memory = Memory(self.limit, lambda: Disk(self._job.folder, self._job.parts, "main"))
        for piece in self.pieces:
            self.done.merge(read_piece(self.program, piece, self._memory, meter, strict=self.strict))
        if self._memory.disk is not None:
            self._memory.disk.close()

    def _read_together(self, meter: Meter) -> None:
        """Let the workers read, but for the standard input, which only this process has."""
        own = [piece for piece in self.pieces if piece.path == "-"]
        disk = Disk(self._job.folder, self._job.parts, "main")
        for piece in own:
            self.done.merge(read_piece(self.program, piece, disk, meter, strict=self.strict))
        disk.close()
        tasks = [ReadTask(self._job, piece) for piece in self.pieces if piece not in own]
        for part, size in self._crew.work(read_to_disk, tasks):
            self.done.merge(part)
            meter.done += size

    def fold(self, at: datetime, member: str = "", view: View = STANDING) -> Iterator[Cells]:
        """Yield the rows of a view, of each member by id or only of the family of `member`.

        The counts in `folded` are complete when all rows have been taken.
        """
        if self._memory is not None and self._memory.disk is None:
            mine, found = self._selected(self._memory.rows, at, member)
            yield from view.ordered(fold(self.program, mine, found, at, self.folded, view))
            return
        kin = self._gathered(at)
        only = kin.head(member) if member else ""
        parts = range(self._job.parts) if not member else [part_of(only, self._job.parts)]
        tasks = [FoldTask(self._job, part, at, kin, only, view) for part in parts]
        with bar("folding", len(parts)) as meter:
            for done in self._crew.work(fold_part, tasks):
                self.folded.merge(done)
                meter.done += 1
        yield from heapq.merge(*(rows(self._job.folder / OUT, part) for part in parts))

    def measure(self, at: datetime, period: str | None) -> Measuring:
        """Return the measurement of the targets over everybody; what was refused is in `folded`."""
        whole = begun(self.program, at, period)
        if self._memory is not None and self._memory.disk is None:
            self.folded.refused.merge(add(whole, self._memory.rows, events(self._memory.rows)))
            return whole
        kin = self._gathered(at)
        tasks = [MeasureTask(self._job, part, at, period, kin) for part in range(self._job.parts)]
        with bar("measuring", len(tasks)) as meter:
            for sums, refused in self._crew.work(measure_part, tasks):
                whole.merge(sums)
                self.folded.refused.merge(refused)
                meter.done += 1
        return whole

    def family(self, at: datetime, member: str) -> list[Event]:
        """Return the events of a member, and of those merged with it or in conflict with it."""
        if self._memory is not None and self._memory.disk is None:
            return self._selected(self._memory.rows, at, member)[1]
        kin = self._gathered(at)
        part = part_of(kin.head(member), self._job.parts)
        mine = chosen(list(rows(self._job.folder / MEMBERS, part)), kin, kin.head(member))
        return numbered(self._job.folder, part, events(mine))

    def _selected(self, held: list[Row], at: datetime, member: str) -> tuple[list[Row], list[Event]]:
        """Return rows and their events, with serials given over everybody before anybody is left out."""
        found, version = events(held), version_at(self.program, at)
        if not member:
            return held, found
        if version.number is not None:
            found = list(assign(found, version.number, fields_at(self.program)))
        kin = Kin([*self.done.merged, *pairs((one[ID], one[MEMBER]) for one in held)])
        head = kin.head(member)
        both = [(one, event) for one, event in zip(held, found, strict=True) if kin.head(event.member) == head]
        return [one for one, _ in both], [event for _, event in both]

    def _gathered(self, at: datetime) -> Kin:
        """Bring families together on disk and give serials, over everybody."""
        kin, job = Kin(self.done.merged), self._job
        for found in self._crew.work(share, [(job, part) for part in range(job.parts)]):
            for one, other in found:
                kin.join(one, other)
        gather(job.folder, job.parts, kin)
        twice = give(job.folder, job.parts, version_at(self.program, at), kin, fields_at(self.program))
        for event, message in twice:
            self.folded.refused.add(GIVEN_TWICE, Example(event, "", message))
        (job.folder / OUT).mkdir()
        return kin


def opened(given: Mapping[str, Any]) -> Run:
    """Return the run that a command's options describe, with its program loaded and its files found."""
    source = Source.of((*given["earlier"], given["program"]), given["settings"], given["values"])
    try:
        program = source.load()
    except UnloadedError as error:
        if given["form"] == "json":
            click.echo(as_json(error.paths, error.diagnostics, "", given["language"]))
            raise Stop(Exit.PROGRAM) from error
        raise error.spoken(given["language"]) from error
    size = PIECE_BYTES if given["workers"] > 1 else 0
    return Run(source, program, pieces(given["events"], size), given["workers"], given["in_memory"], given["strict"])
