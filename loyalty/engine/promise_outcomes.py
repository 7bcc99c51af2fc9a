"""How obligations ended in the course of a member, for the figures of targets."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from loyalty.engine.promise_telling import DETAILS
from loyalty.program import Version

Note = tuple[Any, ...]
KEY = slice(3, 6)
"""Where a note on an obligation says which it is: version, place of the promise, case."""
MISSED, EARLY = DETAILS + 1, DETAILS + 2
ENDS = {"promise-opened": "opened", "promise-kept": "kept", "promise-waived": "waived"}


class Ended(NamedTuple):
    """What became of an obligation, and the instant to which it belongs."""

    promise: str
    outcome: str
    at: int


def outcomes(notes: Iterable[Note], versions: Sequence[Version]) -> Iterator[Ended]:
    """Yield how obligations were opened and ended.

    One that time has breached belongs to the last instant at which it could have been kept: what was owed for March is
    breached when March is over, and is a breach of March.
    """
    opened: set[tuple[Any, ...]] = set()
    for note in notes:
        if note[0] == "promise-opened":
            opened.add((*note[KEY], note[1]))
        if note[0] in ENDS:
            yield Ended(_promise(note, versions), ENDS[note[0]], note[1])
        elif note[0] == "promise-breached":
            at_once = note[EARLY] or (*note[KEY], note[1]) in opened
            outcome = "missed" if note[MISSED] else "breached"
            yield Ended(_promise(note, versions), outcome, note[1] if at_once else note[1] - 1)


def _promise(note: Note, versions: Sequence[Version]) -> str:
    return versions[note[3]].promises[note[4]].id
