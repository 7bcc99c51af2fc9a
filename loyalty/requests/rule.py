"""A request as a program declares it: how it is made, on which terms, and who decides."""

import attrs

from loyalty.benefits.benefit import Who
from loyalty.lang.expression import Expression
from loyalty.periods import Period
from loyalty.requests.approval import Approval
from loyalty.words import Names, Path


@attrs.frozen(eq=False)
class Refuse:
    """A condition under which an application is refused, and the reason as the house gives it."""

    id: str
    when: Expression
    reason: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen(eq=False)
class Terms:
    """What an application must fulfil, or it is refused at once.

    Attributes:
        who: who may apply, as for benefits.
        needs: member fields that must be known.
        start: the field that says when the use begins, an instant or a date.
        lead: the least time between applying and the start; exactly so long is enough.
        guests: the field that says how many come along, and `companions` how many may.
        capacity: how many there is room for, over all members at one time; `taken` is the field in which the
            application says how many are taken, `quantity` the one that says how many are asked for, without which it
            is the member and those who come along.
        refuse: conditions under which the application is refused.
    """

    who: Who
    needs: tuple[str, ...] = ()
    start: str | None = None
    lead: Period | None = None
    guests: str | None = None
    companions: int | None = None
    capacity: int | None = None
    taken: str | None = None
    quantity: str | None = None
    refuse: tuple[Refuse, ...] = ()


@attrs.frozen(eq=False)
class RequestRule:
    """What may be asked for, as one ``[[requests]]`` table says it.

    `on` is the event kind whose events are the applications. An unanswered one expires so long after it was made, or,
    with `until_start`, when the use begins.
    """

    id: str
    on: str
    terms: Terms
    approval: Approval
    expires: Period | None = None
    until_start: bool = False
    names: Names = attrs.field(factory=dict)
    path: Path = ()
