"""Build what `[points]` says, except the earning rules."""

from loyalty.config.build.context import Build
from loyalty.config.build.earning import earning
from loyalty.config.build.scopes import Scopes
from loyalty.config.build.waiting import expiry, pending
from loyalty.config.raw.points import RawPoints, RawRedemption
from loyalty.points.rules import PointsRules, Redemption
from loyalty.words import Path

_AT: Path = ("points",)


def points(build: Build, raw: RawPoints | None, scopes: Scopes) -> PointsRules | None:
    """Return the rules about points; None when the program has none."""
    if raw is None:
        return None
    rules, multipliers = earning(build, raw.earn, scopes)
    hold, restore = raw.hold_for, raw.restore_within
    return PointsRules(
        rounding=raw.rounding,
        combine=raw.multipliers,
        expire=expiry(build, raw.expire, scopes.events, (*_AT, "expire")),
        pending=pending(build, raw.pending, scopes.events, (*_AT, "pending")),
        count_pending=raw.count_pending,
        debt=raw.debt,
        hold_for=None if hold is None else build.period(hold, (*_AT, "hold_for")),
        restore_within=None if restore is None else build.period(restore, (*_AT, "restore_within")),
        redeem=_redemption(build, raw.redeem, (*_AT, "redeem")),
        earn=rules,
        multipliers=multipliers,
        names=raw.name or {},
        path=_AT,
    )


def _redemption(build: Build, raw: RawRedemption | None, path: Path) -> Redemption | None:
    if raw is None:
        return None
    points = build.whole(raw.points, (*path, "points"))
    worth = build.money(raw.worth, (*path, "worth"))
    least = 1 if raw.min is None else build.whole(raw.min, (*path, "min"))
    step = 1 if raw.step is None else build.whole(raw.step, (*path, "step"))
    if raw.min is not None and least % step:
        higher = (least // step + 1) * step
        message = f"`min` is {least}, which is no multiple of the step of {step}: it can never be redeemed"
        build.report("LOY254", message, (*path, "min"), f"`{higher}`")
    share = None if raw.max_share is None else build.share(raw.max_share, (*path, "max_share"))
    return Redemption(points, worth, least, step, share)
