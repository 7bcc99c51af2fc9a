"""The saved form of what is owed: short, since most obligations have a case, a limit and nothing else."""

from typing import Any

from loyalty.engine.form import Owing
from loyalty.members.account import NEVER
from loyalty.promises.limits import Chosen
from loyalty.promises.owed import (
    CASE,
    DONE,
    DUE,
    EARLIEST,
    ENDED,
    HANDED,
    KEY,
    LAST,
    LEFT,
    NEXT,
    OPENED,
    PLACE,
    PROBLEM,
    VERSION,
    WORDS,
    Owed,
)


def pack_owed(owed: Owed) -> list[Any]:
    """Return an obligation as `loyalty.engine.form.Owing` has it, without what is usual at its end."""
    due, last = owed[DUE], owed[LAST]
    before = 0 if due >= NEVER else due - last
    packed = [
        owed[CASE], owed[VERSION], owed[PLACE], owed[OPENED], _known(due), before, owed[LEFT],
        owed[KEY], None if owed[NEXT] == _breach(last) else owed[NEXT], owed[WORDS], _known(owed[EARLIEST]),
        _known(owed[ENDED]), owed[HANDED], owed[DONE], owed[PROBLEM] or None,
    ]  # fmt: skip
    while packed[-1] in USUAL:
        packed.pop()
    return packed


def unpack_owed(saved: Owing) -> Owed:
    """Return the obligation that `pack_owed` wrote; a word for each length of time chose its limits, or none did."""
    if saved.words and len(saved.words) != len(Chosen._fields):
        raise ValueError(saved.words)
    due = NEVER if saved.due is None else saved.due
    last = NEVER if saved.due is None else saved.due - saved.before
    return [
        saved.case, saved.version, saved.place, saved.opened, due, last,
        -NEVER if saved.earliest is None else saved.earliest, NEVER if saved.ended is None else saved.ended, saved.left,
        saved.done, saved.key, _breach(last) if saved.next is None else saved.next, saved.handed, saved.problem,
        saved.words,
    ]  # fmt: skip


USUAL: tuple[object, ...] = (None, ())
"""A key may be an empty text, which is not nothing."""


def _known(instant: int) -> int | None:
    return None if abs(instant) >= NEVER else instant


def _breach(last: int) -> int:
    """Return when an obligation is breached that nothing happens to before."""
    return NEVER if last >= NEVER else last + 1
