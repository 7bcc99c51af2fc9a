"""Refunds reverse what was recorded for the purchase, never a recomputation with today's rules (semantics 19)."""

from typing import NamedTuple

import attrs

from loyalty.members.account import (
    GROUPS,
    LEFT,
    LOOSE,
    PARTS,
    POLICY,
    SOURCE,
    W_POINTS,
    W_POLICY,
    W_SOURCE,
    Account,
    Record,
)
from loyalty.points.debt import REVERSED, consume
from loyalty.points.lots import DORMANT, LAPSED, PART, part_of
from loyalty.quantities import Rounding, allot_growing, rounded

ONE = 3
"""Numbers of one group of lines in a record: [mask, amount, refunded]."""
TWO = 2 * ONE
"""Two groups, what earns and what does not, are so frequent that `allot_growing` is written out for them."""


@attrs.frozen
class Recorded:
    """What of an earning rule is the same for all purchases: how `num` of a record becomes points again.

    A rate gives ``round(eligible * num / den)``, a fixed rule `num`; `bit` is the rule's line condition,
    `policy`, `limit` and `once` are places in the state; -1 for none.
    """

    id: str
    version: int
    den: int
    bit: int
    fixed: bool
    rounding: Rounding
    at_least: int
    policy: int
    limit: int
    once: int


def nets(record: Record) -> list[int]:
    """Return what is left of each group of lines after the refunds so far.

    Refunds that name no lines are allotted over what the lines still have, always from their total, and no share ever
    falls: so any split of a refund leaves the same (semantics 19).
    """
    groups, loose = record[GROUPS], record[LOOSE]
    if len(groups) == ONE:
        return [groups[1] - groups[2] - loose]
    if len(groups) == TWO:
        _mask, first, back, _other, second, given = groups
        first, second = first - back, second - given
        share = (2 * loose * first + first + second) // (2 * (first + second)) if loose else 0
        return [first - share, second - loose + share]
    left = [groups[place] - groups[place + 1] for place in range(1, len(groups), ONE)]
    return [amount - share for amount, share in zip(left, allot_growing(loose, left), strict=True)] if loose else left


def eligible(record: Record, left: list[int], bit: int) -> int:
    """Return what is left of the lines that satisfy one condition (`bit`), or of all lines (-1)."""
    if bit < 0:
        return sum(left)
    masks = record[GROUPS][::ONE]
    return sum([amount for mask, amount in zip(masks, left, strict=True) if mask >> bit & 1])


Left = tuple[list[int], bool]
"""What is left of a purchase: the amounts of the lines that satisfy each condition, and last of all lines, where a
condition -1 finds it; and whether anything is left of any group of lines."""


def left_of(record: Record, conditions: int) -> Left:
    """Return what is left of a purchase whose lines are told apart by a number of conditions."""
    left, masks = nets(record), record[GROUPS][::ONE]
    if conditions == 1 and left:
        return [left[0] if masks[0] else left[-1] if masks[-1] else 0, sum(left)], any(left)
    amounts = [
        sum([amount for mask, amount in zip(masks, left, strict=True) if mask >> bit & 1]) for bit in range(conditions)
    ]
    return [*amounts, sum(left)], any(left)


def gained(rule: Recorded, num: int, room: int, left: Left) -> int:
    """Return the points that what is left of a purchase earns by one recorded rate and room."""
    amount = left[0][rule.bit]
    if amount < rule.at_least or not left[1]:
        return 0
    if rule.fixed:
        points = num
    elif rule.rounding == "down":
        points = amount * num // rule.den
    else:
        points = rounded(amount * num, rule.den, rule.rounding)
    if points < 0 and not rule.fixed:
        return 0
    return room if 0 <= room < points else points


class Reversal(NamedTuple):
    """What a refund did to points: `points` in all, of which `active` were not pending."""

    points: int
    active: int


def reverse(account: Account, source: str, record: Record, target: dict[int, int], *, forgive: bool) -> Reversal:
    """Reverse what the purchase no longer earns; `target` has what it still earns, by policy.

    First from the purchase's own lots, then points of it that lapsed already, then from other lots, the rest is debt.
    """
    parts = record[PARTS]
    claims = total = active = 0
    for start in range(0, len(parts), PART):
        policy = parts[start]
        points = parts[start + 1] - target.get(policy, 0) - parts[start + 2]
        if points <= 0:
            continue
        parts[start + 2] += points
        waiting = _from_pending(account, source, policy, points) if account.pending else 0
        own = waiting + _from_lots(account, source, policy, points - waiting)
        if own < points:
            gone = min(points - own, parts[start + LAPSED])
            parts[start + LAPSED] -= gone
            account.lapsed -= gone
            claims += points - own - gone
        total += points
        active += 0 if parts[start + DORMANT] else points - waiting
    counted = consume(account, REVERSED, source, claims, forgive=forgive)[1] if claims else 0
    account.reversed += total - claims + counted
    return Reversal(total, active)


def _from_pending(account: Account, source: str, policy: int, points: int) -> int:
    found = 0
    kept = []
    for wait in account.pending:
        share = min(points - found, wait[W_POINTS]) if wait[W_SOURCE] == source and wait[W_POLICY] == policy else 0
        found += share
        if wait[W_POINTS] > share:
            kept.append([*wait[:W_POINTS], wait[W_POINTS] - share, *wait[W_POINTS + 1 :]])
    account.pending = kept
    return found


def _from_lots(account: Account, source: str, policy: int, points: int) -> int:
    found, lots = 0, account.lots
    mine = [place for place, lot in enumerate(lots) if lot[SOURCE] == source and lot[POLICY] == policy]
    for place in mine if points else ():
        share = min(points - found, lots[place][LEFT])
        lots[place] = part_of(lots[place], lots[place][LEFT] - share)
        found += share
    for place in reversed(mine):
        if not lots[place][LEFT]:
            del lots[place]
    account.available -= found
    return found
