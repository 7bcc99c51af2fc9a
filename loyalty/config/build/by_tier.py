"""Build numbers that may differ by tier."""

from collections.abc import Mapping
from fractions import Fraction

from loyalty.config.build.context import Build, fraction
from loyalty.config.build.scopes import MAIN, Scopes
from loyalty.errors import LoyaltyError
from loyalty.points.rules import ByTier
from loyalty.tiers.ladder import NONE
from loyalty.words import Path


def by_tier(build: Build, raw: object, scopes: Scopes, path: Path, other: Fraction) -> ByTier:
    """Return a number for all standings, or one for each that the table lists and `other` for the rest."""
    if not isinstance(raw, Mapping):
        return ByTier(build.number(raw, path))
    ladder = _ladder(build, raw, scopes, path)
    return ByTier(other, {tier: build.number(value, (*path, tier)) for tier, value in raw.items()}, ladder)


def constant(build: Build, text: str) -> bool:
    """Say whether a text is a number or the name of a parameter, and so no expression."""
    if text in build.parameters or text in build.broken:
        return True
    try:
        fraction(text)
    except LoyaltyError:
        return False
    return True


def _ladder(build: Build, raw: Mapping[str, object], scopes: Scopes, path: Path) -> str:
    """Return the ladder whose tiers the table lists."""
    if not raw:
        build.report("LOY235", "the table lists no tier", path, "`{ none = 1, gold = 2 }`")
    owners = {tier: ladder for ladder, tiers in scopes.ladders.items() for tier in tiers}
    found = [owners[tier] for tier in raw if tier in owners]
    for tier in raw:
        if tier in build.broken:
            continue
        if tier != NONE and tier not in owners:
            build.unknown_tier(tier, [*owners, NONE], (*path, tier), key=True)
        elif found and owners.get(tier, found[0]) != found[0]:
            message = f"`{tier}` is a tier of `{owners[tier]}`, and the table is about `{found[0]}`"
            build.report("LOY253", message, (*path, tier), "tiers of one ladder", key=True)
    return found[0] if found else next(iter(scopes.ladders), MAIN)
