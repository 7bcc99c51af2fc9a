"""A member's account as a list that JSON can hold, and back; a snapshot at any cut changes nothing."""

from typing import Any

import msgspec

from loyalty.engine import recent
from loyalty.engine.form import Lots, Rest
from loyalty.engine.machine import Machine
from loyalty.engine.owed_packing import pack_owed, unpack_owed
from loyalty.engine.packing import (
    pack_gates,
    pack_home,
    pack_lots,
    pack_metrics,
    pack_standing,
    unpack_gates,
    unpack_home,
    unpack_lots,
    unpack_metrics,
    unpack_standing,
)
from loyalty.members.account import NEVER, Account
from loyalty.members.records import SECOND


def save(machine: Machine, account: Account) -> list[Any]:
    """Return the account as one list; it shares what it holds, and the account is not to be used any more."""
    base, unit = account.joined, unit_of(machine, account)
    at, phase, _name = account.position
    pack = machine.refunds.pack
    return [
        account.member, at, phase, [recent.packed(entry) for entry in account.recent], account.status, base, unit,
        account.due,
        account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        pack_metrics(machine.rolling, account.m, base, unit),
        [pack_standing(each) for each in account.standings],
        pack_home(account, base, unit),
        list(account.purchases),
        [record if type(record) is msgspec.Raw else pack(record) for record in account.purchases.values()],
        account.limits, account.fields, _rest(account, base, unit),
    ]  # fmt: skip


def _rest(account: Account, base: int, unit: int) -> list[Any] | None:
    """Return what few accounts have; None for all others."""
    if not (_has_more(account) or account.paused_at != NEVER or account.cleared != -NEVER or account.ceased != NEVER):
        return None
    rest = [
        account.kind, account.serial, account.number,
        None if account.paused_at == NEVER else account.paused_at,
        None if account.cleared == -NEVER else account.cleared,
        account.pending, _pack_parts(account.holds, base, unit), _pack_parts(account.spends, base, unit),
        account.owing, account.active_at, account.idle, account.waiting, account.early, account.ended, account.still,
        account.voids, pack_gates(account.standings), account.usage,
        [pack_owed(owed) for owed in account.promises] if account.promises else account.promises,
        None if account.looked == -NEVER else account.looked, account.given, account.requests,
        None if account.ceased == NEVER else account.ceased, account.consents,
    ]  # fmt: skip
    while not rest[-1] and type(rest[-1]) is not int:
        rest.pop()
    return rest


def _has_more(account: Account) -> bool:
    return bool(
        account.kind or account.serial is not None or account.number or account.pending or account.holds
        or account.spends or account.owing or account.active_at or account.idle or account.waiting or account.early
        or account.ended or account.still or account.voids or account.usage or account.requests or account.consents
        or pack_gates(account.standings) or account.promises or account.looked != -NEVER or account.given
    )  # fmt: skip


def unit_of(machine: Machine, account: Account) -> int:
    """Return 1,000,000 when everything ever folded happened at whole seconds, else 1."""
    if account.unit == SECOND:
        for event in account.folded:
            if event[0] % SECOND:
                account.unit = 1
                break
        if machine.fine:
            account.unit = 1
    account.folded = ()
    return account.unit


def _pack_parts(home: dict[str, list[Any]], base: int, unit: int) -> dict[str, list[Any]]:
    """Return reservations or redemptions with their parts of lots by column."""
    return {name: [one, two, pack_lots(parts, base, unit)] for name, (one, two, parts) in home.items()} if home else {}


def restore(machine: Machine, saved: tuple[Any, ...]) -> tuple[Account, int]:
    """Return the account of a state that was read in its form, and the instant asked for; it takes over the lists."""
    account = Account.__new__(Account)
    (
        _form, _program, asked, account.member, at, phase, account.recent, account.status, base, unit, account.due,
        account.available, account.debt, account.issued, account.spent, account.lapsed, account.reversed,
        metrics, standings, lots, names, records, account.limits, account.fields, rest, _checksum,
    ) = saved  # fmt: skip
    name = account.recent[-1][recent.NAME] if account.recent else ""
    account.position, account.joined, account.unit, account.folded = (at, phase, name), base, unit, ()
    account.m = unpack_metrics(machine.rolling, machine.journals, metrics, base, unit)
    unpack_home(account, lots)
    account.purchases, account.shared = dict(zip(names, records, strict=True)), False
    account.standings = [unpack_standing(each) for each in standings]
    account.refused, account.pinned = [], None
    account.horizon, account.open = machine.horizon, machine.refunds.open
    if rest is None:
        _restore_nothing(account)
    else:
        _restore_rest(account, rest)
    return account, asked


def _restore_nothing(account: Account) -> None:
    account.kind = account.serial = account.number = None
    account.paused_at, account.cleared, account.still = NEVER, -NEVER, False
    account.pending, account.owing, account.active_at, account.idle = [], [], [], []
    account.early, account.ended, account.voids = [], [], []
    account.holds, account.spends, account.waiting, account.usage, account.requests = {}, {}, {}, {}, {}
    account.promises, account.looked, account.given = [], -NEVER, {}
    account.ceased, account.consents = NEVER, []


def _restore_rest(account: Account, rest: Rest) -> None:
    base, unit = account.joined, account.unit
    account.kind, account.serial, account.number = rest.kind, rest.serial, rest.number
    account.paused_at = NEVER if rest.paused_at is None else rest.paused_at
    account.cleared = -NEVER if rest.cleared is None else rest.cleared
    account.ceased = NEVER if rest.ceased is None else rest.ceased
    account.consents = rest.consents
    account.still, account.pending, account.owing = rest.still, rest.pending, rest.owing
    account.active_at, account.idle = rest.active_at, rest.idle
    account.early, account.ended, account.voids = rest.early, rest.ended, rest.voids
    account.holds, account.spends = _unpack_parts(rest.holds, base, unit), _unpack_parts(rest.spends, base, unit)
    account.waiting, account.usage = rest.waiting, {name: [*use] for name, use in rest.usage.items()}
    account.promises, account.given = [unpack_owed(owed) for owed in rest.promises], rest.given
    account.looked = -NEVER if rest.looked is None else rest.looked
    account.requests = {name: [*one[:-1], [[*vote] for vote in one[-1]]] for name, one in rest.requests.items()}
    if rest.gates:
        for standing, gates in zip(account.standings, rest.gates, strict=True):
            unpack_gates(standing, gates)


def _unpack_parts(home: dict[str, tuple[int, int, Lots]], base: int, unit: int) -> dict[str, list[Any]]:
    return {name: [one, two, unpack_lots(parts, base, unit)] for name, (one, two, parts) in home.items()}
