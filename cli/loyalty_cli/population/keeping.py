"""Where a run keeps its rows: in memory as long as they fit, then in a directory of its own."""

from collections.abc import Callable
from pathlib import Path

from loyalty_cli.population.row import ID, KIND, MEMBER, Row
from loyalty_cli.population.spread import Spread

MEMBERS, IDS, ENROLMENTS = "members", "ids", "enrolments"
"""Directories with the rows by member, the ids and whose they are by id, and the enrolments alone."""


class Disk:
    """Rows in files; `name` tells those of several processes apart."""

    def __init__(self, folder: Path, parts: int, name: str) -> None:
        """Write below `folder`."""
        for directory in (MEMBERS, IDS, ENROLMENTS):
            (folder / directory).mkdir(exist_ok=True)
        self._members = Spread(folder / MEMBERS, parts, name)
        self._ids = Spread(folder / IDS, parts, name)
        self._enrolments = Spread(folder / ENROLMENTS, 1, name)

    def add(self, one: Row) -> None:
        """Keep a row by its member, and its id apart."""
        self._members.add(one, one[MEMBER])
        self._ids.add((one[ID], one[MEMBER]), one[ID])
        if one[KIND] == "enrol":
            self._enrolments.add(one, "")

    def close(self) -> None:
        """Write what is still in memory."""
        for spread in (self._members, self._ids, self._enrolments):
            spread.flush()


class Memory:
    """Rows in memory; with more than `limit` of them all go to the disk that `overflow` makes."""

    def __init__(self, limit: int, overflow: Callable[[], Disk]) -> None:
        """Begin in memory."""
        self.rows: list[Row] = []
        self.disk: Disk | None = None
        self._limit = limit
        self._overflow = overflow

    def add(self, one: Row) -> None:
        """Keep a row."""
        if self.disk is not None:
            self.disk.add(one)
            return
        self.rows.append(one)
        if len(self.rows) > self._limit:
            self.disk = self._overflow()
            for kept in self.rows:
                self.disk.add(kept)
            self.rows = []
