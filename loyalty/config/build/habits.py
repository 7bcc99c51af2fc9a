"""Advice for names that authors expect to exist: the balance of points, a tier's name for people, a blank of a form."""

import re

import attrs

from loyalty.config.findings import Finding
from loyalty.words import Path

_BALANCE = frozenset(
    {"points", "point", "balance", "points_balance", "available", "available_points", "total_points", "score"}
    | {"积分", "可用积分", "积分余额", "余额", "累计积分", "总积分", "分数"}
)
_BLANK = re.compile(r"[Xx]+|[NnM]|_+|TODO|TBD")
_STANDING = "a tier never rests on the balance, or spending points would take it away"
EARNED = '`points_earned = { sum = "points" }` under `[metrics]`, and here `points_earned`'


def advised(finding: Finding, word: str, titles: dict[str, str]) -> Finding:
    """Return a finding about an unknown `word` with the advice that its author needs; `titles` are ids by name."""
    if finding.code == "LOY145" and word in titles:
        return attrs.evolve(finding, cure=f'`"{titles[word]}"`, the id of the tier, not its name')
    if finding.code == "LOY130" and word.casefold() in _BALANCE and _is_standing(finding.path):
        return attrs.evolve(finding, cure=EARNED, why=_STANDING)
    if finding.code == "LOY130" and _BLANK.fullmatch(word):
        return attrs.evolve(finding, cure=f"the number in place of `{word}`, or declare `{word}` under `[parameters]`")
    return finding


def _is_standing(path: Path) -> bool:
    return bool(path) and path[-1] in {"enter", "keep"}
