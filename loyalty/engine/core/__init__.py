"""Folds the events that every program has: membership, consents, requests, refunds, spending, waiving."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from loyalty.engine.core.consents import Consents
from loyalty.engine.core.membership import Membership
from loyalty.engine.core.requesting import Requesting
from loyalty.engine.core.using import Using
from loyalty.engine.core.waiving import Waiving
from loyalty.members.account import Account
from loyalty.members.event import Event
from loyalty.points import debt
from loyalty.tiers.standing import climb
from loyalty.tiers.steps import Steps

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan

__all__ = ["HANDLERS", "Core"]


Rises = Sequence[tuple[Steps, Sequence[Callable[[Account, int], bool]], Sequence[int]]]
"""Ladders with their conditions by rank, and the ranks to look at."""


class Core(Membership, Consents, Requesting, Using, Waiving):
    """The handlers of core events, for one machine."""

    def close(self, s: Account, event: str, at: int, rises: Rises, out: "Notes | None") -> None:
        """Do what follows every declared event: what waited for it, debt, tiers, refunds that came before it."""
        if s.early and event in s.early:
            self.arrived(s, event, at, event, out)
        if s.debt:
            debt.pay(s)
        for steps, enters, ranks in rises:
            organic = s.standings[steps.number].organic
            if any(organic < rank and enters[rank](s, at) for rank in ranks):
                climb(s, steps, ranks, at, event, out)
        if s.waiting and event in s.waiting:
            self.late_refunds(s, event, at, out)


Handler = Callable[["Core", "Plan", Account, Event, "Notes | None"], None]

HANDLERS: Mapping[str, Handler] = {
    "enrol": Core.enrol,
    "update": Core.update,
    "approve": Core.approve,
    "reject": Core.reject,
    "withdraw": Core.withdraw,
    "grant": Core.grant,
    "cancel": Core.cancel,
    "pause": Core.pause,
    "resume": Core.resume,
    "rejoin": Core.rejoin,
    "consent": Core.consent,
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
    "use": Core.use,
    "waive": Core.waive,
}
