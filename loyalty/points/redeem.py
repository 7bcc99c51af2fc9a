"""Spending: redeem, reserve, commit, restore (semantics 21, 22)."""

from loyalty.members.account import LEFT, Account, Lot
from loyalty.points.clock import Notes
from loyalty.points.clock import release as release_hold
from loyalty.points.debt import HELD, SPENT, consume, undo
from loyalty.points.lots import part_of, take
from loyalty.points.rules import PointsRules, Redemption

Refusal = tuple[str, str]
"""Why a decision was not taken: a code and a sentence."""


def refusal(
    account: Account, rules: PointsRules | None, points: int, order: int | None, *, share: bool
) -> Refusal | None:
    """Say why `points` cannot be redeemed now, or None (semantics 22).

    A reservation knows no order; without `share` nothing is asked of the points' share of an order.
    """
    terms = rules.redeem if rules else None
    if terms is not None:
        refused = _against_terms(terms, points, order, share=share)
        if refused:
            return refused
    if points > account.available:
        return "insufficient", f"{points} points asked, {account.available} available"
    return None


def _against_terms(terms: Redemption, points: int, order: int | None, *, share: bool) -> Refusal | None:
    if points < terms.min:
        return "below-minimum", f"{points} points asked, at least {terms.min} at a time"
    if points % terms.step:
        return "not-a-step", f"{points} points asked, only multiples of {terms.step}"
    if terms.max_share is None or not share:
        return None
    if order is None:
        return "missing-field", "`order` is needed: the program limits the share of an order that points may pay"
    if points * terms.worth * terms.max_share.denominator > order * terms.points * terms.max_share.numerator:
        return "above-share", f"{points} points are worth more than {terms.max_share} of the order"
    return None


def worth(rules: PointsRules | None, points: int) -> int:
    """Return what points are worth in minor units, rounded down; 0 when the program gives them no worth."""
    terms = rules.redeem if rules else None
    return points * terms.worth // terms.points if terms else 0


def spend(account: Account, event: str, at: int, points: int, *, forgive: bool) -> None:
    """Redeem: what was decided is a fact; which lots it takes is derived, and what they lack is owed (semantics 2)."""
    if points <= account.available:
        parts, counted = take(account, points), points
    else:
        parts, counted = consume(account, SPENT, event, points, forgive=forgive)
    account.spends[event] = [at, points, parts]
    account.spent += counted


def reserve(account: Account, event: str, points: int, until: int, *, forgive: bool) -> None:
    """Set points aside; they are spent by a commit or come back by a release or at `until`."""
    parts, _counted = consume(account, HELD, event, points, forgive=forgive)
    account.holds[event] = [points, until, parts]
    account.due = min(account.due, until)


def commit(account: Account, hold: str, event: str, at: int, points: int | None, out: Notes | None) -> int:
    """Spend a reservation, whole or a part of it; what is left goes back. Return the points spent."""
    reserved, until, parts = account.holds[hold]
    points = reserved if points is None else points
    spent, rest = split(parts, points)
    account.holds[hold] = [reserved - points, until, rest]
    release_hold(account, hold, at, event, out)
    account.spends[event] = [at, points, spent]
    covered = sum(part[LEFT] for part in spent)
    account.spent += covered + _take_over_debt(account, hold, event, points - covered)
    return points


def _take_over_debt(account: Account, hold: str, event: str, short: int) -> int:
    """What a reservation still owes is now owed by its commit."""
    moved = 0
    for debt in account.owing:
        if debt[0] == HELD and debt[1] == hold and short:
            debt[0], debt[1] = SPENT, event
            moved += debt[2]
    return moved


def split(parts: list[Lot], points: int) -> tuple[list[Lot], list[Lot]]:
    """Split consumed parts: the first `points` of them, and the rest."""
    first: list[Lot] = []
    rest: list[Lot] = []
    for part in parts:
        mine = min(points, part[LEFT])
        points -= mine
        if mine:
            first.append(part_of(part, mine))
        if part[LEFT] > mine:
            rest.append(part_of(part, part[LEFT] - mine))
    return first, rest


def restore(account: Account, redemption: str, points: int, at: int, cause: str, out: Notes | None) -> None:
    """Return points of a redemption to their lots, last consumed first, so that the rest is a smaller redemption."""
    spent = account.spends[redemption]
    kept, returned = split(spent[2], spent[1] - points)
    account.spends[redemption] = [spent[0], spent[1] - points, kept]
    counted, gone = undo(account, SPENT, redemption, points, returned, at)
    account.spent -= counted
    if out is not None:
        out.append(("restored", at, cause, points, redemption))
        if gone:
            out.append(("lapsed", at, cause, gone, redemption, "expired"))


def forget(account: Account, before: int) -> None:
    """Drop redemptions that no restore can name any more."""
    for name in [name for name, spent in account.spends.items() if spent[0] < before]:
        del account.spends[name]
