"""What time alone does to a standing: declared starts, reviews, grace, the end of a grant (semantics 24).

A review at an instant judges the state just before it: the period that ends there.
"""

from collections.abc import Sequence

from loyalty.members.account import NEVER, Account
from loyalty.tiers.standing import Notes, enter, qualifies, refresh, rise
from loyalty.tiers.steps import Steps

CAUSE = ""
"""The cause of what only time did."""


def next_change(account: Account) -> int:
    """Return the next instant at which time changes a standing."""
    due = NEVER
    for standing in account.standings:
        first = min(standing.grace, standing.review)
        due = min(due, first)
        if standing.following or standing.grants:
            due = min([due, *(when for _rank, when in (*standing.following, *standing.grants))])
    return due


def judge(account: Account, steps: Steps, at: int) -> int | None:
    """Return the verdict of a review or of the end of grace that is due.

    It is a rank below, ``-1 - rank`` for grace before that, or None for no change. A tier that the version in force at
    `at` has dropped ends. Everything is judged on the state just before `at`; nothing is changed yet.
    """
    standing = account.standings[steps.number]
    tier = steps.tier(standing.organic)
    if tier is not None and steps.keeps(account, standing.organic, at - 1):
        return None
    fits = _fits(account, steps, at)
    return -1 - fits if standing.grace > at and tier is not None and tier.grace is not None else fits


def lasts(account: Account, steps: Steps, rank: int, at: int) -> bool:
    """Say whether a review may lift to a tier: its `keep` holds too, or the next review would take it away again."""
    return qualifies(account, steps, rank, at) and steps.keeps(account, rank, at)


def reviewed(
    account: Account, steps: Steps, better: list[int], verdict: int | None, at: int, out: Notes | None
) -> None:
    """Carry out a review: rise, keep, begin grace, or go down."""
    standing = account.standings[steps.number]
    if better and rise(account, steps, better, at, CAUSE, out):
        return
    tier = steps.tier(standing.organic)
    if verdict is None:
        standing.grace, standing.fitting = NEVER, 0
        standing.review = steps.next_review(standing.organic, standing.entered, at)
    elif verdict < 0 and tier is not None and tier.grace is not None:
        standing.grace, standing.review = steps.zone.shift(tier.grace, end=True).add(at), NEVER
        standing.fitting = -1 - verdict
    else:
        enter(account, steps, verdict, at, CAUSE, out)


def pass_time(account: Account, ladders: Sequence[Steps], at: int, out: Notes | None, *, review: bool) -> None:
    """Do what is due on all ladders at an instant: reviews first, then declared starts, then ends of grants.

    All reviews judge the state before any of them changes it. Without `review` (a pause holds them back) they pass,
    unless the tier is no more.
    """
    verdicts: list[tuple[Steps, list[int], int | None]] = []
    for steps in ladders:
        standing = account.standings[steps.number]
        if standing.review <= at or standing.grace <= at:
            above = range(standing.organic + 1, len(steps.ids) + 1) if review else ()
            better = [rank for rank in above if lasts(account, steps, rank, at - 1)]
            dropped = steps.tier(standing.organic) is None
            verdicts.append((steps, better, judge(account, steps, at) if review or dropped else None))
    for steps, better, verdict in verdicts:
        reviewed(account, steps, better, verdict, at, out)
    for steps in ladders:
        standing = account.standings[steps.number]
        if not (standing.following or standing.grants):
            continue
        begun = max((rank for rank, when in standing.following if when <= at), default=0)
        if begun > standing.organic:
            enter(account, steps, begun, at, CAUSE, out)
        standing.following = [following for following in standing.following if following[1] > at]
        if any(until <= at for _rank, until in standing.grants):
            standing.grants = [grant for grant in standing.grants if grant[1] > at]
            refresh(account, steps, at, CAUSE, out)


def skip(account: Account, steps: Steps, at: int, until: int) -> None:
    """Pass over the reviews up to an instant that would find what the one at `at` found: that the tier is kept."""
    standing = account.standings[steps.number]
    kept = standing.entered < at < standing.review <= until and standing.grace == NEVER
    if kept and not (standing.following or standing.grants):
        standing.review = steps.next_review(standing.organic, standing.entered, until)


def _fits(account: Account, steps: Steps, at: int) -> int:
    """Return the rank to which a member goes down: one step, or the highest lower tier whose `keep` holds.

    After grace it is at least the one that fitted at the review: grace takes nothing away.
    """
    standing = account.standings[steps.number]
    tier = steps.tier(standing.organic)
    one_step = tier is not None and tier.demote == "one-step"
    for below in range(standing.organic - 1, 0, -1):
        if steps.tier(below) is None:
            continue
        if one_step or below == standing.fitting or steps.keeps(account, below, at - 1):
            return below
    return 0
