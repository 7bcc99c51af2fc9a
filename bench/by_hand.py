"""`configs/grocery` written by hand: the same rules in plain Python, as quick as its author could make it.

It is the measure of the compiler (how much slower is generated code than a careful programmer's?) and its oracle (does
it say the same of every member?). It uses nothing of the SDK but the form of its events, and knows only what this one
program needs; changing a rule means changing it in several places, which is the point.
"""

# ruff: noqa: FURB136, PLR1730 - a conditional is quicker than a call of min or max, and speed is what this file is for

from bisect import insort
from collections.abc import Iterable
from typing import Any, NamedTuple

from bench.calendar_by_hand import grace_end, lot_end, month_end, quarter_end, refund_end, window_end

NEVER = 10**18
MONTH_CAP = 400
WELCOME = 50
TIMES = (10, 12, 15)
RATE = 1000
ENTER = ((15_000, 0), (40_000, 0), (30_000, 12))
KEEP = (0, 10_000, 25_000)
NAMES = ("none", "silver", "gold")


class Result(NamedTuple):
    """What is known of a member at an instant: money in cents, points by the instant at which they end (`ends`)."""

    tier: str
    available: int
    debt: int
    issued: int
    spent: int
    lapsed: int
    reversed: int
    recent_spend: int
    visits: int
    ends: dict[int, int]
    rejected: tuple[str, ...]


def fold(events: Iterable[Any], until: int) -> Result:  # noqa: C901, PLR0912, PLR0915 - one loop, no calls
    """Fold the events of one member, in their order, and let time pass until an instant."""
    tier = available = debt = issued = spent = lapsed = reversed_ = 0
    recent = visits = used = first = 0
    exits: list[int] = []
    amounts: list[int] = []
    month = 0
    review = grace = due = NEVER
    lots: list[list[Any]] = []
    orders: dict[str, list[int]] = {}
    rejected: list[str] = []
    for at, _phase, name, kind, _member, _recorded, values, lines in [*events, (until, 9, "", "", "", 0, (), ())]:
        while at >= due:
            now = due
            while lots and lots[0][0] <= now:
                end, _earned, source, points = lots.pop(0)
                available -= points
                lapsed += points
                if source in orders:
                    orders[source][6] += points
            if review <= now or grace <= now:
                while first < len(exits) and exits[first] < now:
                    recent -= amounts[first]
                    first += 1
                seen = visits if now - 1 < month else 0
                better = 2 if recent >= 40_000 or (recent >= 30_000 and seen >= 12) else 1 if recent >= 15_000 else 0
                if grace > now and better > tier:
                    tier, review = better, quarter_end(now)
                elif recent >= KEEP[tier]:
                    grace, review = NEVER, quarter_end(now)
                elif grace <= now:
                    tier, grace = tier - 1, NEVER
                    review = quarter_end(now) if tier else NEVER
                else:
                    grace, review = grace_end(now), NEVER
            due = min(review, grace, lots[0][0] if lots else NEVER)
        if kind == "purchase":
            eligible = 0
            for amount, department, _quantity, special in lines:
                if not special and department != "FUEL":
                    eligible += amount
            if at >= month:
                month = month_end(at)
                visits = used = 0
            points = eligible * TIMES[tier] // RATE
            room = MONTH_CAP - used
            if points > room:
                points = room
            total = values[0]
            leads = not lines[0][3] and lines[0][1] != "FUEL"
            orders[name] = [at, eligible, total - eligible, TIMES[tier], room, points, 0, 0, 0, leads]
            if points:
                used += points
                issued += points
                paid = debt if debt < points else points
                debt -= paid
                if points > paid:
                    end = lot_end(at)
                    lot = [end, at, name, points - paid]
                    available += points - paid
                    if lots and lots[-1] > lot:
                        insort(lots, lot)
                    else:
                        lots.append(lot)
                    if end < due:
                        due = end
            visits += 1
            while first < len(exits) and exits[first] <= at:
                recent -= amounts[first]
                first += 1
            if eligible:
                exit_ = window_end(at)
                recent += eligible
                if first < len(exits) and exit_ <= exits[-1]:
                    place = len(exits)
                    while place > first and exits[place - 1] > exit_:
                        place -= 1
                    exits.insert(place, exit_)
                    amounts.insert(place, eligible)
                else:
                    exits.append(exit_)
                    amounts.append(eligible)
            if tier < 2:
                if recent >= 40_000 or (recent >= 30_000 and visits >= 12):
                    tier, grace, review = 2, NEVER, quarter_end(at)
                    due = min(due, review)
                elif recent >= 15_000 and not tier:
                    tier, grace, review = 1, NEVER, quarter_end(at)
                    due = min(due, review)
        elif kind == "redeem":
            asked = values[0]
            if asked > available or asked < 100 or asked % 100:
                rejected.append(name)
                continue
            available -= asked
            spent += asked
            while asked:
                lot = lots[0]
                if lot[3] <= asked:
                    asked -= lot[3]
                    del lots[0]
                else:
                    lot[3] -= asked
                    asked = 0
        elif kind == "refund":
            of, asked, _restore = values
            order = orders.get(of)
            if order is None or at > refund_end(order[0]):
                rejected.append(name)
                continue
            was, eligible, rest, times, cap, granted, gone, back, taken, leads = order
            left = eligible + rest - back
            asked = left if asked is None else asked
            if asked > left or not left:
                rejected.append(name)
                continue
            back += asked
            before = eligible - _share(order[7], eligible, rest, leads)
            after = eligible - _share(back, eligible, rest, leads)
            target = after * times // RATE
            points = granted - taken - (target if target < cap else cap)
            order[7] = back
            order[8] = taken + points
            exit_ = window_end(was)
            if before > after and exit_ > at:
                recent -= before - after
                amounts[exits.index(exit_, first)] -= before - after
            if month_end(was) == month:
                used -= points
                if back == eligible + rest:
                    visits -= 1
            reversed_ += points
            for lot in lots:
                if lot[2] == of:
                    own = lot[3] if lot[3] < points else points
                    lot[3] -= own
                    points -= own
                    available -= own
                    if not lot[3]:
                        lots.remove(lot)
                    break
            own = gone if gone < points else points
            order[6] -= own
            lapsed -= own
            points -= own
            own = available if available < points else points
            available -= own
            debt += points - own
            while own:
                lot = lots[0]
                if lot[3] <= own:
                    own -= lot[3]
                    del lots[0]
                else:
                    lot[3] -= own
                    own = 0
        elif kind == "enrol":
            issued += WELCOME
            available += WELCOME
            due = lot_end(at)
            lots.append([due, at, name, WELCOME])
    while first < len(exits) and exits[first] <= until:
        recent -= amounts[first]
        first += 1
    if until >= month:
        visits = 0
    ends: dict[int, int] = {}
    for lot in lots:
        ends[lot[0]] = ends.get(lot[0], 0) + lot[3]
    return Result(NAMES[tier], available, debt, issued, spent, lapsed, reversed_, recent, visits, ends, tuple(rejected))


def _share(back: int, eligible: int, rest: int, leads: int) -> int:
    """Return how much of a refund falls on the eligible lines; half a cent goes to the side of the first line."""
    whole = eligible + rest
    return (2 * back * eligible + whole - 1 + leads) // (2 * whole) if whole else 0
