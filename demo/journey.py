"""The events of the grocery card, made of sales lines by rules that anyone can repeat.

- **Orders**: the lines of one basket. A line is at a special price if it has a retail discount. The time is read as
  local time of the program's zone; a time that the clocks skip is the first instant after the gap.
- **Enrolments**: each household, at its first order.
- **Returns**: a basket whose number leaves 7 when divided by 50 (about one in fifty) brings back the price of one line,
  the one at position ``basket // 50`` counted round, ``1 + basket % 13`` days later at the same local time. Lines that
  cost nothing stay.
- **Redemptions**: 100 points at each eighth order of a household, whether or not it has them.
"""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from loyalty.periods import Zone

RETURN_OF, RETURN_IN = 7, 50
RETURN_DAYS = 13
REDEEM_EVERY, REDEEM_POINTS = 8, 100

_DAY = 86_400_000_000


def events(lines: pa.Table, zone: Zone) -> pa.Table:
    """Return enrolments, orders, returns and redemptions, household by household and in the order of time."""
    ends = _ends(lines["basket"])
    starts = pa.concat_arrays([pa.array([0], pa.int64()), ends[:-1]])
    heads = lines.select(["household", "basket", "wall"]).take(starts)
    sizes = pc.subtract(ends, starts)
    tables = [
        _enrolments(heads, zone),
        _orders(heads, lines, starts, zone),
        _returns(heads, lines, starts, sizes, zone),
        _redemptions(heads, zone),
    ]
    order = [("household", "ascending"), ("at", "ascending"), ("phase", "ascending")]
    together = pa.concat_tables(tables, promote_options="default").sort_by(order)
    return together.drop_columns(["household", "phase"])


def _ends(column: pa.ChunkedArray) -> pa.Array:
    """Return the row after the last one of each run of equal values."""
    return pc.run_end_encode(column.combine_chunks(), run_end_type=pa.int64()).run_ends


def _instants(walls: pa.Array, zone: Zone) -> pa.Array:
    """Return local times as instants: a time that the clocks skip is the first instant after the gap."""
    naive = walls.cast(pa.timestamp("us")).to_pylist()
    return pa.array(map(zone.from_local, naive), pa.int64()).cast(pa.timestamp("us", "UTC"))


def _table(heads: pa.Table, kind: str, prefix: str, phase: int, at: pa.Array, **more: pa.Array) -> pa.Table:
    key = heads["household"] if kind == "enrol" else heads["basket"]
    words = {"kind": pa.repeat(kind, heads.num_rows), "phase": pa.repeat(pa.scalar(phase, pa.int8()), heads.num_rows)}
    ids = pc.binary_join_element_wise(prefix, key.cast(pa.string()), "")
    member = heads["household"].cast(pa.string())
    return pa.table({"household": heads["household"], "id": ids, "member": member, **words, "at": at, **more})


def _enrolments(heads: pa.Table, zone: Zone) -> pa.Table:
    ends = _ends(heads["household"])
    first = heads.take(pa.concat_arrays([pa.array([0], pa.int64()), ends[:-1]]))
    return _table(first, "enrol", "enrol-", 0, _instants(first["wall"].combine_chunks(), zone))


def _orders(heads: pa.Table, lines: pa.Table, starts: pa.Array, zone: Zone) -> pa.Table:
    names = ["amount", "department", "quantity", "special_price"]
    columns = [_money(lines["cents"]), *(lines[name].combine_chunks() for name in names[1:])]
    offsets = pa.concat_arrays([starts, pa.array([lines.num_rows], pa.int64())]).cast(pa.int32())
    nested = pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(columns, names=names))
    return _table(heads, "purchase", "", 3, _instants(heads["wall"].combine_chunks(), zone), lines=nested)


def _money(whole: pa.ChunkedArray) -> pa.Array:
    """Return cents as text, "12.50": the form of money that an event reads quickest."""
    hundredth = pa.scalar(Decimal("0.01"))
    return pc.multiply(whole.combine_chunks().cast(pa.decimal128(19, 0)), hundredth).cast(pa.string())


def _returns(heads: pa.Table, lines: pa.Table, starts: pa.Array, sizes: pa.Array, zone: Zone) -> pa.Table:
    rows = []
    baskets = heads["basket"].to_pylist()
    for position, (basket, start, size) in enumerate(zip(baskets, starts.to_pylist(), sizes.to_pylist(), strict=True)):
        if basket % RETURN_IN == RETURN_OF:
            rows.append((position, start + basket // RETURN_IN % size, (1 + basket % RETURN_DAYS) * _DAY))
    positions, places, later = (pa.array([row[column] for row in rows], pa.int64()) for column in range(3))
    back = lines["cents"].take(places)
    heads = heads.take(positions)
    walls = pc.add(heads["wall"].combine_chunks(), later)
    table = _table(
        heads, "refund", "return-", 4, _instants(walls, zone), of=heads["basket"].cast(pa.string()), amount=_money(back)
    )
    return table.filter(pc.greater(back, 0))


def _redemptions(heads: pa.Table, zone: Zone) -> pa.Table:
    ends = _ends(heads["household"]).to_pylist()
    positions = [
        position
        for start, end in zip([0, *ends[:-1]], ends, strict=True)
        for position in range(start + REDEEM_EVERY - 1, end, REDEEM_EVERY)
    ]
    eighth = heads.take(pa.array(positions, pa.int64()))
    at = _instants(eighth["wall"].combine_chunks(), zone)
    return _table(eighth, "redeem", "redeem-", 6, at, points=pa.repeat(REDEEM_POINTS, eighth.num_rows))
