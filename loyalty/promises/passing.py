"""What time alone does to an obligation: it is handed over, and breached (semantics 1)."""

from collections.abc import Iterator

from loyalty.errors import LoyaltyError
from loyalty.members.account import NEVER
from loyalty.promises.owed import CASE, DUE, ENDED, HANDED, LAST, LEFT, NEXT, PLACE, PROBLEM, VERSION, Owed, is_open
from loyalty.promises.promise import Escalation
from loyalty.promises.term import Term

Notes = list[tuple[object, ...]]
"""What happened, for those who ask: tuples of kind, instant, cause, version, place, case and details."""


def timed(term: Term, owed: Owed) -> Owed:
    """Return an obligation with the next instant at which time does something to it."""
    owed = owed[:]
    ends = owed[LAST] + 1 if is_open(owed) and owed[LAST] < NEVER else NEVER
    owed[NEXT] = min([ends, *(at for at, _place in _ahead(term, owed))])
    return owed


def pass_time(term: Term, owed: Owed, at: int, out: Notes | None) -> tuple[Owed | None, bool]:
    """Do the first thing that is due by an instant: hand over, or breach.

    Return the obligation, None when it is no longer owed, and whether it was breached.
    """
    first = min(_ahead(term, owed), default=None)
    if first is not None and first[0] <= at and (not is_open(owed) or first[0] <= owed[LAST]):
        place = first[1]
        return timed(term, _handed(owed, place, term.promise.escalations[place], at, out)), False
    return breached(term, owed, at, "", out), True


def breached(term: Term, owed: Owed, at: int, cause: str, out: Notes | None, *, early: bool = False) -> Owed | None:
    """Note that an obligation was not kept: it is late from now, or past and no longer owed.

    What is owed for a calendar period is not owed after it, and what was done too early is done.
    """
    missed = term.promise.strength == "should"
    note(out, "promise-breached", owed, at, cause, owed[DUE], missed, early)
    owed = owed[:]
    owed[ENDED] = at
    for place, escalation in term.escalations:
        if escalation.before is None and escalation.after is None:
            owed = _handed(owed, place, escalation, at, out)
    over = term.promise.clock.every is not None or not owed[LEFT]
    return None if over else timed(term, owed)


def note(out: Notes | None, word: str, owed: Owed, at: int, cause: str, *details: object) -> None:
    """Say what happened to an obligation."""
    if out is not None:
        out.append((word, at, cause, owed[VERSION], owed[PLACE], owed[CASE], *details))


def _handed(owed: Owed, place: int, escalation: Escalation, at: int, out: Notes | None) -> Owed:
    """Hand an obligation over to the next role."""
    owed = owed[:]
    owed[HANDED] = (*owed[HANDED], place)
    note(out, "promise-escalated", owed, at, "", escalation.to, owed[DUE])
    return owed


def _ahead(term: Term, owed: Owed) -> Iterator[tuple[int, int]]:
    """Yield (instant, place) of the escalations that are still to come."""
    for place, escalation in term.escalations:
        if place not in owed[HANDED] and (escalation.before is not None) == is_open(owed):
            yield _instant(term, owed, escalation), place


def _instant(term: Term, owed: Owed, escalation: Escalation) -> int:
    """Return when an escalation is due; one that cannot be known does not come."""
    try:
        if escalation.before is not None:
            known = owed[DUE] < NEVER and not owed[PROBLEM]
            return escalation.before.ahead(owed[DUE], term.zone, term.working) if known else NEVER
        if escalation.after is not None:
            return escalation.after.after(owed[ENDED], term.zone, term.working)
    except LoyaltyError:
        return NEVER
    return int(owed[ENDED])
