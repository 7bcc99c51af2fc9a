"""Lots: credits that are spent, lapse and come back one by one (semantics 16-18)."""

from bisect import insort
from collections.abc import Callable, Iterable

from loyalty.members.account import (
    EARNED,
    EXPIRES,
    LEFT,
    NEVER,
    PARTS,
    POLICY,
    PRIORITY,
    SOURCE,
    Account,
    Lot,
)
from loyalty.points.stock import all_lots, insert

LAPSED, DORMANT, PART = 3, 4, 5
"""A part of a purchase's record is [policy, granted, reversed, lapsed, whether it lapsed while it was pending]."""


def credit(account: Account, lot: Lot) -> None:
    """Make the points of a new lot spendable; what the member owes is settled afterwards (semantics 16, 20)."""
    account.available += lot[LEFT]
    lots = account.lots
    if lots and lots[-1] > lot:
        insert(account, lot)
    else:
        lots.append(lot)
    account.due = min(account.due, lot[EXPIRES])


def take(account: Account, points: int) -> list[Lot]:
    """Consume points in the declared order and return what was taken of which lot; there must be enough.

    The order is priority, earliest expiry (never last), oldest, event id (semantics 16).
    """
    account.available -= points
    lots, taken = account.lots if account.stock is None else all_lots(account), []
    while points:
        lot = lots[0]
        if lot[LEFT] <= points:
            points -= lot[LEFT]
            taken.append(lots.pop(0))
        else:
            lots[0] = part_of(lot, lot[LEFT] - points)
            taken.append(part_of(lot, points))
            points = 0
    return taken


def part_of(lot: Lot, points: int) -> Lot:
    """Return a lot like this one with other points."""
    part = lot[:]
    part[LEFT] = points
    return part


def give_back(account: Account, parts: list[Lot], at: int) -> int:
    """Return consumed parts to their own lots; an ended lot gets nothing (semantics 21).

    Return the points that lapsed.
    """
    gone = 0
    for part in parts:
        if has_ended(account, part, at):
            gone += part[LEFT]
            note_lapse(account, part, part[LEFT], at)
        else:
            account.available += part[LEFT]
            _into_lot(account, part)
    return gone


def has_ended(account: Account, part: Lot, at: int) -> bool:
    """Say whether the lot of a part has lapsed by an instant: expired, or ended with all others of its policy."""
    if account.ended and part[EARNED] < account.ended[part[POLICY]]:
        return True
    return bool(part[EXPIRES] <= (min(at, account.paused_at) if account.still else at))


def end_all(account: Account, policies: Iterable[int], count: int, at: int) -> None:
    """Remember that all lots of some policies, of `count` in all, lapsed at an instant.

    The last place is that of lots without a policy, whose number is -1.
    """
    if not account.ended:
        account.ended = [-NEVER] * (count + 1)
    for number in policies:
        account.ended[number] = at


def _into_lot(account: Account, part: Lot) -> None:
    key, lots = part[:LEFT], all_lots(account)
    for place, lot in enumerate(lots):
        if lot[:LEFT] == key:
            lots[place] = part_of(lot, lot[LEFT] + part[LEFT])
            return
    insort(lots, part)
    account.due = min(account.due, part[EXPIRES])


def note_lapse(account: Account, lot: Lot, points: int, at: int, *, waiting: bool = False) -> None:
    """Count points as lapsed, also in the record of the purchase they came from (semantics 19)."""
    account.lapsed += points
    if lot[EARNED] + account.horizon < at:
        return
    record = account.purchases.get(lot[SOURCE])
    if record is None:
        return
    record = [*(record if isinstance(record, list) else account.open(record))]
    parts = record[PARTS] = list(record[PARTS])
    for start in range(0, len(parts), PART):
        if parts[start] == lot[POLICY]:
            parts[start + LAPSED] += points
            parts[start + DORMANT] = int(waiting)
    account.own()
    account.purchases[lot[SOURCE]] = record


def lapse_expired(account: Account, at: int) -> list[Lot]:
    """Let the lots whose end has come lapse, and return them."""
    lots = account.lots if account.stock is None else all_lots(account)
    if lots[-1][PRIORITY] != lots[0][PRIORITY]:
        return lapse(account, lambda lot: bool(lot[EXPIRES] <= at), at)
    if lots[0][EXPIRES] > at:
        return []
    number, known = 0, at - account.horizon
    for lot in lots:
        if lot[EXPIRES] > at:
            break
        number += 1
        account.available -= lot[LEFT]
        if lot[EARNED] < known:
            account.lapsed += lot[LEFT]
        else:
            note_lapse(account, lot, lot[LEFT], at)
    gone = lots[:number]
    del lots[:number]
    return gone


def lapse(account: Account, ended: Callable[[Lot], bool], at: int) -> list[Lot]:
    """Let the lots that ended lapse, and return them."""
    gone = [lot for lot in all_lots(account) if ended(lot)]
    if gone:
        account.lots = [lot for lot in account.lots if not ended(lot)]
    for lot in gone:
        account.available -= lot[LEFT]
        note_lapse(account, lot, lot[LEFT], at)
    return gone


def next_expiry(account: Account) -> int:
    """Return the instant at which the next lot ends."""
    lots = account.lots if account.stock is None else all_lots(account)
    if not lots:
        return NEVER
    first: int = lots[0][EXPIRES]
    if lots[-1][PRIORITY] == lots[0][PRIORITY]:
        return first
    return int(min([lot[EXPIRES] for lot in lots]))
