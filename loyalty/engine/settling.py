"""What a state forgets: what no event at or after an instant can ask for."""

from loyalty.engine.machine import Machine
from loyalty.members.account import NEVER, RESERVED, USED_UNTIL, Account
from loyalty.members.records import made_at
from loyalty.metrics import journal, slots
from loyalty.points import redeem


def settle(machine: Machine, account: Account, at: int) -> None:
    """Forget what no event at or after an instant can ask for; no answer changes (refund_within, restore_within)."""
    if at == -NEVER:
        return
    for place in machine.rolling:
        slots.rolled(account.m[place], at)
    if account.horizon < NEVER:
        _settle_purchases(machine, account, at - account.horizon)
    if account.usage:
        account.usage = {name: use for name, use in account.usage.items() if not use[RESERVED] or use[USED_UNTIL] > at}
    if account.spends and machine.restorable < NEVER:
        redeem.forget(account, at - machine.restorable)


def _settle_purchases(machine: Machine, account: Account, before: int) -> None:
    settled = machine.joining.settled
    account.lots = settled(account, account.lots, before)
    for home in (account.spends, account.holds):
        for name, (one, two, parts) in home.items() if home else ():
            home[name] = [one, two, settled(account, parts, before)]
    if account.purchases:
        _forget_purchases(account, before)
    for index, steps in machine.journals:
        journal.settle(steps, account.m[index], before)


def _forget_purchases(account: Account, before: int) -> None:
    """Forget the purchases before an instant; they stand in the order in which they were made."""
    gone = []
    for name, record in account.purchases.items():
        if made_at(record) >= before:
            break
        gone.append(name)
    if gone:
        account.own()
    for name in gone:
        del account.purchases[name]
