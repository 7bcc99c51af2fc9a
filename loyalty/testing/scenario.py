"""A scenario file as values: what happens to members, and what must come out of it."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import Any

import attrs

from loyalty.periods import Period
from loyalty.words import Path

Moment = date | datetime
"""An instant as written: with an offset, or a local time of the program, or a date, which is its first instant."""


@attrs.frozen
class Person:
    """A member of a scenario, enrolled at `joined` (None: the earliest instant the scenario uses).

    `enrolled` is false for ``joined = false``, and when the scenario has an `enrol` event for the member.
    """

    id: str
    fields: Mapping[str, object]
    joined: Moment | None = None
    enrolled: bool = True
    path: Path = ()


@attrs.frozen
class Happening:
    """An event of a scenario; `times` of them, `every` so long, when it is written once for many.

    `number` is the position of the first one, from 1, in the list with every repetition written out.
    """

    number: int
    id: str
    member: str
    kind: str
    at: Moment
    fields: Mapping[str, object]
    recorded: Moment | None = None
    every: Period | None = None
    times: int = 1
    path: Path = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the events: as written (``id-1``, ... when repeated), else ``e1``, ``e2``, ... by position."""
        if not self.id:
            return tuple(f"e{self.number + step}" for step in range(self.times))
        return (self.id,) if self.times == 1 else tuple(f"{self.id}-{step + 1}" for step in range(self.times))


@attrs.frozen
class Want:
    """One key of an expectation: what is looked at, which one of them, and the value it must have.

    ``tier = "gold"`` is ``Want("tier", "main", "gold")``; ``rejected = {}`` is ``Want("rejected", "", None)``. `asked`
    is what the member asks for: a request for benefits, a basket to be priced.
    """

    subject: str
    name: str
    value: object
    path: Path = ()
    asked: Any = None


@attrs.frozen
class Expectation:
    """What must be true of one member, or of everybody, at one instant."""

    at: Moment
    member: str
    wants: tuple[Want, ...]
    path: Path = ()

    @property
    def is_about_everybody(self) -> bool:
        """Whether no member needs to be named: targets are about the population."""
        return bool(self.wants) and all(want.subject == "target" for want in self.wants)


@attrs.frozen
class Scenario:
    """A case: people, what happens to them, and what must come out.

    `file` and `text` are those of the scenario file, so that a failure can show the line; `programs` are the files of
    the program's versions, and `parameters` those of the file with the scenario's own on top.
    """

    name: str
    people: Mapping[str, Person]
    events: tuple[Happening, ...]
    expectations: tuple[Expectation, ...]
    programs: tuple[FilePath, ...] = ()
    parameters: Mapping[str, object] = attrs.field(factory=dict)
    marks: tuple[str, ...] = ()
    path: Path = ()
    file: str = ""
    text: str = attrs.field(default="", repr=False)


@attrs.frozen
class ScenarioFile:
    """All scenarios of one file, in order."""

    file: str
    programs: tuple[FilePath, ...]
    scenarios: tuple[Scenario, ...]
