"""CSV in UTF-8 with a header row; an empty cell is nothing."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from loyalty_cli.outputs.table import Column, Row

_BOOLS = {True: "true", False: "false"}


def write(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write the rows with quotes only where they are needed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows([_BOOLS[cell] if isinstance(cell, bool) else cell for cell in row] for row in rows)
