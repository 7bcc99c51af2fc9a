"""The fast lane: who is seen first."""

from collections.abc import Iterable
from datetime import datetime

from loyalty import Member
from loyalty.benefits import Priority, in_turn, level
from loyalty_clinic.settings import FastLane


def lane(arrivals: Iterable[tuple[Member, datetime, bool]], at: datetime, queue: str = "clinic") -> list[Member]:
    """Return members in the order in which they are seen: by level, then by arrival, then by id.

    Args:
        arrivals: each member with the time of arrival, and whether an appointment was booked.
        at: when; not before the last event of any of the states.
        queue: which queue, as the program's `queue` names it.
    """
    return in_turn((_level(who.at(at), queue, booked), arrived, who.id, who) for who, arrived, booked in arrivals)


def _level(member: Member, queue: str, booked: bool) -> int:  # noqa: FBT001 - named where it is called
    def counts(right: Priority) -> bool:
        return booked or not (isinstance(right, FastLane) and right.booked)

    return level(member.granted(FastLane), queue, counts)
