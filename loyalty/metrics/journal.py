"""Metrics that cannot be taken back by subtraction: max, min, last, distinct, streak, recency.

The state is ``[result, entries, base, end]``. `entries` are the facts that a refund or a window may still take away,
each ``[instant, event, value, exit]``; `base` is the result of everything older; `result` that of all. `end` is the end
of the present period for calendar windows, else NEVER. A result is None before any fact; that of a streak is
``[run, last instant]``, that of `distinct` the list of values.
"""

from collections.abc import Callable
from typing import Any, Literal

import attrs

from loyalty.members.account import NEVER
from loyalty.periods import Shift

Kind = Literal["max", "min", "last", "distinct", "streak", "recency"]
Entry = list[Any]
BROKEN = "broken"
"""The value of a fact that breaks a streak."""


@attrs.frozen(eq=False)
class Steps:
    """How facts become a result.

    `kind` is the aggregation, `shift` moves a fact to its exit from a rolling window, `gap` is the longest pause that
    does not end a streak, `day_of` gives the local day of an instant, and `ends` the end of a calendar period. `ladder`
    is the position of the ladder at whose tier entry the metric begins anew, -1 for none.
    """

    kind: Kind
    shift: Shift | None
    gap: Shift | None
    day_of: Callable[[int], int]
    ends: Callable[[Any, int], int] | None = None
    ladder: int = -1


def fresh(steps: Steps | None) -> list[Any]:
    """Return the state before any fact."""
    return [None, [], None, NEVER if steps is None or steps.ends is None else 0]


def add(steps: Steps, state: list[Any], account: Any, at: int, event: str, value: Any, keep: bool) -> None:  # noqa: FBT001
    """Let a fact count. `keep` when a refund may withdraw it, or something before it."""
    if steps.ends is not None and at >= state[3]:
        state[:] = [None, [], None, steps.ends(account, at)]
    exit_ = steps.shift.add(at) if steps.shift else NEVER
    if steps.shift or keep or state[1] or steps.ladder >= 0:
        state[1].append([at, event, value, exit_])
    else:
        state[2] = _step(steps, state[2], at, value)
    state[0] = _step(steps, state[0], at, value)


def since(steps: Steps | None, state: list[Any], at: int) -> None:
    """Forget everything before an instant, as when a member enters a tier."""
    if steps is not None:
        state[1], state[2] = [entry for entry in state[1] if entry[0] >= at], None
        state[0] = _result(steps, state)


def withdraw(steps: Steps, state: list[Any], event: str) -> None:
    """Take away all that an event counted, and find the result without it."""
    kept = [entry for entry in state[1] if entry[1] != event]
    if len(kept) != len(state[1]):
        state[1] = kept
        state[0] = _result(steps, state)


def change(steps: Steps, state: list[Any], event: str, value: Any) -> None:
    """Let an event count with another value, as after a partial refund."""
    state[1] = [[entry[0], event, value, entry[3]] if entry[1] == event else entry for entry in state[1]]
    state[0] = _result(steps, state)


def value(steps: Steps | None, state: list[Any], at: int) -> Any:
    """Return the value at an instant: 0 for max and streak of nothing, None for min, last and recency of nothing."""
    if steps is None:
        return None
    if steps.shift:
        state[1] = [entry for entry in state[1] if entry[3] > at]
        state[0] = _result(steps, state)
    result = None if steps.ends is not None and at >= state[3] else state[0]
    if steps.kind == "streak":
        return 0 if result is None or (steps.gap and at > steps.gap.add(result[1])) else result[0]
    if steps.kind == "recency":
        return None if result is None else steps.day_of(at) - steps.day_of(result)
    if steps.kind == "distinct":
        return len(result or ())
    return 0 if result is None and steps.kind == "max" else result


def settle(steps: Steps, state: list[Any], before: int) -> None:
    """Let facts before an instant, which no refund can name any more, go into the base."""
    if steps.shift:
        return
    entries = state[1]
    while entries and entries[0][0] < before:
        entry = entries.pop(0)
        state[2] = _step(steps, state[2], entry[0], entry[2])


def _result(steps: Steps, state: list[Any]) -> Any:
    result = state[2]
    for entry in state[1]:
        result = _step(steps, result, entry[0], entry[2])
    return result


def _step(steps: Steps, result: Any, at: int, value: Any) -> Any:
    kind = steps.kind
    if kind == "streak":
        return _run(steps, result, at, value)
    if kind == "recency":
        return at
    if kind == "distinct":
        known = result or []
        new = [v for v in (value if isinstance(value, list) else [value]) if v is not None and v not in known]
        return [*known, *dict.fromkeys(new)]
    if value is None:
        return result
    if result is None or kind == "last":
        return value
    return max(result, value) if kind == "max" else min(result, value)


def _run(steps: Steps, result: list[int] | None, at: int, value: Any) -> list[int] | None:
    if value == BROKEN:
        return None
    if result is None or (steps.gap and at > steps.gap.add(result[1])):
        return [1, at]
    return [result[0] + 1, at]
