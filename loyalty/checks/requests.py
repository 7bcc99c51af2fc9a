"""What is doubtful about requests: what refuses nobody or everybody, what is never decided, what looks like a gate."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding
from loyalty.errors import nearest
from loyalty.requests.rule import RequestRule
from loyalty.tiers.ladder import Tier


def requests(logic: Logic) -> Iterator[Finding]:
    """Find requests that do less, or more, than they seem to."""
    for rule in logic.version.requests:
        yield from _terms(logic, rule)
        yield from _committee(rule)
    ids = [rule.id for rule in logic.version.requests]
    for ladder in logic.version.ladders.values() if ids else ():
        for tier in ladder.tiers:
            yield from _gates(tier, ids)


def _terms(logic: Logic, rule: RequestRule) -> Iterator[Finding]:
    who = rule.terms.who
    if who.condition is not None and logic.never(who.condition.typed):
        message = f"this condition never holds, so every `{rule.id}` is refused"
        yield Finding("LOY441", message, who.condition.path, severity="warning")
    for each in rule.terms.refuse:
        if logic.never(each.when.typed):
            message = "this condition never holds, so nothing is refused by it"
            yield Finding("LOY440", message, each.when.path, severity="warning")
        elif logic.always(each.when.typed):
            message = f"this condition always holds, so every `{rule.id}` is refused"
            yield Finding("LOY441", message, each.when.path, severity="warning")


def _committee(rule: RequestRule) -> Iterator[Finding]:
    """Find a vote that stays open when some of a committee never vote."""
    body = rule.approval.committee
    if body is not None and body.quorum < body.members and rule.expires is None and not rule.until_start:
        message = f"`{rule.id}` has no `expires`, so a vote in which some do not take part may stay open for ever"
        yield Finding("LOY442", message, (*rule.path, "committee"), side="key", severity="warning")


def _gates(tier: Tier, ids: list[str]) -> Iterator[Finding]:
    """Find a gate that is called nearly like a request."""
    for place, gate in enumerate(tier.gates):
        near = [] if gate in ids else nearest(gate, ids, 1)
        if near:
            path = (*tier.path, "gate", place) if len(tier.gates) > 1 else (*tier.path, "gate")
            message = f"the gate `{gate}` is no request, and nothing but an approval of its own opens it"
            yield Finding("LOY443", message, path, f"`{near[0]}`", severity="warning")
