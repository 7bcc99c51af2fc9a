"""Generates the function of a kind that feeds few metrics, written out: with few things to do, a call weighs much."""

from loyalty.engine.bearing import Bearing
from loyalty.engine.conditions import condition_name
from loyalty.engine.handler import Handler
from loyalty.engine.layout import Layout
from loyalty.engine.names import Names
from loyalty.engine.source import Source, both
from loyalty.engine.uses import Use
from loyalty.members.kind import EventKind

METRICS_MAX = 3
"""So many metrics are few."""


class Inline(Handler):
    """Writes the same as `Handler`, with the shared functions in the place of their calls."""

    current = True

    def _windows(self) -> None:
        """Bring the rolling windows that are read here up to the instant."""
        for slot in self.bearing.rolling(self.kind.name, self.uses):
            at = f"m[{slot.index}]"
            self.source.line(f"x = {at}; y = x[1]")
            with self.source.block("if y and y[0] <= t:"):
                self.source.line("_evict(x, t)")

    def _feed_period(self, use: Use, at: str, value: str) -> None:
        self.source.line(f"x = {at}")
        with self.source.block("if t >= x[1]:"):
            self.source.line(f"x[0] = 0; x[1] = {self.source.name(use.slot.ends, 'en')}(s, t)")
        self.source.line(f"x[0] += {value}")

    def _feed_rolling(self, use: Use, at: str, value: str) -> None:
        assert use.slot.shift is not None
        shift, days = self.source.name(use.slot.shift, "sh"), self.source.name(use.slot.shift.days, "sd")
        line = self.source.line
        line(f"a = {value}")
        with self.source.block("if a:"):
            line(f"x = {at}; d = {days}.get(day)")
            line(f"y = {shift}.add(t) if d is None else t + d")
            line("z = x[1]")
            with self.source.block("if not z or y > z[-1]:"):
                line("x[0] += a; z.append(y); x[2].append(a)")
            with self.source.block("else:"):
                line("_enter(x, y, a)")

    def _close(self) -> None:
        line = self.source.line
        if any(wait.until for wait in self._waits()):
            with self.source.block("if s.early and eid in s.early:"):
                line("_arrived(s, eid, t, eid, out)")
        with self.source.block("if s.debt:"):
            line("_pay(s)")
        self._tiers()
        with self.source.block("if s.waiting and eid in s.waiting:"):
            line("_late_refunds(s, eid, t, out)")

    def _tiers(self) -> None:
        """Decide the tiers on whose `enter` the event bears; a condition that other kinds ask too is a function."""
        plain = Names(self.source, self.layout, self.names.number, current=True)
        for ladder, ranks in self.bearing.ranks(self.kind.name):
            top, tests = max(ranks), []
            for rank in ranks:
                tier = self.bearing.steps[ladder].tiers[rank - 1]
                test = f"{condition_name('enter', ladder, rank)}(s, t)"
                if tier is not None and self.bearing.only(ladder, rank):
                    test = plain.expression(tier.enter)
                tests.append(test if rank == top else both([f"o < {rank}", test]))
            steps, ranked = self.source.name(self.bearing.steps[ladder], "st"), self.source.name(tuple(ranks), "rk")
            self.source.line(f"o = s.standings[{ladder}].organic")
            with self.source.block(f"if {both([f'o < {top}', ' or '.join(tests)])}:"):
                self.source.line(f"_climb(s, {steps}, {ranked}, t, eid, out)")


def handler(source: Source, layout: Layout, number: int, kind: EventKind, bearing: Bearing) -> Handler:
    """Return what writes the function of a kind: at length if it is one of purchases that feeds few metrics."""
    few = len(layout.fed.get(kind.name, ())) <= METRICS_MAX
    return (Inline if kind.refundable and few else Handler)(source, layout, number, kind, bearing)
