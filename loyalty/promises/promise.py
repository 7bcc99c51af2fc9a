"""A promise as a program declares it: who is promised what, when it is due, and what follows when it is not kept."""

from typing import Literal

import attrs

from loyalty.benefits.benefit import Who
from loyalty.benefits.occasion import Occasion
from loyalty.lang.expression import Expression
from loyalty.periods import Due
from loyalty.promises.clock import Clock
from loyalty.promises.keeping import Keeping
from loyalty.standards.standard import Severity
from loyalty.words import Names, Path

Strength = Literal["must", "should"]


@attrs.frozen(eq=False)
class Escalation:
    """Whom an obligation is handed to that is not performed: at the breach, or so long `before` or `after` it."""

    to: str
    before: Due | None = None
    after: Due | None = None


@attrs.frozen(eq=False)
class Remedy:
    """What the member gets for a breach: points, or one use of a benefit."""

    points: int = 0
    benefit: str | None = None


@attrs.frozen(eq=False)
class Promise:
    """What the house owes, as one ``[[promises]]`` table says it.

    Attributes:
        id: its name.
        who: who has it, as for benefits.
        clock: when it is due.
        keeping: what keeps it.
        on: the event kinds that open it; empty for a cadence and for dates.
        where: of these events, those for which this holds.
        occasions: the personal dates and festivals that open it.
        waived_by: event kinds that release the house.
        moved_by: event kinds that say the instant anew from which it is counted.
        strength: ``must``, or ``should`` for what is missed but never breached (S24).
        severity: what a breach weighs.
        owner: the role that owes it.
        escalations: whom it is handed to, in the order of time.
        remedy: what a breach gives the member.
    """

    id: str
    who: Who
    clock: Clock
    keeping: Keeping
    on: tuple[str, ...] = ()
    where: Expression | None = None
    occasions: tuple[Occasion, ...] = ()
    waived_by: tuple[str, ...] = ()
    moved_by: tuple[str, ...] = ()
    strength: Strength = "must"
    severity: Severity = "major"
    owner: str | None = None
    escalations: tuple[Escalation, ...] = ()
    remedy: Remedy | None = None
    names: Names = attrs.field(factory=dict)
    path: Path = ()
