"""The laws at the end of semantics.md, as functions of an engine.

An engine is a function `look(program, events, t)` that gives a view: the one under test, the oracle, or a bad one.
Each law draws what it needs, and raises AssertionError where the engine breaks it.
"""

from datetime import date
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

import loyalty
from tests.property.strategies import compared
from tests.property.strategies.histories import SCENES, THEMES, USUAL, histories, iso, steady
from tests.property.strategies.programs import documents
from tests.property.strategies.toml import toml

SECOND = 1_000_000
ROUNDS = ("month", "quarter", "year")
SEEN = ("status", "tier", "tiers", "points", "lots", "metrics", "fields", "number", "reviews")


def story(data, scenes=USUAL, document=None, *, size=14):
    """A program, its document, a history and an instant at or after all of its events."""
    document = data.draw(documents()) if document is None else document
    program = loyalty.loads(toml(document))
    lines = "lines" in document["events"]["purchase"]
    events, when = data.draw(histories(document["program"]["timezone"], lines=lines, scenes=scenes, size=size))
    return program, document, events, when


def settling(data):
    """A program in which many lots end together, soon after which no refund can name them, and a history."""
    document = data.draw(documents())
    purchase, points = document["events"]["purchase"], document.setdefault("points", {})
    purchase["refund_within"] = data.draw(st.sampled_from(("PT36H", "P7D", "P14D")))
    points.setdefault("earn", [{"id": "r0", "on": "purchase", "per": 10, "points": 1}])
    points["expire"] = {**points.get("expire", {}), "after": "P1Y", "round": data.draw(st.sampled_from(ROUNDS))}
    events, when = data.draw(steady(document["program"]["timezone"]))
    return loyalty.loads(toml(document)), events, when


def end_of(events, when):
    """An instant after everything."""
    return max(when, *(compared.parsed(event["at"]) for event in events)) + SECOND


def event(program, t, kind, name="z", **fields):
    """One more event."""
    return {"id": name, "member": "m", "kind": kind, "at": iso(t, compared.zone_of(program)), **fields}


def seen(view, *without):
    """What a view shows, without some of it."""
    return {key: view[key] for key in SEEN if key not in without}


def as_the_oracle(theme, document=None):
    """The law that an engine agrees with the oracle."""

    def law(look, data):
        drawn = data.draw(documents() if document is None else document)
        program, _, events, when = story(data, {**THEMES, "usual": USUAL}[theme], drawn)
        one, other = look(program, events, when), compared.of_oracle(program, events, when)

        assert other == one, compared.differences(one, other)

    return law


def any_order(look, data):
    """Delivering the same events in any order, some of them twice, gives the same."""
    program, _, events, when = story(data)
    mixed = data.draw(st.permutations(events + events[:2]))

    assert look(program, events, when) == look(program, mixed, when)


def conserved(look, data):
    """After every event the accounts add up, and none is negative."""
    program, _, events, when = story(data, data.draw(st.sampled_from([USUAL, THEMES["points"]])))
    for t in sorted({compared.parsed(each["at"]) for each in events} | {when}):
        points = look(program, events, t)["points"]
        mine = points["available"] + points["pending"] + points["held"] - points["debt"]

        assert points["issued"] == mine + points["spent"] + points["lapsed"] + points["reversed"]
        assert min(points.values()) >= 0
        assert not (points["debt"] and points["available"])


def free_of_limits(document):
    """The document with nothing that stands in the way of redeeming and restoring."""
    points = {key: value for key, value in document["points"].items() if key not in ("redeem", "restore_within")}
    return {**document, "points": points}


def restored(look, data):
    """`redeem(n); restore(k)` is `redeem(n - k)`, lots included."""
    document = free_of_limits(data.draw(documents().filter(lambda each: "points" in each)))
    program, _, events, when = story(data, THEMES["points"], document)
    t = end_of(events, when)
    available = look(program, events, t)["points"]["available"]
    assume(available)
    n = data.draw(st.integers(1, available))
    k = data.draw(st.integers(1, n))
    less = [event(program, t, "redeem", points=n - k)] if n > k else []
    back = [event(program, t, "redeem", points=n), event(program, t + 1, "restore", "zz", of="z", points=k)]

    assert seen(look(program, events + less, t + 1)) == seen(look(program, events + back, t + 1))


def refund_split(look, data):
    """`refund(a); refund(b)` is `refund(a + b)`."""
    program, document, events, when = story(data, THEMES["points"])
    t = end_of(events, when)
    bought = [event(program, t, "purchase", "buy", **order(data, document))]
    events = events + bought
    if data.draw(st.booleans()):
        events.append(event(program, t + 1, "redeem", "spend", points=data.draw(st.sampled_from((10, 50)))))
    whole = sum(int(line["amount"]) for line in bought[0].get("lines", [bought[0]]))
    assume(whole >= 2)
    a = data.draw(st.integers(1, whole - 1))
    b = data.draw(st.integers(1, whole - a))
    split = [refund(program, t + 2, "r1", a), refund(program, t + 3, "r2", b)]
    once = [refund(program, t + 3, "r1", a + b)]

    assert seen(look(program, events + split, t + 3)) == seen(look(program, events + once, t + 3))


def refund(program, t, name, amount):
    """A refund of the purchase `buy`."""
    return event(program, t, "refund", name, of="buy", amount=str(amount))


def order(data, document):
    """What a purchase carries: an amount, or lines."""
    amounts = st.sampled_from(("99", "50", "101", "333", "7"))
    if "lines" in document["events"]["purchase"] and data.draw(st.booleans()):
        line = st.fixed_dictionaries({"amount": amounts, "special": st.booleans()})
        return {"lines": data.draw(st.lists(line, min_size=1, max_size=3))}
    return {"amount": data.draw(amounts)}


def never_bought(look, data):
    """Buy, then refund all: never bought, if nothing else lapsed or was lifted meanwhile."""
    program, document, events, when = story(data, USUAL, data.draw(documents().map(with_refunds)))
    assume(all(each["kind"] != "grant" for each in events))  # a grant hides that a member is lifted underneath
    t = end_of(events, when)
    both = [
        event(program, t, "purchase", "buy", **order(data, document)),
        event(program, t + 1, "refund", "r", of="buy"),
    ]
    before, after = look(program, events, t + 1), look(program, events + both, t + 1)
    assume(before["points"]["lapsed"] == look(program, events, t - 1)["points"]["lapsed"])
    assume(all(before[part] == after[part] for part in ("tiers", "reviews", "rejected")))
    assume(before["number"] == after["number"] and not scheduled(document))
    for view in (before, after):
        issued, reversed_ = view["points"].pop("issued"), view["points"].pop("reversed")
        view["points"]["net"] = issued - reversed_

    assert seen(before) == seen(after)


def with_refunds(document):
    """The document with metrics that all fall with a refund."""
    metrics = document["metrics"].items()
    kept = {name: {key: each for key, each in metric.items() if key != "refunds"} for name, metric in metrics}
    return {**document, "metrics": kept}


def scheduled(document):
    """Whether a tier begins later than it is reached: a refund does not take that back."""
    return any("start" in tier for tier in document.get("tiers", ()))


def never_happened(look, data):
    """A void: as if the event had never been, always."""
    program, document, events, when = story(data, tuple(scene for scene in SCENES if scene not in DECISIONS))
    t = end_of(events, when)
    bought = event(program, data.draw(st.sampled_from((t, compared.parsed(events[-1]["at"])))), "purchase", "buy")
    bought |= order(data, document)
    void = event(program, t, "void", of="buy")

    assert seen(look(program, events, t)) == seen(look(program, [*events, bought, void], t))


DECISIONS = ("redeem", "restore", "reserve", "commit", "release", "adjust", "approve", "grant")


def rejected_changes_nothing(look, data):
    """A rejection leaves the state unchanged."""
    program, _, events, when = story(data)
    view = look(program, events, when)
    refused = {name: code for name, code in view["rejected"].items() if code not in STAY}
    voids = {each["id"] for each in events if each["kind"] == "replace" and refused.get(each["id"]) not in WHOLE}
    kept = [each for each in events if each["id"] not in refused or each["id"] in voids]

    assert seen(view) == seen(look(program, kept, when))


STAY = frozenset({"waiting", "unknown-purchase", "late"})
"""What is reported like a rejection but may still take effect."""
WHOLE = frozenset({"conflict", "no-decision-changes"})
"""How a replacement is refused with its void; else only the new event is."""


def larger_earns_more(look, data):
    """A larger purchase never earns fewer points."""
    program, _, events, when = story(data)
    t = end_of(events, when)
    small, large = sorted(data.draw(st.tuples(st.integers(0, 400), st.integers(0, 400))))
    issued = [
        look(program, [*events, event(program, t, "purchase", "buy", amount=str(amount))], t)["points"]["issued"]
        for amount in (small, large)
    ]

    assert issued[0] <= issued[1]


def spending_keeps_tiers(look, data):
    """Spending points never demotes (semantics 23)."""
    document = data.draw(documents().filter(lambda each: "points" in each and "tiers" in each))
    document["metrics"]["earned"] = {"sum": "points"}
    document["tiers"] = [{**tier, "enter": "earned >= 50"} for tier in document["tiers"]]
    document["ladders"] = {name: {**ladder, "review": "day"} for name, ladder in document["ladders"].items()}
    program, _, events, when = story(data, THEMES["points"], free_of_limits(document))
    t = end_of(events, when)
    available = look(program, events, t)["points"]["available"]
    assume(available)
    later = t + 40 * 86_400 * SECOND
    spent = [*events, event(program, t, "redeem", points=available)]

    assert look(program, events, later)["tiers"] == look(program, spent, later)["tiers"]


def answers_stay(look, data):
    """What was answered to a decision stays, whatever is heard later of what happened before (semantics 2 and 4)."""
    document = data.draw(documents().filter(lambda each: "points" in each))
    program, _, events, when = story(data, THEMES["points"], document)
    t = end_of(events, when)
    early = min(compared.parsed(each["at"]) for each in events) + 1
    stored = max(t, *(compared.parsed(each.get("recorded_at", each["at"])) for each in events)) + SECOND
    late = iso(stored, compared.zone_of(program))
    missed = {**event(program, early, "purchase", amount="333"), "recorded_at": late}
    taken = {each["id"] for each in events if each["kind"] in DECISIONS}
    answers = [
        {name: code for name, code in look(program, told, t)["rejected"].items() if name in taken}
        for told in (events, [*events, missed])
    ]

    assert answers[0] == answers[1]


def as_recorded(look, data):
    """A refund takes what was recorded for the purchase: its rate, not that of a tier reached since (clause 19)."""
    rule = {"id": "b", "on": "purchase", "per": 10, "points": {"none": 1, "gold": 3}}
    tier = {"id": "gold", "enter": "spend >= 1_000"}
    metrics = {"spend": {"sum": "purchase.amount"}}
    program = loyalty.loads(toml({**PLAIN, "metrics": metrics, "points": {"earn": [rule]}, "tiers": [tier]}))
    first, part = data.draw(st.integers(10, 500)), data.draw(st.integers(1, 10))
    t = compared.parsed("2024-03-01T10:00:00+08:00")
    events = [
        event(program, t, "enrol", "a"),
        event(program, t + 1, "purchase", "buy", amount=str(first)),
        event(program, t + 2, "purchase", "c", amount="1000"),
        refund(program, t + 3, "r", part),
    ]

    assert first // 10 - (first - part) // 10 == look(program, events, t + 3)["points"]["reversed"]


def exact(look, data):
    """Points are counted exactly: floor(amount * points / per), whatever the amount."""
    per, points = data.draw(st.sampled_from((("0.10", 1), ("0.01", 3), ("7", 10))))
    rule = {"id": "b", "on": "purchase", "per": per, "points": points}
    program = loyalty.loads(toml({**PLAIN, "points": {"earn": [rule]}}))
    cents = data.draw(st.integers(0, 100_000))
    t = compared.parsed("2024-03-01T10:00:00+08:00")
    events = [
        event(program, t, "enrol", "a"),
        event(program, t, "purchase", "b", amount=f"{cents // 100}.{cents % 100:02}"),
    ]

    assert Fraction(cents, 100) * points // Fraction(per) == look(program, events, t)["points"]["issued"]


PLAIN = {
    "program": {
        "id": "plain",
        "version": "1",
        "effective_from": date(2022, 1, 1),
        "timezone": "Asia/Shanghai",
        "currency": "CNY",
    },
    "events": {"purchase": {"amount": "money"}},
}
