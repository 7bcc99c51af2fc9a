"""A tier and points for facts that a host keeps itself: one compiled function without any state.

It is the quickest question one can ask of a program: which tier do these metrics give, and how many points does this
event earn there. The answer carries the number of its reason, and the reason can be read when somebody asks.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs

from loyalty.engine.asking import EPOCH_DAY
from loyalty.engine.layout import denominator, factor_scale, reads_line
from loyalty.engine.source import Source
from loyalty.engine.telling import where
from loyalty.errors import LoyaltyError, nearest
from loyalty.lang import Typed, bind, emit, runtime
from loyalty.lang.expression import Expression
from loyalty.members.kind import EventKind
from loyalty.points.rules import ByTier, EarnRule, Multiplier
from loyalty.program import Version
from loyalty.quantities import rounded
from loyalty.tiers.ladder import NONE, Ladder

Decide = Callable[..., tuple[int, int, int]]


@attrs.frozen(eq=False)
class Decision:
    """A compiled question.

    `decide` takes one value for each name in `inputs`, in that order and in the engine's units (money in minor units,
    times in microseconds), and returns ``(rank, points, reason)``: the rank on the ladder (0 for none), the points that
    the event earns at that rank, and a number for `reason`. Besides metrics and fields the inputs are
    ``eligible:<rule>``, the amount of the lines a rule counts, and ``room:<rule>``, the points that a capped rule may
    still give.
    """

    inputs: tuple[str, ...]
    tiers: tuple[str, ...]
    decide: Decide
    code: str
    _reasons: Sequence[str]

    def __call__(self, facts: Mapping[str, object]) -> tuple[str, int, tuple[str, ...]]:
        """Return (tier, points, reasons) for named facts."""
        rank, points, reason = self.decide(*(facts[name] for name in self.inputs))
        return self.tiers[rank], points, self.reason(reason)

    def reason(self, number: int) -> tuple[str, ...]:
        """Return what decided: the tier's condition and the earning rules, each with its place in the file."""
        rank, rules = number % len(self.tiers), number // len(self.tiers)
        texts = [self._reasons[rank]] if rank else []
        rest = self._reasons[len(self.tiers) :]
        return (*texts, *(text for place, text in enumerate(rest) if rules >> place & 1))


class _Writer:
    """Writes the function of one kind on one ladder."""

    def __init__(self, version: Version, kind: EventKind, ladder: Ladder) -> None:
        self.version = version
        self.kind = kind
        self.ladder = ladder
        self.source = Source()
        self.inputs: dict[str, str] = {}
        self.reasons = [NONE, *(self._tier_reason(tier.id) for tier in ladder.tiers)]

    def _tier_reason(self, tier: str) -> str:
        step = self.ladder.tiers[self.ladder.rank(tier) - 1]
        return f"{tier}: {step.enter.text} ({where(self.version, step.enter.path)})"

    def read(self, name: str) -> str:
        """Return the argument that holds an input."""
        if name in {"tier", self.ladder.id}:
            return "r"
        return self.inputs.setdefault(name, f"a{len(self.inputs)}")

    def typed(self, typed: Typed) -> str:
        """Return the source of an expression."""
        bound = bind(typed, {name: each.value for name, each in self.version.parameters.items()})
        return emit(bound, self.read, self.source.constant)

    def write(self) -> None:
        """Write the body: the tier first, then the points."""
        points = self.version.points
        rules = [rule for rule in points.earn if rule.on == self.kind.name] if points else []
        for rule in rules:
            self.reasons.append(f"{rule.id} ({where(self.version, rule.path)})")
        only = rules[0] if len(rules) == 1 and not (self._tests(rules[0]) or rules[0].at_least) else None
        with self.source.block("def decide(HEAD):"):
            self._tiers(only)
            if only is not None:
                self._only(only)
                return
            self.source.line("p = 0; w = r")
            for place, rule in enumerate(rules):
                self._rule(rule, place)
            self.source.line("return r, p, w")

    def _tiers(self, only: EarnRule | None) -> None:
        """Write the choice of the tier; a rule that always applies is calculated where the tier is known."""
        top = len(self.ladder.tiers)
        for rank in range(top, -1, -1):
            word = "if" if rank == top else "elif"
            condition = self.typed(self.ladder.tiers[rank - 1].enter.typed) if rank else ""
            with self.source.block(f"{word} {condition}:" if rank else "else:" if top else "if True:"):
                self.source.line(f"r = {rank}")
                if only is not None:
                    self.source.line(f"n = {self._points(only, rank)}")

    def _only(self, rule: EarnRule) -> None:
        """Write the end of a decision with one rule."""
        line, room = self.source.line, self._room(rule)
        if room:
            with self.source.block(f"if n > {room}:"):
                line(f"n = {room}")
        with self.source.block("if n > 0:"):
            line(f"return r, n, r + {len(self.ladder.tiers) + 1}")
        line("return r, 0, r")

    def _room(self, rule: EarnRule) -> str:
        return self.read(f"room:{rule.id}") if rule.limit or rule.once else ""

    def _rule(self, rule: EarnRule, place: int) -> None:
        tests = [*self._tests(rule)]
        if rule.at_least:
            tests.append(f"{self._eligible(rule)} >= {rule.at_least}")
        with self.source.block(f"if {' and '.join(tests) or 'True'}:"):
            self.source.line(f"n = {self._points(rule)}")
            if room := self._room(rule):
                with self.source.block(f"if n > {room}:"):
                    self.source.line(f"n = {room}")
            with self.source.block("if n > 0:"):
                self.source.line(f"p += n; w += {(len(self.ladder.tiers) + 1) << place}")

    def _tests(self, rule: EarnRule | Multiplier) -> list[str]:
        tests = [f"{self.read('at')} >= {rule.starts}"] if rule.starts is not None else []
        tests += [f"{self.read('at')} < {rule.ends}"] if rule.ends is not None else []
        if rule.where is not None and not reads_line(rule.where, self.kind):
            tests.append(f"({self.typed(rule.where.typed)})")
        return tests

    def _eligible(self, rule: EarnRule) -> str:
        by_line = rule.where is not None and reads_line(rule.where, self.kind)
        return self.read(f"eligible:{rule.id}" if by_line else "amount")

    def _points(self, rule: EarnRule, rank: int | None = None) -> str:
        mode = self.version.points.rounding if self.version.points else "down"
        if isinstance(rule.points, Expression):
            return f"{self.source.name(rounded, 'fn')}({self.typed(rule.points.typed)}, 1, {mode!r})"
        scale = factor_scale(rule, self.version)
        den = denominator(rule, self.version)
        rate = self._by_tier(rule.points, den // (rule.per or 1) // scale, rank)
        if rule.per is None:
            return f"{self.source.name(rounded, 'fn')}({rate}, {den}, {mode!r})"
        num = rate
        if self._factors(rule):
            num = _product(rate, self._factor(rule, scale, rank))
        if mode == "down":
            return f"{self._eligible(rule)} * {num} // {den}"
        return f"{self.source.name(rounded, 'fn')}({self._eligible(rule)} * {num}, {den}, {mode!r})"

    def _factors(self, rule: EarnRule) -> list[Multiplier]:
        points = self.version.points
        return [m for m in points.multipliers if m.on == rule.on and (not m.of or rule.id in m.of)] if points else []

    def _factor(self, rule: EarnRule, scale: int, rank: int | None) -> str:
        """Return the factors as one expression."""
        factors = self._factors(rule)
        combine = self.version.points.combine if self.version.points else "highest"
        if len(factors) == 1 and not self._tests(factors[0]):
            return self._by_tier(factors[0].times, scale, rank)
        if combine == "product":
            raise LoyaltyError(
                "not-decidable", "a decision knows no product of several factors", hint="fold the events"
            )
        parts = [
            f"({self._by_tier(each.times, scale, rank)} if {' and '.join(self._tests(each)) or 'True'} else -1)"
            for each in factors
        ]
        best = f"max({', '.join([*parts, '-1'])})"
        return f"({best} if {best} >= 0 else {scale})"

    def _by_tier(self, value: ByTier | Expression, scale: int, rank: int | None) -> str:
        if isinstance(value, Expression) or not value.tiers:
            return str(int((0 if isinstance(value, Expression) else value.other) * scale))
        ids = (NONE, *(tier.id for tier in self.ladder.tiers))
        table = tuple(int(value.tiers.get(tier, value.other) * scale) for tier in ids)
        return f"{self.source.name(table, 'tb')}[r]" if rank is None else str(table[rank])


def _product(one: str, two: str) -> str:
    """Return the product of two factors, calculated now if both are numbers."""
    if one.isdecimal() and two.isdecimal():
        return str(int(one) * int(two))
    return two if one == "1" else f"{one} * {two}"


def decision(version: Version, kind: str, ladder: str = "main") -> Decision:
    """Compile the decision on one event kind.

    Raises:
        LoyaltyError: the version has no such kind or ladder.
    """
    if kind not in version.events:
        raise LoyaltyError(
            "unknown-kind", f"there is no event kind `{kind}`", hint=", ".join(nearest(kind, version.events))
        )
    if ladder not in version.ladders:
        raise LoyaltyError("unknown-ladder", f"there is no ladder `{ladder}`", hint=", ".join(version.ladders))
    writer = _Writer(version, version.events[kind], version.ladders[ladder])
    writer.write()
    code = writer.source.text.replace("HEAD", ", ".join(writer.inputs.values()), 1)
    zone = version.zone
    space: dict[str, object] = {
        **runtime(version.feb29),
        **writer.source.space,
        "_day_of": lambda instant: zone.day_number(instant) - EPOCH_DAY,
    }
    exec(compile(code, f"<decision of {version.hash[:12]}>", "exec"), space)  # noqa: S102 - our own text, see source.py
    tiers = (NONE, *(tier.id for tier in version.ladders[ladder].tiers))
    return Decision(tuple(writer.inputs), tiers, space["decide"], code, writer.reasons)  # type: ignore[arg-type]
