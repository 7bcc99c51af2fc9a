"""Generates the function that folds one event of a declared kind: straight-line Python for exactly this program.

Kinds that feed few metrics are written out, see `loyalty.engine.inline`; what all others have in common they call.
"""

from loyalty.engine.bearing import Bearing
from loyalty.engine.brief import BriefEarning
from loyalty.engine.earning import Earning
from loyalty.engine.layout import Layout
from loyalty.engine.lines import Lines
from loyalty.engine.names import Names
from loyalty.engine.source import Source
from loyalty.engine.uses import Use, refundable, uses_of
from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.points.rules import Pending

DAY = "day = t // 86400000000"
"""The UTC day by which ends are remembered."""


class Handler:
    """Writes ``on_event(s, e, out)`` for one kind of one version.

    In it `s` is the account, `e` the event, `t` its instant, `eid` its id, `v` its values, `m` the metrics; `Lines` and
    `Earning` say which other names there are.
    """

    current = False
    """Whether rolling windows are brought up to the instant before anything reads them."""

    def __init__(self, source: Source, layout: Layout, number: int, kind: EventKind, bearing: Bearing) -> None:
        """Look up what the kind feeds."""
        self.source = source
        self.layout = layout
        self.kind = kind
        self.bearing = bearing
        self.version = layout.versions[number]
        self.uses = uses_of(layout, kind)
        self.names = Names(source, layout, number, kind, current=self.current)
        self.refundable = refundable(layout, kind.name)
        self.earning = self._earns(len(layout.predicates.get(kind.name, ())))
        self.lines = Lines(source, layout, kind, self.uses, self.earning)

    def _earns(self, predicates: int) -> Earning:
        """Return what writes the earning: only what can be refunded leaves a record of it."""
        rules = self.version.points.earn if self.version.points else ()
        if self.kind.refundable or self.kind.lines or any(rule.on == self.kind.name and rule.per for rule in rules):
            return Earning(self.source, self.layout, self.names.number, self.names, predicates)
        return BriefEarning(self.source, self.layout, self.names.number, self.names, predicates)

    def write(self, name: str) -> None:
        """Write the function."""
        line = self.source.line
        with self.source.block(f"def {name}(s, e, out):"):
            start = len(self.source.lines)
            with self.source.block("if (t >= s.due or s.status != 1) and not _time(s, e, out):"):
                line("return")
            self._windows()
            self.lines.write()
            self.earning.write(self.kind)
            if self.kind.refundable and any(use.flag >= 0 for use in self.uses):
                line("c = 0")
            self._metrics()
            self._points_metrics()
            self._fields()
            self._activity()
            self._record()
            self.earning.credit()
            self._arrived()
            self._close()
            self._asks()
            self._begin(start)

    def _asks(self) -> None:
        """Let the event open the request of which its kind is the application."""
        if any(rule.on == self.kind.name for rule in self.version.requests):
            self.source.line("_requested(s, e, out)")

    def _begin(self, start: int) -> None:
        """Put before the body the names that it uses."""
        body = "\n".join(self.source.lines[start:])
        used = [text for name, text in (("v[", "v = e[6]"), ("m[", "m = s.m"), ("(day)", DAY)) if name in body]
        self.source.line("; ".join(["t = e[0]", "eid = e[2]", *used]))
        self.source.lines.insert(start, self.source.lines.pop())

    def _windows(self) -> None:
        """Leave rolling windows as they are until something reads them."""

    def _metrics(self) -> None:
        for position, use in enumerate(self.uses):
            condition = self._condition(use)
            if condition is None:
                self._feed(position, use)
                continue
            with self.source.block(f"if {condition}:"):
                self._counted(use)
                self._feed(position, use)

    def _counted(self, use: Use) -> None:
        """Remember that the event counted, if a refund may ask for it."""
        if self.kind.refundable:
            self.source.line(f"c |= {1 << use.flag}")

    def _condition(self, use: Use) -> str | None:
        """Return when the event counts for a metric; None for always."""
        where = use.slot.metric.where
        if where is None or use.mode == "broken" or use.flag < 0:
            return None
        if use.bit >= 0:
            return self.earning.present(use.bit)
        return Names(self.source, self.layout, use.version, self.kind, current=self.current).expression(where)

    def _feed(self, position: int, use: Use) -> None:
        at, value = f"m[{use.slot.index}]", self._value(position, use)
        if use.slot.form == "journal":
            keep = self.refundable and use.mode != "broken"
            steps = self.source.name(use.slot.steps, "js")
            self.source.line(f"_jadd({steps}, {at}, s, t, eid, {value}, {keep})")
        elif use.slot.form == "plain":
            self.source.line(f"{at} += {value}")
        elif use.slot.form == "entry":
            self.source.line(f"_add_entry({at}, t, {value})")
        elif use.slot.form == "period":
            self._feed_period(use, at, value)
        else:
            self._feed_rolling(use, at, value)

    def _feed_period(self, use: Use, at: str, value: str) -> None:
        self.source.line(f"_count({at}, {self.source.name(use.slot.ends, 'en')}, s, t, {value})")

    def _feed_rolling(self, use: Use, at: str, value: str) -> None:
        self.source.line(f"_roll({at}, {self.source.name(use.slot.shift, 'sh')}, t, {value})")

    def _value(self, position: int, use: Use) -> str:
        if use.mode == "broken":
            return "_BROKEN"
        if use.mode == "count" or use.source.field is None:
            return "1"
        if use.mode in {"amount", "journal-amount"}:
            return self.earning.eligible(use.bit)
        if use.of_lines:
            return self._of_lines(position, use)
        own = f"v[{self.kind.position(use.source.field)}]"
        return f"({own} or 0)" if use.mode == "value" else own

    def _of_lines(self, position: int, use: Use) -> str:
        name, operation = f"q{position}", use.slot.metric.operation
        if use.mode == "value" or operation == "distinct":
            return name
        if operation == "last":
            return f"({name}[-1] if {name} else None)"
        return f"{operation}((a for a in {name} if a is not None), default=None)"

    def _points_metrics(self) -> None:
        for slot, _version in self.layout.fed.get("points", ()):
            self.earning.feed(slot)

    def _fields(self) -> None:
        for field in self.version.fields:
            for link, moves in ((field.set_by, False), (field.moves, True)):
                if link and link[0] == self.kind.name:
                    self._move(field, f"v[{self.kind.position(link[1])}]", moves=moves)

    def _move(self, field: Field, value: str, *, moves: bool) -> None:
        place = f"s.fields[{self.layout.fields.index(field.name)}]"
        with self.source.block(f"if {value} is not None:"):
            self.source.line(f"{place} = ({place} or 0) + {value}" if moves else f"{place} = {value}")

    def _activity(self) -> None:
        if any(policy.counts_as_activity(self.kind.name) for policy in self.layout.policies):
            self.source.line("_touch(s, _policies, e[3], t)")

    def _record(self) -> None:
        """Keep what a refund would need: the event and what cannot be read from it again; see `write_opened`."""
        if self.kind.refundable:
            values = [self._value(i, use) for i, use in enumerate(self.uses) if use.mode == "value"]
            self.source.line(f"s.purchases[eid] = (e, {', '.join([*self._kept(), *values])})")

    def _kept(self) -> list[str]:
        kept = ["c"] if any(use.flag >= 0 for use in self.uses) else []
        if self.lines.grouped:
            kept += ["g1" if len(self.lines.predicates) == 1 else "G"]
            kept += [] if self.lines.lazy else ["b"]
        return [*kept, *self.earning.kept()]

    def write_opened(self, name: str) -> None:
        """Write ``opened(f)``: the record of a purchase from what was kept of it."""
        with self.source.block(f"def {name}(f):"):
            counted, pairs = self._unpack()
            self._groups()
            kind, lines = self.source.constant(self.kind.name), "f" if self.lines.has_amount else "()"
            earned = f"{self.earning.parts()}, {self.earning.rates()}"
            self.source.line(f"return [t, {kind}, {lines}, {earned}, {counted}, 0, 0, ({pairs}), (), a]")

    def write_saved(self, name: str) -> None:
        """Write ``saved(f)``: what is saved of a purchase from what was kept of it."""
        with self.source.block(f"def {name}(f):"):
            counted, pairs = self._unpack()
            number, lines = self.layout.kinds.index(self.kind.name), self.lines.marked()
            earned = f"[*{self.earning.parts()}], {self.earning.rates()}"
            rest = f", {counted}, 0, 0, [{pairs}]" if pairs else f", {counted}" if counted != "0" else ""
            self.source.line(f"return _shortened([t, {number}, {lines}, {earned}{rest}])")

    def _unpack(self) -> tuple[str, str]:
        """Take apart what was kept of a purchase; return the sources of COUNTED and of VALUES."""
        values = [(i, f"x{i}") for i, use in enumerate(self.uses) if use.mode == "value"]
        names = [*self._kept(), *(value for _, value in values)]
        self.source.line(f"{', '.join(['e', *names])}, = f; t = e[0]; v = e[6]")
        return "c" if "c" in names else "0", "".join(f"{i}, {value}, " for i, value in values)

    def _groups(self) -> None:
        """Write `a`, the groups of lines in the order of their first lines."""
        line, amount = self.source.line, f"v[{self.kind.position('amount')}]"
        if not self.lines.grouped:
            line(f"a = 0, {amount}, 0")
        elif len(self.lines.predicates) > 1:
            line("a = [x for k, a in G.items() for x in (k, a, 0)]")
        else:
            line(f"a = 0, {amount} - g1, 0, 1, g1, 0")
            with self.source.block(f"if {self.lines.leads()}:"):
                line(f"a = 1, g1, 0, 0, {amount} - g1, 0")

    def _arrived(self) -> None:
        """Let the points come for which a purchase waited until this event."""
        if any(wait.until == self.kind.name for wait in self._waits()):
            self.source.line(f"_arrived(s, v[{self.kind.position('of')}], t, eid, out)")

    def _waits(self) -> list[Pending]:
        rules = self.version.points
        return [wait for wait in (rules.pending, *(rule.pending for rule in rules.earn)) if wait] if rules else []

    def _close(self) -> None:
        """Write what follows every event; see `Core.close`."""
        steps, enters = self.bearing.steps, self.bearing.enters
        found = tuple((steps[ladder], enters[ladder], ranks) for ladder, ranks in self.bearing.ranks(self.kind.name))
        self.source.line(f"_close(s, eid, t, {self.source.name(found, 'ti') if found else '()'}, out)")
