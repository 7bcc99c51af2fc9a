"""Deciding on a bed: admitted, on the waiting list, or refused, each with its reason."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import attrs

from loyalty import LoyaltyError, Member
from loyalty import benefits as b
from loyalty_clinic.fees import Quote, nights, quote
from loyalty_clinic.settings import Ward
from loyalty_clinic.wards import Request, Stay, Waiting, Wards
from loyalty_clinic.words import words

NO_FEES = Quote()
Status = Literal["admitted", "waiting", "refused"]


@attrs.frozen
class Admission:
    """The answer to a request.

    Attributes:
        status: ``admitted``, ``waiting`` or ``refused``.
        code: why: ``free-bed``, ``known``, ``no-bed``, ``no-right``, ``class``, ``nights``, ``deposit``, or how the
            benefit is refused (``lead``, ``companions``, ``capacity``, ``condition``, ...).
        facts: the figures of the reason.
        benefit: the id of the right that decided, and `where` its ``file:line``.
        stay: the bed, when admitted.
        place: the place on the waiting list, from 1, when waiting.
        quote: what the stay costs, told in advance.
        deposit: what has to be paid ahead, in minor units.
        lead: how long ahead it was asked.
        wards: the wards with this decision in them.
    """

    status: Status
    code: str
    wards: Wards = attrs.field(repr=False)
    facts: Mapping[str, object] = attrs.field(factory=dict)
    benefit: str = ""
    where: str = ""
    stay: Stay | None = None
    place: int = 0
    quote: Quote = NO_FEES
    deposit: int = 0
    lead: timedelta | None = None

    def text(self, language: str = "zh") -> str:
        """Return the answer as a sentence, in ``zh`` or ``en``."""
        return words(self.status, self.code, self.facts, language)


def admit(member: Member, request: Request, wards: Wards, at: datetime) -> Admission:
    """Decide on a request for a bed, at the instant it is decided.

    Nothing is changed: the answer holds the new wards. Of two requests for the last bed the second one, decided on the
    wards that the first one left, waits. Between threads, let a `Desk` decide.

    Args:
        member: who asks: ``program.member(state)``.
        request: what is asked for.
        wards: what is taken.
        at: when; not before the last event of the member's state.

    Raises:
        LoyaltyError: `conflict`, when another request has the same id; `wrong-member`, when it is another member's.
    """
    known = wards.of(request.id)
    if known is not None and known.request != request:
        raise LoyaltyError("conflict", f"the request `{request.id}` is known with another content")
    if request.member != member.id:
        raise LoyaltyError("wrong-member", "the request is that of another member")
    if isinstance(known, Stay):
        return Admission("admitted", "known", wards, stay=known)
    if known is not None:
        return Admission("waiting", "known", wards, place=wards.waiting.index(known) + 1)
    asked = member.at(at)
    refused: Admission | None = None
    for right in _rights(asked, request, wards):
        answer = _decide(asked, request, wards, right)
        if answer.status == "admitted":
            return answer
        refused = answer if refused is None or (refused.status, answer.status) == ("refused", "waiting") else refused
    if refused is None:
        return Admission("refused", "no-right", wards)
    if refused.status == "waiting":
        return _queued(refused, request)
    return refused


def _rights(member: Member, request: Request, wards: Wards) -> list[b.Granted | b.Inapplicable]:
    """Return the rights to a bed: those granted for what is asked, then those refused, by priority."""
    found: list[b.Granted | b.Inapplicable] = []
    answer = member.benefits()
    every: list[b.Granted | b.Skipped | b.Inapplicable] = [*answer.granted, *answer.skipped, *answer.inapplicable]
    for rule in sorted((each.benefit for each in every), key=lambda each: (each.priority, each.id)):
        if issubclass(rule.kind.settings, Ward):
            taken = wards.taken(_counted(rule), request.start, request.end)
            asked = b.Request(
                benefit=rule.id, start=request.start, asked=request.asked_at, companions=request.companions, taken=taken
            )
            answer = member.benefits(asked)
            found += [each for each in answer.granted if each.id == rule.id]
            found += [each for each in answer.inapplicable if each.id == rule.id]
    return sorted(found, key=lambda each: isinstance(each, b.Inapplicable))


def _counted(rule: b.Benefit) -> tuple[str, ...]:
    """Return the classes of wards that a right gives to anybody: together they have its capacity."""
    return tuple(dict.fromkeys(name for one in rule.values.values() for name in one.classes))


def _decide(member: Member, request: Request, wards: Wards, right: b.Granted | b.Inapplicable) -> Admission:
    if isinstance(right, b.Inapplicable) and right.code != "capacity":
        return Admission("refused", right.code, wards, right.facts, right.id, right.where)
    settings = right.settings
    assert isinstance(settings, Ward)
    classes = tuple(name for name in (request.kinds or settings.classes) if name in settings.classes)
    refused = _unfit(member, request, settings, classes)
    if refused is not None:
        code, facts = refused
        return Admission("refused", code, wards, facts, right.id, right.where, deposit=settings.deposit or 0)
    found = None if isinstance(right, b.Inapplicable) else wards.free(classes, request.start, request.end)
    price = quote(member, found[0].kind if found is not None else classes[0], request.start, request.end)
    if found is not None:
        stay = Stay(request, found[0].id, found[1], request.end)
        answer = Admission("admitted", "free-bed", wards.with_stay(stay), stay=stay)
    else:
        level = settings.level if settings.order == "level" else 0
        waiting = Waiting(request, level, classes, _counted(right.benefit), right.benefit.capacity)
        answer = Admission("waiting", "no-bed", wards.with_waiting(waiting))
    return attrs.evolve(
        answer, benefit=right.id, where=right.where, quote=price, deposit=settings.deposit or 0,
        lead=request.start - request.asked_at,
    )  # fmt: skip


def _unfit(
    member: Member, request: Request, settings: Ward, classes: tuple[str, ...]
) -> tuple[str, Mapping[str, object]] | None:
    """Return why the right does not give what is asked, with the figures."""
    if not classes:
        return "class", {"classes": list(settings.classes)}
    length = nights(request.start, request.end, member.state.at.tzinfo)
    if settings.nights is not None and length > settings.nights:
        return "nights", {"nights": settings.nights, "asked": length}
    if request.paid < (settings.deposit or 0):
        return "deposit", {"deposit": settings.deposit, "paid": request.paid}
    return None


def _queued(answer: Admission, request: Request) -> Admission:
    place = next(n for n, each in enumerate(answer.wards.waiting, start=1) if each.request.id == request.id)
    return attrs.evolve(answer, place=place)
