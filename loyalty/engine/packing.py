"""The saved form of what fills an account: short, and quick to read where only a little of it is needed.

Instants in long columns are counted from the enrolment, in seconds when all of them are whole seconds.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Raw

from loyalty.engine.form import Gates, Lots
from loyalty.members.account import Account, Lot, Standing
from loyalty.points.stock import stocked


def pack_lots(lots: list[Lot], base: int, unit: int) -> list[Any]:
    """Return lots by column; see `loyalty.engine.form.Lots`."""
    if not lots:
        return []
    sources = [lot[3] for lot in lots]
    known = 0
    for source in sources:
        if source:
            break
        known += 1
    columns = [
        [(lot[1] - base) // unit for lot in lots],
        [(lot[2] - base) // unit for lot in lots],
        [lot[5] for lot in lots],
        sources[known:],
    ]
    for lot in lots:
        if lot[4] or lot[0] or lot[6]:
            return [*columns, [lot[4] for lot in lots], [lot[0] for lot in lots], [lot[6] // unit for lot in lots]]
    return columns


def unpack_lots(saved: Lots, base: int, unit: int) -> list[Lot]:
    """Return the lots that `pack_lots` wrote."""
    ends, earned, left, sources = saved.ends, saved.earned, saved.left, saved.sources
    if len(sources) < len(ends):
        sources = [""] * (len(ends) - len(sources)) + sources
    columns = zip(ends, earned, sources, left, strict=True)
    if not saved.policies:
        return [[0, end * unit + base, at * unit + base, source, 0, rest, 0] for end, at, source, rest in columns]
    others = zip(saved.policies, saved.priorities, saved.waits, strict=True)
    return [
        [priority, end * unit + base, at * unit + base, source, policy, rest, wait * unit]
        for (end, at, source, rest), (policy, priority, wait) in zip(columns, others, strict=True)
    ]


def pack_home(account: Account, base: int, unit: int) -> tuple[object, list[Any], list[Any] | None]:
    """Return the member's lots: the stock, plain ones by row, and all of them by column when some are not plain."""
    stock, lots = stocked(account, unit)
    for lot in lots:
        if lot[4] or lot[0] or lot[6]:
            return stock, [], pack_lots(lots, base, unit)
    return stock, [[(lot[1] - base) // unit, (lot[2] - base) // unit, lot[5], lot[3]] for lot in lots], None


def unpack_home(account: Account, saved: tuple[Raw, list[tuple[int, int, int, str]], Lots | None]) -> None:
    """Put the lots that `pack_home` wrote into an account."""
    (stock, rows, others), base, unit = saved, account.joined, account.unit
    account.stock = None if bytes(stock) == b"[]" else stock
    account.lots = [[0, end * unit + base, at * unit + base, source, 0, left, 0] for end, at, left, source in rows]
    if others is not None:
        account.lots += unpack_lots(others, base, unit)


def pack_metrics(rolling: Iterable[int], metrics: list[Any], base: int, unit: int) -> list[Any]:
    """Return the states of metrics; those of the `rolling` ones with their instants made short."""
    packed = metrics[:]
    for place in rolling:
        total, exits, amounts = metrics[place]
        packed[place] = [total, [(end - base) // unit for end in exits], amounts]
    return packed


def unpack_metrics(
    rolling: Iterable[int], journals: Iterable[tuple[int, object]], saved: tuple[Any, ...], base: int, unit: int
) -> list[Any]:
    """Return the states that `pack_metrics` wrote."""
    metrics = list(saved)
    for place in rolling:
        total, exits, amounts = metrics[place]
        metrics[place] = [total, [end * unit + base for end in exits], amounts]
    for place, _steps in journals:
        metrics[place] = list(metrics[place])
    return metrics


def pack_standing(standing: Standing) -> list[int]:
    """Return what every standing has; see `pack_gates`."""
    return [standing.rank, standing.organic, standing.entered, standing.review, standing.grace]


def pack_gates(standings: list[Standing]) -> list[Any]:
    """Return what standings have beside; nothing when none has any."""
    for each in standings:
        if each.held or each.following or each.gates or each.grants or each.fitting:
            return [[one.held, one.following, one.gates, one.grants, one.fitting] for one in standings]
    return []


def unpack_standing(saved: tuple[int, ...]) -> Standing:
    """Return the standing that `pack_standing` wrote."""
    standing = Standing.__new__(Standing)
    standing.rank, standing.organic, standing.entered, standing.review, standing.grace = saved
    standing.held = standing.fitting = 0
    standing.following, standing.gates, standing.grants = [], [], []
    return standing


def unpack_gates(standing: Standing, saved: Gates) -> None:
    """Put into a standing what `pack_gates` wrote."""
    standing.held, standing.following, standing.gates = saved.held, saved.following, saved.gates
    standing.grants, standing.fitting = saved.grants, saved.fitting
