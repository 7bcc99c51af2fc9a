"""What the questions of the API return."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import attrs

from loyalty.engine.effects import Effect, Rejected
from loyalty.engine.state import State
from loyalty.errors import Rejection

Found = TypeVar("Found")


@attrs.frozen
class Replay:
    """A member's state, and everything that led to it in order; `rejected` picks the rejections out."""

    state: State
    effects: tuple[Effect, ...]

    @property
    def rejected(self) -> Mapping[str, Rejected]:
        """The rejections by event id."""
        return {effect.cause: effect for effect in self.effects if isinstance(effect, Rejected)}


class Applied:
    """The state after one event, and what the event did; `duplicate` when it had been delivered before.

    It unpacks as ``state, effects``. Effects are worked out when they are first asked for.
    """

    __slots__ = ("_effects", "_tell", "duplicate", "state")

    def __init__(
        self, state: State, tell: Callable[[], tuple[Effect, ...]] = tuple, *, duplicate: bool = False
    ) -> None:
        """Hold a state, and how to tell what happened."""
        self.state = state
        self.duplicate = duplicate
        self._tell = tell
        self._effects: tuple[Effect, ...] | None = None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the event did, in order."""
        if self._effects is None:
            self._effects = self._tell()
        return self._effects

    def __iter__(self) -> Iterator[object]:
        """Unpack as ``state, effects``."""
        return iter((self.state, self.effects))

    def __repr__(self) -> str:
        """Show the state and the effects."""
        return f"Applied(state={self.state!r}, effects={self.effects!r}, duplicate={self.duplicate})"


class Members(Iterator[Found], Generic[Found]):
    """The members of a population, one after another by id.

    `rejections` are known at once, before the first member is folded: events that could not be read, merges that were
    refused, ids that two members use, and serials that were given twice.
    """

    def __init__(self, found: Iterator[Found], rejections: tuple[Rejection, ...]) -> None:
        """Hold what folds one member after another, and what was refused."""
        self.rejections = rejections
        self._found = found

    def __iter__(self) -> "Members[Found]":
        """Return itself: members are folded once."""
        return self

    def __next__(self) -> Found:
        """Fold the next member."""
        return next(self._found)
