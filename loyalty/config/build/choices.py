"""Build values that may differ by tier, by kind of member, or by a listed field (S35, S37, S41)."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.entitled import KIND, TIER, Entitled
from loyalty.promises.choice import Choice, Source
from loyalty.words import Path

T = TypeVar("T")
Read = Callable[[str, Path], T | None]
"""(text, path): the value, or None when it cannot be read, which is then reported."""
_SAMPLE = '`{ gold = "PT30M", silver = "PT2H" }`, or `{ by = "severity", major = "PT4H", ordinary = "PT24H" }`'


@attrs.frozen(eq=False)
class Choices:
    """Reads the values of one declaration.

    `of_event` are the words of the listed fields of the event that it is about, by name; `ladder` is the one whose
    tiers it is about.
    """

    build: Build
    has: Entitled
    of_event: Mapping[str, tuple[str, ...]]
    ladder: str

    def read(self, raw: str | Mapping[str, str] | None, path: Path, one: Read[T]) -> Choice[T] | None:
        """Return what is written; None without it, or when something is wrong with it, which is then reported."""
        if raw is None:
            return None
        if isinstance(raw, str):
            value = one(raw, path)
            return None if value is None else Choice({"": value})
        found = {word: one(text, (*path, word)) for word, text in raw.items() if word != "by"}
        values: dict[str, T] = {word: value for word, value in found.items() if value is not None}
        if not found:
            self.build.report("LOY235", "the table lists nothing", path, _SAMPLE)
        source = self._source(raw.get("by", TIER), raw, path)
        if source is None or not found or len(values) < len(found):
            return None
        if source == "tier":
            return Choice(self._inherited(values), source, self.ladder)
        return Choice(values, source, "" if source == "kind" else raw["by"])

    def _source(self, by: str, raw: Mapping[str, str], path: Path) -> Source | None:
        """Return where the words of a table come from; those of tiers are looked at with who has the promise."""
        if by == TIER:
            return "tier"
        words = self.of_event.get(by) or self.has.words(by)
        if not words:
            known = [TIER, KIND, *self.of_event, *self.has.fields]
            self.build.unknown("LOY247", "field with `values`", by, dict.fromkeys(known), (*path, "by"))
            return None
        for word in raw:
            if word not in {*words, "by"}:
                self.build.unknown("LOY258", f"`{by}`", word, words, (*path, word))
        return "event" if by in self.of_event else "kind" if by == KIND else "member"

    def _inherited(self, values: Mapping[str, T]) -> dict[str, T]:
        """Return values by tier with those that higher tiers inherit."""
        named = self.has.filled(self.ladder, {tier: tier for tier in values})
        return {tier: values[str(name)] for tier, name in named.items()}


def by_tier(*tables: tuple[str, object]) -> dict[str, Mapping[str, object]]:
    """Return those tables that go by tier, under their keys."""
    return {key: table for key, table in tables if isinstance(table, Mapping) and table.get("by", TIER) == TIER}
