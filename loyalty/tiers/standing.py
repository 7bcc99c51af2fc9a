"""Entering, leaving and being granted a tier (semantics 23-26)."""

from collections.abc import Iterable

from loyalty.members.account import NEVER, Account, Standing
from loyalty.tiers.ladder import Tier
from loyalty.tiers.steps import Notes, Steps

__all__ = ["Notes", "clear", "climb", "enter", "gates_open", "grant", "qualifies", "refresh", "rise"]


def climb(account: Account, steps: Steps, ranks: Iterable[int], at: int, cause: str, out: Notes | None) -> bool:
    """Lift a member to the highest of `ranks` whose `enter` holds and whose gates are open (semantics 24).

    A tier with a declared start is entered then, whatever happens in between. Return whether the standing changed.
    """
    stands = account.standings[steps.number].organic
    reached = [rank for rank in ranks if rank > stands and qualifies(account, steps, rank, at)]
    return bool(reached) and rise(account, steps, reached, at, cause, out)


def qualifies(account: Account, steps: Steps, rank: int, at: int) -> bool:
    """Say whether a higher tier's `enter` holds at an instant and its approvals are recorded."""
    standing, tier = account.standings[steps.number], steps.tier(rank)
    if tier is None or rank <= standing.organic:
        return False
    return gates_open(standing, rank, tier) and steps.enters(account, rank, at)


def rise(account: Account, steps: Steps, ranks: list[int], at: int, cause: str, out: Notes | None) -> bool:
    """Enter the highest of the tiers reached that begin now; the others begin later."""
    standing = account.standings[steps.number]
    now = 0
    for rank in ranks:
        begins = steps.begins(rank, at)
        if begins <= at:
            now = max(now, rank)
        elif not any(following[0] == rank for following in standing.following):
            standing.following.append([rank, begins])
            account.due = min(account.due, begins)
    if now:
        enter(account, steps, now, at, cause, out)
    return bool(now)


def gates_open(standing: Standing, rank: int, tier: Tier) -> bool:
    """Say whether every approval that a tier asks for is recorded."""
    return not tier.gates or all([rank, gate] in standing.gates for gate in tier.gates)


def enter(account: Account, steps: Steps, rank: int, at: int, cause: str, out: Notes | None) -> None:
    """Stand on a tier from now; its reviews and its metrics since tier entry are counted from here."""
    standing = account.standings[steps.number]
    if rank < standing.organic:
        standing.gates = [gate for gate in standing.gates if not rank < gate[0] <= standing.organic]
    standing.organic, standing.entered, standing.grace, standing.fitting = rank, at, NEVER, 0
    standing.review = steps.first_review(rank, at)
    standing.following = [following for following in standing.following if following[0] > rank]
    account.due = min(account.due, standing.review)
    if steps.resets is not None:
        steps.resets(account, at)
    refresh(account, steps, at, cause, out)


def refresh(account: Account, steps: Steps, at: int, cause: str, out: Notes | None) -> None:
    """Let the standing be the higher of what was earned and what is granted, and note the change."""
    standing = account.standings[steps.number]
    rank = max([standing.organic, *(grant[0] for grant in standing.grants)])
    before = standing.rank
    standing.rank = rank
    if out is not None and rank != before:
        word = "tier-reached" if rank > before else "tier-left"
        out.append((word, at, cause, steps.number, before, rank))
    if steps.reached is not None and rank > before:
        steps.reached(account, at, cause, out)


def grant(account: Account, steps: Steps, rank: int, until: int, at: int, cause: str, out: Notes | None) -> None:
    """Grant a tier by hand: a floor under the standing until its end; what is earned goes on underneath."""
    standing = account.standings[steps.number]
    standing.grants.append([rank, until])
    account.due = min(account.due, until)
    refresh(account, steps, at, cause, out)


def clear(account: Account, steps: Steps, at: int, cause: str, out: Notes | None) -> None:
    """Leave the ladder: no tier, no grants, no approvals, nothing that begins later (semantics 28)."""
    standing = account.standings[steps.number]
    before = standing.rank
    standing.grants = []
    enter(account, steps, 0, at, cause, None)
    standing.gates, standing.following = [], []
    if out is not None and before:
        out.append(("tier-left", at, cause, steps.number, before, 0))
