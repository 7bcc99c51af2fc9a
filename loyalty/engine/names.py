"""How generated code reads the names of an expression."""

import attrs

from loyalty.engine.layout import Layout
from loyalty.engine.source import Source
from loyalty.lang import bind, emit
from loyalty.lang.expression import Expression
from loyalty.lang.typed import Typed
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric
from loyalty.program import Version


@attrs.frozen(eq=False)
class Names:
    """Names as seen from one version, and from one event kind where there is an event.

    In the generated code `s` is the account, `t` the instant, `v` the event's values and `l` one line's.
    """

    source: Source
    layout: Layout
    number: int
    kind: EventKind | None = None

    @property
    def version(self) -> Version:
        """The version whose names these are."""
        return self.layout.versions[self.number]

    def expression(self, expression: Expression) -> str:
        """Return the source of an expression."""
        return self.typed(expression.typed)

    def typed(self, typed: Typed) -> str:
        """Return the source of a typed tree; a condition over order lines reads the line `l`."""
        lines = self._lines(typed)
        own = {field.name for field in (*self.kind.fields, *(self.kind.lines or ()))} if self.kind else set()
        bound = {name: each.value for name, each in self.version.parameters.items() if name not in own}
        return emit(bind(typed, bound), lambda name: self.read(name, lines), self.source.constant)

    def _lines(self, typed: Typed) -> frozenset[str]:
        """The names that mean the line's field: all line fields, if the expression reads one that only lines have."""
        if self.kind is None or not self.kind.lines:
            return frozenset()
        lines = frozenset(field.name for field in self.kind.lines)
        own = {field.name for field in self.kind.fields}
        return lines if typed.names & (lines - own) else frozenset()

    def read(self, name: str, lines: frozenset[str] = frozenset()) -> str:
        """Return the source that reads one name."""
        if name == "at":
            return "t"
        if name in lines and self.kind is not None:
            return f"l[{self.kind.line_position(name)}]"
        if self.kind is not None and any(field.name == name for field in self.kind.fields):
            return f"v[{self.kind.position(name)}]"
        version = self.version
        if name in version.metrics:
            return self.metric(version.metrics[name])
        if name in self.layout.fields:
            return f"s.fields[{self.layout.fields.index(name)}]"
        if name == "kind":
            return "s.kind"
        return self._rank("main" if name == "tier" else name)

    def metric(self, metric: Metric) -> str:
        """Return the source that reads a metric at `t`; rolling windows must have been brought up to `t` before."""
        slot = self.layout.by_name[self.number].get(metric.name)
        if slot is None:
            return f"{formula_name(self.number, self.version, metric.name)}(s, t)"
        at = f"m[{slot.index}]"
        if slot.form == "journal":
            return f"_jvalue({self.source.name(slot.steps, 'js')}, {at}, t)"
        if slot.form == "period":
            return f"({at}[0] if t < {at}[1] else 0)"
        return at if slot.form == "plain" else f"{at}[0]"

    def _rank(self, ladder: str) -> str:
        rank = f"s.standings[{self.layout.ladders.index(ladder)}].rank"
        joint = self.layout.ranks[self.layout.ladders.index(ladder)]
        own = tuple(tier.id for tier in self.version.ladders[ladder].tiers)
        if own == joint:
            return rank
        table = (0, *(own.index(tier) + 1 if tier in own else _legacy(joint, own, tier) for tier in joint))
        return f"{self.source.name(table, 'rk')}[{rank}]"


def formula_name(number: int, version: Version, metric: str) -> str:
    """Return the name of the generated function of a formula or score."""
    return f"formula_{number}_{list(version.metrics).index(metric)}"


def _legacy(joint: tuple[str, ...], own: tuple[str, ...], tier: str) -> int:
    """A tier this version has dropped compares like the highest of its tiers that stood below it."""
    below = [own.index(other) + 1 for other in joint[: joint.index(tier)] if other in own]
    return max(below, default=0)
