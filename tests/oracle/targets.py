"""The figures of targets counted naively: plain events of one program, a loop for each member, no engine.

`Rules` are the readings; each may be switched to a wrong one, for tests that must then fail.
"""

from fractions import Fraction

import attrs


@attrs.frozen
class Rules:
    """How to read a target; everything is right unless said otherwise."""

    closed_end: bool = False
    counts_cancellations: bool = False
    gross: bool = False
    voids_ignored: bool = False
    rejected_count: bool = False
    paused_leave: bool = False
    twice: bool = False
    breached_when_told: bool = False
    paused_are_owed: bool = False


RIGHT = Rules()
MEMBERS = {"active", "paused"}
MOVES = {
    ("none", "enrol"): "active",
    ("active", "cancel"): "cancelled",
    ("paused", "cancel"): "cancelled",
    ("cancelled", "rejoin"): "active",
    ("active", "pause"): "paused",
    ("paused", "resume"): "active",
}


def recount(events, start, end, rules=RIGHT, months=()):
    """The figures of everybody over ``[start, end)``, from plain events all of which are known."""
    members = {}
    for event in sorted(events, key=lambda each: each["at"]):
        members.setdefault(event["member"], []).append(event)
    found = dict.fromkeys(
        (
            *("start", "end", "joined", "left", "ever", "active", "visits", "spent", "scores", "score"),
            *("opened", "kept", "breached", "waived", "due"),
        ),
        Fraction(0),
    )
    for mine in members.values():
        for name, value in _member(mine, start, end, rules).items():
            found[name] += value
        for first, after in months:
            for name in _owed(mine, first, after, (start, end), rules):
                found[name] += 1
    return found


def _owed(events, first, after, period, rules):
    """What became of the care of one month, kept by a visit, as the figures that count it."""
    voided = set() if rules.voids_ignored else {each["of"] for each in events if each["kind"] == "void"}
    facts = [each for each in events if each["id"] not in voided and each["kind"] != "void"]
    status = "none"
    for event in (each for each in facts if each["at"] < first):
        status = MOVES.get((status, event["kind"]), status)
    if status != "active" and not (rules.paused_are_owed and status == "paused"):
        return []
    found, outcome, at = [], "breached", after if rules.breached_when_told else first
    for event in (each for each in facts if first <= each["at"] < after):
        if event["kind"] == "visit" and status in MEMBERS:
            outcome, at = "kept", event["at"]
            break
        if event["kind"] == "cancel" and status in MEMBERS:
            outcome, at = "waived", event["at"]
            break
        status = MOVES.get((status, event["kind"]), status)
    if period[0] <= first < period[1]:
        found.append("opened")
    if period[0] <= at < period[1]:
        found += [outcome] if outcome == "waived" else [outcome, "due"]
    return found


def _member(events, start, end, rules):
    """What one member adds."""
    voided = set() if rules.voids_ignored else {each["of"] for each in events if each["kind"] == "void"}
    within = [each for each in events if each["at"] < end or (rules.closed_end and each["at"] == end)]
    status, began, ever, joins, leaves = "none", False, False, 0, 0
    counted = []
    for event in within:
        if event["id"] in voided or event["kind"] == "void":
            continue
        if event["at"] >= start and not ever:
            began = ever = _is_member(status, rules)
        was = _is_member(status, rules)
        accepted = _accepted(status, event["kind"])
        status = MOVES.get((status, event["kind"]), status)
        if event["at"] >= start:
            ever |= _is_member(status, rules)
            joins += _is_member(status, rules) and not was
            leaves += was and not _is_member(status, rules)
        if accepted or rules.rejected_count:
            counted.append(event)
    if not any(each["at"] >= start and each["id"] not in voided and each["kind"] != "void" for each in within):
        began = ever = _is_member(status, rules)
    ended = _is_member(status, rules)
    joined = joins if rules.twice else ever and not began
    left = leaves if rules.counts_cancellations else ever and not ended
    flags = {"start": began, "end": ended, "joined": joined, "left": left, "ever": ever}
    return {**{name: int(value) for name, value in flags.items()}, **_events(counted, start, ever, rules)}


def _is_member(status, rules):
    return status in MEMBERS and not (rules.paused_leave and status == "paused")


def _accepted(status, kind):
    if kind in {"visit", "purchase", "survey"}:
        return status in MEMBERS
    return True


def _events(events, start, ever, rules):
    """What the accepted events of one member add."""
    mine = [each for each in events if each["at"] >= start] if ever else []
    visits = [each for each in mine if each["kind"] == "visit"]
    scores = [Fraction(each["score"]) for each in mine if each["kind"] == "survey"]
    spent = Fraction(0)
    for purchase in (each for each in mine if each["kind"] == "purchase"):
        left = Fraction(purchase["amount"])
        for refund in (each for each in events if each["kind"] == "refund" and each["of"] == purchase["id"]):
            asked = Fraction(refund.get("amount", left))
            left -= asked if 0 < asked <= left and not rules.gross else 0
        spent += left
    return {
        "active": int(bool(visits)), "visits": len(visits), "spent": spent, "scores": len(scores),
        "score": sum(scores, Fraction(0)),
    }  # fmt: skip
