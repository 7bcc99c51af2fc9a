"""CSV: a header row, then one event a row; order lines are one row each (`lines.category`, see `lines`)."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.sources.cells import typed
from loyalty_cli.sources.lines import gathered
from loyalty_cli.sources.record import Broken, Meter, Piece, Record, Shapes

if TYPE_CHECKING:
    from _csv import Reader


def read(piece: Piece, shapes: Shapes, meter: Meter) -> Iterator[Record | Broken]:
    """Yield the events of a file in UTF-8; a row that does not fit the header is broken, an empty cell is missing."""
    with Path(piece.path).open("rb") as file:
        yield from gathered(_rows(piece.path, csv.reader(_text(file, meter), strict=True), shapes))


def pieces(path: str) -> list[Piece]:
    """Return the file as one piece: a quoted cell may hold line ends, so that a file cannot be cut unread."""
    size = Path(path).stat().st_size
    return [Piece(path, "csv", 0, size, 1, size)]


def _text(file: IO[bytes], meter: Meter) -> Iterator[str]:
    """Yield the lines; bytes that are not UTF-8 are kept as surrogates, to be reported with their row."""
    encoding = "utf-8-sig"
    for line in file:
        meter.done += len(line)
        yield line.decode(encoding, "surrogateescape")
        encoding = "utf-8"


def _rows(path: str, reader: "Reader", shapes: Shapes) -> Iterator[Record | Broken]:
    header = _header(path, reader)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(path, line, "not-csv", str(error))
            continue
        if row:
            yield _record(path, line, header, row, shapes)


def _record(path: str, line: int, header: list[str], row: list[str], shapes: Shapes) -> Record | Broken:
    if len(row) != len(header):
        return Broken(path, line, "ragged-row", f"{len(row)} cells, and the header has {len(header)}")
    if not all(map(_encodable, row)):
        return Broken(path, line, "not-utf-8", "a cell is not UTF-8")
    return Record(path, line, typed(dict(zip(header, row, strict=True)), shapes))


def _header(path: str, reader: "Reader") -> list[str]:
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise Stop(Exit.INPUT, f"{path}:1: the header row cannot be read: {error}") from error
    if not all(map(_encodable, header)):
        raise Stop(Exit.INPUT, f"{path}:1: the header row is not UTF-8; save the file as UTF-8 (Excel: `CSV UTF-8`)")
    missing = [name for name in ("id", "member", "kind", "at") if name not in header]
    if missing:
        raise Stop(Exit.INPUT, f"{path}:1: the header row has no column `{'`, `'.join(missing)}`{_divided(header)}")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Stop(Exit.INPUT, f"{path}:1: the header row names `{'`, `'.join(twice)}` twice")
    return header


def _divided(header: list[str]) -> str:
    """Say so when something else than commas divides the cells."""
    sign = next((sign for sign in ";\t|" if len(header) == 1 and sign in header[0]), "")
    return f"; its cells are divided by {sign!r}, and a comma is wanted" if sign else ""


def _encodable(cell: str) -> bool:
    if cell.isascii():
        return True
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True
