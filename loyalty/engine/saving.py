"""A member's account as a list that JSON can hold, and back (semantics, laws: a snapshot at any cut changes nothing)."""

import json
from typing import Any

from loyalty.engine.machine import Machine
from loyalty.errors import StateMismatch
from loyalty.members.account import AT, NEVER, Account, Standing
from loyalty.metrics import journal, slots
from loyalty.points import lots, redeem

FORMAT = 1
HASH_LENGTH = 12
SHARED = (
    "member", "position", "status", "joined", "paused_at", "kind", "serial", "number", "due", "available", "debt", "issued",
    "spent", "lapsed", "reversed", "horizon", "pinned",
)  # fmt: skip
LISTS = ("fields", "pending", "active_at", "idle", "early")
TABLES = ("holds", "spends", "purchases")
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def fingerprint(machine: Machine) -> str:
    """Return what ties a saved state to its program: the beginnings of the versions' hashes."""
    return "".join(version.hash[:HASH_LENGTH] for version in machine.layout.versions)


def settle(machine: Machine, account: Account, at: int) -> None:
    """Forget what no event at or after an instant can ask for; no answer changes (refund_within, restore_within)."""
    if at == -NEVER:
        return
    for slot in machine.layout.slots:
        if slot.form == "rolling":
            slots.evict(account.m[slot.index], at)
    before = machine.settled_before(at)
    if before > -NEVER:
        lots.settle(account, before)
        for name in [name for name, record in account.purchases.items() if record[AT] < before]:
            del account.purchases[name]
        for slot in machine.layout.slots:
            if slot.steps is not None:
                journal.settle(slot.steps, account.m[slot.index], before)
    for name, record in account.purchases.items():
        account.purchases[name] = machine.refunds.opened(record)
    redeem.forget(account, machine.restorable_since(at))


def save(account: Account) -> list[Any]:
    """Return the account as one list, in a fixed order, sharing what it holds."""
    return [
        account.member, account.position, account.status, account.joined, account.paused_at, account.kind,
        account.serial, account.number, account.fields, account.m, [each.save() for each in account.standings],
        account.due, account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        account.lots, account.pending, account.holds, account.spends, account.owing, account.active_at, account.idle,
        account.limits, account.purchases, account.waiting, account.early,
    ]  # fmt: skip


def restore(saved: list[Any], horizon: int) -> Account:
    """Return the account that `save` wrote; it takes over the lists."""
    account = Account.__new__(Account)
    (
        account.member, position, account.status, account.joined, account.paused_at, account.kind,
        account.serial, account.number, account.fields, account.m, standings,
        account.due, account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        account.lots, account.pending, account.holds, account.spends, account.owing, account.active_at, account.idle,
        account.limits, account.purchases, account.waiting, account.early,
    ) = saved  # fmt: skip
    account.position = tuple(position)
    account.standings = [Standing.restore(each) for each in standings]
    account.pinned, account.horizon = None, horizon
    return account


def copy(account: Account) -> Account:
    """Return an equal account; records and redemptions, which are never changed but replaced, are shared."""
    new = Account.__new__(Account)
    for name in SHARED:
        setattr(new, name, getattr(account, name))
    for name in LISTS:
        setattr(new, name, getattr(account, name)[:])
    for name in TABLES:
        setattr(new, name, getattr(account, name).copy())
    new.m = [[x[:] if type(x) is list else x for x in state] if type(state) is list else state for state in account.m]
    new.standings = [Standing.restore(each.save()) for each in account.standings]
    new.lots = [lot[:] for lot in account.lots]
    new.owing = [debt[:] for debt in account.owing]
    new.limits = [limit[:] for limit in account.limits]
    new.waiting = {name: list(refunds) for name, refunds in account.waiting.items()}
    return new


def meaning(machine: Machine, account: Account, at: int) -> list[Any]:
    """Return what of an account matters at an instant, settled; the account is used up."""
    account.position, account.due = (at, 0, ""), at
    settle(machine, account, at)
    return save(account)


def dumps(machine: Machine, account: Account, at: int) -> str:
    """Return the state as JSON text."""
    settle(machine, account, account.position[0])
    return _dumps([FORMAT, fingerprint(machine), at, *save(account)])


def loads(machine: Machine, text: str) -> tuple[Account, int]:
    """Return (account, asked instant) from JSON text.

    Raises:
        StateMismatch: it is not a state, or one of another program or version.
    """
    try:
        found = json.loads(text)
        form, program, at, *saved = found
    except (ValueError, TypeError) as error:
        raise StateMismatch("not-a-state", "this text is not a saved state") from error
    if form != FORMAT or program != fingerprint(machine):
        raise StateMismatch(
            "other-program", "the state was saved under another program", hint="fold the member's events again"
        )
    try:
        return restore(saved, machine.horizon), at
    except (ValueError, TypeError, AttributeError) as error:
        raise StateMismatch("not-a-state", "this text is not a saved state") from error
