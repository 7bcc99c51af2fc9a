"""How generated code reads the names of an expression."""

from loyalty.engine.layout import Layout
from loyalty.engine.source import Source
from loyalty.lang import bind, emit
from loyalty.lang.expression import Expression
from loyalty.lang.typed import Typed
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric
from loyalty.program import Version


class Names:
    """Names as seen from one version, and from one event kind where there is an event.

    In the generated code `s` is the account, `t` the instant, `v` the event's values and `l` one line's. With `current`
    the rolling windows have been brought up to `t` before; else each is when it is read. `local` are names that
    have been read into variables of the function.
    """

    def __init__(
        self, source: Source, layout: Layout, number: int, kind: EventKind | None = None, *, current: bool = False
    ) -> None:
        """Look up what the names of the kind are."""
        self.source = source
        self.layout = layout
        self.number = number
        self.kind = kind
        self.version = layout.versions[number]
        self.current = current
        self.local: dict[str, str] = {}
        self._own = {field.name: f"v[{i}]" for i, field in enumerate(kind.fields)} if kind else {}
        self._lines = {field.name: f"l[{i}]" for i, field in enumerate(kind.lines or ())} if kind else {}
        self._only_lines = self._lines.keys() - self._own.keys()
        self._bound = layout.parameters[number]
        if not self._bound.keys().isdisjoint(self._own) or not self._bound.keys().isdisjoint(self._lines):
            mine = self._own.keys() | self._lines.keys()
            self._bound = {name: value for name, value in self._bound.items() if name not in mine}

    def expression(self, expression: Expression) -> str:
        """Return the source of an expression."""
        return self.typed(expression.typed)

    def typed(self, typed: Typed) -> str:
        """Return the source of a typed tree; a condition over order lines reads the line `l`."""
        names = typed.names
        bound = typed if names.isdisjoint(self._bound) else bind(typed, self._bound)
        if names.isdisjoint(self._only_lines):
            return emit(bound, self.read, self.source.constant)
        return emit(bound, lambda name: self._lines.get(name) or self.read(name), self.source.constant)

    def read(self, name: str) -> str:
        """Return the source that reads one name."""
        if name in self._own:
            return self._own[name]
        if name in self.local:
            return self.local[name]
        if name == "at":
            return "t"
        metric = self.version.metrics.get(name)
        if metric is not None:
            return self.metric(metric)
        if name in self.layout.fields:
            return f"s.fields[{self.layout.fields.index(name)}]"
        if name == "kind":
            return "s.kind"
        return self._rank("main" if name == "tier" else name)

    def metric(self, metric: Metric) -> str:
        """Return the source that reads a metric at `t`."""
        slot = self.layout.by_name[self.number].get(metric.name)
        if slot is None:
            return f"{formula_name(self.number, self.version, metric.name)}(s, t)"
        at = f"m[{slot.index}]"
        if slot.form == "journal":
            return f"_jvalue({self.source.name(slot.steps, 'js')}, {at}, t)"
        if slot.form == "period":
            return f"({at}[0] if t < {at}[1] else 0)" if self.current else f"_within({at}, t)"
        if slot.form == "rolling" and not self.current:
            return f"_rolled({at}, t)"
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
