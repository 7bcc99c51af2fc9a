"""The stock: settled lots at the front of all others, as the text they were read from until something touches them.

A row of it is ``[end, earned, left]``, instants in seconds from the enrolment. As long as there is a stock, `lots` has
at least one lot, and that comes after all of the stock.
"""

from bisect import insort

import msgspec

from loyalty.errors import StateMismatch
from loyalty.members.account import EARNED, EXPIRES, LEFT, POLICY, PRIORITY, SOURCE, WAIT, Account, Lot
from loyalty.members.records import SECOND

_read = msgspec.json.Decoder(list[tuple[int, int, int]]).decode
_dumps = msgspec.json.Encoder().encode


def all_lots(account: Account) -> list[Lot]:
    """Return the list of all lots; there is no stock any more.

    Raises:
        StateMismatch: the stock is the text of something else.
    """
    if account.stock is not None:
        base = account.joined
        try:
            rows = _read(account.stock)
        except ValueError as error:
            raise StateMismatch("not-a-state", "the lots of the saved state are damaged") from error
        account.lots[:0] = [[0, end * SECOND + base, at * SECOND + base, "", 0, left, 0] for end, at, left in rows]
        account.stock = None
    return account.lots


def insert(account: Account, lot: Lot) -> None:
    """Put a lot in its place among all lots."""
    insort(all_lots(account), lot)


def stocked(account: Account, unit: int) -> tuple[object, list[Lot]]:
    """Return what is saved of the stock, and the lots that are not in it: all but the first that are settled.

    The last settled lot stays outside, because others may be joined to it. Only whole seconds have a stock.
    """
    if unit != SECOND:
        return [], all_lots(account)
    lots, base, number = account.lots, account.joined, 0
    for lot in lots:
        if lot[SOURCE] or lot[POLICY] or lot[PRIORITY] or lot[WAIT]:
            break
        number += 1
    stock = account.stock
    if number < 2:  # noqa: PLR2004 - one stays outside
        return [] if stock is None else stock, lots
    rows = [((lot[EXPIRES] - base) // SECOND, (lot[EARNED] - base) // SECOND, lot[LEFT]) for lot in lots[: number - 1]]
    added = rows if stock is None else msgspec.Raw(bytes(stock)[:-1] + b"," + _dumps(rows)[1:])
    return added, lots[number - 1 :]
