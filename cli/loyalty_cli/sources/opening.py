"""Which reader a file needs, told from its name."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.sources import jsonl
from loyalty_cli.sources.record import Broken, Meter, Piece, Record, Shapes

FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
"""Endings of file names and the form they stand for; `-` is JSON Lines from the standard input."""


def pieces(paths: Sequence[str], size: int = 0) -> list[Piece]:
    """Return the parts of all files, in order; with `size`, large files are cut into parts of about so many bytes."""
    return [piece for path in paths for piece in _pieces(path, size)]


def read(piece: Piece, shapes: Shapes, meter: Meter | None = None) -> Iterator[Record | Broken]:
    """Yield the events of a piece one by one; `Stop` when the file as a whole cannot be read."""
    meter = meter or Meter()
    try:
        yield from _reader(piece, shapes, meter)
    except OSError as error:
        raise _unreadable(piece.path, error) from error


def _reader(piece: Piece, shapes: Shapes, meter: Meter) -> Iterator[Record | Broken]:
    if piece.form == "jsonl":
        return jsonl.read(piece, meter)
    if piece.form == "csv":
        from loyalty_cli.sources import csv

        return csv.read(piece, shapes, meter)
    from loyalty_cli.sources import parquet

    return parquet.read(piece, meter)


def _pieces(path: str, size: int) -> list[Piece]:
    form = "jsonl" if path == "-" else FORMS.get(Path(path).suffix.lower())
    if form is None:
        raise Stop(Exit.INPUT, f"{path}: the form of this file is not known; its name must end in {', '.join(FORMS)}")
    try:
        if form == "jsonl":
            return jsonl.pieces(path, size)
        if form == "csv":
            from loyalty_cli.sources import csv

            return csv.pieces(path)
        from loyalty_cli.sources import parquet

        return parquet.pieces(path, size)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> Stop:
    return Stop(Exit.INPUT, f"{path}: {os.strerror(error.errno) if error.errno else error}")
