"""What became of each obligation, from the effects of a replay: opened, how it ended, and what followed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

import attrs

from loyalty.engine import promise_effects as p
from loyalty.engine.effects import Effect

Outcome = Literal["open", "kept", "breached", "missed", "waived"]


@attrs.frozen(kw_only=True)
class Trail:
    """One obligation from its opening on.

    Attributes:
        promise: the id of the promise.
        case: what opened it.
        opened: since when it is, or was, owed.
        due: until when it was to be performed, as it was moved last; None without a limit that is known.
        earliest: before which it would be too early.
        outcome: how it ended, once and for all; ``open`` while it is open.
        ended: when that was.
        early: whether it was breached because it was done too early.
        performed: when what had been breached was performed after all.
        dropped: when it was not owed any more without having been performed.
        escalated: the roles it was handed over to.
        points: what the remedy gave.
        benefit: the benefit of which the remedy gave one use.
        steps: the steps that were done.
        problem: why the limit is not known.
        where: ``file:line`` of the promise.
    """

    promise: str
    case: str
    opened: datetime
    due: datetime | None = None
    earliest: datetime | None = None
    outcome: Outcome = "open"
    ended: datetime | None = None
    early: bool = False
    performed: datetime | None = None
    dropped: datetime | None = None
    escalated: tuple[str, ...] = ()
    points: int = 0
    benefit: str = ""
    steps: tuple[str, ...] = ()
    problem: str = ""
    where: str = ""

    @property
    def ran_out(self) -> bool:
        """Whether time alone ended it: then its limit says when."""
        if self.due is None or self.ended is None or self.outcome not in {"breached", "missed"}:
            return False
        return self.ended - self.due in {timedelta(0), timedelta.resolution}

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self.outcome in {"kept", "waived"} or self.performed is not None or self.dropped is not None


def trails(effects: Iterable[Effect]) -> tuple[Trail, ...]:
    """Return what became of every obligation, in the order in which they were opened."""
    found: list[Trail] = []
    open_now: dict[tuple[str, str], list[int]] = {}
    for effect in effects:
        if not isinstance(effect, p.PromiseEffect):
            continue
        places = open_now.setdefault((effect.rule, effect.case), [])
        if isinstance(effect, p.PromiseOpened):
            places.append(len(found))
            found.append(_opened(effect))
        elif places:
            place = places[0]
            found[place] = attrs.evolve(found[place], **CHANGES[type(effect)](found[place], effect))
            if found[place].is_over:
                places.pop(0)
    return tuple(found)


def outcomes(effects: Iterable[Effect]) -> Mapping[tuple[str, str], str]:
    """Return what became of obligations by promise and case, of several the last."""
    return {(each.promise, each.case): each.outcome for each in trails(effects)}


def _opened(effect: p.PromiseOpened) -> Trail:
    return Trail(
        promise=effect.rule, case=effect.case, opened=effect.at, due=effect.due, earliest=effect.earliest,
        problem=effect.problem, where=effect.where,
    )  # fmt: skip


def _breached(_: Trail, effect: Any) -> dict[str, Any]:
    return {"outcome": "missed" if effect.missed else "breached", "ended": effect.at, "early": effect.early}


def _step(trail: Trail, effect: Any) -> dict[str, Any]:
    return {"steps": (*trail.steps, effect.step)} if effect.step else {}


CHANGES: Mapping[type, Callable[[Trail, Any], dict[str, Any]]] = {
    p.PromiseStep: _step,
    p.PromiseKept: lambda _, effect: {"outcome": "kept", "ended": effect.at},
    p.PromiseBreached: _breached,
    p.PromisePerformed: lambda _, effect: {"performed": effect.at},
    p.PromiseWaived: lambda _, effect: {"outcome": "waived", "ended": effect.at},
    p.PromiseDropped: lambda _, effect: {"dropped": effect.at},
    p.PromiseMoved: lambda _, effect: {"due": effect.due, "earliest": effect.earliest},
    p.PromiseEscalated: lambda trail, effect: {"escalated": (*trail.escalated, effect.to)},
    p.PromiseRemedied: lambda _, effect: {"points": effect.points, "benefit": effect.benefit},
}
"""What each effect changes."""
