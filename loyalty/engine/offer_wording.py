"""The sentences about benefits, in Chinese and English."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from loyalty.benefits.answer import Granted, Inapplicable, Skipped
from loyalty.benefits.marks import Setting
from loyalty.engine.offers import chosen, public_setting
from loyalty.engine.reason import LANGUAGES
from loyalty.engine.wording import Text, Wording, time_text
from loyalty.lang.expression import Expression
from loyalty.lang.voices import CHINESE, ENGLISH
from loyalty.periods import Period
from loyalty.words import label

Facts = Mapping[str, object]
Said = Callable[[Wording, Facts], tuple[str, str]]

SETTINGS: Mapping[str, tuple[str, str]] = {
    "percent": ("优惠 {}%", "{}% off"),
    "amount": ("{} 元", "{}"),
    "where": ("限：{}", "for: {}"),
    "except": ("不含：{}", "not for: {}"),
    "base": ("按{}计", "of the {} price"),
    "cap": ("最多减 {} 元", "at most {}"),
    "at_least": ("满 {} 元起", "from {}"),
    "worth": ("价值 {} 元", "worth {}"),
    "contents": ("含 {}", "with {}"),
    "valid": ("有效 {}", "valid {}"),
    "item": ("{}", "{}"),
    "points": ("{} 分", "{} points"),
    "times": ("{} 倍", "{} times"),
    "level": ("第 {} 级", "level {}"),
    "hours": ("时间 {}", "hours {}"),
    "channels": ("渠道 {}", "by {}"),
    "text": ("{}", "{}"),
    "role": ("{}", "{}"),
    "share": ("{}", "{}"),
    "limit": ("最多 {}", "at most {}"),
    "unit": ("每{}", "per {}"),
    "resource": ("{}", "{}"),
    "queue": ("队列 {}", "in the queue {}"),
    "of": ("限 {}", "of {}"),
    "discretionary": ("须逐次批准", "each time on somebody's word"),
    "free": ("{} 以内免预订", "up to {} without booking"),
    "deposit": ("预付 {} 元", "deposit {}"),
}
"""How the settings of core kinds are said, in Chinese and English."""
WORDS: Mapping[str, tuple[str, str]] = {
    "initial": ("原价", "initial"),
    "dedicated": ("专属", "dedicated"),
    "shared": ("共用", "shared"),
    "night": ("晚", "night"),
    "year": ("年", "year"),
}


class OfferWording:
    """Speaks of the benefits of one version."""

    def __init__(self, words: Wording) -> None:
        """Use the names that the version gives its tiers and fields."""
        self.words = words

    def name(self, found: Granted | Skipped | Inapplicable, language: str) -> str:
        """Return what a benefit is called."""
        return label(found.benefit.names, language, found.benefit.id)

    def granted(self, found: Granted) -> Text:
        """Say what is granted, how often and until when."""
        zh, en = ([self._setting(each, value, n) for each, value in chosen(found).items()] for n in LANGUAGES)
        if found.left is not None:
            zh.append(f"还可用 {found.left} 次")
            en.append(f"{found.left} left")
        if found.until is not None:
            zh.append(f"至 {time_text(found.until)} 止")
            en.append(f"until {time_text(found.until)}")
        return {
            "zh": f"{self.name(found, 'zh')}：享有" + (f"（{'，'.join(zh)}）" if zh else ""),
            "en": f"{self.name(found, 'en')}: granted" + (f" ({', '.join(en)})" if en else ""),
        }

    def _setting(self, setting: Setting, value: object, language: str) -> str:
        """Say one setting; those of plugins by their keys."""
        place = LANGUAGES.index(language)
        if isinstance(value, Expression):
            shown = self.words.condition(value.typed, language)
        elif isinstance(value, Period):
            shown = (CHINESE, ENGLISH)[place].period(value)
        else:
            shown = _plain(public_setting(setting.reader, value, self.words.version.currency))
        if setting.key in SETTINGS:
            return SETTINGS[setting.key][place].format(WORDS.get(shown, (shown, shown))[place])
        return f"{setting.key} {shown}"

    def skipped(self, found: Skipped) -> Text:
        """Say which other benefit acts instead."""
        zh, en = _SKIPPED[found.code]
        names = {each.id: each.names for each in self.words.version.benefits}
        by = {language: label(names.get(found.by, {}), language, found.by) for language in LANGUAGES}
        return {
            "zh": f"{self.name(found, 'zh')}：{zh.format(by=by['zh'])}",
            "en": f"{self.name(found, 'en')}: {en.format(by=by['en'])}",
        }

    def inapplicable(self, found: Inapplicable) -> Text:
        """Say which condition fails, and by how much."""
        facts = dict(found.facts)
        condition = found.benefit.who.condition
        if condition is not None:
            facts |= {language: self.words.condition(condition.typed, language) for language in LANGUAGES}
        if found.code == "lead" and found.benefit.lead is not None:
            facts |= {"zh": CHINESE.period(found.benefit.lead), "en": ENGLISH.period(found.benefit.lead)}
        zh, en = _INAPPLICABLE[found.code](self.words, facts)
        return {"zh": f"{self.name(found, 'zh')}：{zh}", "en": f"{self.name(found, 'en')}: {en}"}


_SKIPPED = {
    "replaced": ("由 {by} 代替，不叠加", "replaced by {by}, never on top"),
    "group": ("同组只取一项，已取 {by}", "only one of its group acts: {by}"),
    "no-effect": ("此次没有可享的部分", "nothing that it could act on"),
}


def _tier(words: Wording, facts: Facts) -> tuple[str, str]:
    wanted = facts["tiers"] if isinstance(facts["tiers"], list) else []
    zh = "、".join(words.name(tier, "zh") for tier in wanted)
    en = ", ".join(words.name(tier, "en") for tier in wanted)
    tier = str(facts["tier"])
    return f"限{zh}（目前{words.name(tier, 'zh')}）", f"for {en} only (now {words.name(tier, 'en')})"


def _kind(_: Wording, facts: Facts) -> tuple[str, str]:
    kinds = facts["kinds"] if isinstance(facts["kinds"], list) else []
    return f"限会员类别 {'、'.join(kinds)}", f"for members of the kind {', '.join(kinds)} only"


def _window(_: Wording, facts: Facts) -> tuple[str, str]:
    opens = facts["next"]
    if not isinstance(opens, datetime):
        return "不在适用的日期", "not on one of its dates"
    return (
        f"不在适用的日期，下一次自 {time_text(opens)} 起",
        f"not on one of its dates; it opens next on {time_text(opens)}",
    )


def _quota(_: Wording, facts: Facts) -> tuple[str, str]:
    again, left, asked = facts["next"], facts["left"], facts["asked"]
    zh, en = f"还可用 {left} 次，要用 {asked} 次", f"{left} left, {asked} asked"
    if (left, asked) == (0, 1):
        zh, en = "已用完", "used up"
    if isinstance(again, datetime):
        return f"{zh}，{time_text(again)} 起重新计次", f"{en}; counted anew from {time_text(again)}"
    return zh, en


def _dates(_: Wording, facts: Facts) -> tuple[str, str]:
    starts, ends = facts["from"], facts["to"]
    zh = (f"自 {time_text(starts)} 起" if isinstance(starts, datetime) else "") + (
        f"至 {time_text(ends)} 止" if isinstance(ends, datetime) else ""
    )
    en = [f"from {time_text(starts)}"] if isinstance(starts, datetime) else []
    en += [f"until {time_text(ends)}"] if isinstance(ends, datetime) else []
    return f"有效期{zh}", f"valid {' '.join(en)}"


_INAPPLICABLE: Mapping[str, Said] = {
    "not-a-member": lambda _w, _f: ("不是有效会员", "not an active member"),
    "paused": lambda _w, _f: ("会籍暂停", "the membership is paused"),
    "tier": _tier,
    "kind": _kind,
    "value": lambda words, f: (
        f"未规定适用于该会员的数值（按{words.name(str(f['by']), 'zh')}）",
        f"nothing is declared for this member's {words.name(str(f['by']), 'en')}",
    ),
    "condition": lambda _w, f: (f"须满足：{f['zh']}", f"needed: {f['en']}"),
    "dates": _dates,
    "window": _window,
    "quota": _quota,
    "request": lambda _w, _f: ("不是所要的权益", "not what was asked for"),
    "lead": lambda _w, f: (
        f"须提前 {f['zh']}，最早 {_plain(f['earliest'])}",
        f"to be asked {f['en']} ahead: {_plain(f['earliest'])} at the earliest",
    ),
    "companions": lambda _w, f: (
        f"随行最多 {f['most']} 人，要带 {f['asked']} 人",
        f"at most {f['most']} companions, {f['asked']} asked",
    ),
    "capacity": lambda _w, f: (
        f"最多 {f['capacity']}，已占 {f['taken']}",
        f"{f['taken']} of {f['capacity']} are taken",
    ),
}


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
