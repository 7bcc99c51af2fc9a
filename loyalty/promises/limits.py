"""The limits of an obligation, counted from one instant: until when it is kept, and from when on (semantics 11, 15)."""

from collections.abc import Sequence
from typing import NamedTuple

from loyalty.errors import LoyaltyError
from loyalty.members.account import NEVER
from loyalty.periods import Due
from loyalty.promises.clock import Clock
from loyalty.promises.term import Term


class Limits(NamedTuple):
    """The limit as it is shown, the last instant at which the obligation is kept, and the first."""

    due: int = NEVER
    last: int = NEVER
    earliest: int = -NEVER
    problem: str = ""


class Chosen(NamedTuple):
    """The lengths of time of a clock for one member and case."""

    due: Due | None = None
    before: Due | None = None
    earliest: Due | None = None


def chosen(clock: Clock, words: Sequence[str | None]) -> Chosen | None:
    """Return the lengths that words choose, or None when a word is not listed: then there is no promise."""
    found: list[Due | None] = []
    for choice, word in zip((clock.due, clock.before, clock.earliest), words, strict=True):
        value = None if choice is None else choice.of(word)
        if choice is not None and value is None:
            return None
        found.append(value)
    return Chosen(*found)


def limits(term: Term, anchor: int, lengths: Chosen) -> Limits:
    """Count the limits from an instant.

    Those that need public holidays which are not official are a problem, and so are those beyond all calendars.
    """
    try:
        due, last = _latest(term, anchor, lengths)
        earliest = -NEVER if lengths.earliest is None else _counted(term, anchor, lengths.earliest, lengths)
    except LoyaltyError as error:
        return Limits(problem=f"{error.code}: {error.message}")
    return Limits(due, last, earliest)


def _latest(term: Term, anchor: int, lengths: Chosen) -> tuple[int, int]:
    """Return the limit and the last instant that keeps it: the limit itself, but not the midnight that ends a day."""
    length = lengths.due if lengths.before is None else lengths.before
    if length is None:
        return NEVER, NEVER
    limit = _counted(term, anchor, length, lengths)
    return limit, limit - (term.promise.clock.strict or length.unit == "working-days")


def _counted(term: Term, anchor: int, length: Due, lengths: Chosen) -> int:
    """Count forward, or back from the instant when the promise is about what comes before it."""
    if lengths.before is None:
        return length.after(anchor, term.zone, term.working)
    return length.ahead(anchor, term.zone, term.working)
