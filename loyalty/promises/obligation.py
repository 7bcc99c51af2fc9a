"""An obligation: what is owed to one member because of one case."""

from datetime import datetime
from typing import Literal

import attrs

from loyalty.promises.promise import Strength
from loyalty.standards.standard import Severity
from loyalty.words import Names


@attrs.frozen(kw_only=True)
class Obligation:
    """What is still owed at an instant: open, or late because it was not performed in time.

    Attributes:
        promise: the id of the promise.
        member: to whom, or whose, it is.
        case: the id of the event that opened it; for a cadence and for dates the period or day, such as ``2024-03``.
        state: ``open``, or ``late`` once it was breached or missed.
        opened_at: since when it is owed, in the program's zone.
        due_at: until when it is to be performed; None without a limit, or when `problem` says
            why it cannot be known.
        inclusive: whether it is in time at that very instant; the midnight that ends a working day or a period is not.
        earliest_at: before which it would be too early; None when it is never.
        owner: the role that owes it, and `escalated_to` the roles it was handed to since.
        left: the steps still to be done, or nothing; `times` is how many keeping events are still needed.
        strength: ``must`` or ``should``; `severity` is what a breach weighs.
        problem: why the limit is not known: public holidays that are not official yet.
        texts: the obligation with its reason as a sentence, by language (``zh``, ``en``).
        where: ``file:line`` of the promise.
    """

    promise: str
    member: str
    case: str
    state: Literal["open", "late"]
    opened_at: datetime
    due_at: datetime | None = None
    inclusive: bool = True
    earliest_at: datetime | None = None
    owner: str | None = None
    escalated_to: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    times: int = 1
    strength: Strength = "must"
    severity: Severity = "major"
    problem: str = ""
    texts: Names = attrs.field(factory=dict, repr=False, eq=False)
    where: str = ""
