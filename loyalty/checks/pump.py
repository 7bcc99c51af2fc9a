"""Doubts about the worth of points: loops of earning and redeeming with a net gain, and fractions of a minor unit."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd, prod

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.points.rules import ByTier, EarnRule, Multiplier, PointsRules, Redemption
from loyalty.program.version import Version
from loyalty.tiers.ladder import NONE

WORK_MAX = 20_000
"""Programs with more combinations of standings, rates and multipliers are not looked at."""


def pump(logic: Logic) -> Iterator[Finding]:
    """Find rates that give back as much as was paid, and redemptions worth no whole amount."""
    points = logic.version.points
    if points is None or points.redeem is None:
        return
    yield from _fractions(points.redeem, logic.version)
    for kind in dict.fromkeys(rule.on for rule in points.earn if rule.per is not None):
        yield from _gain(kind, points, points.redeem, logic.version)


def _fractions(terms: Redemption, version: Version) -> Iterator[Finding]:
    if terms.worth * terms.step % terms.points == 0:
        return
    step = terms.points // gcd(terms.points, terms.worth)
    worth = version.currency.format(terms.worth)
    message = f"{terms.points} points are worth {worth}, so {terms.step} of them are worth no whole amount"
    yield Finding("LOY314", message, ("points", "redeem"), f"`step = {step}`", side="key", severity="warning")


def _gain(kind: str, points: PointsRules, terms: Redemption, version: Version) -> Iterator[Finding]:
    """Add up what certainly holds together: rates without a condition, and the best one with."""
    rates = [rule for rule in points.earn if rule.on == kind and rule.per is not None and rule.limit is None]
    if not rates:
        return
    standings = _standings(points, version)
    if len(standings) * len(rates) * (len(points.multipliers) + 1) > WORK_MAX:
        return
    shares = {standing: _share(rates, points, standing) for standing in standings}
    standing = max(shares, key=lambda one: shares[one])
    share = shares[standing] * terms.worth / terms.points
    if share >= 1:
        best = max(rates, key=lambda rule: _rate(rule, points, standing))
        who = "a member" if standing[1] == NONE else f"a member of `{standing[1]}`"
        message = f"{who} gets back {float(share):.0%} of every `{kind}` in points"
        yield Finding("LOY310", message, (*best.path, "points"), severity="warning")


def _standings(points: PointsRules, version: Version) -> list[tuple[str, str]]:
    """Return the standings that some number is about, and ``none``."""
    numbers = [rule.points for rule in points.earn if isinstance(rule.points, ByTier)]
    named = {tier for number in (*numbers, *(one.times for one in points.multipliers)) for tier in number.tiers}
    tiers = [(ladder.id, tier.id) for ladder in version.ladders.values() for tier in ladder.tiers if tier.id in named]
    return [("main", NONE), *tiers]


def _share(rates: Sequence[EarnRule], points: PointsRules, standing: tuple[str, str]) -> Fraction:
    """Return the points for one minor unit of money."""
    certain = [_rate(rule, points, standing) for rule in rates if rule.where is None and rule.starts is None]
    doubtful = [_rate(rule, points, standing) for rule in rates if rule.where is not None or rule.starts is not None]
    return sum(certain, Fraction(0)) + max(doubtful, default=Fraction(0))


def _rate(rule: EarnRule, points: PointsRules, standing: tuple[str, str]) -> Fraction:
    factors = [one for one in points.multipliers if one.on == rule.on and (not one.of or rule.id in one.of)]
    certain = [_number(one.times, standing) for one in factors if _holds(one)]
    doubtful = [_number(one.times, standing) for one in factors if not _holds(one)]
    if points.combine == "highest":
        times = max((*certain, *doubtful), default=Fraction(1))
    else:
        times = prod(certain, start=Fraction(1)) * max(doubtful, default=Fraction(1))
    assert isinstance(rule.points, ByTier)
    assert rule.per is not None
    return _number(rule.points, standing) * times / rule.per


def _holds(multiplier: Multiplier) -> bool:
    return multiplier.where is None and multiplier.starts is None and multiplier.ends is None


def _number(numbers: ByTier, standing: tuple[str, str]) -> Fraction:
    """Return the number of a standing; of a table about another ladder, the highest."""
    ladder, tier = standing
    if numbers.tiers and numbers.ladder != ladder and tier != NONE:
        return max(numbers.other, *numbers.tiers.values())
    return numbers.tiers.get(tier, numbers.other)
