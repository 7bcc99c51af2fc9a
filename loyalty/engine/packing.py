"""The saved form of an account: short, and quick to read where only a little of it is needed.

Instants are counted from the enrolment, in seconds when all of them are whole seconds. Lots are kept by column.
"""

from typing import Any

from loyalty.members.account import Lot, Standing

SHORT = 4
"""Columns of lots that are all of the first policy, without priority or wait."""
ENTRY, PERIOD, ROLLING = "entry", "period", "rolling"
"""The forms of metrics whose state has instants to be made short; see `loyalty.metrics.slots`."""


def pack_lots(lots: list[Lot], base: int, unit: int) -> list[Any]:
    """Return lots by column; policies, priorities and waits are left out when all of them are zero."""
    if not lots:
        return []
    priorities, ends, earned, sources, policies, left, waits = zip(*lots, strict=True)
    columns = [[(end - base) // unit for end in ends], [(at - base) // unit for at in earned], left, sources]
    if any(policies) or any(priorities) or any(waits):
        columns += [policies, priorities, [wait // unit for wait in waits]]
    return columns


def unpack_lots(columns: list[Any], base: int, unit: int) -> list[Lot]:
    """Return the lots that `pack_lots` wrote."""
    if not columns:
        return []
    ends = [end * unit + base for end in columns[0]]
    earned = [at * unit + base for at in columns[1]]
    if len(columns) == SHORT:
        lots = zip(ends, earned, *columns[2:], strict=True)
        return [[0, end, at, source, 0, left, 0] for end, at, left, source in lots]
    _, _, left, sources, policies, priorities, waits = columns
    return list(
        map(list, zip(priorities, ends, earned, sources, policies, left, (w * unit for w in waits), strict=True))
    )


def pack_metric(form: str, state: Any, base: int, unit: int) -> Any:
    """Return a metric's state with its instants made short."""
    if form == ROLLING:
        return [state[0], [(end - base) // unit for end in state[1]], state[2]]
    if form in (PERIOD, ENTRY):
        return [state[0], (state[1] - base) // unit, *state[2:]]
    return state


def unpack_metric(form: str, state: Any, base: int, unit: int) -> Any:
    """Return the metric's state that `pack_metric` wrote."""
    if form == ROLLING:
        state[1] = [end * unit + base for end in state[1]]
    elif form in (PERIOD, ENTRY):
        state[1] = state[1] * unit + base
    return state


def pack_standing(standing: Standing, base: int, unit: int) -> list[Any]:
    """Return a standing; what is mostly empty stands last and is left out when it is."""
    packed: list[Any] = [
        standing.rank,
        standing.organic,
        (standing.entered - base) // unit,
        (standing.review - base) // unit,
        (standing.grace - base) // unit,
    ]
    if standing.held or standing.following or standing.gates or standing.grants or standing.fitting:
        packed += [standing.held, standing.following, standing.gates, standing.grants, standing.fitting]
    return packed


def unpack_standing(packed: list[Any], base: int, unit: int) -> Standing:
    """Return the standing that `pack_standing` wrote."""
    rank, organic, entered, review, grace, *rest = packed
    standing = Standing.__new__(Standing)
    standing.rank, standing.organic, standing.entered = rank, organic, entered * unit + base
    standing.review, standing.grace = review * unit + base, grace * unit + base
    rest += [0, [], [], [], 0][len(rest) :]
    standing.held, standing.following, standing.gates, standing.grants, standing.fitting = rest
    return standing
