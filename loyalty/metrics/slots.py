"""Where a metric lives in a member's state, and how it is read, lowered and begun anew.

============  ==============================================  ==================================================
form          state at ``m[index]``                           used by
============  ==============================================  ==================================================
``plain``     the number                                      sum and count over a lifetime
``entry``     ``[number, last instant, number of that one]``  sum and count since tier entry
``period``    ``[number, end of the period]``                 sum and count over a calendar unit or membership year
``rolling``   ``[number, exits, amounts]``                    sum and count over a rolling period
``journal``   see `loyalty.metrics.journal`                   max, min, last, distinct, streak, recency
============  ==============================================  ==================================================

An exit is the instant at which facts leave a rolling window; `exits` ascend, and `amounts` has what leaves at each.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any, Literal

import attrs

from loyalty.members.account import NEVER, Account
from loyalty.metrics import journal
from loyalty.metrics.metric import Metric
from loyalty.periods import Shift

Form = Literal["plain", "entry", "period", "rolling", "journal"]
Ends = Callable[[Account, int], int]
"""(account, instant): when the period that contains the instant ends."""


@attrs.frozen(eq=False)
class Slot:
    """One stored metric: where it is, in which form, and what its window needs.

    `shift` moves a fact to its exit (rolling), `ends` finds the end of a period, `ladder` is the position of the ladder
    of an ``entry``, `steps` is the aggregation of a ``journal``.
    """

    metric: Metric
    index: int
    form: Form
    shift: Shift | None = None
    ends: Ends | None = None
    ladder: int = 0
    steps: journal.Steps | None = None


def since_entry(slot: Slot) -> int:
    """Return the ladder whose tiers begin a metric anew; -1 for none."""
    if slot.form == "entry":
        return slot.ladder
    return -1 if slot.steps is None else slot.steps.ladder


def fresh(slot: Slot) -> object:
    """Return the state of a metric before any fact."""
    if slot.form == "journal":
        return journal.fresh(slot.steps)
    if slot.form == "period":
        return [0, 0]
    if slot.form == "entry":
        return [0, -NEVER, 0]
    return [0, [], []] if slot.form == "rolling" else 0


def read(slot: Slot, account: Account, at: int) -> Any:
    """Return the value of a metric at an instant, not earlier than the last fact."""
    state = account.m[slot.index]
    if slot.form == "journal":
        return journal.value(slot.steps, state, at)
    if slot.form == "period":
        return within(state, at)
    if slot.form == "rolling":
        return rolled(state, at)
    return state if slot.form == "plain" else state[0]


def evict(state: list[Any], at: int) -> None:
    """Let facts leave a rolling window whose exit has come."""
    exits, amounts = state[1], state[2]
    if not exits or exits[0] > at:
        return
    if len(exits) == 1 or exits[1] > at:
        state[0] -= amounts[0]
        del exits[0], amounts[0]
        return
    gone = bisect_right(exits, at)
    state[0] -= sum(amounts[:gone])
    del exits[:gone], amounts[:gone]


def within(state: list[Any], at: int) -> Any:
    """Return the value of a calendar period at an instant, not earlier than the last fact."""
    return state[0] if at < state[1] else 0


def rolled(state: list[Any], at: int) -> Any:
    """Return the value of a rolling window at an instant, not earlier than the last fact."""
    exits = state[1]
    if exits and exits[0] <= at:
        evict(state, at)
    return state[0]


def roll(state: list[Any], shift: Shift, at: int, amount: int) -> None:
    """Let a fact count in a rolling window, from which older ones leave before."""
    exits = state[1]
    if exits and exits[0] <= at:
        evict(state, at)
    if amount:
        enter(state, shift.add(at), amount)


def count(state: list[Any], ends: Ends, account: Account, at: int, amount: int) -> None:
    """Let a fact count in a calendar period, which may be a new one."""
    if at >= state[1]:
        state[0], state[1] = 0, ends(account, at)
    state[0] += amount


def enter(state: list[Any], exit_: int, amount: int) -> None:
    """Add a fact to a rolling window; facts that leave together are one entry."""
    state[0] += amount
    exits, amounts = state[1], state[2]
    if not exits or exit_ > exits[-1]:
        exits.append(exit_)
        amounts.append(amount)
        return
    place = bisect_left(exits, exit_)
    if exits[place] != exit_:
        exits.insert(place, exit_)
        amounts.insert(place, amount)
    else:
        amounts[place] += amount
        if not amounts[place]:
            del exits[place], amounts[place]


def add_since_entry(state: list[Any], at: int, amount: int) -> None:
    """Add a fact to a metric since tier entry, remembering those of one instant: the tier may be entered at it."""
    if at != state[1]:
        state[1], state[2] = at, 0
    state[0] += amount
    state[2] += amount


def change(slot: Slot, account: Account, since: int, now: int, amount: int) -> None:
    """Change what a fact of the instant `since` counts, in the window of that fact (semantics 25)."""
    state = account.m[slot.index]
    if slot.form == "plain":
        account.m[slot.index] += amount
    elif slot.form == "entry" and since >= account.standings[slot.ladder].entered:
        if since > state[1]:
            state[1], state[2] = since, 0
        state[0] += amount
        state[2] += amount if since == state[1] else 0
    elif slot.form == "period" and slot.ends is not None:
        end = slot.ends(account, since)
        if end > state[1]:
            state[0], state[1] = 0, end
        if end == state[1]:
            state[0] += amount
    elif slot.form == "rolling" and slot.shift is not None and amount:
        exit_ = slot.shift.add(since)
        if exit_ > now:
            enter(state, exit_, amount)


def reset(slot: Slot, account: Account, at: int) -> None:
    """Begin a metric anew at a tier entry; facts of the very instant belong to the new tier."""
    state = account.m[slot.index]
    if slot.form == "journal":
        journal.since(slot.steps, state, at)
    elif slot.form == "entry":
        state[0] = state[2] = state[2] if state[1] == at else 0
