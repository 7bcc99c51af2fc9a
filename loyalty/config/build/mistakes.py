"""Collect the mistakes of one program, with a bound on their number and on the work for good advice."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from loyalty.config.findings import MANY, Finding, known, shown
from loyalty.errors import LoyaltyError
from loyalty.words import Path

_CODES = {"too-precise": "LOY226", "out-of-bounds": "LOY225", "bad-period": "LOY227", "wrong-type": "LOY222"}

_NONE: Mapping[str, str] = MappingProxyType({})

COMPARISONS_MAX = 3_000
"""How often a word may be compared with a name that could have been meant."""


class EnoughError(Exception):
    """There are enough mistakes to show."""


class Mistakes:
    """What has been found so far, and how it is reported; `broken` are names whose own mistake is known.

    `titles` are the ids of tiers by the names that people see.
    """

    def __init__(self, broken: Iterable[str] = ()) -> None:
        self.findings: list[Finding] = []
        self.comparisons = 0
        self.broken = set(broken)
        self.titles: dict[str, str] = {}

    def report(
        self,
        code: str,
        message: str,
        path: Path,
        cure: str = "",
        *,
        key: bool = False,
    ) -> None:
        """Remember a mistake at a value, or at its key."""
        side: Literal["key", "value"] = "key" if key else "value"
        self.add(Finding(code, message, path, cure, side=side))

    def add(self, finding: Finding) -> None:
        """Remember a mistake.

        Raises:
            EnoughError: there are so many that nobody would read more.
        """
        self.findings.append(finding)
        if len(self.findings) >= MANY:
            raise EnoughError

    def may_compare(self, count: int) -> bool:
        """Say whether one more word may be compared with `count` names: the work on similar names is bounded."""
        self.comparisons += count
        return self.comparisons <= COMPARISONS_MAX or self.comparisons == count

    def known(self, names: Iterable[str], word: str) -> str:
        """Return what to write for `word`: the nearest of `names`, or all of them when they are few."""
        choices = list(names)
        return known(choices, word) if self.may_compare(len(choices)) else ""

    def unknown(
        self, code: str, noun: str, word: str, names: Iterable[str], path: Path, titles: Mapping[str, str] = _NONE
    ) -> None:
        """Report a name that nothing has, unless it is that of something whose own mistake is reported.

        `titles` are ids by the names that people see.
        """
        if word in self.broken:
            return
        cure = f"`{titles[word]}`" if word in titles else self.known(names, word)
        self.report(code, f"there is no {noun} `{shown(word)}`", path, cure)

    def unknown_tier(self, word: str, names: Iterable[str], path: Path, *, key: bool = False) -> None:
        """Report a tier that is not there; the name that people see is answered with the id."""
        if word in self.broken:
            return
        cure = f"`{self.titles[word]}`, the id of the tier, not its name" if word in self.titles else ""
        self.report("LOY244", f"there is no tier `{shown(word)}`", path, cure or self.known(names, word), key=key)

    def refuse(self, error: LoyaltyError, path: Path, code: str = "") -> None:
        """Report what a reader of the rooms below has refused."""
        cure = error.hint
        self.report(code or _CODES.get(error.code, "LOY222"), error.message, path, cure)
