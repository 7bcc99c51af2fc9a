"""Goods that come back without a reason: which of them, and why not the others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import attrs

from loyalty import Member
from loyalty.benefits import Granted, Inapplicable
from loyalty_clothing.asked import asked
from loyalty_clothing.settings import Returns

WORDS = {
    "accepted": ("taken back without a reason", "无理由退换"),
    "exchanged": ("changed for other goods without a reason", "无理由换货"),
    "excluded": ("these goods are not taken back without a reason", "此商品不适用无理由退换"),
    "too-late": ("the time for returns without a reason is over", "已超过无理由退换期限"),
    "too-early": ("it was not bought yet", "尚未购买"),
    "cap": ("the goods of one return may not cost so much together", "超过一次退换的金额上限"),
    "no-right": ("the member has no returns without a reason", "不享受无理由退换"),
    "quota": ("the member's returns without a reason are used up", "无理由退换次数已用完"),
}
"""What each code means, in English and in Chinese."""


@attrs.frozen
class Returned:
    """One line of goods: whether it is taken back, why or why not, and the rule.

    `code` is a word of `WORDS`, `benefit` the id of the rule and `where` its place; both are empty where there is none.
    """

    amount: Decimal
    accepted: bool
    code: str
    benefit: str = ""
    where: str = ""

    @property
    def texts(self) -> Mapping[str, str]:
        """The reason as a sentence, by language."""
        english, chinese = WORDS[self.code]
        return {"en": english, "zh": chinese}


@attrs.frozen
class Return:
    """The answer for all goods of one return.

    `benefit` is the id of the right that is used: record a `use` of it when the goods are taken back. `until` is the
    last instant for these goods, `left` how many returns are left before this one; None where nothing limits them.
    """

    lines: tuple[Returned, ...]
    benefit: str = ""
    until: datetime | None = None
    left: int | None = None

    @property
    def accepted(self) -> Decimal:
        """What the goods that are taken back cost."""
        return sum((line.amount for line in self.lines if line.accepted), Decimal(0))


def returns(
    goods: Mapping[str, object] | Sequence[Mapping[str, object]], bought: datetime, member: Member, at: datetime
) -> Return:
    """Return which goods are taken back without a reason.

    Of several rights the one counts that takes back goods for most money, of equal ones the first by priority and id.

    Args:
        goods: as in a basket, with the amounts that were paid.
        bought: when they were bought.
        member: a program with a member's state: ``program.member(state)``.
        at: when they come back.

    Raises:
        LoyaltyError: the goods are malformed; the path says where.
    """
    there = asked(member, at)
    answer = there.benefits()
    rights = [each for each in answer.granted if isinstance(each.settings, Returns)]
    if not rights:
        return _none(goods, there, answer.inapplicable)
    found = [_under(right, goods, bought, there, at) for right in rights]
    return max(found, key=lambda each: each.accepted)


def _under(
    right: Granted,
    goods: Mapping[str, object] | Sequence[Mapping[str, object]],
    bought: datetime,
    member: Member,
    at: datetime,
) -> Return:
    """Return what one right comes to."""
    settings = right.settings
    assert isinstance(settings, Returns)
    until = member.shifted(bought, settings.within)
    spent, lines = 0, []
    for line in member.touched(goods):
        code = "exchanged" if settings.exchange else "accepted"
        if at < bought:
            code = "too-early"
        elif at > until:
            code = "too-late"
        elif right.id not in line.benefits:
            code = "excluded"
        elif settings.cap is not None and spent + line.amount > settings.cap:
            code = "cap"
        accepted = code in {"accepted", "exchanged"}
        spent += line.amount if accepted else 0
        lines.append(Returned(member.money(line.amount), accepted, code, right.id, right.where))
    return Return(tuple(lines), right.id, until, right.left)


def _none(
    goods: Mapping[str, object] | Sequence[Mapping[str, object]], member: Member, others: Sequence[Inapplicable]
) -> Return:
    """Return the answer for a member who has no such right now."""
    mine = [each for each in others if issubclass(each.benefit.kind.settings, Returns)]
    used = next((each for each in mine if each.code == "quota"), None)
    why = used or (mine[0] if mine else None)
    code = "quota" if used else "no-right"
    rule = (why.id, why.where) if why else ("", "")
    amounts = [member.money(line.amount) for line in member.touched(goods)]
    lines = [Returned(amount, accepted=False, code=code, benefit=rule[0], where=rule[1]) for amount in amounts]
    return Return(tuple(lines), "", None, 0 if used else None)
