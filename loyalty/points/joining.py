"""Settled lots: what is left of a lot when no refund can name its event any more (semantics 16, 18)."""

from collections.abc import Iterable, Sequence

import attrs

from loyalty.members.account import EARNED, EXPIRES, LEFT, NEVER, POLICY, PRIORITY, SOURCE, WAIT, Account, Lot
from loyalty.points.policy import Policy


@attrs.frozen
class Joining:
    """Which lots of a program are the same when they have settled.

    `alias` has by policy the first one whose points lapse by inactivity in the same way, and at the end that of no
    policy, -1. `alone` has ``(priority, whether there is an end, alias)`` where nothing but lots of this alias can lie
    between two of them in the order of consumption.
    """

    alias: tuple[int, ...]
    alone: frozenset[tuple[int, bool, int]]

    def settled(self, account: Account, lots: list[Lot], before: int) -> list[Lot]:
        """Return lots, where those that were earned before an instant have settled.

        A settled lot has forgotten its event and when it was earned, all but whether it ended with the others of its
        policy. So lots that end together are one, and nothing shows when they were joined.
        """
        if not _unsettled(account, lots, before):
            return lots
        kept: list[Lot] = []
        for lot in lots:
            if lot[EARNED] >= before or not self._joins(account, lot):
                kept.append(lot)
                continue
            policy, earned = self.alias[lot[POLICY]], _forgotten(account, lot)
            settled = [lot[PRIORITY], lot[EXPIRES], earned, "", policy, lot[LEFT], 0]
            if kept and kept[-1][:LEFT] == settled[:LEFT]:
                settled[LEFT] += kept.pop()[LEFT]
            kept.append(settled)
        return kept

    def _joins(self, account: Account, lot: Lot) -> bool:
        """Say whether a lot may settle; not one that a pause holds back for a shorter time than others."""
        if account.still and lot[EARNED] + lot[WAIT] > account.paused_at:
            return False
        return (lot[PRIORITY], lot[EXPIRES] < NEVER, self.alias[lot[POLICY]]) in self.alone


def _unsettled(account: Account, lots: list[Lot], before: int) -> bool:
    """Say whether any lot was earned before an instant and may not have settled."""
    ended, last = account.ended, None
    for lot in lots:
        if lot[EARNED] < before:
            if lot[SOURCE] or ended or lot[EXPIRES] == last:
                return True
            last = lot[EXPIRES]
    return False


def _forgotten(account: Account, lot: Lot) -> int:
    """Return the instant that stands for all before: the enrolment, or the last end of all lots of the policy."""
    end = account.ended[lot[POLICY]] if account.ended else -NEVER
    return max(end, account.joined) if lot[EARNED] >= end else account.joined


def joining(policies: Sequence[Policy], defaults: Iterable[int]) -> Joining:
    """Return how lots of some policies are joined; those of `defaults` may have any end, because it is given by hand.

    The default of a version without points is -1.
    """
    first: dict[object, int] = {}
    alias = [*(first.setdefault(_lapse(policy), number) for number, policy in enumerate(policies)), -1]
    alias[-1] = first.setdefault(None, -1)
    found = {(policy.priority, _ends(policy), alias[number]) for number, policy in enumerate(policies)}
    found |= {(0, ends, alias[number]) for number in defaults for ends in (False, True)}
    places = [key[:2] for key in found]
    return Joining(tuple(alias), frozenset(key for key in found if places.count(key[:2]) == 1))


def _ends(policy: Policy) -> bool:
    """Say whether points of a policy have an end without somebody's doing."""
    return policy.expires(0) < NEVER


def _lapse(policy: Policy) -> object:
    """Return what is equal for policies whose points lapse by inactivity together."""
    expire = policy.expire
    return (policy.zone, expire.inactive, expire.activity) if expire and expire.inactive else None
