"""Folds the events that every program has: membership, approvals, refunds, spending."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from loyalty.engine.core.approvals import Approvals
from loyalty.engine.core.membership import Membership
from loyalty.engine.core.spending import Spending
from loyalty.members.account import Account
from loyalty.members.event import Event

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan

__all__ = ["HANDLERS", "Core"]


class Core(Membership, Approvals, Spending):
    """The handlers of core events, for one machine."""


Handler = Callable[["Core", "Plan", Account, Event, "Notes | None"], None]

HANDLERS: Mapping[str, Handler] = {
    "enrol": Core.enrol,
    "update": Core.update,
    "approve": Core.approve,
    "grant": Core.grant,
    "cancel": Core.cancel,
    "pause": Core.pause,
    "resume": Core.resume,
    "rejoin": Core.rejoin,
    "merge": Core.nothing,
    "void": Core.nothing,
    "override": Core.nothing,
    "adjust": Core.adjust,
    "refund": Core.refund,
    "restore": Core.restore,
    "release": Core.release,
    "redeem": Core.redeem,
    "reserve": Core.reserve,
    "commit": Core.commit,
}
