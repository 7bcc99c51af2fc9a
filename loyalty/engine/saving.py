"""A member's account as a list that JSON can hold, and back; a snapshot at any cut changes nothing."""

from typing import Any
from zlib import crc32

import msgspec

from loyalty.engine import recent
from loyalty.engine.machine import Machine
from loyalty.engine.packing import (
    pack_lots,
    pack_metric,
    pack_standing,
    unpack_lots,
    unpack_metric,
    unpack_standing,
)
from loyalty.errors import StateMismatch
from loyalty.members.account import NEVER, Account
from loyalty.members.records import SECOND, made_at
from loyalty.metrics import journal, slots
from loyalty.points import lots, redeem

FORMAT = 2
FIXED = 19
"""How many places of a saved account are always there; the rest is left out when there is nothing of it."""
_dumps = msgspec.json.Encoder(order="deterministic").encode
_loads = msgspec.json.Decoder().decode


def settle(machine: Machine, account: Account, at: int) -> None:
    """Forget what no event at or after an instant can ask for; no answer changes (refund_within, restore_within)."""
    if at == -NEVER:
        return
    for slot in machine.windows:
        slots.evict(account.m[slot.index], at)
    if account.horizon < NEVER:
        _settle_purchases(machine, account, at - account.horizon)
    if account.spends and machine.restorable < NEVER:
        redeem.forget(account, at - machine.restorable)


def _settle_purchases(machine: Machine, account: Account, before: int) -> None:
    account.lots = lots.joined(account.lots, before)
    for name, (at, points, parts) in account.spends.items():
        account.spends[name] = [at, points, lots.joined([part[:] for part in parts], before)]
    for name in [name for name, record in account.purchases.items() if made_at(record) < before]:
        del account.purchases[name]
    for index, steps in machine.journals:
        journal.settle(steps, account.m[index], before)


def save(machine: Machine, account: Account) -> list[Any]:
    """Return the account as one list; it shares what it holds, and the account is not to be used any more."""
    purchases = account.purchases
    for name, record in purchases.items():
        if not isinstance(record, str):
            purchases[name] = machine.refunds.packed(record)
    base, unit = account.joined, unit_of(machine, account)
    at, phase, _name = account.position
    heard = [recent.packed(entry) for entry in account.recent]
    saved = [
        account.member, (at - base) // unit, phase, heard, account.status, base, unit, (account.due - base) // unit,
        account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        [pack_metric(form, state, base, unit) for form, state in zip(machine.forms, account.m, strict=True)],
        [pack_standing(each, base, unit) for each in account.standings],
        pack_lots(account.lots, base, unit), account.purchases,
        [[used, (end - base) // unit] for used, end in account.limits],
        account.fields, account.kind, account.serial, account.number,
        None if account.paused_at == NEVER else account.paused_at,
        None if account.cleared == -NEVER else account.cleared,
        account.pending, account.holds, _pack_spends(account, base, unit), account.owing, account.active_at,
        account.idle, account.waiting, account.early, account.ended, account.still,
        account.voids, account.usage,
    ]  # fmt: skip
    while len(saved) > FIXED and not saved[-1]:
        saved.pop()
    return saved


def unit_of(machine: Machine, account: Account) -> int:
    """Return 1,000,000 when everything ever folded happened at whole seconds, else 1."""
    if account.unit == SECOND and (machine.fine or any(event[0] % SECOND for event in account.folded)):
        account.unit = 1
    account.folded = ()
    return account.unit


def _pack_spends(account: Account, base: int, unit: int) -> dict[str, list[Any]]:
    return {
        name: [(at - base) // unit, points, *pack_lots(parts, base, unit)]
        for name, (at, points, parts) in account.spends.items()
    }


def restore(machine: Machine, saved: list[Any]) -> Account:
    """Return the account that `save` wrote; it takes over the lists."""
    account = Account.__new__(Account)
    saved += [[], None, None, None, None, None, [], {}, {}, [], [], [], {}, [], [], False, [], {}][len(saved) - FIXED :]
    (
        account.member, at, phase, account.recent, account.status, base, unit, due,
        account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        metrics, standings, columns, account.purchases, limits,
        account.fields, account.kind, account.serial, account.number, paused_at, cleared,
        account.pending, account.holds, account.spends, account.owing, account.active_at, account.idle,
        account.waiting, account.early, account.ended, account.still,
        account.voids, account.usage,
    ) = saved  # fmt: skip
    account.joined, account.unit, account.folded = base, unit, ()
    account.paused_at = NEVER if paused_at is None else paused_at
    account.cleared = -NEVER if cleared is None else cleared
    name = account.recent[-1][recent.NAME] if account.recent else ""
    account.position, account.due, account.refused = (at * unit + base, phase, name), due * unit + base, []
    account.m = [unpack_metric(form, state, base, unit) for form, state in zip(machine.forms, metrics, strict=True)]
    account.standings = [unpack_standing(each, base, unit) for each in standings]
    account.lots = unpack_lots(columns, base, unit)
    account.limits = [[used, end * unit + base] for used, end in limits]
    account.spends = {
        name: [at * unit + base, points, unpack_lots(parts, base, unit)]
        for name, (at, points, *parts) in account.spends.items()
    }
    account.pinned, account.horizon, account.open = None, machine.horizon, machine.refunds.first
    return account


def copy(account: Account) -> Account:
    """Return an equal account; records and redemptions, which are never changed but replaced, are shared."""
    new = Account.__new__(Account)
    new.recent, new.refused = account.recent, account.refused
    new.member, new.position, new.status, new.joined = account.member, account.position, account.status, account.joined
    new.paused_at, new.cleared, new.kind = account.paused_at, account.cleared, account.kind
    new.serial, new.number, new.due, new.available = account.serial, account.number, account.due, account.available
    new.debt, new.issued, new.spent = account.debt, account.issued, account.spent
    new.lapsed, new.reversed, new.horizon = account.lapsed, account.reversed, account.horizon
    new.pinned, new.unit, new.folded, new.open = account.pinned, account.unit, account.folded, account.open
    new.fields, new.pending, new.early = account.fields[:], account.pending[:], account.early[:]
    new.ended, new.still, new.voids = account.ended[:], account.still, account.voids[:]
    new.active_at, new.idle = account.active_at[:], account.idle[:]
    new.holds, new.spends, new.purchases = account.holds.copy(), account.spends.copy(), account.purchases.copy()
    new.m = [[x[:] if type(x) is list else x for x in state] if type(state) is list else state for state in account.m]
    new.standings = [each.copy() for each in account.standings]
    new.lots = [lot[:] for lot in account.lots]
    new.owing = [debt[:] for debt in account.owing]
    new.limits = [limit[:] for limit in account.limits]
    new.usage = account.usage.copy()
    new.waiting = {name: list(refunds) for name, refunds in account.waiting.items()}
    return new


def meaning(machine: Machine, account: Account, at: int) -> str:
    """Return what of an account matters at an instant, settled, as text; the account is used up."""
    account.position, account.recent, account.due = (at, 0, ""), [], at
    settle(machine, account, at)
    return _dumps(save(machine, account)).decode()


def dumps(machine: Machine, account: Account, at: int) -> str:
    """Return the state as JSON text, a list whose last entry is the checksum of the rest; the account is used up.

    Keys are sorted and the checksum is that of the values, so that a database may lay out the text in another way.
    """
    settle(machine, account, min(account.position[0], at))
    return _sealed(_dumps([FORMAT, machine.fingerprint, at, *save(machine, account)]))


def _sealed(text: bytes) -> str:
    return f"{text[:-1].decode()},{crc32(text)}]"


def loads(machine: Machine, text: str) -> tuple[Account, int, str]:
    """Return (account, asked instant, text as `dumps` writes it) from JSON text.

    Raises:
        StateMismatch: it is not a state, not whole, or one of another program or version.
    """
    try:
        *whole, checksum = _loads(text)
        plain = _dumps(whole)
        if checksum != crc32(plain):
            raise StateMismatch("not-a-state", "this text is not a saved state, or it was changed since")
        form, program, at, *saved = whole
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise StateMismatch("not-a-state", "this text is not a saved state") from error
    if form != FORMAT or program != machine.fingerprint:
        raise StateMismatch(
            "other-program", "the state was saved under another program", hint="fold the member's events again"
        )
    try:
        return restore(machine, saved), at, _sealed(plain)
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise StateMismatch("not-a-state", "this text is not a saved state") from error
