"""Limited editions: from when a member may buy, and who is served first where pieces are few."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from loyalty import Member
from loyalty.benefits import Granted
from loyalty_clothing.asked import asked
from loyalty_clothing.settings import EarlyAccess

LAST = 1_000_000
"""The level of those who have no early access; level 1 is served first."""


@attrs.frozen
class Access:
    """From when somebody may buy, and by which rule; without a rule it is the public launch.

    `left` is how many pieces the benefit's quota still allows; None where there is no limit.
    """

    opens: datetime
    open: bool
    level: int = LAST
    benefit: str = ""
    where: str = ""
    left: int | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The answer as a sentence, by language."""
        opens = self.opens.isoformat(sep=" ", timespec="minutes")
        if self.open:
            return {"en": f"on sale for this member since {opens}", "zh": f"自{opens}起可以购买"}
        return {"en": f"on sale for this member from {opens}", "zh": f"{opens}起可以购买"}


def early_access(launch: datetime, member: Member, at: datetime, collection: str = "") -> Access:
    """Return from when a member may buy of a limited edition.

    The rights are those that the member has at the instant asked about. Of several the earliest opening counts, then
    the best level.

    Args:
        launch: when everybody may buy.
        member: a program with a member's state: ``program.member(state)``.
        at: when; not before the last event of the state.
        collection: what is sold, as the program's `of` names it.
    """
    rights = _rights(asked(member, at), collection)
    if not rights:
        return Access(launch, at >= launch)
    opens, level, right = min(
        ((_opens(launch, each, member), _settings(each).level, each) for each in rights),
        key=lambda found: (found[0], found[1], found[2].id),
    )
    return Access(opens, at >= opens, level, right.id, right.where, right.left)


def purchase_order(members: Iterable[Member], at: datetime, collection: str = "") -> list[Member]:
    """Return members in the order in which few pieces are offered: level 1 first, within a level as given."""
    return sorted(members, key=lambda member: _level(asked(member, at), collection))


def _level(member: Member, collection: str) -> int:
    return min((_settings(each).level for each in _rights(member, collection)), default=LAST)


def _rights(member: Member, collection: str) -> list[Granted]:
    found = [(each, _settings(each).of) for each in member.granted(EarlyAccess)]
    return [each for each, names in found if not names or collection in names]


def _opens(launch: datetime, right: Granted, member: Member) -> datetime:
    ahead = _settings(right).ahead
    return launch if ahead is None else member.shifted(launch, ahead, -1)


def _settings(right: Granted) -> EarlyAccess:
    assert isinstance(right.settings, EarlyAccess)
    return right.settings
