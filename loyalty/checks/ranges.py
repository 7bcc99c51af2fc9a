"""The values that a name may have under some needs: an interval and words."""

from fractions import Fraction
from math import ceil, floor

import attrs

from loyalty.checks.domain import ANY, Domain


@attrs.frozen
class Range:
    """A set of values: from `low` to `high`, without the bounds that are open, and without `holes`.

    `words` is None while any text is possible. Everything here is exact; a set may be larger than the needs allow
    (a hole inside is not cut out of an interval of whole numbers), never smaller.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    words: frozenset[str] | None = None
    holes: frozenset[Fraction | str] = frozenset()
    whole: bool = False

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        if self.words is not None and not self.words - self.holes:
            return True
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return self.low_open or self.high_open or self.low in self.holes
        return self.low > self.high

    def within(self, other: "Range") -> bool:
        """Whether every value of this set is in the other."""
        if self.words is not None and other.words is not None and not self.words - self.holes <= other.words:
            return False
        if self.words is None and other.words is not None:
            return False
        return self._above(other) and self._below(other) and all(self._excludes(hole) for hole in other.holes)

    def _above(self, other: "Range") -> bool:
        if other.low is None:
            return True
        return self.low is not None and (
            self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))
        )

    def _below(self, other: "Range") -> bool:
        if other.high is None:
            return True
        return self.high is not None and (
            self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))
        )

    def _excludes(self, value: Fraction | str) -> bool:
        if value in self.holes:
            return True
        if isinstance(value, str):
            return self.words is not None and value not in self.words
        below = self.low is not None and (value < self.low or (value == self.low and self.low_open))
        return below or (self.high is not None and (value > self.high or (value == self.high and self.high_open)))


def start(domain: Domain = ANY) -> Range:
    """Return all values that a name can have."""
    return Range(domain.least, domain.most, whole=domain.whole)


def narrowed(values: Range, op: str, threshold: Fraction | str) -> Range:
    """Return the values that fulfil one need as well."""
    if isinstance(threshold, str):
        if op == "==":
            words = frozenset({threshold}) if values.words is None else values.words & {threshold}
            return attrs.evolve(values, words=words)
        return attrs.evolve(values, holes=values.holes | {threshold}) if op == "!=" else values
    if op == "!=":
        return attrs.evolve(values, holes=values.holes | {threshold})
    if op == "==":
        return _from(_to(values, threshold, open_=False), threshold, open_=False)
    if op in {">", ">="}:
        return _from(values, threshold, open_=op == ">")
    return _to(values, threshold, open_=op == "<")


def _from(values: Range, low: Fraction, *, open_: bool) -> Range:
    if values.whole:
        low, open_ = Fraction(floor(low) + 1 if open_ else ceil(low)), False
    if values.low is not None and (values.low > low or (values.low == low and values.low_open)):
        return values
    return attrs.evolve(values, low=low, low_open=open_)


def _to(values: Range, high: Fraction, *, open_: bool) -> Range:
    if values.whole:
        high, open_ = Fraction(ceil(high) - 1 if open_ else floor(high)), False
    if values.high is not None and (values.high < high or (values.high == high and values.high_open)):
        return values
    return attrs.evolve(values, high=high, high_open=open_)
