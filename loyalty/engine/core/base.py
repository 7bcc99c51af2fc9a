"""What the handlers of all core events share: time, membership, verdicts once taken."""

from typing import TYPE_CHECKING

from loyalty.members import core as c
from loyalty.members.account import ACTIVE, ASKED_AT, CANCELLED, EXPELLED, NOBODY, REQUEST, Account
from loyalty.members.event import Event
from loyalty.members.records import SECOND

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Notes, Plan

UNDECIDED = object()
AFTER_CANCEL = frozenset({"rejoin", "refund", "restore", "release", "commit", "consent"})
"""What is still accepted from somebody whose membership was cancelled."""


def refuse(account: Account, event: Event, code: str, message: str, out: "Notes | None") -> None:
    """Note that an event is rejected; what the state says stays as it is."""
    account.refused = [each for each in account.refused if each[0] >= event[0]] + [(event[0], event[2], code)]
    if out is not None:
        out.append(("rejected", event[0], event[2], code, message))


class Base:
    """Serves one machine."""

    def __init__(self, machine: "Machine") -> None:
        """Serve one machine."""
        self.machine = machine

    def blocked(self, s: Account, e: Event, out: "Notes | None") -> bool:
        """Reject an event of somebody who is not a member (now); return whether it was."""
        pinned = self._pinned(s, e)
        if pinned is not UNDECIDED:
            return self._refused(s, e, pinned, None, out)
        if s.status == NOBODY:
            refuse(s, e, "not-enrolled", "the member is not enrolled at this instant", out)
        elif s.status in (CANCELLED, EXPELLED) and e[3] not in AFTER_CANCEL:
            refuse(s, e, "cancelled", "the membership is cancelled", out)
        else:
            return False
        return True

    def time(self, s: Account, e: Event, out: "Notes | None") -> bool:
        """Let time pass up to an event; return whether the member may have such an event."""
        at = e[0]
        if e[1] > c.MEMBERSHIP:
            if at >= s.due:
                self.machine.advance(s, at, out)
        elif at >= s.due:
            self.machine.advance(s, at - 1, out)
            if s.due <= at:
                self.machine.first_due(s, at, out)
        return s.status == ACTIVE or not self.blocked(s, e, out)

    def begin(self, s: Account, at: int) -> None:
        """Let periods and dates open obligations from now."""
        if self.machine.promising is not None:
            self.machine.promising.begin(s, at)

    def relieve(self, s: Account, e: Event, out: "Notes | None") -> None:
        """Let nothing be owed any more."""
        if self.machine.promising is not None:
            self.machine.promising.relieve(s, e.at, e.id, out)

    def nothing(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Corrections and merges change which events are folded, not the state."""

    def withdraw_all(self, s: Account, at: int, cause: str, out: "Notes | None") -> None:
        """End all open requests of somebody whose membership ends."""
        for name, record in sorted(s.requests.items()):
            if out is not None:
                out.append(("request-withdrawn", at, cause, record[REQUEST], name, record[ASKED_AT]))
        s.requests = {}

    def _pinned(self, s: Account, e: Event) -> object:
        """Return the verdict that was taken on what was known then: None for accepted, a code, or UNDECIDED."""
        return UNDECIDED if s.pinned is None else s.pinned.get(e.id, UNDECIDED)

    def _refused(
        self, s: Account, e: Event, pinned: object, refused: tuple[str, str] | None, out: "Notes | None"
    ) -> bool:
        """Note a decision's rejection; a verdict once taken stays (semantics 2, 4)."""
        if pinned is not UNDECIDED:
            refused = (str(pinned), "as it was decided on what was known then") if pinned else None
        if refused:
            refuse(s, e, refused[0], refused[1], out)
        return bool(refused)

    def _instant(self, s: Account, given: int | None) -> int | None:
        """Return an instant that an event names; one between seconds makes the state count finer."""
        if given is not None and given % SECOND:
            s.unit = 1
        return given

    def _forgive(self, plan: "Plan") -> bool:
        return plan.forgives
