"""A copy of a member's account, so that a state stays as it is."""

from typing import Any

from loyalty.members.account import Account


def copy(account: Account) -> Account:
    """Return an equal account; records, redemptions and lots, which are never changed but replaced, are shared."""
    new = Account.__new__(Account)
    new.recent, new.refused = account.recent, account.refused
    new.member, new.position, new.status, new.joined = account.member, account.position, account.status, account.joined
    new.paused_at, new.cleared, new.kind = account.paused_at, account.cleared, account.kind
    new.ceased, new.consents = account.ceased, account.consents[:]
    new.serial, new.number, new.due, new.available = account.serial, account.number, account.due, account.available
    new.debt, new.issued, new.spent = account.debt, account.issued, account.spent
    new.lapsed, new.reversed, new.horizon = account.lapsed, account.reversed, account.horizon
    new.pinned, new.unit, new.folded, new.open = account.pinned, account.unit, account.folded, account.open
    new.fields, new.pending, new.early = account.fields[:], account.pending[:], account.early[:]
    new.ended, new.still, new.voids = account.ended[:], account.still, account.voids[:]
    new.active_at, new.idle = account.active_at[:], account.idle[:]
    new.holds, new.spends = account.holds.copy(), account.spends.copy()
    new.purchases, new.shared, account.shared = account.purchases, True, True
    new.m = [*map(_metric, account.m)]
    new.standings = [each.copy() for each in account.standings]
    new.lots, new.stock = account.lots[:], account.stock
    new.owing = [debt[:] for debt in account.owing] if account.owing else []
    new.usage, new.requests = account.usage.copy(), account.requests.copy()
    new.promises, new.looked, new.given = account.promises, account.looked, account.given
    new.limits = [limit[:] for limit in account.limits]
    new.waiting = {name: list(refunds) for name, refunds in account.waiting.items()} if account.waiting else {}
    return new


def _metric(state: Any) -> Any:
    """Return a copy of the state of a metric: a number, or a list of numbers and lists."""
    if type(state) is not list:
        return state
    new = state[:]
    for place, part in enumerate(state):
        if type(part) is list:
            new[place] = part[:]
    return new
