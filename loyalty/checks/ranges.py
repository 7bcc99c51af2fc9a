"""The values that a name may have under some needs: an interval, words, and holes in them."""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from loyalty.checks.needs import Constant

Bound = int | Fraction | None


class Range(NamedTuple):
    """A set of values: from `low` to `high`, without the bounds that are open, and without `holes`.

    `words` is None while any text is possible. Everything here is exact; a set may be larger than the needs allow
    (a hole inside is not cut out of an interval of whole numbers), never smaller.
    """

    low: Bound = None
    high: Bound = None
    low_open: bool = False
    high_open: bool = False
    words: frozenset[Constant] | None = None
    holes: frozenset[Constant] = frozenset()
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

    def includes(self, low: Bound) -> bool:
        """Whether the lowest value of all, None for one below every number, may be in this set; of words any may be."""
        if low is None:
            return self.low is None
        return self.low is None or self.low < low or (self.low == low and not self.low_open)

    def within(self, other: "Range") -> bool:
        """Whether every value of this set is in the other."""
        if other.words is not None and (self.words is None or not self.words - self.holes <= other.words):
            return False
        return (
            self._above(other)
            and self._below(other)
            and (not other.holes or all(self._excludes(hole) for hole in other.holes))
        )

    def _above(self, other: "Range") -> bool:
        if other.low is None:
            return True
        if self.low is None:
            return False
        return self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))

    def _below(self, other: "Range") -> bool:
        if other.high is None:
            return True
        if self.high is None:
            return False
        return self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))

    def _excludes(self, value: Constant) -> bool:
        if value in self.holes:
            return True
        if isinstance(value, str):
            return self.words is not None and value not in self.words
        if self.low is not None and (value < self.low or (value == self.low and self.low_open)):
            return True
        return self.high is not None and (value > self.high or (value == self.high and self.high_open))


ANY = Range()


def narrowed(values: Range, op: str, limit: Constant) -> Range:
    """Return the values that fulfil one need as well."""
    if op == "!=":
        return values._replace(holes=values.holes | {limit})
    if isinstance(limit, str):
        words = frozenset([limit]) if values.words is None else values.words & {limit}
        return values._replace(words=words) if op == "==" else values
    if op == "==":
        return _from(_to(values, limit, open_=False), limit, open_=False)
    if op in {">", ">="}:
        return _from(values, limit, open_=op == ">")
    return _to(values, limit, open_=op == "<")


def _from(values: Range, low: int | Fraction, *, open_: bool) -> Range:
    if values.whole:
        low, open_ = (floor(low) + 1 if open_ else ceil(low)), False
    if values.low is not None and (values.low > low or (values.low == low and values.low_open)):
        return values
    return Range(low, values.high, open_, values.high_open, values.words, values.holes, values.whole)


def _to(values: Range, high: int | Fraction, *, open_: bool) -> Range:
    if values.whole:
        high, open_ = (ceil(high) - 1 if open_ else floor(high)), False
    if values.high is not None and (values.high < high or (values.high == high and values.high_open)):
        return values
    return Range(values.low, high, values.low_open, open_, values.words, values.holes, values.whole)
