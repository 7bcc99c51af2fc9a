"""Metrics, computed anew from all facts each time they are asked for (decisions 43-50)."""

from fractions import Fraction

from tests.oracle import moments
from tests.oracle.conditions import Names, answers, evaluate, names_of, unknown
from tests.oracle.rounding import to_digits


class Metrics:
    """What the metrics of a program version are, asked at one instant of a history."""

    def __init__(self, world, version, t):
        self.world, self.version, self.t = world, version, t
        self.zone = moments.zone_of(version)

    def value(self, name):
        """The value of a metric: an int, a text, a Fraction, or None when unknown."""
        metric = self.version.metrics[name]
        return getattr(self, metric.operation)(metric)

    def table(self):
        """All metrics by name, calculated when they are read."""
        return {name: lambda name=name: self.value(name) for name in self.version.metrics}

    def facts(self, metric):
        """The facts in the window, in order, each with what `where` says of it."""
        kinds, found = {source.kind for source in metric.sources}, []
        for fact in self.world.facts[self.world.forgotten :]:
            there = not (fact.withdrawn and metric.refunds)
            if fact.event.kind in kinds and there and self.inside(metric.window, fact.at):
                held = answers(metric.where, fact, self.names_at(fact))
                if held is True or (held and any(held)):
                    found.append((fact, held))
        return found

    def names_at(self, fact):
        """What the `where` of a metric may read: parameters, and the member as it was just before the fact."""
        return Names(fact.member, self.world.parameters(self.version), zone=self.zone, at=fact.at)

    def inside(self, window, x):
        """Whether a fact at `x` counts now."""
        if window.kind == "rolling":
            return x <= self.t < moments.add(x, window.period, self.zone, end=True)
        if window.kind == "calendar":
            return moments.start_of(self.t, window.unit, self.zone) <= x
        if window.kind == "membership-year":
            start = self.world.membership_year(self.t)
            return start is not None and start <= x
        if window.kind == "tier-entry":
            entered = self.world.standings[window.ladder or "main"].entered_at
            return entered is not None and entered <= x
        return True

    def measured(self, metric):
        """The values that sum, max and min look at, one for each fact (or line) and source."""
        for fact, held in self.facts(metric):
            for source in metric.sources:
                if source.kind == fact.event.kind:
                    yield from read(fact, source, held, net=metric.refunds)

    def sum(self, metric):
        """The sum, of points too."""
        total = sum(value or 0 for value in self.measured(metric))
        if any(source.kind == "points" for source in metric.sources):
            total += self.points(metric)
        return total

    def points(self, metric):
        """Points earned in the window of their purchases, less those reversed."""
        lots = [lot for lot in self.world.ledger.lots if lot.grants and not lot.forgotten]
        counted = [lot for lot in lots if lot.was_active or lot.counts_pending]
        within = [lot for lot in counted if self.inside(metric.window, lot.earned_at)]
        return sum(lot.granted - (lot.due() if metric.refunds else lot.due_before) for lot in within)

    def count(self, metric):
        """How many facts."""
        return len(self.facts(metric))

    def max(self, metric):
        """The largest value."""
        return self._extreme(max, metric)

    def min(self, metric):
        """The smallest value."""
        return self._extreme(min, metric)

    def _extreme(self, pick, metric):
        known = [value for value in self.measured(metric) if value is not None]
        return pick(known) if known else nothing(metric)

    def last(self, metric):
        """The value of the last fact in order."""
        facts = self.facts(metric)
        if not facts:
            return nothing(metric)
        fact, held = facts[-1]
        source = next(source for source in metric.sources if source.kind == fact.event.kind)
        return read(fact, source, held, net=metric.refunds)[-1]

    def distinct(self, metric):
        """How many different values."""
        return len({value for value in self.measured(metric) if value is not None})

    def streak(self, metric):
        """How many facts in a row, none further than `max_gap` from the one before (decision 46)."""
        breaks, run, previous = self.breaks(metric), 0, None
        for fact, _ in self.facts(metric):
            whole = previous is not None and not any(previous.number < place < fact.number for place in breaks)
            run = run + 1 if whole and self.near(previous.at, fact.at, metric) else 1
            previous = fact
        if previous is None or any(place > previous.number for place in breaks):
            return 0
        return run if self.near(previous.at, self.t, metric) else 0

    def breaks(self, metric):
        """The places in the history of the events that break a streak."""
        facts = [fact for fact in self.world.facts if fact.event.kind in metric.broken_by]
        return [fact.number for fact in facts if not (fact.withdrawn and metric.refunds)]

    def near(self, x, t, metric):
        """Whether `t` is not further than `max_gap` from `x`."""
        return metric.max_gap is None or t <= moments.add(x, metric.max_gap, self.zone, end=True)

    def recency(self, metric):
        """Whole calendar days since the last fact."""
        facts = self.facts(metric)
        return moments.days_between(facts[-1][0].at, self.t, self.zone) if facts else nothing(metric)

    def formula(self, metric):
        """What an expression over other metrics gives; what is calculated from something unknown is unknown."""
        names = self.world.names(self.t, self.version)
        if unknown(metric.formula.typed, names) or self._of_nobody(metric, names):
            return None
        return self._in_digits(metric, self._least(metric, evaluate(metric.formula.typed, names)))

    def score(self, metric):
        """The weighted sum of other metrics, money in major units."""
        if any(self.value(name) is None for name, _ in metric.weights):
            return None
        total = sum((weight * self._plain(name) for name, weight in metric.weights), Fraction(0))
        if metric.normalise:
            total /= sum(weight for _, weight in metric.weights)
        return self._in_digits(metric, self._least(metric, total))

    def _of_nobody(self, metric, names):
        """Whether a formula reads what only members have, of somebody who never enrolled."""
        fields = {field.name for field in self.version.fields} | {"kind"}
        read = {name for name in metric.formula.typed.sure if name in fields or name in self.version.metrics}
        return any(names[name] is None for name in read)

    def _least(self, metric, value):
        return value if metric.negative else max(0, value)

    def _plain(self, name):
        value, kind = self.value(name), self.version.metrics[name].type
        return Fraction(value, 10**kind.digits) if kind.kind == "money" else Fraction(value)

    def _in_digits(self, metric, value):
        if metric.digits is None or isinstance(value, bool | str | None):
            return value
        unit = (
            10**metric.type.digits
            if metric.type.kind == "money"
            else Fraction(1, 100 if metric.unit == "percent" else 1)
        )
        return to_digits(Fraction(value) / unit, metric.digits, metric.rounding) * unit


def read(fact, source, held, *, net=True):
    """The values of a source in a fact: of the event, or of each line that `where` holds for; less refunds if `net`."""
    kept = [i for i in range(len(fact.lines)) if held is True or held[i]]
    if source.field is None:
        return [None]
    if source.per_line:
        left = fact.line_left() if net and source.field == "amount" and fact.amount is not None else None
        return [left[i] if left else fact.lines[i][source.field] for i in kept]
    if source.field == "amount" and fact.amount is not None:
        return [fact.eligible(held) if net else fact.gross(held)]
    return [fact.values[source.field]]


def nothing(metric):
    """The value without any fact."""
    return None if metric.type.nullable else 0


def reads(version, name, found=None):
    """The metrics that a metric is calculated from, itself among them."""
    found = set() if found is None else found
    if name in version.metrics and name not in found:
        found.add(name)
        metric = version.metrics[name]
        for other in [*names_of(metric.formula), *(weighed for weighed, _ in metric.weights)]:
            reads(version, other, found)
    return found
