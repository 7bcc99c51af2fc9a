"""Engines that are wrong on purpose, each in one way that real loyalty engines were reported for.

Each is the oracle with one mistake; the laws must find it (see tests/functional/test_known_bad.py).
"""

from tests.oracle import fold as folding
from tests.oracle import loading, moments
from tests.oracle.acts import ACTS
from tests.oracle.deeds import Teller
from tests.oracle.earning import Grant, terms
from tests.oracle.ledger import Ledger, new_lot
from tests.oracle.metrics import Metrics, read


class RefundsAtTodaysRate(Teller):
    """A refund recalculates with the multipliers, tiers and caps of today (nopCommerce 5757)."""

    def reverse(self, fact):
        """Forget what was recorded."""
        version, names = self.version(), self.names(self.now)
        for lot in self.ledger.lots:
            for grant in lot.grants:
                if grant.fact is fact:
                    grant.factor, _, grant.rounding = terms(self, version, grant.rule, fact, names)
                    grant.room = grant.points
        super().reverse(fact)


class ExpiresByJob(Teller):
    """Points stay until a job has run, here with the next event (Setono, odoo 206048)."""

    def next_due(self):
        """Nothing is due without an event."""


class TierFromBalance(Teller):
    """A tier follows the balance, so that spending demotes (open-loyalty 131)."""

    class metrics_class(Metrics):  # noqa: N801 - it stands for an attribute
        """Points in hand instead of points earned."""

        def points(self, _):
            """The balance."""
            return self.world.ledger.available


class RefundsInTheirOwnWindow(Teller):
    """A refund lowers the sum of the window in which it happens, not that of the purchase."""

    class metrics_class(Metrics):  # noqa: N801 - it stands for an attribute
        """The amount of the purchase in its window, less the refunds of this window."""

        def measured(self, metric):
            """Amounts, and refunds as amounts of their own."""
            for fact, held in self.facts(metric):
                for source in metric.sources:
                    if source.kind == fact.event.kind and source.field == "amount":
                        yield fact.amount - sum(part for at, part in fact.refunds if self.inside(metric.window, at))
                    elif source.kind == fact.event.kind:
                        yield from read(fact, source, held, net=metric.refunds)
            for fact in self.world.facts:
                if not self.inside(metric.window, fact.at) and metric.operation == "sum":
                    yield -sum(part for at, part in fact.refunds if self.inside(metric.window, at))


class IgnoresDebt(Teller):
    """What was spent before the refund is simply left (odoo 257854)."""

    def debt_policy(self):
        """Nobody owes anything."""
        return "forgive"


class ClosedWindows(Teller):
    """Windows hold both of their ends (Kademi 4759)."""

    class metrics_class(Metrics):  # noqa: N801 - it stands for an attribute
        """A rolling window that still holds a fact at its very end."""

        def inside(self, window, x):
            """One instant too long."""
            if window.kind == "rolling":
                return x <= self.t <= moments.add(x, window.period, self.zone, end=True)
            return super().inside(window, x)


class KeepsLimits(Teller):
    """A limit is not given back when the purchase is returned (vendure 4353)."""

    def given_by(self, grant):
        """All that was ever given."""
        return grant.points


class FloatGrant(Grant):
    """Points through floats."""

    def now(self):
        """Divide and multiply in floats."""
        if self.rule.per is None or self.fact.withdrawn:
            return super().now()
        return int(self.fact.eligible(self.held) / 100 / (self.rule.per / 100) * float(self.factor))


class FloatPoints(Teller):
    """Money and points are floats (odoo 153541)."""

    grant_class = FloatGrant


class LineGrant(Grant):
    """Points of one line after the other."""

    def now(self):
        """Round each line."""
        if self.rule.per is None or self.fact.withdrawn or not self.fact.priced_lines:
            return super().now()
        held = [self.held] * len(self.fact.lines) if isinstance(self.held, bool) else self.held
        kept = [left for left, one in zip(self.fact.line_left(), held, strict=True) if one]
        return sum(left * self.factor // self.rule.per for left in kept)


class RoundsEachLine(Teller):
    """Points are rounded line by line, and 0.01 is lost on each (odoo 156897)."""

    grant_class = LineGrant


class LatestFirst(Ledger):
    """Lots are consumed from the newest."""

    def spendable(self):
        """The wrong way round."""
        return list(reversed(super().spendable()))


class ConsumesLatestFirst(Teller):
    """The lot that lives longest is spent first, so that more lapses."""

    def __init__(self, *given):
        super().__init__(*given)
        self.ledger = LatestFirst()


class RestoresAfresh(Teller):
    """A cancelled redemption gives new points with a new expiry."""

    def act(self, event):
        """Give new points instead of the old ones."""
        if event.kind != "restore":
            return super().act(event)
        record = self.redemptions[event.values[0]]
        points = min(record.total, event.values[1] or record.total)
        self.ledger.credit(new_lot(event, 0, points, None, self.version().points.expire, self.zone()))
        return None


class JudgesAgain(Teller):
    """Decisions are taken again whenever the history is folded."""

    def happen(self, event, verdict=None, *, pinned=False):
        """Forget what was answered."""
        if pinned and event.kind in ACTS:
            pinned, verdict = False, None
        super().happen(event, verdict, pinned=pinned)


def view(teller):
    """An engine of the same form as the one under test."""

    def look(program, mappings, t):
        from tests.property.strategies import compared

        return compared.of_oracle(program, mappings, t, teller=teller)

    return look


def in_order_of_arrival(program, mappings, t):
    """Events are folded as they arrive: one that happened earlier counts from when it came."""
    from tests.property.strategies import compared

    events, refused = loading.read_events(program.versions, mappings)
    arrived, last = [], 0
    for event in {event.id: event for event in events}.values():
        last = max(last, event.at)
        arrived.append(event._replace(at=last, recorded_at=max(last, event.recorded_at)))
    shown = compared.shown(program, folding.fold(program.versions, arrived, max(t, last)), t)
    return {**shown, "rejected": {**refused, **shown["rejected"]}}
