"""What a run shows of its members: a row for each of them, or one for everything that is owed to them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

import attrs

from loyalty.api import Program
from loyalty.engine.state import State
from loyalty.periods import to_instant
from loyalty.program import Version
from loyalty.promises import Obligation
from loyalty.words import label
from loyalty_cli.outputs import Column, Row
from loyalty_cli.population import member

LAST = 10**18
"""Where what has no limit stands in due order."""


class View(Protocol):
    """Rows out of members; it can be sent to another process."""

    def rows(self, program: Program, version: Version, state: State) -> Iterable[Row]:
        """Return the rows of one member."""
        ...

    def ordered(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Return the rows of many members, which come by id, in the order of the view."""
        ...


@attrs.frozen
class Standing:
    """A row for each member, by id."""

    def rows(self, program: Program, version: Version, state: State) -> Iterable[Row]:  # noqa: ARG002 - of a view
        """Return where the member stands."""
        return (member.row(version, state),)

    def ordered(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Return them as they come."""
        return rows


@attrs.frozen
class Owed:
    """A row for everything that is owed, in due order; with `role` only what this role owes.

    A row begins with the cells that put it in order; see `SORTED`.
    """

    role: str = ""
    language: str = "en"

    def rows(self, program: Program, version: Version, state: State) -> Iterable[Row]:  # noqa: ARG002 - of a view
        """Return what is owed to the member, with his id in the place of that of somebody who was merged into him."""
        found = program.due((state,), role=self.role or None)
        return [
            (*_key(each, state.member, place), state.member, each.promise, each.case, *self._cells(program, each))
            for place, each in enumerate(found)
        ]

    def ordered(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Return them in due order."""
        return iter(sorted(rows))

    def _cells(self, program: Program, each: Obligation) -> Row:
        promises = [one for version in program.versions[::-1] for one in version.promises]
        names = next((one.names for one in promises if one.id == each.promise), {})
        return (
            label(names, self.language, each.promise), each.state, _text(each.due_at), each.inclusive,
            _text(each.opened_at), _text(each.earliest_at), each.owner,
            ", ".join(each.escalated_to) or None, ", ".join(each.left) or None,
            each.times, each.strength, each.severity, each.problem or None, each.texts[self.language], each.where,
        )  # fmt: skip


SORTED = 8
"""Cells at the beginning of a row that only put it in order."""
COLUMNS = [
    Column("member"), Column("promise"), Column("case"), Column("name"), Column("state"),
    Column("due"), Column("inclusive", "bool"), Column("since"), Column("earliest"), Column("owner"),
    Column("escalated"), Column("left"),
    Column("times", "integer"), Column("strength"), Column("severity"), Column("problem"), Column("text"),
    Column("where"),
]  # fmt: skip
"""The columns of what is owed, behind those that only put it in order."""


def _key(each: Obligation, who: str, place: int) -> Row:
    due = LAST if each.due_at is None else to_instant(each.due_at)
    known, is_open = not each.problem, each.state == "open"
    return known, is_open, due, to_instant(each.opened_at), who, each.promise, each.case, place


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
