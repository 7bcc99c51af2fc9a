"""Rows of a table as the mappings that a program reads: a cell without a value is a field that is missing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa

BATCH_ROWS = 4_096


def mappings(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield one mapping for each row."""
    names = table.column_names
    for batch in table.to_batches(max_chunksize=BATCH_ROWS):
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}


def instant(text: str) -> datetime:
    """Return an instant from ISO text with an offset."""
    return datetime.fromisoformat(text)
