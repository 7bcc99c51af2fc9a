"""From the notes on obligations to typed effects."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from loyalty.engine import effects as e
from loyalty.engine import promise_effects as p
from loyalty.members.account import NEVER
from loyalty.periods import Zone

Note = tuple[Any, ...]
DETAILS = 6
"""Where the details of a note begin, behind kind, instant, cause, version, place and case."""


def moment(zone: Zone, instant: int) -> datetime | None:
    """Return an instant as people read it; None for never."""
    return None if abs(instant) >= NEVER else zone.local(instant)


def _opened(zone: Zone, base: dict[str, Any], due: int, earliest: int, problem: str) -> e.Effect:
    return p.PromiseOpened(**base, due=moment(zone, due), earliest=moment(zone, earliest), problem=problem)


def _moved(zone: Zone, base: dict[str, Any], due: int, earliest: int) -> e.Effect:
    return p.PromiseMoved(**base, due=moment(zone, due), earliest=moment(zone, earliest))


def _breached(zone: Zone, base: dict[str, Any], due: int, missed: bool, early: bool) -> e.Effect:  # noqa: FBT001 - the details of a note, in their order
    return p.PromiseBreached(**base, due=moment(zone, due), missed=missed, early=early)


def _points(_: Zone, base: dict[str, Any], points: int, source: str) -> e.Effect:
    del base["case"]
    return e.Earned(**base, points=points, source=source)


TELLERS: Mapping[str, Callable[..., e.Effect]] = {
    "promise-opened": _opened,
    "promise-step": lambda _, base, step, left: p.PromiseStep(**base, step=step, left=left),
    "promise-kept": lambda _, base: p.PromiseKept(**base),
    "promise-breached": _breached,
    "promise-performed": lambda _, base: p.PromisePerformed(**base),
    "promise-waived": lambda _, base: p.PromiseWaived(**base),
    "promise-dropped": lambda _, base: p.PromiseDropped(**base),
    "promise-moved": _moved,
    "promise-escalated": lambda zone, base, to, due: p.PromiseEscalated(**base, to=to, due=moment(zone, due)),
    "promise-remedied": lambda _, base, points, benefit: p.PromiseRemedied(**base, points=points, benefit=benefit),
    "remedy-points": _points,
}
