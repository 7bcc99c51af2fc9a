"""Generates the earning of points by one event: rates, fixed points, factors and caps (semantics 9, 16, 17)."""

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from loyalty.engine.layout import Layout, factor_scale
from loyalty.engine.names import Names
from loyalty.engine.source import Source, both
from loyalty.lang.expression import Expression
from loyalty.members.kind import EventKind
from loyalty.metrics.slots import Slot
from loyalty.points.refund import Recorded
from loyalty.points.rules import ByTier, EarnRule, LimitUnit, Multiplier, PointsRules
from loyalty.quantities import rounded


class Earning:
    """Writes what an event of one kind earns.

    In the generated text `n` is the points of one rule and `u` its rate, ``p<policy>`` the points of one lot, and `R`
    the recorded rates, unless there is only one rule; then `u` and `room` are its rate and room.
    """

    def __init__(self, source: Source, layout: Layout, number: int, names: Names, predicates: int) -> None:
        """Find the rules of the version for the kind that `names` sees."""
        self.source = source
        self.layout = layout
        self.number = number
        self.names = names
        self.predicates = predicates
        self.version = layout.versions[number]
        self.kind = names.kind
        self.rules = self._rules_on(names.kind.name) if names.kind else []
        self._shared: dict[int, str] = {}

    def _rules_on(self, kind: str) -> list[tuple[int, EarnRule, Recorded]]:
        rules = self.version.points.earn if self.version.points else ()
        numbers = [(self.layout.rule_numbers[self.number, rule.id], rule) for rule in rules if rule.on == kind]
        return [(number, rule, self.layout.rules[number]) for number, rule in numbers]

    def eligible(self, bit: int) -> str:
        """Return the source of the amount of an order's lines that satisfy a condition; -1 for the whole order."""
        if bit < 0 or self.kind is None:
            return f"(v[{self.kind.position('amount')}] or 0)" if self.kind else "0"
        return "g1" if self.predicates == 1 else f"g{bit}"

    def present(self, bit: int) -> str:
        """Return the source that says whether any line satisfies a condition."""
        return "h" if self.predicates == 1 else f"K & {1 << bit}"

    def presence(self, bit: int) -> bool:
        """Say whether a fixed rule asks if any line satisfies a condition."""
        return any(recorded.fixed and recorded.bit == bit for _number, _rule, recorded in self.rules)

    def sums(self, bit: int) -> bool:
        """Say whether a rule asks for the amount of the lines that satisfy a condition."""
        return any(recorded.bit == bit for _number, _rule, recorded in self.rules)

    def write(self, kind: EventKind | None, on: str = "") -> None:
        """Write the rules for a kind, or for a core kind by name."""
        points = self.version.points
        on = kind.name if kind else on
        if points is None:
            return
        self.rules = self._rules_on(on)
        if not self.rules:
            return
        self._rules(points)

    def policies(self) -> list[int]:
        """Return the policies of this kind's rules, in the order of the rules."""
        return list(dict.fromkeys(recorded.policy for _number, _rule, recorded in self.rules))

    def _rules(self, points: PointsRules) -> None:
        self.source.line("; ".join([*(f"p{policy} = 0" for policy in self.policies()), self._rest()]))
        if self.version.lifecycle.pause.earn:
            self._each(points)
            return
        with self.source.block("if s.status == 1:"):
            self._each(points)

    def _each(self, points: PointsRules) -> None:
        self._share(points)
        for number, rule, recorded in self.rules:
            if recorded.fixed:
                self._fixed(number, rule, recorded)
            else:
                self._rate(number, rule, recorded, points)

    def _rate(self, number: int, rule: EarnRule, recorded: Recorded, points: PointsRules) -> None:
        line = self.source.line
        line(f"a = {self.eligible(recorded.bit)}")
        tests = [f"a >= {recorded.at_least}" if recorded.at_least > 0 else "a > 0", *self._conditions(rule, recorded)]
        with self.source.block(f"if {both(tests)}:"):
            rate = self._scaled(rule.points, recorded.den // (rule.per or 1) // factor_scale(rule, self.version))
            factor = self._factor(rule, points)
            num = rate if factor == "1" else factor if rate == "1" else f"{rate} * {factor}"
            if recorded.rounding == "down":
                line(f"u = {num}; n = a * u // {recorded.den}")
            else:
                line(f"u = {num}; n = {self.source.name(rounded, 'fn')}(a * u, {recorded.den}, {recorded.rounding!r})")
            self._cap(number, rule, recorded)

    def _fixed(self, number: int, rule: EarnRule, recorded: Recorded) -> None:
        with self.source.block(f"if {both(self._tests(rule, recorded)) or 'True'}:"):
            self.source.line(f"n = u = {self._points(rule, recorded)}")
            self._cap(number, rule, recorded)

    def _tests(self, rule: EarnRule, recorded: Recorded) -> list[str]:
        """Return all that a fixed rule asks for."""
        tests = self._conditions(rule, recorded)
        if recorded.at_least > 0:
            tests.append(f"{self.eligible(recorded.bit)} >= {recorded.at_least}")
        if recorded.bit >= 0:
            tests.append(self.present(recorded.bit))
        return tests

    def _points(self, rule: EarnRule, recorded: Recorded) -> str:
        """Return the source of the points of a fixed rule; what is known now is rounded now."""
        if isinstance(rule.points, Expression):
            value, kind = self.names.expression(rule.points), rule.points.typed.type
            if kind.kind == "integer" and not kind.nullable:
                return value
            return f"{self.source.name(rounded, 'fn')}({value} or 0, 1, {recorded.rounding!r})"
        return self._by_tier(rule.points, lambda value: rounded(value, recorded.rounding))

    def _conditions(self, rule: EarnRule | Multiplier, recorded: Recorded | None = None) -> list[str]:
        tests = []
        if rule.starts is not None:
            tests.append(f"t >= {rule.starts}" if rule.ends is None else f"{rule.starts} <= t < {rule.ends}")
        elif rule.ends is not None:
            tests.append(f"t < {rule.ends}")
        if isinstance(rule, Multiplier) and rule.benefit is not None:
            tests.append(f"_has(s, t, {rule.benefit})")
        if rule.where is not None and (recorded is None or recorded.bit < 0):
            tests.append(self.names.expression(rule.where))
        return tests

    def _scaled(self, value: ByTier | Expression, scale: int) -> str:
        """Return the source of a number that may differ by tier, as a whole number of 1/`scale`."""
        return "0" if isinstance(value, Expression) else self._by_tier(value, lambda number: int(number * scale))

    def _by_tier(self, value: ByTier, whole: Callable[[Fraction], int]) -> str:
        """Return the source of a number that may differ by tier, made a whole one by `whole`."""
        if not value.tiers:
            return str(whole(value.other))
        ladder = self.layout.ladders.index(value.ladder)
        ids = ("none", *self.layout.ranks[ladder])
        table = tuple(whole(value.tiers.get(tier, value.other)) for tier in ids)
        return f"{self.source.name(table, 'tb')}[s.standings[{ladder}].rank]"

    def _factor(self, rule: EarnRule, points: PointsRules) -> str:
        """Write the factors that multiply a rate and return the name of their result, scaled."""
        factors = [m for m in points.multipliers if m.on == rule.on and (not m.of or rule.id in m.of)]
        if not factors:
            return "1"
        scale = factor_scale(rule, self.version)
        if len(factors) == 1 and not self._conditions(factors[0]):
            return self._scaled(factors[0].times, scale)
        if points.combine == "product":
            return self._product(factors)
        self.source.line("f = -1")
        for multiplier in factors:
            with self.source.block(f"if {both(self._conditions(multiplier)) or 'True'}:"):
                self.source.line(f"f = max(f, {self._scaled(multiplier.times, scale)})")
        with self.source.block("if f < 0:"):
            self.source.line(f"f = {scale}")
        return "f"

    def _product(self, factors: list[Multiplier]) -> str:
        return " * ".join(self._shared.get(id(factor)) or f"({self._times(factor)})" for factor in factors)

    def _times(self, factor: Multiplier) -> str:
        """Return the source of a factor, scaled, or of its scale when it does not apply."""
        scale = lcm(*(value.denominator for value in (factor.times.other, *factor.times.tiers.values())))
        times, test = self._scaled(factor.times, scale), both(self._conditions(factor))
        return f"{times} if {test} else {scale}" if test else times

    def _share(self, points: PointsRules) -> None:
        """Write the factors that several rules multiply, once."""
        for number, factor in enumerate(points.multipliers if points.combine == "product" else ()):
            rates = [rule for _number, rule, recorded in self.rules if not recorded.fixed]
            if sum(factor.on == rule.on and (not factor.of or rule.id in factor.of) for rule in rates) > 1:
                self._shared[id(factor)] = f"w{number}"
                self.source.line(f"w{number} = {self._times(factor)}")

    def _cap(self, number: int, rule: EarnRule, recorded: Recorded) -> None:
        """Write the limit and `once` of a rule, then add its points to its lot."""
        line = self.source.line
        room = "room" if rule.limit else "-1"
        with self.source.block("if n > 0:"):
            if rule.once:
                self._counter("O", recorded.once, rule.once)
                with self.source.block("if O[0]:"):
                    line("n = 0")
            if rule.limit and not self.names.current:
                end = self.source.name(self.layout.ends(rule.limit.per, self.number), "en")
                line(f"n, room = _bounded(s.limits[{recorded.limit}], {end}, s, t, n, {rule.limit.points})")
            elif rule.limit:
                self._counter("L", recorded.limit, rule.limit.per)
                line(f"room = {rule.limit.points} - L[0]")
                with self.source.block("if n > room:"):
                    line("room = n = room if room > 0 else 0")
                line("L[0] += n")
            if rule.once:
                line("O[0] += n")
            with self.source.block("if n:"):
                if len(self.rules) == 1:
                    line(f"p{recorded.policy} = n")
                else:
                    line(f"p{recorded.policy} += n; R += ({number}, u, {room})")
                with self.source.block("if out is not None:"):
                    line(f"out.append(('earned', t, eid, {number}, n))")

    def _counter(self, name: str, place: int, per: LimitUnit) -> None:
        end = self.source.name(self.layout.ends(per, self.number), "en")
        self.source.line(f"{name} = s.limits[{place}]")
        with self.source.block(f"if t >= {name}[1]:"):
            self.source.line(f"{name}[0] = 0; {name}[1] = {end}(s, t)")

    def credit(self) -> None:
        """Write the lots."""
        line = self.source.line
        for number in self.policies():
            policy = self.layout.policies[number]
            name = self.source.name(policy, "po")
            with self.source.block(f"if p{number}:"):
                if policy.pending is not None or not self.names.current:
                    line(f"_grant(s, {name}, {number}, t, eid, p{number})")
                    continue
                line(f"s.issued += p{number}; s.available += p{number}")
                line(f"x = {self.source.name(policy.ends, 'pe')}.get(day)")
                with self.source.block("if x is None:"):
                    line(f"x = {name}.expires(t)")
                line(f"y = [{policy.priority}, x, t, eid, {number}, p{number}, 0]; z = s.lots")
                with self.source.block("if z and z[-1] > y:"):
                    line("_insert(s, y)")
                with self.source.block("else:"):
                    line("z.append(y)")
                with self.source.block("if x < s.due:"):
                    line("s.due = x")

    def feed(self, slot: Slot) -> None:
        """Let a metric over points take what became active at once, or all when pending points count."""
        counts = bool(self.version.points and self.version.points.count_pending)
        active = [n for n in self.policies() if counts or self.layout.policies[n].pending is None]
        if active:
            value = " + ".join(f"p{number}" for number in active)
            with self.source.block(f"if {value}:"):
                self.source.line(f"_change({self.source.name(slot, 'sl')}, s, t, t, {value})")

    def parts(self) -> str:
        """Return the source of a record's PARTS."""
        policies = self.policies()
        if len(policies) == 1:
            return f"(({policies[0]}, p{policies[0]}, 0, 0, 0) if p{policies[0]} else ())"
        return " + ".join(f"(({n}, p{n}, 0, 0, 0) if p{n} else ())" for n in policies) or "()"

    def rates(self) -> str:
        """Return the source of a record's RATES."""
        if len(self.rules) == 1:
            number, rule, recorded = self.rules[0]
            return f"(({number}, u, {'room' if rule.limit else '-1'}) if p{recorded.policy} else ())"
        return "R" if self.rules else "()"

    def kept(self) -> list[str]:
        """Return the names that a record needs: points by lot, and the rate and room of each rule."""
        points = [f"p{number}" for number in self.policies()]
        if len(self.rules) == 1:
            return [*points, "u", *(["room"] if self.rules[0][1].limit else [])]
        return [*points, "R"] if self.rules else []

    def _rest(self) -> str:
        return "u = room = 0" if len(self.rules) == 1 else "R = ()"
