"""What a source yields: records and broken places, each with the file and line it stands at."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Record(NamedTuple):
    """One event as the file has it: a mapping not yet checked against the program, and its place (from line 1)."""

    file: str
    line: int
    body: dict[str, Any]


class Broken(NamedTuple):
    """A place that holds no event; `code` is a kebab word like those of rejections, and `message` quotes no data."""

    file: str
    line: int
    code: str
    message: str


class Piece(NamedTuple):
    """A part of a file that can be read by itself, perhaps in another process.

    `start` and `stop` are bytes (JSON Lines), row groups (Parquet), or 0 and the size (CSV, always whole). `line` is
    the number of the first line. `size` is its share of the work, in bytes.
    """

    path: str
    form: str
    start: int
    stop: int
    line: int
    size: int


class Shapes(NamedTuple):
    """Types of fields by kind of event, for forms whose cells are all text; `lines` has those of order lines."""

    fields: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, Mapping[str, str]]


class Meter:
    """Bytes read so far, for a progress bar that looks now and then."""

    __slots__ = ("done",)

    def __init__(self) -> None:
        """Start at nothing."""
        self.done = 0
