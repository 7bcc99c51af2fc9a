"""Consumption that lots could not cover, and how later credits pay it (semantics 20).

Whatever takes points may find too few of them, because a decision once taken is a fact (semantics 2) and because a
refund reverses also what was spent. What is missing is owed; the oldest debt is paid first, and the lots that pay it
belong to the consumption they pay for.
"""

from collections.abc import Sequence

from loyalty.members.account import LEFT, Account, Lot
from loyalty.points.lots import give_back, take

SPENT, HELD, REVERSED = "s", "h", "r"
"""What owes: a redemption, a reservation, a reversal or negative adjustment."""


def consume(account: Account, owner: str, name: str, points: int, *, forgive: bool) -> tuple[list[Lot], int]:
    """Take points from the lots as far as they go; what is missing is owed, or dropped with `forgive`.

    Return the parts taken and the points that count (without what was dropped).
    """
    short = points - account.available
    if short <= 0:
        return take(account, points), points
    parts = take(account, points - short)
    if forgive:
        return parts, points - short
    account.debt += short
    account.owing.append([owner, name, short])
    return parts, points


def undo(account: Account, owner: str, name: str, points: int, parts: Sequence[Lot], at: int) -> tuple[int, int]:
    """Take back a consumption of `points` that had taken `parts`: what it owed first, then its lots (semantics 21).

    Return (points that count, points that came back to an ended lot).
    """
    covered = sum(part[LEFT] for part in parts)
    owed = _excuse(account, owner, name, points - covered)
    return covered + owed, give_back(account, list(parts), at)


def _excuse(account: Account, owner: str, name: str, points: int) -> int:
    excused = 0
    for debt in account.owing:
        if debt[0] == owner and debt[1] == name:
            share = min(points - excused, debt[2])
            debt[2] -= share
            excused += share
    account.owing = [debt for debt in account.owing if debt[2]]
    account.debt -= excused
    return excused


def pay(account: Account) -> None:
    """Pay what is owed out of what can be spent, oldest debt first."""
    while account.debt and account.available:
        owner, name, owed = account.owing[0]
        points = min(owed, account.available)
        parts = take(account, points)
        account.debt -= points
        account.owing[0][2] -= points
        if not account.owing[0][2]:
            account.owing.pop(0)
        home = {SPENT: account.spends, HELD: account.holds}.get(owner, {})
        if name in home:
            home[name] = [*home[name][:2], [*home[name][2], *parts]]


def held(account: Account) -> int:
    """Return the points that are reserved, those still owed by a reservation included."""
    covered = sum(part[LEFT] for hold in account.holds.values() for part in hold[2])
    return int(covered + sum(debt[2] for debt in account.owing if debt[0] == HELD))
