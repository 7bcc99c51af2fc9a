"""At the counter and on the telephone: whose turn it is, what it costs, and what may be signed for."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from loyalty import Member
from loyalty.benefits import Charge, Fee, Priority, Waiver, charges, in_turn, level
from loyalty_bank.settings import Lane, Signing


def lane(arrivals: Iterable[tuple[Member, datetime, bool]], at: datetime, queue: str = "counter") -> list[Member]:
    """Return members in the order of being served: by level, then by arrival, then by id.

    Args:
        arrivals: each member with the time of arrival or of the call, and whether an appointment was booked.
        at: when; not before the last event of any of the states.
        queue: ``counter``, ``hotline``, or as the program's `queue` names it.
    """
    return in_turn((_level(who.at(at), queue, booked), arrived, who.id, who) for who, arrived, booked in arrivals)


def _level(member: Member, queue: str, booked: bool) -> int:  # noqa: FBT001 - named where it is called
    def counts(right: Priority) -> bool:
        return booked or not (isinstance(right, Lane) and right.booked)

    return level(member.granted(Priority), queue, counts)


def fees(member: Member, at: datetime) -> tuple[Charge, ...]:
    """Return what each fee of the program comes to for a member, less what is waived."""
    asked = member.at(at)
    return charges(asked.granted(Fee), asked.granted(Waiver))


@attrs.frozen
class Signed:
    """Whether a member may sign for an amount, and up to which; money in minor units."""

    allowed: bool
    limit: int
    left: int
    benefit: str = ""
    where: str = ""

    def text(self, language: str = "zh") -> str:
        """Return the answer as a sentence, in ``zh`` or ``en``."""
        if not self.benefit:
            return "没有签单权" if language == "zh" else "no right to sign"
        if language == "zh":
            return f"{'可以' if self.allowed else '不能'}签单，额度 {self.limit}，还可签 {self.left}"
        return f"{'may' if self.allowed else 'may not'} sign: {self.left} of {self.limit} left"


def sign(member: Member, amount: int, open_amount: int, at: datetime) -> Signed:
    """Return whether a member may sign for an amount on top of what is open; the limit itself is allowed (S32).

    Args:
        member: who signs.
        amount: what is to be signed for, in minor units.
        open_amount: what was signed for and is not paid yet.
        at: when.

    Raises:
        ValueError: an amount is negative, or nothing is signed for.
    """
    if amount <= 0 or open_amount < 0:
        raise ValueError("something above nothing is signed for, and what is open is not negative")
    found = [
        (each.settings.amount, each) for each in member.at(at).granted(Signing) if isinstance(each.settings, Signing)
    ]
    if not found:
        return Signed(allowed=False, limit=0, left=0)
    limit, right = max(found, key=lambda pair: (pair[0], pair[1].id))
    return Signed(amount + open_amount <= limit, limit, max(limit - open_amount, 0), right.id, right.where)
