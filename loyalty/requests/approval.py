"""Who must approve a request: roles, several people of a role, more roles above an amount, a committee."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from unicodedata import normalize

import attrs

Vote = Sequence[object]
"""``[who, role, 1 for yes or 0 for no]``."""
WHO, ROLE, YES = range(3)


def person(name: object) -> str:
    """Return what tells people apart: the same name in other letters is the same person.

    >>> person("Li Wei ") == person("ｌｉ ｗｅｉ")
    True
    """
    return " ".join(normalize("NFKC", str(name)).casefold().split())


@attrs.frozen(eq=False)
class Committee:
    """People of one role who vote; at least `quorum` of the `members` must have voted.

    More than `majority` of the votes must be for the request, or at least `yes` of them.
    """

    role: str
    members: int
    quorum: int
    majority: Fraction | None = None
    yes: int | None = None

    def decided(self, yes: int, no: int) -> bool | None:
        """Return what is decided already, whatever those vote who have not voted yet; None while that is open.

        >>> Committee("board", 5, 3, Fraction(1, 2)).decided(2, 1) is None
        True
        """
        left = max(0, self.members - yes - no)
        if yes + no < self.quorum:
            return None
        if self._carried(yes, no + left):
            return True
        return None if self._carried(yes + left, no) else False

    def closed(self, yes: int, no: int) -> bool | None:
        """Return what the votes cast decide when nobody votes any more; None without a quorum."""
        return self._carried(yes, no) if yes + no >= self.quorum else None

    def needed(self, yes: int, no: int) -> int:
        """Return how many more votes for the request would accept it."""
        left = max(0, self.members - yes - no)
        return bisect_left(range(left), 1, key=lambda more: self.decided(yes + more, no) or 0)

    def _carried(self, yes: int, no: int) -> bool:
        if self.yes is not None:
            return yes >= self.yes
        return yes > (self.majority or 0) * (yes + no)


@attrs.frozen(eq=False)
class Above:
    """More roles that must approve when the money field `amount` is over `limit`, or from it on if `inclusive`."""

    amount: str
    limit: int
    inclusive: bool
    roles: tuple[str, ...]

    def concerns(self, amount: int | None) -> bool:
        """Say whether the roles are needed for an amount."""
        return amount is not None and (amount >= self.limit if self.inclusive else amount > self.limit)


@attrs.frozen(eq=False)
class Approval:
    """What makes a request accepted; without roles and committee, that it fulfils its terms.

    Attributes:
        roles: each of them must approve.
        people: so many different people of each of them.
        committee: whose vote is needed as well.
        above: further roles by amount.
        requester: the field that says who asks, who never approves.
    """

    roles: tuple[str, ...] = ()
    people: int = 1
    committee: Committee | None = None
    above: tuple[Above, ...] = ()
    requester: str | None = None

    def wanted(self, amounts: Mapping[str, int | None]) -> list[str]:
        """Return the roles that a request needs for its amounts, each as often as people of it are needed."""
        plain = [role for role in self.roles for _ in range(self.people)]
        more = [role for each in self.above if each.concerns(amounts[each.amount]) for role in each.roles]
        return [*plain, *(role for role in dict.fromkeys(more) if role not in self.roles)]

    def missing(self, roles: Sequence[str], votes: Sequence[Vote]) -> dict[str, int]:
        """Return how many more people of which role are needed, of the roles that a request needs."""
        given = [vote[ROLE] for vote in votes if vote[YES]]
        left = {role: count for role in dict.fromkeys(roles) if (count := roles.count(role) - given.count(role)) > 0}
        if self.committee is not None and not self.committee.decided(*self.count(votes)):
            left[self.committee.role] = self.committee.needed(*self.count(votes))
        return left

    def count(self, votes: Sequence[Vote]) -> tuple[int, int]:
        """Return the votes of the committee for and against."""
        mine = [vote[YES] for vote in votes if self.committee is not None and vote[ROLE] == self.committee.role]
        return mine.count(1), mine.count(0)

    def verdict(self, roles: Sequence[str], votes: Sequence[Vote]) -> bool | None:
        """Return whether votes accept or reject a request; None while more are needed."""
        if any(not vote[YES] for vote in votes if self.committee is None or vote[ROLE] != self.committee.role):
            return False
        if self.committee is not None and self.committee.decided(*self.count(votes)) is False:
            return False
        return None if self.missing(roles, votes) else True

    def at_the_end(self, roles: Sequence[str], votes: Sequence[Vote]) -> bool | None:
        """Return what the votes cast decide when the time for them is over; None when they decide nothing."""
        if self.committee is None or self.missing(roles, votes).keys() - {self.committee.role}:
            return None
        return self.committee.closed(*self.count(votes))
