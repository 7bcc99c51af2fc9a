"""Voids, replacements and overrides: which events they change (semantics 5 and 6)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from loyalty.errors import Rejection
from loyalty.members.core import CORRECTION, FIXED, VOID_OF, VOID_REPLACED_BY, VOID_SUFFIX
from loyalty.members.event import Event


class Reach(NamedTuple):
    """What a correction changes, also one that was refused: the history from the instant `since` on.

    It is in force for what happens at or after `at` and is recorded at or after `recorded_at`.
    """

    since: int
    at: int
    recorded_at: int


@attrs.define
class Corrections:
    """What the corrections of a history do, gathered in their order; all keys are event ids.

    `voided` and `overridden` give the correction that names an event, `replaced` the id of its replacement.
    `absent` are replacements that do not count: refused, or not yet made. `waiting` are corrections of unknown events.
    `reaches` has one entry for each correction that concerns a known event.
    """

    voided: dict[str, Event] = attrs.field(factory=dict)
    overridden: dict[str, Event] = attrs.field(factory=dict)
    replaced: dict[str, str] = attrs.field(factory=dict)
    replacements: set[str] = attrs.field(factory=set)
    absent: set[str] = attrs.field(factory=set)
    waiting: list[Event] = attrs.field(factory=list)
    reaches: list[Reach] = attrs.field(factory=list)
    rejections: list[Rejection] = attrs.field(factory=list)

    @classmethod
    def of(cls, events: Sequence[Event], later: Iterable[Event] = ()) -> "Corrections":
        """Gather the corrections among `events`, which are in order; those in `later` have not been made yet."""
        self = cls(absent={name for event in later if (name := replacement_of(event))})
        known = {event.id: event for event in events}
        for event in events:
            if event.phase == CORRECTION:
                target, replacement = known.get(str(event.values[VOID_OF])), replacement_of(event)
                self.reaches += _reaches(event, target, known.get(replacement or ""))
                self._take(event, target, replacement)
        return self

    def drops(self, event: Event) -> bool:
        """Whether the fold runs without the event, or the event is itself a correction."""
        return event.phase == CORRECTION or event.id in self.voided or event.id in self.absent

    def awaited(self, known: set[str]) -> set[str]:
        """Say which ids that are not `known` yet mean more to the fold than an event by itself does."""
        return {str(event.values[VOID_OF]) for event in self.waiting} | (self.replacements - known)

    def _take(self, event: Event, target: Event | None, replacement: str | None) -> None:
        if replacement:
            self.replacements.add(replacement)
        if target is None:
            self.waiting.append(event)
        elif event.kind == "override":
            self.overridden.setdefault(target.id, event)
        elif target.kind in FIXED:
            self._refuse(event, replacement, "no-decision-changes", f"a {target.kind} cannot be voided or replaced")
        elif replacement and target.id in self.replaced:
            self._refuse(event, replacement, "conflict", f"the event is replaced by {self.replaced[target.id]!r}")
        else:
            self.voided.setdefault(target.id, event)
            if replacement:
                self.replaced[target.id] = replacement

    def _refuse(self, event: Event, replacement: str | None, code: str, message: str) -> None:
        """Refuse a correction; a replacement is refused as a whole."""
        if replacement:
            self.absent.add(replacement)
        self.rejections.append(Rejection(replacement or event.id, event.member, code, message, "of"))


def replacement_of(event: Event) -> str | None:
    """The id of the new event, if this is the void of a replacement."""
    if event.kind != "void":
        return None
    name = event.values[VOID_REPLACED_BY]
    return name if isinstance(name, str) and event.id == name + VOID_SUFFIX else None


def _reaches(correction: Event, target: Event | None, replacement: Event | None) -> list[Reach]:
    """How far a correction reaches; not at all when it concerns nothing that is known."""
    about = [event for event in (target, replacement) if event]
    if not about:
        return []
    complete = [correction, target] if target else [correction]
    return [Reach(min(e.at for e in about), max(e.at for e in complete), max(e.recorded_at for e in complete))]
