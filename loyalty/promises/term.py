"""A promise of one version, with the calendar by which its limits are counted."""

from collections.abc import Mapping
from typing import Any

import attrs

from loyalty.periods import WorkingCalendar, Zone
from loyalty.promises.promise import Escalation, Promise
from loyalty.words import Names


@attrs.frozen(eq=False)
class Term:
    """What an obligation runs under: the promise as the version that opened it has it.

    `version` and `place` are the numbers by which obligations name it, `roles` what people call the roles.
    """

    promise: Promise
    version: int
    place: int
    zone: Zone
    working: WorkingCalendar | None = None
    roles: Mapping[str, Names] = attrs.field(factory=dict)
    escalations: tuple[tuple[int, Escalation], ...] = attrs.field(init=False)
    """With their places; what only should be done is never handed over."""

    @escalations.default
    def _numbered(self) -> Any:
        must = self.promise.strength == "must"
        return tuple(enumerate(self.promise.escalations)) if must else ()

    @property
    def id(self) -> str:
        """The id of the promise."""
        return self.promise.id

    @property
    def needed(self) -> int:
        """How many keeping events it takes."""
        keeping = self.promise.keeping
        return keeping.times if keeping.steps is None else len(keeping.steps.names)
