"""What several versions of one program share: where each metric, field, rule and ladder lives in a member's state.

A metric is a view over all facts, whichever version was in force when they happened; rules and tiers act in their own
version (semantics 27). So the state has one place for every metric, limit and ladder that any version knows.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import attrs

from loyalty.lang.expression import Expression
from loyalty.members.account import NEVER, Account
from loyalty.members.kind import EventKind
from loyalty.metrics import journal
from loyalty.metrics.metric import Metric, Source
from loyalty.metrics.slots import Ends, Slot
from loyalty.periods import DAY, Zone
from loyalty.points.policy import Policy, policy_of
from loyalty.points.refund import Recorded
from loyalty.points.rules import EarnRule, LimitUnit
from loyalty.program import Version

Predicates = dict[str, tuple[tuple[int, Expression], ...]]
"""The line conditions over orders of each kind, each with the number of the version whose words it uses."""

STORED = frozenset({"sum", "count", "max", "min", "last", "distinct", "streak", "recency"})


@attrs.frozen(eq=False)
class Layout:
    """The shared places: every tuple but `versions` and `by_name` is in the order of the state.

    `by_name` has the metrics of each version by name, `ranks` the tiers of each ladder, low to high, `rule_numbers` the
    place in `rules` by version and rule, and `kinds` every event kind that any version declares.
    """

    versions: tuple[Version, ...]
    fields: tuple[str, ...]
    slots: tuple[Slot, ...]
    by_name: tuple[dict[str, Slot], ...]
    ladders: tuple[str, ...]
    ranks: tuple[tuple[str, ...], ...]
    policies: tuple[Policy, ...]
    rules: tuple[Recorded, ...]
    rule_numbers: dict[tuple[int, str], int]
    limits: tuple[str, ...]
    predicates: Predicates
    kinds: tuple[str, ...]
    _ends: dict[tuple[str, int], Ends] = attrs.field(factory=dict, init=False, repr=False)
    uses: dict[int, Any] = attrs.field(factory=dict, init=False, repr=False)
    """What `uses_of` found out about a kind, by the identity of the kind."""

    @cached_property
    def fed(self) -> Mapping[str, tuple[tuple[Slot, int], ...]]:
        """By event kind the metrics that it feeds or breaks, in the order of the state, with their first version."""
        first = {slot.index: number for number, own in reversed([*enumerate(self.by_name)]) for slot in own.values()}
        found: dict[str, list[tuple[Slot, int]]] = {}
        for slot in self.slots:
            for kind in dict.fromkeys([*(source.kind for source in slot.metric.sources), *slot.metric.broken_by]):
                found.setdefault(kind, []).append((slot, first[slot.index]))
        return {kind: tuple(slots) for kind, slots in found.items()}

    @cached_property
    def parameters(self) -> tuple[Mapping[str, object], ...]:
        """The values of the parameters of each version."""
        return tuple({name: each.value for name, each in version.parameters.items()} for version in self.versions)

    def ends(self, unit: LimitUnit, number: int) -> Ends:
        """Return the function that finds the end of a limit's period in a version; the same one for the same unit."""
        return self._ends.setdefault((unit, number), ends_of(unit, self.versions[number]))


def layout(versions: Sequence[Version]) -> Layout:
    """Find a place for everything that any of the versions keeps in a member's state."""
    slots, by_name = _slots(versions)
    ladders = tuple(dict.fromkeys(name for version in versions for name in version.ladders))
    predicates = {kind: _predicates(versions, kind) for kind in _kinds(versions)}
    policies, rules, numbers, limits = _rules(versions, predicates)
    return Layout(
        versions=tuple(versions),
        fields=tuple(dict.fromkeys(field.name for version in versions for field in version.fields)),
        slots=slots,
        by_name=by_name,
        ladders=ladders,
        ranks=tuple(_ranks(versions, name) for name in ladders),
        policies=policies,
        rules=rules,
        rule_numbers=numbers,
        limits=limits,
        predicates=predicates,
        kinds=tuple(predicates),
    )


def ends_of(unit: LimitUnit, version: Version) -> Ends:
    """Return the function that finds the end of a limit's or a window's period."""
    if unit == "lifetime":
        return lambda _account, _at: NEVER
    if unit == "membership-year":
        return membership_year(version)
    boundary = version.zone.boundary(unit)
    known, end = boundary.spans, boundary.end

    def ends(_account: Account, at: int) -> int:
        span = known.get(at // DAY)
        if span is None:
            return end(at)
        return span[1] if at < span[1] else span[2]

    return ends


def membership_year(version: Version) -> Ends:
    """Return the function that finds the next anniversary of enrolment, by the declared rule for 29 February."""
    zone, feb29 = version.zone, version.feb29

    def end(account: Account, at: int) -> int:
        joined = zone.local(account.joined)
        year = zone.local(at).year
        for candidate in (year, year + 1):
            instant = zone.anniversary(joined.month, joined.day, candidate, feb29)
            if instant > at and instant > account.joined:
                return instant
        return zone.anniversary(joined.month, joined.day, year + 2, feb29)

    return end


def reads_line(expression: Expression | None, kind: EventKind) -> bool:
    """Say whether a condition looks at the lines of an order rather than at the order alone."""
    if expression is None or not kind.lines:
        return False
    names = expression.typed.names
    own = {field.name for field in kind.fields}
    lines = {field.name for field in kind.lines}
    return bool(names & (lines - own))


def _kinds(versions: Sequence[Version]) -> list[str]:
    return list(dict.fromkeys(kind for version in versions for kind in version.events))


def _predicates(versions: Sequence[Version], kind: str) -> tuple[tuple[int, Expression], ...]:
    """The distinct line conditions over orders of one kind, of all versions."""
    found: dict[str, tuple[int, Expression]] = {}
    for number, version in enumerate(versions):
        declared = version.events.get(kind)
        if declared is None:
            continue
        for where in _wheres(version, kind):
            if reads_line(where, declared):
                found.setdefault(where.text, (number, where))
    return tuple(found.values())


def _wheres(version: Version, kind: str) -> list[Expression]:
    metrics = [m.where for m in version.metrics.values() if m.where and any(s.kind == kind for s in m.sources)]
    rules = [r.where for r in version.points.earn if r.where and r.on == kind] if version.points else []
    return metrics + rules


def _slots(versions: Sequence[Version]) -> tuple[tuple[Slot, ...], tuple[dict[str, Slot], ...]]:
    """One slot for each stored metric; versions share it when they define it alike."""
    places: dict[tuple[object, ...], Slot] = {}
    by_name: list[dict[str, Slot]] = []
    ladders = list(dict.fromkeys(name for version in versions for name in version.ladders))
    for version in versions:
        mine: dict[str, Slot] = {}
        for metric in version.metrics.values():
            if metric.operation in STORED:
                mine[metric.name] = places.setdefault(_alike(metric), _slot(metric, len(places), version, ladders))
        by_name.append(mine)
    return tuple(places.values()), tuple(by_name)


def _alike(metric: Metric) -> tuple[object, ...]:
    where = metric.where.text if metric.where else None
    return (
        metric.name,
        metric.operation,
        metric.sources,
        where,
        metric.window,
        metric.max_gap,
        metric.broken_by,
        metric.refunds,
    )


def _slot(metric: Metric, index: int, version: Version, ladders: list[str]) -> Slot:
    window, zone = metric.window, version.zone
    shift = zone.shift(window.period, end=True) if window.period else None
    ends = ends_of(window.unit, version) if window.unit else None
    if window.kind == "membership-year":
        ends = membership_year(version)
    ladder = ladders.index(window.ladder or "main") if window.kind == "tier-entry" else -1
    if metric.operation not in {"sum", "count"}:
        return Slot(metric, index, "journal", steps=_steps(metric, zone, shift, ends, ladder))
    if shift:
        return Slot(metric, index, "rolling", shift=shift)
    if ends:
        return Slot(metric, index, "period", ends=ends)
    return Slot(metric, index, "entry" if ladder >= 0 else "plain", ladder=max(ladder, 0))


def _steps(metric: Metric, zone: Zone, shift: object, ends: Ends | None, ladder: int) -> journal.Steps:
    gap = zone.shift(metric.max_gap, end=True) if metric.max_gap else None
    kind: Callable[..., journal.Steps] = journal.Steps
    return kind(metric.operation, shift, gap, zone.day_number, ends, ladder)


def _ranks(versions: Sequence[Version], ladder: str) -> tuple[str, ...]:
    """Tier ids low to high: the newest version's order, with tiers that it dropped where they stood."""
    order: list[str] = []
    for version in reversed(versions):
        if ladder not in version.ladders:
            continue
        after = 0
        for tier in version.ladders[ladder].tiers:
            if tier.id in order:
                after = order.index(tier.id) + 1
            else:
                order.insert(after, tier.id)
                after += 1
    return tuple(order)


def _rules(
    versions: Sequence[Version], predicates: Predicates
) -> tuple[tuple[Policy, ...], tuple[Recorded, ...], dict[tuple[int, str], int], tuple[str, ...]]:
    policies: dict[Policy, int] = {}
    rules: list[Recorded] = []
    numbers: dict[tuple[int, str], int] = {}
    limits: dict[str, int] = {}
    for number, version in enumerate(versions):
        if version.points is None:
            continue
        for rule in version.points.earn:
            policy = policies.setdefault(policy_of(version.points, rule, version.zone), len(policies))
            limit = limits.setdefault(f"{rule.id}/limit", len(limits)) if rule.limit else -1
            once = limits.setdefault(f"{rule.id}/once", len(limits)) if rule.once else -1
            numbers[number, rule.id] = len(rules)
            rules.append(_recorded(rule, number, version, predicates, (policy, limit, once)))
    for version in versions:
        if version.points is not None:
            policies.setdefault(policy_of(version.points, None, version.zone), len(policies))
    return tuple(policies), tuple(rules), numbers, tuple(limits)


def default_policy(layout: Layout, version: Version) -> int:
    """Return the number of the policy of points that no rule gives; -1 in a version without points."""
    points = version.points
    return layout.policies.index(policy_of(points, None, version.zone)) if points else -1


def _recorded(
    rule: EarnRule,
    number: int,
    version: Version,
    predicates: Predicates,
    places: tuple[int, int, int],
) -> Recorded:
    declared = version.events.get(rule.on)
    bit = -1
    if declared is not None and rule.where and reads_line(rule.where, declared):
        bit = bit_of(predicates, rule.on, rule.where)
    rounding = version.points.rounding if version.points else "down"
    policy, limit, once = places
    den = denominator(rule, version)
    return Recorded(rule.id, number, den, bit, rule.per is None, rounding, rule.at_least or 0, policy, limit, once)


def bit_of(predicates: Predicates, kind: str, where: Expression) -> int:
    """Return the place of a line condition among those of its kind."""
    return [known.text for _number, known in predicates[kind]].index(where.text)


def denominator(rule: EarnRule, version: Version) -> int:
    """Return the common denominator of a rule's rate and all factors that may multiply it."""
    if isinstance(rule.points, Expression):
        return 1
    den = _common([rule.points.other, *rule.points.tiers.values()])
    return den * (rule.per or 1) * factor_scale(rule, version)


def factor_scale(rule: EarnRule, version: Version) -> int:
    """Return the scale in which the multipliers of a rule are whole numbers."""
    if rule.per is None or version.points is None:
        return 1
    scale = 1
    factors = [m for m in version.points.multipliers if m.on == rule.on and (not m.of or rule.id in m.of)]
    for multiplier in factors:
        mine = _common([multiplier.times.other, *multiplier.times.tiers.values()])
        scale = scale * mine if version.points.combine == "product" else lcm(scale, mine)
    return scale


def _common(fractions: Sequence[Fraction]) -> int:
    scale = 1
    for fraction in fractions:
        scale = lcm(scale, fraction.denominator)
    return scale


def sources_of(metric: Metric, kind: str) -> tuple[Source, ...]:
    """Return the sources of a metric that an event of one kind feeds."""
    return tuple(source for source in metric.sources if source.kind == kind)
