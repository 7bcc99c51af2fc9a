"""An adviser for a member: by the member's right, and with the reason where there is none."""

from datetime import datetime
from typing import Literal

import attrs

from loyalty import Member
from loyalty.benefits import Granted
from loyalty_bank.advisers import Need
from loyalty_bank.roster import Roster
from loyalty_bank.settings import Adviser

Code = Literal["assigned", "substituted", "no-right", "nobody-free", "away"]
_WORDS = {
    "assigned": ("由 {adviser} 服务", "{adviser} advises"),
    "substituted": ("{adviser} 不在，由 {serving} 代为服务", "{adviser} is away, {serving} stands in"),
    "no-right": ("没有顾问服务的权益", "no right to an adviser"),
    "nobody-free": ("符合条件的顾问都已满额", "every adviser who fits has enough members"),
    "away": ("{adviser} 不在，无人可代", "{adviser} is away, and nobody can stand in"),
}


@attrs.frozen
class Assignment:
    """Who advises a member, and who is there now: the adviser, or a substitute while the adviser is away.

    `benefit` is the id of the right, `where` its ``file:line``; `share` is ``dedicated`` or ``shared``.
    """

    code: Code
    adviser: str | None = None
    serving: str | None = None
    share: str = ""
    benefit: str = ""
    where: str = ""

    def text(self, language: str = "zh") -> str:
        """Return the answer as a sentence, in ``zh`` or ``en``."""
        return _WORDS[self.code][language != "zh"].format(adviser=self.adviser, serving=self.serving)


def assign(member: Member, advisers: Roster, at: datetime) -> Assignment:
    """Return the adviser that stays with a member, and assign one if there is none yet (S10).

    Who has no right to an adviser any more gives the place back.

    Args:
        member: who asks: ``program.member(state)``.
        advisers: who there is, and who advises whom; it remembers the answer.
        at: when; not before the last event of the member's state.
    """
    asked = member.at(at)
    rights = asked.granted(Adviser)
    if not rights:
        advisers.release(member.id)
        return Assignment("no-right")
    right = rights[0]
    settings = right.settings
    assert isinstance(settings, Adviser)
    base = Assignment("nobody-free", share=settings.share, benefit=right.id, where=right.where)
    adviser = advisers.assign(member.id, _need(asked, right, settings))
    if adviser is None:
        return base
    if not advisers.away(adviser, at):
        return attrs.evolve(base, code="assigned", adviser=adviser, serving=adviser)
    serving = advisers.substitutes(at).get(member.id)
    code: Code = "substituted" if serving is not None else "away"
    return attrs.evolve(base, code=code, adviser=adviser, serving=serving)


def _need(member: Member, right: Granted, settings: Adviser) -> Need:
    language = None
    if settings.language is not None:
        spoken = member.state.fields.get(settings.language)
        language = None if spoken is None else str(spoken)
    return Need(settings.role, frozenset(settings.skills), language, right.id, settings.limit)
