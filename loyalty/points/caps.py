"""The limit and the `once` of an earning rule, where nothing of the event is recorded for a refund (semantics 17)."""

from collections.abc import Callable

import attrs

from loyalty.members.account import Account

Ends = Callable[[Account, int], int]
Notes = list[tuple[object, ...]]


@attrs.frozen(eq=False)
class Caps:
    """What bounds the points of one rule.

    `limit` is ``(place in the state, end of its period, most points)`` and `once` ``(place, end)``; None without one.
    """

    rule: int
    limit: tuple[int, Ends, int] | None = None
    once: tuple[int, Ends] | None = None


def give(account: Account, caps: Caps, at: int, cause: str, points: int, out: Notes | None) -> int:
    """Return what may be given of a rule's points, and count it."""
    if points <= 0:
        return 0
    once = None
    if caps.once is not None:
        once = _begun(account.limits[caps.once[0]], caps.once[1], account, at)
    if once is not None and once[0]:
        return 0
    if caps.limit is not None:
        place, ends, most = caps.limit
        points, _room = bounded(account.limits[place], ends, account, at, points, most)
    if once is not None:
        once[0] += points
    if points and out is not None:
        out.append(("earned", at, cause, caps.rule, points))
    return points


def bounded(
    counter: list[int],
    ends: Ends,
    account: Account,
    at: int,
    points: int,
    most: int,
) -> tuple[int, int]:
    """Return how many points a limit leaves and the room that there was, and count the points."""
    room = max(0, most - _begun(counter, ends, account, at)[0])
    points = min(points, room)
    counter[0] += points
    return points, room


def _begun(counter: list[int], ends: Ends, account: Account, at: int) -> list[int]:
    """Return the counter of the period that contains an instant; a new period begins at nothing."""
    if at >= counter[1]:
        counter[0], counter[1] = 0, ends(account, at)
    return counter
