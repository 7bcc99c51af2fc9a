"""What time alone does to points: lapse, the end of a reservation, activation (semantics 1, 17)."""

from collections.abc import Sequence

from loyalty.members.account import (
    DUE,
    EARNED,
    EXPIRES,
    LEFT,
    NEVER,
    POLICY,
    SOURCE,
    W_EARNED,
    W_POINTS,
    W_POLICY,
    W_SOURCE,
    WAIT,
    Account,
    Lot,
    Waiting,
)
from loyalty.points.debt import HELD, pay, undo
from loyalty.points.lots import credit, end_all, lapse, lapse_expired, next_expiry, note_lapse
from loyalty.points.policy import Policy
from loyalty.points.stock import all_lots

Notes = list[tuple[object, ...]]
"""What happened, for those who ask: tuples of kind, instant, cause and details."""


def next_change(account: Account) -> int:
    """Return the next instant at which time alone changes points; a pause may stop the clocks of expiry."""
    due = min([wait[DUE] for wait in account.pending]) if account.pending else NEVER
    if account.holds:
        due = min([due, *(hold[1] for hold in account.holds.values())])
    if account.still:
        return due
    ends = next_expiry(account)
    if account.idle:
        return min(due, ends, *account.idle)
    return min(due, ends)


def pass_time(account: Account, at: int, policies: Sequence[Policy], out: Notes | None) -> list[Waiting]:
    """Do what is due at an instant: lapse, release, activate. Return what became active."""
    if not account.still:
        lapse_due(account, at, out)
    for name in [name for name, hold in account.holds.items() if hold[1] <= at] if account.holds else ():
        release(account, name, at, "", out)
    active = sorted(wait for wait in account.pending if wait[DUE] <= at) if account.pending else []
    for wait in active:
        activate(account, wait, at, policies, "", out)
    if account.debt:
        pay(account)
    return active


def activate(
    account: Account, wait: Waiting, at: int, policies: Sequence[Policy], cause: str, out: Notes | None
) -> None:
    """Make pending points spendable; their validity counts from now (semantics 17)."""
    account.pending.remove(wait)
    earned, source, points = wait[W_EARNED], wait[W_SOURCE], wait[W_POINTS]
    policy = policies[wait[W_POLICY]]
    expires = policy.expires(at)
    credit(account, [policy.priority, expires, earned, source, wait[W_POLICY], points, at - earned])
    if out is not None:
        out.append(("activated", at, cause, points, source, expires))


def release(account: Account, name: str, at: int, cause: str, out: Notes | None) -> None:
    """Give reserved points back to their lots."""
    points, _until, parts = account.holds.pop(name)
    points, gone = undo(account, HELD, name, points, parts, at)
    if out is not None and points:
        out.append(("released", at, cause, points, name))
        if gone:
            out.append(("lapsed", at, cause, gone, name, "expired"))


def touch(account: Account, policies: Sequence[Policy], kind: str, at: int) -> None:
    """Begin the clocks of inactivity anew that an event of this kind keeps going (semantics 16)."""
    if not any(policy.idles for policy in policies):
        return
    if not account.idle:
        account.idle, account.active_at = [NEVER] * len(policies), [at] * len(policies)
    for number, policy in enumerate(policies):
        if policy.counts_as_activity(kind):
            account.active_at[number] = at
            account.idle[number] = policy.idle(at)
            account.due = min(account.due, account.idle[number])


def stand_still(account: Account, resumed: int) -> None:
    """Move the ends of lots by the time that a pause held them back."""
    account.lots = sorted(_moved(account, lot, resumed) for lot in all_lots(account))
    for home in (account.holds, account.spends):
        for name, (number, until, parts) in home.items():
            home[name] = [number, until, [_moved(account, part, resumed) for part in parts]]
    account.still = False
    account.idle = [
        end + resumed - max(account.paused_at, active) if end < NEVER else end
        for end, active in zip(account.idle, account.active_at, strict=True)
    ]
    account.due = -NEVER


def _moved(account: Account, lot: Lot, resumed: int) -> Lot:
    """Return a lot with its end moved by the time that its clock stood still; one that had ended before stays."""
    if not account.paused_at < lot[EXPIRES] < NEVER:
        return lot
    moved = lot[:]
    moved[EXPIRES] += resumed - max(account.paused_at, lot[EARNED] + lot[WAIT])
    return moved


def lapse_all(account: Account, policies: int, at: int, cause: str, out: Notes | None) -> None:
    """Let everything of all policies lapse when a membership is cancelled: reservations are released first."""
    for name in list(account.holds):
        release(account, name, at, cause, out)
    end_all(account, range(-1, policies), policies, at)
    for lot in lapse(account, lambda _lot: True, at):
        _note(lot[SOURCE], lot[LEFT], at, out, "cancelled", cause)
    for wait in list(account.pending):
        _lapse_waiting(account, wait, at, out, "cancelled", cause)


def lapse_due(account: Account, at: int, out: Notes | None) -> None:
    """Let the points lapse whose end has come."""
    if account.lots:
        gone = lapse_expired(account, at)
        for lot in gone if out is not None else ():
            _note(lot[SOURCE], lot[LEFT], at, out, "expired")
    if account.idle and min(account.idle) <= at:
        idle = {number for number, end in enumerate(account.idle) if end <= at}
        end_all(account, idle, len(account.idle), at)
        for lot in lapse(account, lambda lot: lot[POLICY] in idle, at):
            _note(lot[SOURCE], lot[LEFT], at, out, "inactive")
        for wait in [wait for wait in account.pending if wait[W_POLICY] in idle]:
            _lapse_waiting(account, wait, at, out, "inactive")
        account.idle = [NEVER if end <= at else end for end in account.idle]


def _note(source: str, points: int, at: int, out: Notes | None, why: str, cause: str = "") -> None:
    if out is not None:
        out.append(("lapsed", at, cause, points, source, why))


def _lapse_waiting(account: Account, wait: Waiting, at: int, out: Notes | None, why: str, cause: str = "") -> None:
    account.pending.remove(wait)
    gone = [0, 0, wait[W_EARNED], wait[W_SOURCE], wait[W_POLICY], 0, 0]
    note_lapse(account, gone, wait[W_POINTS], at, waiting=True)
    _note(wait[W_SOURCE], wait[W_POINTS], at, out, why, cause)
