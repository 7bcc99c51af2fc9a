"""JSON Lines: one object in each line, exact decimals as texts."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from loyalty_cli.outputs.table import Column, Row


def write(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write the rows; every object has every column, null where there is nothing."""
    names = [column.name for column in columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
