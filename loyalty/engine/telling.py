"""From the fold's notes to typed effects: each names its cause, its rule and the rule's place in the file."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from loyalty.config.positions import locate
from loyalty.engine import effects as e
from loyalty.engine.machine import Machine
from loyalty.engine.plan import Plan
from loyalty.engine.promise_telling import DETAILS
from loyalty.engine.promise_telling import TELLERS as PROMISES
from loyalty.errors import Rejection
from loyalty.members import core as c
from loyalty.members.account import NEVER
from loyalty.members.event import Event
from loyalty.program import Version
from loyalty.words import Path

Note = tuple[Any, ...]
POINTS: Mapping[str, type[e.PointsEffect]] = {
    "released": e.Released,
    "restored": e.Restored,
    "held": e.Held,
    "adjusted": e.Adjusted,
}

BENEFITS: Mapping[str, type[e.BenefitEffect]] = {
    "benefit-used": e.BenefitUsed,
    "benefit-reserved": e.BenefitReserved,
    "benefit-released": e.BenefitReleased,
    "benefit-restored": e.BenefitRestored,
}


@lru_cache(maxsize=4096)
def place(file: str, text: str, path: Path) -> str:
    """Return ``file:line`` of a rule."""
    return f"{file or '<program>'}:{locate(text, path, 'key').line}"


def where(version: Version, path: Path) -> str:
    """Return where a rule of a version stands."""
    return place(version.file, version.text, path)


class Teller:
    """Turns the notes of one machine into effects."""

    def __init__(self, machine: Machine) -> None:
        """Speak of one machine's programs."""
        self.machine = machine

    def tell(self, note: Note) -> e.Effect:
        """Return the effect of a note."""
        plan = self.machine.plan_at(note[1])
        base = {"at": plan.version.zone.local(note[1]), "cause": note[2], "program": plan.version.hash}
        simple = POINTS.get(note[0])
        if simple is not None:
            return simple(**base, points=note[3], source=note[4])
        if note[0] in BENEFITS:
            return BENEFITS[note[0]](**base, **_benefit(plan, note[3]), quantity=note[4])
        if note[0] in PROMISES:
            return PROMISES[note[0]](plan.version.zone, self._promise(note, base), *note[DETAILS:])
        return TELLERS[note[0]](self, plan, note, base)

    def _promise(self, note: Note, base: dict[str, Any]) -> dict[str, Any]:
        """Name the promise as the version has it that opened the obligation."""
        version = self.machine.layout.versions[note[3]]
        promise = version.promises[note[4]]
        return {**base, "rule": promise.id, "where": where(version, promise.path), "case": note[5]}

    def rejection(self, found: Rejection, at: int) -> e.Rejected:
        """Return the effect of an event that was refused before the fold."""
        version = self.machine.plan_at(at).version
        return e.Rejected(
            at=version.zone.local(at),
            cause=found.event_id,
            program=version.hash,
            code=found.code,
            message=found.message,
            hint=found.hint,
        )

    def waits(self, event: Event) -> e.Rejected:
        """Return the effect of a refund whose purchase is not known yet."""
        message = f"no purchase `{event.values[c.REFUND_OF]}` is known yet"
        return self.rejection(Rejection(event.id, event.member, "waiting", message), event.at)

    def earned(self, _plan: Plan, note: Note, base: dict[str, Any]) -> e.Effect:
        """Name the earning rule."""
        recorded = self.machine.layout.rules[note[3]]
        version = self.machine.layout.versions[recorded.version]
        rules = version.points.earn if version.points else ()
        rule = next(rule for rule in rules if rule.id == recorded.id)
        return e.Earned(**base, rule=rule.id, where=where(version, rule.path), points=note[4], source=note[2])

    def tier(self, plan: Plan, note: Note, base: dict[str, Any]) -> e.Effect:
        """Name the tier that was reached or left."""
        word, _at, _cause, ladder, before, after = note
        steps = plan.steps[ladder]
        kind = e.TierReached if word == "tier-reached" else e.TierLeft
        decisive = steps.tier(after if word == "tier-reached" else before)
        if decisive is None:
            return kind(**base, ladder=steps.id, tier=steps.name(after), before=steps.name(before))
        path = decisive.enter.path if word == "tier-reached" else decisive.keep.path
        return kind(
            **base,
            rule=decisive.id,
            where=where(plan.version, path),
            ladder=steps.id,
            tier=steps.name(after),
            before=steps.name(before),
        )


def _requested(t: Teller, _plan: Plan, n: Note, base: dict[str, Any]) -> e.Effect:
    """Tell of a request, with the declaration of the version in which it was made."""
    word, _at, _cause, name, of, opened, *more = n
    version = t.machine.plan_at(opened).version
    rule = next((each for each in version.requests if each.id == name), None)
    own = {"rule": name, "where": "" if rule is None else where(version, rule.path), "request": of}
    if word == "request-opened":
        end, missing = more
        return e.RequestOpened(
            **base, **own, expires=None if end >= NEVER else version.zone.local(end), missing=missing
        )
    if word in VOTES:
        by, role, missing = more
        return VOTES[word](**base, **own, by=by, role=role, missing=missing)
    if word == "request-refused":
        from loyalty.engine.request_wording import objection  # noqa: PLC0415 - only to say why

        return e.RequestRefused(**base, **own, reasons=tuple(objection(version, each) for each in more[0]))
    if word == "request-rejected":
        return e.RequestRejected(**base, **own, by=more[0], role=more[1], reason=more[2])
    return ENDED[word](**base, **own)


VOTES: Mapping[str, type[e.RequestApproved] | type[e.RequestOpposed]] = {
    "request-approved": e.RequestApproved,
    "request-opposed": e.RequestOpposed,
}
ENDED: Mapping[str, type[e.RequestEffect]] = {
    "request-accepted": e.RequestAccepted,
    "request-withdrawn": e.RequestWithdrawn,
    "request-expired": e.RequestExpired,
}


def _benefit(plan: Plan, name: str) -> dict[str, Any]:
    """Return a benefit as the rule of an effect."""
    found = next((each for each in plan.version.benefits if each.id == name), None)
    return {"rule": name, "where": "" if found is None else where(plan.version, found.path)}


def _activated(_t: Teller, plan: Plan, n: Note, base: dict[str, Any]) -> e.Effect:
    expires = None if n[5] >= NEVER else plan.version.zone.local(n[5])
    return e.Activated(**base, points=n[3], source=n[4], expires=expires)


def _lapsed(_t: Teller, _plan: Plan, n: Note, base: dict[str, Any]) -> e.Effect:
    return e.Lapsed(**base, points=n[3], source=n[4], why=n[5])


def _approved(_t: Teller, plan: Plan, n: Note, base: dict[str, Any]) -> e.Effect:
    return e.Approved(**base, ladder=plan.steps[n[3]].id, tier=plan.steps[n[3]].name(n[4]))


def _consented(_t: Teller, plan: Plan, n: Note, base: dict[str, Any]) -> e.Effect:
    path = plan.version.purposes[n[3]].path
    return e.Consented(**base, rule=n[3], where=where(plan.version, path), purpose=n[3], given=n[4])


TELLERS: Mapping[str, Callable[[Teller, Plan, Note, dict[str, Any]], e.Effect]] = {
    "earned": Teller.earned,
    "tier-reached": Teller.tier,
    "tier-left": Teller.tier,
    "activated": _activated,
    "lapsed": _lapsed,
    "approved": _approved,
    **dict.fromkeys(["request-opened", "request-refused", "request-rejected", *VOTES, *ENDED], _requested),
    "consented": _consented,
    "enrolled": lambda _t, _p, _n, base: e.Enrolled(**base),
    "cancelled": lambda _t, _p, n, base: e.Cancelled(**base, for_cause=n[3]),
    "numbered": lambda _t, _p, n, base: e.NumberIssued(**base, number=n[3]),
    "bonus": lambda _t, plan, n, base: e.Earned(**base, **_benefit(plan, n[3]), points=n[4], source=n[2]),
    "reversed": lambda _t, _p, n, base: e.Reversed(**base, points=n[4], source=n[3]),
    "spent": lambda _t, _p, n, base: e.Spent(**base, points=n[3], source=n[2], worth=n[4]),
    "refunded": lambda _t, _p, n, base: e.Refunded(**base, purchase=n[3], full=n[4]),
    "rejected": lambda _t, _p, n, base: e.Rejected(**base, code=n[3], message=n[4]),
}
