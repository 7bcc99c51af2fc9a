"""From what figures have added up to the result of a target, in the units that people read."""

from collections.abc import Sequence
from fractions import Fraction

from loyalty.engine.spans import Span
from loyalty.engine.target_wording import TargetWording
from loyalty.engine.telling import where
from loyalty.engine.values import public
from loyalty.lang.types import Type
from loyalty.members.account import NEVER
from loyalty.program import Version
from loyalty.targets import Limit, Measured, Sum, Target
from loyalty.targets.limits import Bound, bounds
from loyalty.targets.measured import Number
from loyalty.targets.sum import Exact
from loyalty.targets.verdict import judged


class Results:
    """Tells the results of a version: measured up to `until`, as asked for at `at`."""

    def __init__(self, version: Version, until: int, at: int) -> None:
        """Prepare the words of the version."""
        self.version = version
        self.until = until
        self.at = at
        self.parameters = {name: each.value for name, each in version.parameters.items()}
        self.words = TargetWording(version)

    def of(self, target: Target, group: str, span: Span, sums: Sequence[Sum]) -> Measured:
        """Return the result of one target, or of one group of it."""
        figures = {each.name: total.read(each.operation) for each, total in zip(target.figures, sums, strict=True)}
        verdict, kind, zone = (
            judged(target, figures, self.parameters, group),
            target.value.typed.type,
            self.version.zone,
        )
        found = [] if verdict.state == "unknown" else bounds(target, figures, self.parameters, group)
        measured = Measured(
            target=target.id,
            group=group,
            period=span.name,
            starts=None if span.start == -NEVER else zone.local(span.start),
            ends=None if span.end == NEVER else zone.local(span.end),
            at=zone.local(self.until),
            so_far=self.at < span.end < NEVER,
            figures={each.name: self._public(figures[each.name], each.type) for each in target.figures},
            value=self._public(verdict.value, kind),
            state=verdict.state,
            gap=self._public(verdict.gap, kind),
            limits=tuple(map(self._limit, found)),
            where=where(self.version, target.require.path),
        )
        return self.words.told(target, measured)

    def _public(self, value: Exact | None, kind: Type) -> Number | None:
        return None if value is None else self._number(value, kind)

    def _number(self, value: Exact, kind: Type) -> Number:
        found = public(Fraction(value), kind, self.version.zone)
        assert isinstance(found, Number)
        return found

    def _limit(self, bound: Bound) -> Limit:
        kind = bound.figure.type
        limit, gap = self._number(bound.limit, kind), self._number(bound.gap, kind)
        return Limit(bound.figure.name, bound.op, limit, gap, bound.kept)
