"""What is doubtful about benefits."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from loyalty.benefits.benefit import Benefit
from loyalty.benefits.marks import marks
from loyalty.benefits.settings import Bonus, Booking, Discount, Fee, Multiplier, Priority, Voucher, Waiver
from loyalty.checks.logic import Logic
from loyalty.config.canonical import decimal
from loyalty.config.findings import Finding
from loyalty.program.version import Version

MORE: Mapping[type, frozenset[str]] = {
    Discount: frozenset({"percent", "amount", "cap"}),
    Waiver: frozenset({"percent", "amount"}),
    Voucher: frozenset({"worth"}),
    Bonus: frozenset({"points"}),
    Multiplier: frozenset({"times"}),
    Booking: frozenset({"limit", "free"}),
}
"""Settings of which more is better, by family of kinds."""
LESS: Mapping[type, frozenset[str]] = {
    Fee: frozenset({"amount"}),
    Priority: frozenset({"level"}),
    Discount: frozenset({"at_least"}),
    Booking: frozenset({"deposit"}),
}
"""Settings of which less is better."""


def benefits(logic: Logic) -> Iterator[Finding]:
    """Find benefits that are worse for a higher tier, and those that nobody can use."""
    remedies = {promise.remedy.benefit for promise in logic.version.promises if promise.remedy}
    for benefit in logic.version.benefits:
        yield from _worse(benefit, logic.version)
        yield from _quota(benefit, logic.version, given=benefit.id in remedies)


def _worse(benefit: Benefit, version: Version) -> Iterator[Finding]:
    cls = benefit.kind.settings
    more = frozenset().union(*(names for family, names in MORE.items() if issubclass(cls, family)))
    less = frozenset().union(*(names for family, names in LESS.items() if issubclass(cls, family)))
    for setting in marks(cls):
        sign = (setting.name in more) - (setting.name in less)
        for lower, higher in pairwise(_standings(benefit, version)) if sign else ():
            below, above = (getattr(benefit.values[tier], setting.name) for tier in (lower, higher))
            if below is not None and above is not None and sign * Fraction(above) < sign * Fraction(below):
                shown = [_written(setting.reader, value, version) for value in (above, below)]
                yield _finding(benefit, setting.key, (higher, lower), shown, better="more" if sign > 0 else "less")


def _written(reader: str, value: Fraction, version: Version) -> object:
    """Return a value as the program would write it."""
    if reader == "money":
        return version.currency.format(int(value))
    return decimal(value * 100) if reader == "percent" else value


def _quota(benefit: Benefit, version: Version, *, given: bool) -> Iterator[Finding]:
    quota = benefit.quota
    if quota is None:
        return
    order = [tier for tier in _order(benefit, version) if tier in quota.tiers] if benefit.by == "tier" else []
    for lower, higher in pairwise(order):
        below, above = quota.tiers[lower], quota.tiers[higher]
        if above < below:
            yield _finding(benefit, "quota", (higher, lower), [above, below], better="more")
    if not given and not quota.count and not any(quota.tiers.values()):
        message = f"nobody can use `{benefit.id}`: its quota is 0"
        yield Finding("LOY331", message, (*benefit.path, "quota"), severity="warning")


def _order(benefit: Benefit, version: Version) -> list[str]:
    ladder = version.ladders.get(benefit.who.ladder)
    return ["none", *(tier.id for tier in ladder.tiers)] if ladder else []


def _standings(benefit: Benefit, version: Version) -> list[str]:
    """Return the tiers that have settings of their own, low to high."""
    return [tier for tier in _order(benefit, version) if tier in benefit.values] if benefit.by == "tier" else []


def _finding(benefit: Benefit, key: str, tiers: tuple[str, str], shown: list[object], *, better: str) -> Finding:
    higher, lower = tiers
    message = f"`{higher}` has `{key}` {shown[0]} and `{lower}`, which is below it, {shown[1]}"
    path = (*benefit.path, key, higher)
    return Finding("LOY330", message, path, f"`{higher} = {shown[1]}` or {better}", severity="warning")
