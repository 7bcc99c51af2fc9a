"""Generates the earning by events that no refund names, and by enrolment: nothing of them has to be recorded."""

from loyalty.engine.earning import Earning
from loyalty.engine.layout import Layout
from loyalty.engine.names import Names
from loyalty.engine.source import Source, both
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


def write_enrolment(source: Source, layout: Layout, number: int) -> None:
    """Write ``on_enrol(s, e, out)``, which gives what enrolling earns."""
    earning = BriefEarning(source, layout, number, Names(source, layout, number), 0)
    with source.block("def on_enrol(s, e, out):"):
        source.line("t = e[0]; day = t // 86400000000; eid = e[2]; m = s.m")
        earning.write(None, "enrol")
        for slot, _version in layout.fed.get("points", ()):
            earning.feed(slot)
        earning.credit()
        source.line("_pay(s)")
