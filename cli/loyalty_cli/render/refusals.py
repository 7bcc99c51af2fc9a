"""Rejections for people: counted by code, in words, each code with a few examples."""

from collections.abc import Iterator, Sequence
from typing import Any

from loyalty.members.refusals import refusal
from loyalty_cli.population.tally import Tally
from loyalty_cli.render.columns import columns
from loyalty_cli.render.words import words

BROKEN = {
    "not-utf-8": {
        "zh": "不是 UTF-8 文字：请另存为 UTF-8；压缩文件须先解压",
        "en": "not UTF-8 text: save it as UTF-8, or unpack it first",
    },
    "not-json": {"zh": "不是 JSON", "en": "the line is not JSON"},
    "not-an-object": {"zh": "不是 JSON 对象 {...}", "en": "the line is not a JSON object, {...}"},
    "not-a-number": {"zh": "不是可用的数", "en": "a number that no field can hold"},
    "duplicate-key": {"zh": "同一个键写了两次", "en": "one key stands twice"},
    "line-too-long": {"zh": "该行过长", "en": "the line is longer than any event"},
    "not-csv": {"zh": "不是 CSV", "en": "the row is not CSV"},
    "ragged-row": {"zh": "单元格数与表头不符", "en": "more or fewer cells than the header has"},
}
"""Codes of lines that hold no event."""


def meaning(code: str, language: str) -> str:
    """Return what a code means, whether of a broken line or of an event."""
    return BROKEN[code][language] if code in BROKEN else refusal(code, language)


def detail(message: str, language: str) -> str:
    """Return what a rejection says beyond its code."""
    if language == "en":
        return message
    from loyalty.config.chinese.translating import refused

    return refused(message)


def lines(refused: Tally, language: str) -> Iterator[str]:
    """Yield the list of rejections, empty when there are none."""
    if not refused.total:
        return
    yield f"{words(language)['rejections']}  {refused.total:,}"
    for code in sorted(refused.counts):
        yield f"  {code}  {refused.counts[code]:,}  {meaning(code, language)}"
        shown = [(one.event or "-", one.place, detail(one.message, language)) for one in refused.examples[code]]
        yield from columns(shown, indent="    ")
        more = refused.counts[code] - len(shown)
        if more:
            yield f"    {words(language)['more'].format(n=f'{more:,}')}"


def by_code(refused: Tally) -> Sequence[dict[str, Any]]:
    """Return the rejections by code, for JSON."""
    return [
        {"code": code, "count": refused.counts[code], "examples": [one._asdict() for one in refused.examples[code]]}
        for code in sorted(refused.counts)
    ]
