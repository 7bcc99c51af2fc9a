"""What a figure has added up: a count, a sum, the least and the greatest, exactly and in any order."""

from fractions import Fraction

from loyalty.targets.figure import Operation

Exact = int | Fraction


class Sum:
    """Adds numbers up; two of them can be merged, and the order in which that happens means nothing."""

    __slots__ = ("count", "greatest", "least", "total")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.count = 0
        self.total: Exact = 0
        self.least: Exact | None = None
        self.greatest: Exact | None = None

    def add(self, value: Exact) -> None:
        """Add one number."""
        self.count += 1
        self.total += value
        if self.least is None or value < self.least:
            self.least = value
        if self.greatest is None or value > self.greatest:
            self.greatest = value

    def merge(self, other: "Sum") -> None:
        """Add what another one has added up."""
        self.count += other.count
        self.total += other.total
        if other.least is not None and (self.least is None or other.least < self.least):
            self.least = other.least
        if other.greatest is not None and (self.greatest is None or other.greatest > self.greatest):
            self.greatest = other.greatest

    def read(self, operation: Operation) -> Exact | None:
        """Return the figure; the mean and the extremes of nothing are unknown.

        >>> marks = Sum()
        >>> marks.add(4); marks.add(5)
        >>> marks.read("count"), marks.read("sum"), str(marks.read("mean"))
        (2, 9, '9/2')
        """
        if operation in {"sum", "sum_of"}:
            return self.total
        if operation in {"mean", "mean_of"}:
            return Fraction(self.total) / self.count if self.count else None
        if operation in {"min", "min_of"}:
            return self.least
        return self.greatest if operation in {"max", "max_of"} else self.count
