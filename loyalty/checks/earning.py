"""Doubts about earning rules: rules without effect, conditions on the amount, tiers that earn less."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loyalty.checks.logic import Logic
from loyalty.config.canonical import decimal
from loyalty.config.findings import Finding
from loyalty.points.rules import ByTier, EarnRule, Multiplier, PointsRules
from loyalty.program.version import Version
from loyalty.tiers.ladder import NONE


def earning(logic: Logic) -> Iterator[Finding]:
    """Find doubtful earning rules."""
    points = logic.version.points
    if points is None:
        return
    for rule in points.earn:
        yield from _amount(rule, logic.version)
        yield from _nothing(rule, logic.version)
        if isinstance(rule.points, ByTier):
            yield from _falling(rule.points, logic.version, rule, "points")
    for multiplier in points.multipliers:
        yield from _idle(multiplier, points)
        yield from _ended(multiplier, logic.version)
        yield from _falling(multiplier.times, logic.version, multiplier, "times")


def _amount(rule: EarnRule, version: Version) -> Iterator[Finding]:
    """A refund changes the amount, and `where` does not notice."""
    kind = version.events.get(rule.on)
    if rule.where is None or kind is None or not kind.refundable or "amount" not in rule.where.typed.names:
        return
    own = {field.name for field in kind.lines or ()} - {field.name for field in kind.fields}
    if own.isdisjoint(rule.where.typed.names):
        message = f"the condition of `{rule.id}` reads the amount, and is not asked again when a part is refunded"
        yield Finding("LOY311", message, rule.where.path, '`at_least = "..."` beside `where`', severity="warning")


def _nothing(rule: EarnRule, version: Version) -> Iterator[Finding]:
    yield from _ended(rule, version)
    if isinstance(rule.points, ByTier) and not any((rule.points.other, *rule.points.tiers.values())):
        message = f"the rule `{rule.id}` gives 0 points"
        yield Finding("LOY316", message, (*rule.path, "points"), severity="warning")


def _ended(rule: EarnRule | Multiplier, version: Version) -> Iterator[Finding]:
    if rule.ends is not None and rule.ends <= version.effective_from:
        message = f"the rule `{rule.id}` has ended before this version begins"
        yield Finding("LOY316", message, (*rule.path, "to"), severity="warning")


def _idle(multiplier: Multiplier, points: PointsRules) -> Iterator[Finding]:
    rates = [rule for rule in points.earn if rule.on == multiplier.on and rule.per is not None]
    if not rates:
        message = f"there is no rate on `{multiplier.on}` that `{multiplier.id}` could multiply"
        yield Finding("LOY315", message, (*multiplier.path, "on"), severity="warning")
    elif {multiplier.times.other, *multiplier.times.tiers.values()} == {1}:
        message = f"`{multiplier.id}` multiplies by 1"
        yield Finding("LOY315", message, (*multiplier.path, "times"), severity="warning")


def _falling(numbers: ByTier, version: Version, rule: EarnRule | Multiplier, key: str) -> Iterator[Finding]:
    """A higher tier is never worse."""
    ladder = version.ladders.get(numbers.ladder)
    if ladder is None or not numbers.tiers:
        return
    standings: Sequence[str] = (NONE, *(tier.id for tier in ladder.tiers))
    for lower, higher in pairwise(standings):
        less, more = (numbers.tiers.get(standing, numbers.other) for standing in (higher, lower))
        if less < more:
            given = f"{decimal(less)}" if higher in numbers.tiers else f"{less}, because the table leaves it out,"
            message = f"`{higher}` gets {given} and `{lower}`, which is below it, gets {decimal(more)}"
            path = (*rule.path, key, higher) if higher in numbers.tiers else (*rule.path, key)
            yield Finding("LOY313", message, path, f"`{higher} = {decimal(more)}` or more", severity="warning")
