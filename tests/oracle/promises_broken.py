"""Oracles of promises with one rule broken each: the comparison must find every one of them out."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.oracle.promises import NEVER, Fate, Follower


class EqualIsLate(Follower):
    """Breaks at the limit itself."""

    def _limits(self, anchor: int, lengths: tuple[Any, Any, Any]) -> tuple[int | None, int, int]:
        due, last, first = super()._limits(anchor, lengths)
        return due, last - (last < NEVER), first


class EarlyIsFine(Follower):
    """Knows no too early."""

    def _limits(self, anchor: int, lengths: tuple[Any, Any, Any]) -> tuple[int | None, int, int]:
        due, last, _first = super()._limits(anchor, lengths)
        return due, last, -NEVER


class CarriedOver(Follower):
    """Lets a period be made up for after it."""

    def _open(self, fate: Fate) -> None:
        fate.by_period = False
        super()._open(fate)


class NewestFirst(Follower):
    """Keeps the newest obligation instead of the oldest."""

    def _choose(self, fates: Sequence[Fate], then: Any) -> None:
        super()._choose(list(reversed(fates)), then)


class LateFirst(Follower):
    """Performs what is late before what can still be kept."""

    def _choose(self, fates: Sequence[Fate], then: Any) -> None:
        late = [fate for fate in fates if fate.is_owed and fate.outcome != "open"]
        super()._choose(late or fates, then)


class AnyStep(Follower):
    """Takes steps in any order."""

    def _next(self, fate: Fate, event: Mapping[str, Any]) -> bool:
        return "steps" not in self.words or event.get("role") in fate.left


class TierOfTheEnd(Follower):
    """Lets a cancellation change nothing."""

    def _let_go(self, fate: Fate, at: int) -> None:
        if fate.outcome == "open":
            super()._let_go(fate, at)


class Unmoved(Follower):
    """Moves nothing."""

    def _move(self, fate: Fate, anchor: int, at: int) -> None:
        """Leave the limits as they are."""


class PausedToo(Follower):
    """Promises something during a pause."""

    def _has(self) -> bool:
        before, self.member.status = self.member.status, "active"
        found = super()._has()
        self.member.status = before
        return found and before != "cancelled"


BROKEN = (EqualIsLate, EarlyIsFine, CarriedOver, NewestFirst, LateFirst, AnyStep, TierOfTheEnd, Unmoved, PausedToo)
