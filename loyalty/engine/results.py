"""What the questions of the API return."""

from collections.abc import Mapping

import attrs

from loyalty.engine.effects import Effect, Rejected
from loyalty.engine.state import State


@attrs.frozen
class Replay:
    """A member's state, and everything that led to it in order; `rejected` picks the rejections out."""

    state: State
    effects: tuple[Effect, ...]

    @property
    def rejected(self) -> Mapping[str, Rejected]:
        """The rejections by event id."""
        return {effect.cause: effect for effect in self.effects if isinstance(effect, Rejected)}


@attrs.frozen
class Applied:
    """The state after one event, and what the event did; `duplicate` when it had been delivered before."""

    state: State
    effects: tuple[Effect, ...]
    duplicate: bool = False
