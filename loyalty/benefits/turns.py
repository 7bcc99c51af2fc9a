"""Whose turn it is: queues in which priority goes before arrival."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from loyalty.benefits.answer import Granted
from loyalty.benefits.settings import Priority

LAST = 1_000_000
"""The level of those who have no priority; level 1 is served first."""

T = TypeVar("T")


def _any(_: Priority) -> bool:
    return True


def level(granted: Iterable[Granted], queue: str, counts: Callable[[Priority], bool] = _any) -> int:
    """Return the best level that somebody has in a queue; `counts` may leave out rights that do not hold now."""
    found = (each.settings for each in granted if isinstance(each.settings, Priority))
    return min((each.level for each in found if each.queue == queue and counts(each)), default=LAST)


def in_turn(arrivals: Iterable[tuple[int, datetime, str, T]]) -> list[T]:
    """Return who came in the order of being served: by level, then by arrival, then by id.

    Args:
        arrivals: (level, when, id, who) of each.
    """
    return [each[3] for each in sorted(arrivals, key=lambda each: each[:3])]
