"""Why a discount takes something off a line or an order, or why it does not: a code, words, and the rule's place."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from loyalty.benefits import Discount, Granted, Inapplicable
from loyalty.benefits.benefit import Benefit

Language = Literal["en", "zh"]

WORDS: Mapping[str, tuple[str, str]] = {
    "discount": ("{name}: {much}", "{name}：{much}"),
    "excluded": ("{name} does not hold for these goods", "此商品不参加{name}"),
    "replaced": ("{name} gives way to {by}", "{by}代替{name}，不叠加"),
    "group": ("{name} gives way to {by}: only one of them counts", "{name}与{by}只取其一"),
    "no-effect": ("{name} finds nothing left to take off", "{name}已无可减"),
    "at-least": ("{name} needs goods for more money", "未达到{name}的最低金额"),
    "no-line": ("{name} holds for none of the goods", "没有参加{name}的商品"),
    "not-a-member": ("{name} is for members", "{name}仅限会员"),
    "paused": ("{name} is for members whose membership is not paused", "会员资格暂停，不享受{name}"),
    "tier": ("{name} is for other tiers", "当前等级不享受{name}"),
    "kind": ("{name} is for another kind of member", "此类会员不享受{name}"),
    "value": ("{name} has no figure for this member", "{name}没有适用于此会员的数值"),
    "condition": ("{name} has a condition that the member does not meet", "不满足{name}的条件"),
    "window": ("it is not the time of {name}", "不在{name}的时间内"),
    "dates": ("{name} is not in force", "{name}不在有效期内"),
    "quota": ("{name} is used up", "{name}的次数已用完"),
    "request": ("{name} was not asked for", "未申请{name}"),
    "lead": ("{name} was asked for too late", "{name}的申请过晚"),
    "companions": ("{name} allows fewer companions", "{name}的同行人数过多"),
    "capacity": ("{name} is taken", "{name}已满"),
}
"""What each code means, in English and in Chinese."""


@attrs.frozen
class Reason:
    """One rule and what became of it.

    Attributes:
        code: a word that a program can test for; `WORDS` has all of them.
        benefit: the id of the rule.
        by: the id of the one that stays in its place, if one does.
        where: ``file:line`` of the rule.
    """

    code: str
    benefit: str
    by: str = ""
    where: str = ""
    _about: Granted | Inapplicable | None = attrs.field(default=None, repr=False, eq=False)
    _instead: Benefit | None = attrs.field(default=None, repr=False, eq=False)
    _digits: int = attrs.field(default=2, repr=False, eq=False)

    @property
    def texts(self) -> Mapping[str, str]:
        """The reason as a sentence, by language (``en``, ``zh``)."""
        about, by = self._about, self._instead
        if about is None:
            return {}
        much = amount(about.settings, self._digits) if isinstance(about, Granted) else ("", "")
        return {
            language: WORDS[self.code][place].format(
                name=called(about.benefit, language), by=called(by, language) if by else "", much=much[place]
            )
            for place, language in enumerate(("en", "zh"))
        }

    def text(self, language: Language = "en") -> str:
        """Return the reason as a sentence."""
        return self.texts[language]


def reason(code: str, about: Granted | Inapplicable, by: Benefit | None = None, digits: int = 2) -> Reason:
    """Return the reason that a code is; its words are made when somebody reads them."""
    return Reason(code, about.benefit.id, by.id if by else "", about.where, about, by, digits)


def called(benefit: Benefit, language: str) -> str:
    """Return what people call a benefit."""
    names = benefit.names
    return names.get(language) or names.get("") or next(iter(names.values()), benefit.id)


def amount(settings: object, digits: int) -> tuple[str, str]:
    """Return how much a discount takes off, in English and in Chinese.

    >>> from fractions import Fraction
    >>> amount(Discount(percent=Fraction(12, 100)), 2)
    ('12 % off', '8.8折')
    """
    if not isinstance(settings, Discount):
        return "", ""
    if settings.percent is None:
        money = Decimal(settings.amount or 0).scaleb(-digits)
        return f"{money} off", f"减{money}"
    if settings.percent == 1:
        return "free", "免费"
    return f"{plain(settings.percent * 100)} % off", f"{plain((1 - settings.percent) * 10)}折"


def plain(number: Fraction) -> str:
    """Return a number as people write it: with its decimals if it has an end, or as a fraction.

    >>> plain(Fraction(25, 2)), plain(Fraction(1, 3))
    ('12.5', '1/3')
    """
    for places in range(9):
        if (number * 10**places).denominator == 1:
            return str(Decimal(int(number * 10**places)).scaleb(-places))
    return str(number)
