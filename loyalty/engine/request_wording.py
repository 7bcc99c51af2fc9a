"""What is said about requests, in Chinese and English: why one is refused, and what an open one waits for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from loyalty.engine.reason import LANGUAGES
from loyalty.engine.telling import where
from loyalty.engine.wording import Wording, time_text
from loyalty.lang.expression import Expression
from loyalty.lang.voices import CHINESE, ENGLISH
from loyalty.periods import Period
from loyalty.program import Version
from loyalty.requests import Objection
from loyalty.requests.doubt import Doubt
from loyalty.words import label

Facts = Mapping[str, Any]
Say = Callable[[Wording, Facts], tuple[str, str]]


def objection(version: Version, doubt: Doubt) -> Objection:
    """Return a term that is not fulfilled, in words, with its place and its figures."""
    words = Wording(version)
    zh, en = SAYINGS.get(doubt.code, _refused)(words, doubt.facts)
    facts = {name: _plain(value) for name, value in doubt.facts.items() if name != "reason"}
    return Objection(doubt.code, {"zh": zh, "en": en}, where(version, doubt.path), facts)


def _plain(value: object) -> object:
    if isinstance(value, Expression):
        return value.text
    return str(value) if isinstance(value, Period) else value


def _listed(words: Wording, names: list[str], language: str) -> str:
    joined = [words.name(name, language) for name in names]
    return "、".join(joined) if language == "zh" else ", ".join(joined)


def _tier(words: Wording, facts: Facts) -> tuple[str, str]:
    zh, en = (_listed(words, facts["tiers"], language) for language in LANGUAGES)
    now_zh, now_en = (words.name(facts["tier"], language) for language in LANGUAGES)
    return f"仅限{zh}申请（现为{now_zh}）", f"only for {en} (now {now_en})"


def _kind(words: Wording, facts: Facts) -> tuple[str, str]:
    names = {kind.name: kind.names for kind in words.version.member_kinds}
    zh, en = ([label(names.get(kind, {}), lang, kind) for kind in facts["kinds"]] for lang in LANGUAGES)
    return f"仅限{'、'.join(zh)}申请", f"only for members of the kind {', '.join(en)}"


def _when(words: Wording, facts: Facts) -> tuple[str, str]:
    zh, en = (words.condition(facts["when"].typed, language) for language in LANGUAGES)
    return f"须满足：{zh}", f"required: {en}"


def _refused(words: Wording, facts: Facts) -> tuple[str, str]:
    zh, en = (words.condition(facts["when"].typed, language) for language in LANGUAGES)
    reason = facts["reason"]
    return label(reason, "zh", f"不予受理：{zh}"), label(reason, "en", f"refused: {en}")


def _needs(words: Wording, facts: Facts) -> tuple[str, str]:
    return f"缺少资料：{words.name(facts['field'], 'zh')}", f"not known: {words.name(facts['field'], 'en')}"


def _start(words: Wording, facts: Facts) -> tuple[str, str]:
    zh, en = (words.name(facts["field"], language) for language in LANGUAGES)
    return f"{zh}已过", f"{en}: that is past"


def _lead(_words: Wording, facts: Facts) -> tuple[str, str]:
    lead, earliest = facts["lead"], time_text(facts["earliest"])
    return (
        f"须至少提前 {CHINESE.period(lead)}申请，最早 {earliest} 开始",
        f"at least {ENGLISH.period(lead)} ahead: {earliest} at the earliest",
    )


def _companions(_words: Wording, facts: Facts) -> tuple[str, str]:
    return (
        f"随行不得超过 {facts['most']} 人（申请 {facts['asked']} 人）",
        f"at most {facts['most']} may come along (asked for {facts['asked']})",
    )


def _capacity(_words: Wording, facts: Facts) -> tuple[str, str]:
    return (
        f"最多容纳 {facts['capacity']}，已占 {facts['taken']}，申请 {facts['asked']}",
        f"room for {facts['capacity']}: {facts['taken']} taken, {facts['asked']} asked for",
    )


SAYINGS: Mapping[str, Say] = {
    "paused": lambda _words, _facts: ("会员资格暂停中", "the membership is paused"),
    "tier": _tier,
    "kind": _kind,
    "when": _when,
    "needs": _needs,
    "start": _start,
    "lead": _lead,
    "companions": _companions,
    "capacity": _capacity,
    "not-eligible": lambda _words, _facts: (
        "尚未达到所申请等级的进入条件",
        "the condition of no tier holds that it would open",
    ),
}


def waiting(version: Version, missing: Mapping[str, int], expires: datetime | None) -> Mapping[str, str]:
    """Say what an open request waits for."""
    names = {name: role.names for name, role in version.roles.items()}
    zh = "、".join(f"{label(names.get(role, {}), 'zh', role)} {count} 人" for role, count in missing.items())
    en = ", ".join(f"{count} of {label(names.get(role, {}), 'en', role)}" for role, count in missing.items())
    until = "" if expires is None else time_text(expires)
    return {
        "zh": f"待批准：{zh}{f'，{until} 失效' if until else ''}",
        "en": f"to be approved by {en}{f', expires {until}' if until else ''}",
    }
