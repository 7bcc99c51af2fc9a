"""Which writer a file needs, told from its name."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.outputs.atomic import complete
from loyalty_cli.outputs.table import Column, Row

FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
"""Endings of file names and the form they stand for."""


def check_name(path: Path) -> None:
    """Stop before any work when `path` cannot be written."""
    if path.suffix.lower() not in FORMS:
        raise Stop(Exit.USAGE, f"{path}: the form of this file is not known; its name must end in {', '.join(FORMS)}")
    if not path.parent.is_dir():
        raise Stop(Exit.INPUT, f"{path}: there is no directory {path.parent}")


def apart(path: Path, read: Iterable[object]) -> None:
    """Refuse to write over what is read."""
    for name in read:
        if name and str(name) != "-" and path.exists() and Path(str(name)).exists() and path.samefile(str(name)):
            raise Stop(Exit.USAGE, f"--out would write over `{name}`, which is read; give another file")


def write(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write a table; when anything goes wrong on the way, what was at `path` before is still there."""
    form = import_module(f"loyalty_cli.outputs.{FORMS[path.suffix.lower()]}")
    with complete(path) as written:
        form.write(written, columns, rows)
