"""Order lines in flat tables: neighbouring rows with the same id become one event with lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from loyalty_cli.sources.record import Broken, Record

PREFIX = "lines."
"""Columns that begin so hold a field of an order line, for example ``lines.category``."""


def gathered(rows: Iterator[Record | Broken]) -> Iterator[Record | Broken]:
    """Yield events from rows; rows that follow each other with the same event and line cells become its lines.

    A row without line cells is an event by itself. Rows of one id that do not stand together stay apart, and the
    engine then finds two events with one id.
    """
    held: Record | None = None
    for row in rows:
        event = row if isinstance(row, Broken) else _with_line(row)
        if held is not None and isinstance(event, Record) and _same(held, event):
            held.body["lines"].extend(event.body["lines"])
            continue
        if held is not None:
            yield held
        held = event if isinstance(event, Record) else None
        if isinstance(event, Broken):
            yield event
    if held is not None:
        yield held


def _with_line(row: Record) -> Record:
    line = {name[len(PREFIX) :]: value for name, value in row.body.items() if name.startswith(PREFIX)}
    if not line:
        return row
    body = {name: value for name, value in row.body.items() if not name.startswith(PREFIX)}
    return Record(row.file, row.line, {**body, "lines": [line]})


def _same(held: Record, event: Record) -> bool:
    return _envelope(held.body) == _envelope(event.body) and "lines" in held.body and "lines" in event.body


def _envelope(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "lines"}
