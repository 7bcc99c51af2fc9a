"""A bar: a figure that was measured, the limit it must keep, and whether it did."""

from collections.abc import Mapping, Sequence
from typing import Literal

import attrs


@attrs.frozen
class Bar:
    """One line of the table. Without a limit it is a figure to know, and cannot be missed.

    `figure` is compared with `limit` in the direction of `sense`; `detail` says in words what was divided by what.
    """

    name: str
    figure: float
    unit: str
    limit: float | None = None
    sense: Literal["at most", "at least"] = "at most"
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure keeps the limit; one that is exactly on it does."""
        if self.limit is None:
            return True
        return self.figure <= self.limit if self.sense == "at most" else self.figure >= self.limit


@attrs.frozen
class Equality:
    """A comparison with an oracle: the number of cases, and the first of those that differ (none, if all is well)."""

    name: str
    cases: int
    differing: Sequence[str] = ()

    @property
    def met(self) -> bool:
        """Whether there were cases and none of them differs: no comparison at all is no agreement."""
        return self.cases > 0 and not self.differing


def equality(name: str, expected: Mapping[str, object], actual: Mapping[str, object]) -> Equality:
    """Compare two sets of answers by their keys; an answer that only one side has is a difference."""
    differing = sorted(key for key in expected.keys() | actual.keys() if expected.get(key) != actual.get(key))
    return Equality(name, len(expected), tuple(differing[:10]))


def table(bars: Sequence[Bar], equalities: Sequence[Equality]) -> str:
    """Return the report as text: one line for each comparison and each bar, misses marked."""
    lines = [_equality_line(found) for found in equalities]
    width = max((len(bar.name) for bar in bars), default=0)
    lines += [_bar_line(bar, width) for bar in bars]
    missed = [found.name for found in equalities if not found.met] + [bar.name for bar in bars if not bar.met]
    lines.append(f"missed: {', '.join(missed)}" if missed else "every bar is kept")
    return "\n".join(lines)


def _equality_line(found: Equality) -> str:
    if found.met:
        return f"equal   {found.name}: {found.cases:,} cases"
    return f"DIFFERS {found.name}: {found.cases:,} cases, first {', '.join(found.differing) or 'none compared'}"


def _bar_line(bar: Bar, width: int) -> str:
    word = "" if bar.limit is None else "kept  " if bar.met else "MISSED"
    limit = "" if bar.limit is None else f"{bar.sense} {bar.limit:g}"
    return f"{word:7} {bar.name:{width}}  {bar.figure:>10,.4g} {bar.unit:5} {limit:14} {bar.detail}".rstrip()
