"""Doubts about tiers: who can enter them, and whether they can be kept."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.tiers.ladder import Ladder, Tier


def tiers(logic: Logic) -> Iterator[Finding]:
    """Find tiers that nobody enters, and those that are lost at once or never."""
    for ladder in logic.version.ladders.values():
        for place, tier in enumerate(ladder.tiers):
            yield from _entered(logic, tier, ladder, place)
            yield from _kept(logic, tier)


def _entered(logic: Logic, tier: Tier, ladder: Ladder, place: int) -> Iterator[Finding]:
    path = (*tier.path, "enter")
    if logic.never(tier.enter.typed):
        yield Finding("LOY300", f"nobody can enter `{tier.id}`: its condition never holds", path, severity="warning")
        return
    for higher in ladder.tiers[place + 1 :]:
        if not set(higher.gates) <= set(tier.gates) or not logic.implies(tier.enter.typed, higher.enter.typed):
            continue
        if logic.implies(higher.enter.typed, tier.enter.typed):
            if higher.gates:
                continue
            message = f"whoever meets `{tier.id}` always meets `{higher.id}`, which is higher and wins"
            yield Finding("LOY300", message, path, severity="warning")
        else:
            message = f"`{higher.id}` is easier to enter than `{tier.id}`, which is below it"
            yield Finding("LOY302", message, (*higher.path, "enter"), severity="warning")
        return


def _kept(logic: Logic, tier: Tier) -> Iterator[Finding]:
    if tier.keep is tier.enter:
        return
    path = (*tier.path, "keep")
    if tier.review is None:
        message = f"`{tier.id}` is never reviewed, so its `keep` is never tested"
        yield Finding("LOY304", message, path, side="key", severity="warning")
    elif logic.always(tier.keep.typed):
        message = f"`{tier.id}` is kept whatever happens, so its review decides nothing"
        yield Finding("LOY305", message, path, severity="warning")
    if logic.implies(tier.keep.typed, tier.enter.typed) and not logic.implies(tier.enter.typed, tier.keep.typed):
        message = f"`{tier.id}` is harder to keep than to enter"
        yield Finding("LOY303", message, path, f"`{tier.enter.text}`, or less", severity="warning")
