"""Build quotas."""

from collections.abc import Mapping, Sequence
from typing import cast, get_args

from loyalty.benefits.occasion import Occasion
from loyalty.benefits.quota import Per, Quota
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import QUOTA_WORDS, Entitled
from loyalty.config.findings import known, shown
from loyalty.config.raw.benefit import RawBenefit
from loyalty.words import Path

WORDS: tuple[str, ...] = get_args(Per)


def quota(build: Build, raw: RawBenefit, has: Entitled, on: Sequence[Occasion], path: Path) -> Quota | None:
    """Return how often a benefit may be used; None for any number of times."""
    written, path = raw.quota, (*path, "quota")
    default: Per = "occasion" if raw.on else "lifetime"
    if written is None:
        return None
    if not isinstance(written, Mapping):
        return Quota(build.whole(written, path, 0), per=default)
    tiers = {tier: build.whole(value, (*path, tier), 0) for tier, value in written.items() if tier not in QUOTA_WORDS}
    ladder = next((has.owners[tier] for tier in tiers if tier in has.owners), "main")
    per = _per(build, written.get("per", default), path)
    if per == "occasion" and not on:
        build.report("LOY229", '"occasion" needs `on`', (*path, "per"), '`per = "year"`, or `on = "birthday"`')
    carried = _rollover(build, written, per, tiers, path)
    if not tiers and "count" not in written:
        build.report("LOY229", "the quota does not say how many", path, "`count = 1`, or a number for each tier")
    if tiers and "count" in written:
        message = "the quota has a number for all and numbers by tier"
        build.report("LOY229", message, (*path, "count"), "one of the two", key=True)
    count = build.whole(written["count"], (*path, "count"), 0) if "count" in written else 0
    filled = tiers if "by" in written else {k: cast("int", v) for k, v in has.filled(ladder, tiers).items()}
    return Quota(count, filled, per, carried)


def _per(build: Build, word: object, path: Path) -> Per:
    if word in WORDS:
        return cast("Per", word)
    message = f"`{shown(str(word))}` is not a period in which uses are counted"
    build.report("LOY223", message, (*path, "per"), known(WORDS, str(word)).replace("`", '"'))
    return "lifetime"


def _rollover(build: Build, raw: Mapping[str, object], per: Per, tiers: Mapping[str, int], path: Path) -> int:
    if "rollover" not in raw:
        return 0
    if per in {"lifetime", "tier-entry", "occasion"}:
        message = f'nothing can be carried over with `per = "{per}"`: there is no next period'
        build.report("LOY230", message, (*path, "rollover"), '`per = "year"`', key=True)
    if tiers:
        message = "what is carried over cannot differ by tier: the tier may have changed since"
        build.report("LOY230", message, (*path, "rollover"), "`count`, and a benefit for each tier", key=True)
    return build.whole(raw["rollover"], (*path, "rollover"), 0)
