"""What events do to obligations: they open, keep, move and waive them."""

from collections.abc import Callable, Sequence

from loyalty.members.account import NEVER
from loyalty.promises.limits import Limits
from loyalty.promises.owed import (
    DONE,
    DUE,
    EARLIEST,
    ENDED,
    KEY,
    LAST,
    LEFT,
    PROBLEM,
    Owed,
    is_open,
)
from loyalty.promises.passing import Notes, breached, note, timed
from loyalty.promises.term import Term

Key = str | int | bool | None


def opened(term: Term, case: str, at: int, limits: Limits, key: Key, words: Sequence[str | None]) -> Owed:
    """Return a new obligation; `words` chose its limits."""
    due, last, earliest, problem = limits
    kept = tuple(words) if any(word is not None for word in words) else ()
    owed = [
        case, term.version, term.place, at, due, last, earliest, NEVER, term.needed, (), key, NEVER, (), problem, kept
    ]  # fmt: skip
    return timed(term, owed)


def moved(term: Term, owed: Owed, limits: Limits, at: int, cause: str, out: Notes | None) -> Owed:
    """Count an open obligation from another instant; what was handed over stays so."""
    owed = owed[:]
    owed[DUE], owed[LAST], owed[EARLIEST], owed[PROBLEM] = limits
    note(out, "promise-moved", owed, at, cause, owed[DUE], owed[EARLIEST])
    return timed(term, owed)


def waived(owed: Owed, at: int, cause: str, out: Notes | None) -> None:
    """Release the house from an obligation; one that was breached stays so, and is only no longer owed."""
    note(out, "promise-waived" if is_open(owed) else "promise-dropped", owed, at, cause)


def step_of(term: Term, name: object) -> int:
    """Return the place of a step by its name; -1 when there is none."""
    names = term.promise.keeping.steps.names if term.promise.keeping.steps else ()
    return names.index(name) if isinstance(name, str) and name in names else -1


def counts(term: Term, owed: Owed, step: int) -> bool:
    """Say whether an act is one that the obligation still needs; without steps every act is."""
    steps = term.promise.keeping.steps
    if steps is None:
        return True
    return step == len(owed[DONE]) if steps.in_order else step >= 0 and step not in owed[DONE]


def performed(term: Term, owed: Owed, step: int, at: int, cause: str, out: Notes | None) -> tuple[Owed | None, bool]:
    """Let an act count; return the obligation, None when it is no longer owed, and whether the act breached it."""
    early = is_open(owed) and at < owed[EARLIEST]
    owed = owed[:]
    owed[LEFT] -= 1
    if step >= 0:
        owed[DONE] = (*owed[DONE], step)
    left: Owed | None = owed
    if owed[LEFT] or step >= 0:
        name = "" if step < 0 or term.promise.keeping.steps is None else term.promise.keeping.steps.names[step]
        note(out, "promise-step", owed, at, cause, name, owed[LEFT])
    if not owed[LEFT] and not early:
        note(out, "promise-kept" if is_open(owed) else "promise-performed", owed, at, cause)
        left = None
    if early:
        left = breached(term, owed, at, cause, out, early=True)
    return left, early


def meant(obligations: Sequence[Owed], fits: Callable[[Owed], bool], *, late: bool = True) -> int:
    """Return the place of the obligation that an event is about: the oldest open one that fits, else the oldest late.

    -1 when there is none; obligations stand in the order in which they were opened.
    """
    second = -1
    for place, owed in enumerate(obligations):
        if fits(owed):
            if owed[ENDED] >= NEVER:
                return place
            if late and second < 0:
                second = place
    return second


def matches(owed: Owed, key: Key, *, asked: bool) -> bool:
    """Say whether an event with a key is about an obligation; every one is where no key is asked for."""
    return not asked or (key is not None and owed[KEY] == key)
