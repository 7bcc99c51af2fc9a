"""Folds the decision to release the house from what it owes."""

from typing import TYPE_CHECKING

from loyalty.engine.core.base import Base
from loyalty.members import core as c
from loyalty.members.account import Account
from loyalty.members.event import Event

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan


class Waiving(Base):
    """The handler of decisions on obligations."""

    def waive(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Release the house from what is owed for a case; what was breached stays so, and is only no longer owed."""
        if not self.time(s, e, out):
            return
        promising = self.machine.promising
        promise, case = e.values[c.WAIVE_PROMISE], str(e.values[c.WAIVE_OF])
        promise = None if promise is None else str(promise)
        known = promising is not None and promising.owed_for(s, promise, case)
        under = "" if promise is None else f" under `{promise}`"
        refused = None if known else ("no-open-promise", f"nothing is owed{under} for `{case}`")
        if self._refused(s, e, self._pinned(s, e), refused, out) or promising is None:
            return
        promising.waive(s, promise, case, e.at, e.id, out)
