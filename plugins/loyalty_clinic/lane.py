"""The fast lane: who is seen first."""

from collections.abc import Iterable
from datetime import datetime

from loyalty import Member
from loyalty_clinic.settings import FastLane

LAST = 1_000_000
"""The level of those who have no fast lane; level 1 is seen first."""


def lane(arrivals: Iterable[tuple[Member, datetime, bool]], at: datetime, queue: str = "clinic") -> list[Member]:
    """Return members in the order in which they are seen: by level, then by arrival, then by id.

    Args:
        arrivals: each member with the time of arrival, and whether an appointment was booked.
        at: when; not before the last event of any of the states.
        queue: which queue, as the program's `queue` names it.
    """
    places = [
        (_level(member.at(at), queue, booked=booked), arrived, member.id, member)
        for member, arrived, booked in arrivals
    ]
    return [place[-1] for place in sorted(places, key=lambda place: place[:3])]


def _level(member: Member, queue: str, *, booked: bool) -> int:
    levels = [
        each.settings.level
        for each in member.granted(FastLane)
        if isinstance(each.settings, FastLane) and each.settings.queue == queue and (booked or not each.settings.booked)
    ]
    return min(levels, default=LAST)
