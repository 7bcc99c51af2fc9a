"""Rows spread over files by a key, so that one part at a time fits into memory."""

import marshal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

Row = tuple[Any, ...]
"""Plain values: texts, numbers, None, and tuples of these."""

_BATCH = 1_000


def part_of(key: str, parts: int) -> int:
    """Return the part a key belongs to: the same in every process, on every machine.

    >>> part_of("wang", 16)
    12
    """
    return crc32(key.encode()) % parts


class Spread:
    """Writes rows to one file for each part; several processes may write to one directory under different names.

    The files hold what the events hold, personal data too: the directory must be readable by its owner only,
    and is removed by whoever made it.
    """

    def __init__(self, directory: Path, parts: int, name: str) -> None:
        """Write to ``part-<name>`` files in `directory`."""
        self._directory = directory
        self._name = name
        self._parts = parts
        self._waiting: list[list[Row]] = [[] for _ in range(parts)]

    def add(self, row: Row, key: str) -> None:
        """Add a row to the part of `key`."""
        part = part_of(key, self._parts)
        waiting = self._waiting[part]
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._write(part)

    def flush(self) -> None:
        """Write what is still in memory."""
        for part, waiting in enumerate(self._waiting):
            if waiting:
                self._write(part)

    def _write(self, part: int) -> None:
        with (self._directory / f"{part}-{self._name}").open("ab") as file:
            marshal.dump(self._waiting[part], file)
        self._waiting[part] = []


def rows(directory: Path, part: int, without: str = "") -> Iterator[Row]:
    """Yield the rows of a part, in no particular order, but not those of the writer `without`.

    The files are our own, written a moment ago into a directory of our own: that is why `marshal` may read them.
    """
    for path in sorted(directory.glob(f"{part}-*")):
        if path.name == f"{part}-{without}":
            continue
        with path.open("rb") as file:
            end = path.stat().st_size
            while file.tell() < end:
                yield from marshal.load(file)  # noqa: S302 - see above
