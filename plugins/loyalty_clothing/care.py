"""Care for what was bought, free of charge as long as the membership lasts."""

from datetime import datetime

import attrs

from loyalty import Member
from loyalty_clothing.asked import asked
from loyalty_clothing.settings import Care


@attrs.frozen
class Cared:
    """Whether a service is free for a member, by which rule, and what has to be shown for it, one of several.

    `left` is how often it still is; None where nothing limits it. `why` says what is missing when it is not free.
    """

    free: bool
    benefit: str = ""
    where: str = ""
    proof: tuple[str, ...] = ()
    left: int | None = None
    why: str = ""


def care(service: str, member: Member, at: datetime) -> Cared:
    """Return whether a service, such as ``cleaning``, is free for a member at an instant.

    Args:
        service: as the program's `services` name it.
        member: a program with a member's state: ``program.member(state)``.
        at: when; not before the last event of the state.
    """
    answer = asked(member, at).benefits()
    for each in answer.granted:
        if isinstance(each.settings, Care) and service in each.settings.services:
            return Cared(free=True, benefit=each.id, where=each.where, proof=each.settings.proof, left=each.left)
    for other in answer.inapplicable:
        known = [one for one in other.benefit.values.values() if isinstance(one, Care)]
        if any(service in one.services for one in known):
            return Cared(free=False, benefit=other.id, where=other.where, why=other.code)
    return Cared(free=False, why="no-such-service")
