"""The sentences of a measured target, in Chinese and English."""

from decimal import Decimal
from fractions import Fraction

import attrs

from loyalty.engine.wording import Wording
from loyalty.lang import Typed
from loyalty.lang.nodes import Number as Written
from loyalty.lang.voices import plain
from loyalty.program import Version
from loyalty.quantities import rounded
from loyalty.targets import Limit, Measured, Target
from loyalty.targets.measured import Number
from loyalty.targets.verdict import VALUE
from loyalty.words import Names, label

STATES = {
    "en": {"met": "met", "missed": "missed", "unknown": "unknown"},
    "zh": {"met": "达成", "missed": "未达成", "unknown": "无法判定"},
}
PERCENT = 100
SHOWN_DIGITS, SHOWN_MAX = 2, 12


class TargetWording:
    """Speaks of the targets of one version."""

    def __init__(self, version: Version) -> None:
        """Collect the names."""
        self.version = version
        self.words = Wording(version)
        self.words.labels[VALUE] = {"zh": "数值", "en": "value"}

    def told(self, target: Target, found: Measured) -> Measured:
        """Return the same with its sentences."""
        self.words.labels.update({each.name: each.names for each in target.figures if each.names})
        return attrs.evolve(found, texts={"zh": self._zh(target, found), "en": self._en(target, found)})

    def _zh(self, target: Target, found: Measured) -> str:
        percent = is_percent(target.require.typed, self.version)
        head = f"{self._head(target, found, '（{}）', 'zh')}，{found.period}{'（截至目前）' if found.so_far else ''}"
        value = "无" if found.value is None else shown(found.value, percent=percent)
        gap = f"，{self._gap(found, 'zh', percent=percent)}" if found.gap is not None else ""
        required = self.words.condition(target.require.typed, "zh")
        figures = "，".join(f"{self.words.name(name, 'zh')} {_number(each)}" for name, each in found.figures.items())
        limits = "".join(f"；{self._limit_zh(each)}" for each in found.limits)
        return f"{head}：{STATES['zh'][found.state]}；数值 {value}，要求{required}{gap}；{figures}{limits}"

    def _en(self, target: Target, found: Measured) -> str:
        percent = is_percent(target.require.typed, self.version)
        head = f"{self._head(target, found, ' ({})', 'en')}, {found.period}{' so far' if found.so_far else ''}"
        value = "none" if found.value is None else shown(found.value, percent=percent)
        gap = f", {self._gap(found, 'en', percent=percent)}" if found.gap is not None else ""
        required = self.words.condition(target.require.typed, "en")
        figures = ", ".join(f"{self.words.name(name, 'en')} {_number(each)}" for name, each in found.figures.items())
        limits = "".join(f"; {self._limit_en(each)}" for each in found.limits)
        return f"{head}: {STATES['en'][found.state]}; value {value}, required {required}{gap}; {figures}{limits}"

    def _head(self, target: Target, found: Measured, pattern: str, language: str) -> str:
        name = label(target.names, language, target.id)
        return f"{name}{pattern.format(self._group(found.group, language))}" if found.group else name

    def _group(self, group: str, language: str) -> str:
        kinds: dict[str, Names] = {kind.name: kind.names for kind in self.version.member_kinds}
        return label(kinds[group], language, group) if group in kinds else self.words.name(group, language)

    def _gap(self, found: Measured, language: str, *, percent: bool) -> str:
        """Say how far the value is from the threshold; at a strict one it has to go beyond."""
        if found.gap:
            far = _points(found.gap, language, percent=percent)
            return f"相差 {far}" if language == "zh" else f"{far} apart"
        enough = found.state == "met"
        if language == "zh":
            return "恰好达到界限" if enough else "恰好等于界限，尚不够"
        return "exactly at the limit" if enough else "exactly at the limit, which is not enough"

    def _limit_zh(self, each: Limit) -> str:
        word = {"<=": "至多", ">=": "至少", "==": "应为", "<": "低于", ">": "高于"}[each.op]
        most = each.op in {"<=", "<"}
        far = ("尚余" if most else "超出") if each.kept else ("多出" if most else "还差")
        gap = "" if each.op == "==" and each.kept else f"，{'相差' if each.op == '==' else far} {_number(each.gap)}"
        return f"{self.words.name(each.figure, 'zh')}：{word} {_number(each.limit)}{gap}"

    def _limit_en(self, each: Limit) -> str:
        word = {"<=": "at most", ">=": "at least", "==": "exactly", "<": "below", ">": "above"}[each.op]
        most = each.op in {"<=", "<"}
        far = ("left" if most else "beyond") if each.kept else ("too many" if most else "missing")
        gap = "" if each.op == "==" and each.kept else f", {_number(each.gap)} {'apart' if each.op == '==' else far}"
        return f"{self.words.name(each.figure, 'en')}: {word} {_number(each.limit)}{gap}"


def is_percent(require: Typed, version: Version) -> bool:
    """Say whether the requirement compares the value with a percentage, so that people read it as one."""
    waiting = [require]
    while waiting:
        here = waiting.pop()
        if here.op == "compare" and any(part.op == "name" and part.value == VALUE for part in here.args):
            return any(_percentage(part, version) for part in here.args)
        waiting.extend(here.args)
    return False


def _percentage(part: Typed, version: Version) -> bool:
    if part.op == "name" and part.value in version.parameters:
        return version.parameters[str(part.value)].type == "percent"
    return isinstance(part.node, Written) and part.node.percent


def shown(value: Number, *, percent: bool) -> str:
    """Return a number for readers; what no decimal can hold is marked as rounded.

    >>> shown(Fraction(7, 200), percent=True), shown(Fraction(1, 3), percent=True)
    ('3.5%', '≈ 33.33%')
    """
    exact = Fraction(value) * (PERCENT if percent else 1)
    sign = "%" if percent else ""
    text = plain(exact)
    if "/" not in text and len(text.partition(".")[2]) <= SHOWN_MAX:
        return f"{text}{sign}"
    return f"≈ {plain(_near(exact))}{sign}"


def _near(exact: Fraction) -> Fraction:
    """Return a number with so many digits that it does not look like a rounder one: 3.4999 is not 3.5."""
    for digits in range(SHOWN_DIGITS, SHOWN_MAX):
        factor = 10**digits
        found = Fraction(rounded(exact * factor, "half-up"), factor)
        if (found * factor) % 10:
            return found
    return found


def _points(gap: Number, language: str, *, percent: bool) -> str:
    """Return how far a value is from its threshold: percentages differ by percentage points."""
    if not percent:
        return shown(gap, percent=False)
    word = {"zh": "个百分点", "en": "percentage points"}[language]
    return f"{shown(Fraction(gap) * PERCENT, percent=False)} {word}"


def _number(value: Number | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, Decimal) else shown(value, percent=False)
