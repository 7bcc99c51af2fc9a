"""The sentences of a measured target, in Chinese and English."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from loyalty.engine.reason import LANGUAGES
from loyalty.engine.wording import Wording
from loyalty.lang import Typed
from loyalty.lang.nodes import Number as Written
from loyalty.lang.table import Table
from loyalty.lang.types import Type
from loyalty.lang.voices import plain
from loyalty.program import Version
from loyalty.quantities import rounded
from loyalty.targets import Limit, Measured, Target
from loyalty.targets.measured import Number
from loyalty.targets.verdict import VALUE
from loyalty.words import Names, label

SAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "met": "met", "missed": "missed", "unknown": "unknown", "none": "none", "comma": ", ", "semicolon": "; ",
        "group": "{} ({})", "so far": ", {} so far", "period": ", {}", "points": "{} percentage points",
        "whole": "{}: {}; value {}, required {}", "apart": "{} apart", "at the limit": "exactly at the limit",
        "beyond": "exactly at the limit, which is not enough", "limit": "{}: {} {}",
        "<=": "at most", ">=": "at least", "==": "exactly", "<": "below", ">": "above",
        "left": "{} left", "over": "{} beyond", "many": "{} too many", "more": "{} missing",
    },
    "zh": {
        "met": "达成", "missed": "未达成", "unknown": "无法判定", "none": "无", "comma": "，", "semicolon": "；",
        "group": "{}（{}）", "so far": "，{}（截至目前）", "period": "，{}", "points": "{} 个百分点",
        "whole": "{}：{}；数值 {}，要求{}", "apart": "相差 {}", "at the limit": "恰好达到界限",
        "beyond": "恰好等于界限，尚不够", "limit": "{}：{} {}",
        "<=": "至多", ">=": "至少", "==": "应为", "<": "低于", ">": "高于",
        "left": "尚余 {}", "over": "超出 {}", "many": "多出 {}", "more": "还差 {}",
    },
}  # fmt: skip
"""The words around figures, by language."""
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
        return attrs.evolve(found, texts={language: self._text(target, found, language) for language in LANGUAGES})

    def _text(self, target: Target, found: Measured, language: str) -> str:
        say, kinds = SAY[language], {each.name: each.type for each in target.figures}
        value = say["none"] if found.value is None else self._value(target, found.value, language)
        required = self.words.requirement(target.require.typed, language)
        whole = say["whole"].format(self._head(target, found, say, language), say[found.state], value, required)
        gap = [] if found.gap is None else [self._gap(target, found, language)]
        figures = [
            f"{self.words.name(name, language)} {self._number(each, kinds[name], language)}"
            for name, each in found.figures.items()
        ]
        limits = [self._limit(each, kinds[each.figure], language) for each in found.limits]
        return say["semicolon"].join([say["comma"].join([whole, *gap]), say["comma"].join(figures), *limits])

    def _head(self, target: Target, found: Measured, say: Mapping[str, str], language: str) -> str:
        name = label(target.names, language, target.id)
        if found.group:
            name = say["group"].format(name, self._group(found.group, language))
        return name + say["so far" if found.so_far else "period"].format(found.period)

    def _group(self, group: str, language: str) -> str:
        kinds: dict[str, Names] = {kind.name: kind.names for kind in self.version.member_kinds}
        return label(kinds[group], language, group) if group in kinds else self.words.name(group, language)

    def _value(self, target: Target, value: Number, language: str) -> str:
        if is_percent(target.require.typed, self.version):
            return shown(value, percent=True)
        return self._number(value, target.value.typed.type, language)

    def _gap(self, target: Target, found: Measured, language: str) -> str:
        """Say how far the value is from the threshold; at a strict one it has to go beyond."""
        say = SAY[language]
        if not found.gap:
            return say["at the limit" if found.state == "met" else "beyond"]
        if not is_percent(target.require.typed, self.version):
            return say["apart"].format(self._number(found.gap, target.value.typed.type, language))
        points = shown(Fraction(found.gap) * PERCENT, percent=False)
        return say["apart"].format(say["points"].format(points))

    def _limit(self, each: Limit, kind: Type, language: str) -> str:
        """Say how large a figure may or must be, and how far it is from that."""
        say = SAY[language]
        text = say["limit"].format(
            self.words.name(each.figure, language), say[each.op], self._number(each.limit, kind, language)
        )
        if each.op == "==":
            word = "" if each.kept else "apart"
        elif each.op in {"<=", "<"}:
            word = "left" if each.kept else "many"
        else:
            word = "over" if each.kept else "more"
        return say["comma"].join([text, say[word].format(self._number(each.gap, kind, language))]) if word else text

    def _number(self, value: Number | None, kind: Type, language: str) -> str:
        """Return a number for readers, money with its unit."""
        if value is None:
            return "-"
        text = shown(value, percent=False)
        return f"{text} {self.words.unit(language)}" if kind.kind == "money" else text


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
    if isinstance(part.value, Table):
        return part.value.percent
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
