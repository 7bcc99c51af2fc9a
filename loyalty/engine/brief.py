"""Generates the functions of kinds that no refund names, and of enrolment: short, by calling what all kinds share.

Nothing of such an event is recorded, so that what it does needs no local variables between its steps.
"""

from loyalty.engine.bearing import Bearing
from loyalty.engine.earning import Earning
from loyalty.engine.handler import Handler
from loyalty.engine.layout import Layout
from loyalty.engine.names import Names
from loyalty.engine.source import Source, both
from loyalty.engine.uses import Use
from loyalty.members.kind import EventKind
from loyalty.points.caps import Caps
from loyalty.points.refund import Recorded
from loyalty.points.rules import EarnRule, PointsRules


class BriefEarning(Earning):
    """Writes what an event earns by fixed rules; in the generated text ``p<policy>`` is the points of one lot."""

    def _rules(self, points: PointsRules) -> None:  # noqa: ARG002 - of the other form
        self.source.line(" = ".join([*(f"p{policy}" for policy in self.policies()), "0"]))
        earns = [] if self.version.lifecycle.pause.earn else ["s.status == 1"]
        for number, rule, recorded in self.rules:
            tests = [*earns, *self._tests(rule, recorded)]
            given = f"_give(s, {self._caps(number, rule, recorded)}, t, eid, {self._points(rule, recorded)}, out)"
            with self.source.block(f"if {both(tests) or 'True'}:"):
                self.source.line(f"p{recorded.policy} += {given}")

    def _caps(self, number: int, rule: EarnRule, recorded: Recorded) -> str:
        ends, number_of = self.layout.ends, self.number
        limit = (recorded.limit, ends(rule.limit.per, number_of), rule.limit.points) if rule.limit else None
        once = (recorded.once, ends(rule.once, number_of)) if rule.once else None
        return self.source.name(Caps(number, limit, once), "ca")

    def credit(self) -> None:
        """Write the lots."""
        for number in self.policies():
            with self.source.block(f"if p{number}:"):
                policy = self.source.name(self.layout.policies[number], "po")
                self.source.line(f"_grant(s, {policy}, {number}, t, eid, p{number})")


class Brief(Handler):
    """Writes ``on_event(s, e, out)`` for a kind whose events are not recorded; see `Handler` for the names."""

    def write(self, name: str) -> None:
        """Write the function."""
        line = self.source.line
        with self.source.block(f"def {name}(s, e, out):"):
            start = len(self.source.lines)
            with self.source.block("if (t >= s.due or s.status != 1) and not _time(s, e, out):"):
                line("return")
            self.earning.write(self.kind)
            self._metrics()
            self._points_metrics()
            self._fields()
            self._activity()
            self.earning.credit()
            self._arrived()
            line(f"_close(s, eid, t, {self._rises()}, out)")
            self._names(start)

    def _names(self, start: int) -> None:
        """Put before the body the names that it uses."""
        body = "\n".join(self.source.lines[start:])
        used = [text for name, text in (("v[", "v = e[6]"), ("m[", "m = s.m")) if name in body]
        self.source.line("; ".join(["t = e[0]", "eid = e[2]", *used]))
        self.source.lines.insert(start, self.source.lines.pop())

    def _counted(self, use: Use) -> None:
        """Count nothing: no refund asks whether the event counted."""

    def _feed_period(self, use: Use, at: str, value: str) -> None:
        self.source.line(f"_count({at}, {self.source.name(use.slot.ends, 'en')}, s, t, {value})")

    def _feed_rolling(self, use: Use, at: str, value: str) -> None:
        self.source.line(f"_roll({at}, {self.source.name(use.slot.shift, 'sh')}, t, {value})")

    def _rises(self) -> str:
        """Return the tiers on whose `enter` the event bears."""
        steps, enters = self.bearing.steps, self.bearing.enters
        found = tuple((steps[ladder], enters[ladder], ranks) for ladder, ranks in self.bearing.ranks(self.kind.name))
        return self.source.name(found, "ti") if found else "()"


def write_enrolment(source: Source, layout: Layout, number: int) -> None:
    """Write ``on_enrol(s, e, out)``, which gives what enrolling earns."""
    earning = BriefEarning(source, layout, number, Names(source, layout, number), 0)
    with source.block("def on_enrol(s, e, out):"):
        source.line("t = e[0]; eid = e[2]; m = s.m")
        earning.write(None, "enrol")
        for slot in layout.slots:
            if any(each.kind == "points" for each in slot.metric.sources):
                earning.feed(slot)
        earning.credit()
        source.line("_pay(s)")


def handler(source: Source, layout: Layout, number: int, kind: EventKind, bearing: Bearing) -> Handler:
    """Return what writes the function of a kind: at length for what can be refunded, which is what most events are."""
    points = layout.versions[number].points
    rated = any(rule.on == kind.name and rule.per is not None for rule in (points.earn if points else ()))
    if kind.refundable or kind.lines or rated:
        return Handler(source, layout, number, kind, bearing)
    return Brief(source, layout, number, kind, bearing, BriefEarning, current=False)
