"""The tasks of a run, each in a form that another process can do: reading a piece, folding a part."""

import os
from datetime import datetime
from pathlib import Path

import attrs

from loyalty.api import Program
from loyalty_cli.population.families import sharing
from loyalty_cli.population.folding import STANDING, Folded, fold, store
from loyalty_cli.population.keeping import MEMBERS, Disk
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.reading import Read, read_piece
from loyalty_cli.population.request import Source
from loyalty_cli.population.row import MEMBER, Row, events
from loyalty_cli.population.serials import numbered
from loyalty_cli.population.spread import rows
from loyalty_cli.population.views import View
from loyalty_cli.sources import Meter, Piece

OUT = "out"
"""Directory with the rows of the output, a file for each part."""


@attrs.frozen
class Job:
    """What all tasks of a run share: the program, the directory, the number of parts, and whether to stop early."""

    source: Source
    folder: Path
    parts: int
    strict: bool = False

    def program(self) -> Program:
        """Return the program, loaded once for this job in each process."""
        return _program(self)


_loaded: dict[Path, Program] = {}


def _program(job: Job) -> Program:
    """Keep one program: a process works for one run, whose directory is its own."""
    if job.folder not in _loaded:
        _loaded.clear()
        _loaded[job.folder] = job.source.load()
    return _loaded[job.folder]


@attrs.frozen
class ReadTask:
    """Read one piece to disk."""

    job: Job
    piece: Piece


@attrs.frozen
class FoldTask:
    """Fold one part at an instant; `only` is the head of a family when nobody else is asked for."""

    job: Job
    part: int
    at: datetime
    kin: Kin
    only: str = ""
    view: View = STANDING


def read_to_disk(task: ReadTask) -> tuple[Read, int]:
    """Return what was read, and the size of the piece for the progress bar."""
    disk = Disk(task.job.folder, task.job.parts, str(os.getpid()))
    done = read_piece(task.job.program(), task.piece, disk, Meter(), strict=task.job.strict)
    disk.close()
    return done, task.piece.size


def share(task: tuple[Job, int]) -> list[tuple[str, str]]:
    """Return the members that share an id among those of one part."""
    job, part = task
    return sharing(job.folder, part)


def fold_part(task: FoldTask) -> Folded:
    """Fold one part and leave its rows in the directory."""
    job, done = task.job, Folded()
    mine = chosen(list(rows(job.folder / MEMBERS, task.part)), task.kin, task.only)
    found = numbered(job.folder, task.part, events(mine))
    cells = fold(job.program(), mine, found, task.at, done, task.view, whole=False)
    store(job.folder / OUT / f"{task.part}-rows", task.view.ordered(cells))
    return done


def chosen(found: list[Row], kin: Kin, only: str) -> list[Row]:
    """Return the rows of one family, or all of them."""
    return [one for one in found if kin.head(one[MEMBER]) == only] if only else found
