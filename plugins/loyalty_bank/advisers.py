"""Advisers: who they are, what they can, and when they are away."""

from collections.abc import Iterable
from datetime import datetime

import attrs


@attrs.frozen
class Absence:
    """Somebody is away in ``[start, end)``."""

    start: datetime
    end: datetime

    def __attrs_post_init__(self) -> None:
        """Refuse times without an offset, and an end before the start."""
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise ValueError("start and end need an offset from UTC")
        if self.start >= self.end:
            raise ValueError("an absence ends after it begins")


@attrs.frozen
class Adviser:
    """A person in a role, with at most `capacity` members at one time."""

    id: str
    capacity: int = attrs.field(validator=attrs.validators.ge(0))
    role: str = "adviser"
    skills: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    languages: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    absences: tuple[Absence, ...] = attrs.field(default=(), converter=tuple)

    def away(self, at: datetime) -> bool:
        """Return whether the adviser is absent at an instant."""
        return any(absence.start <= at < absence.end for absence in self.absences)

    def fits(self, need: "Need") -> bool:
        """Return whether the adviser can what is needed, apart from having time."""
        speaks = need.language is None or need.language in self.languages
        return self.role == need.role and speaks and need.skills <= self.skills


@attrs.frozen
class Need:
    """What an adviser has to be: a role, skills, a language; and which right asks for it, with its own limit."""

    role: str
    skills: frozenset[str] = frozenset()
    language: str | None = None
    benefit: str = ""
    limit: int | None = None


def by_id(advisers: Iterable[Adviser]) -> dict[str, Adviser]:
    """Return advisers by id.

    Raises:
        ValueError: two have the same id.
    """
    found: dict[str, Adviser] = {}
    for adviser in advisers:
        if adviser.id in found:
            raise ValueError(f"two advisers are called `{adviser.id}`")
        found[adviser.id] = adviser
    return found
