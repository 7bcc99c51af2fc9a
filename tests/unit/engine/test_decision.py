"""The quickest question: the same tier and points as the fold, with reasons."""

from fractions import Fraction

import pytest

import loyalty
from tests.unit.engine.stories import HEAD, LADDER, POINTS, PURCHASE, SPEND, at, bought, joined, shop

KIND = """
[events.purchase]
amount = "money"
shop = { type = "text", values = ["online", "store"], default = "store" }
"""
RULES = """
[points]

[[points.earn]]
id = "base"
on = "purchase"
per = "10.00"
points = { none = 1, silver = "1.5", gold = 2 }

[[points.earn]]
id = "online"
on = "purchase"
times = { none = 2, gold = 3 }
where = 'shop == "online"'

[[points.earn]]
id = "big"
on = "purchase"
points = 50
at_least = "500.00"
from = 2024-01-01
to = 2024-12-01

[[points.earn]]
id = "capped"
on = "purchase"
per = "1.00"
points = 1
limit = { points = 100, per = "month" }
"""
PROGRAM = shop(KIND + SPEND + LADDER + RULES)


def asked(program, events, extra):
    """What the decision says of one more event of a member; metrics as of just before, in the engine's units."""
    decision = program.decision("purchase")
    before = program.fold(events, at=at(extra["at_before"]))
    facts = {name: value for name, value in extra.items() if name != "at_before"}
    facts |= {name: int(value * 100) if name == "spend" else value for name, value in before.metrics.items()}
    return decision({name: facts[name] for name in decision.inputs})


@pytest.mark.parametrize("shop_of_it", ["online", "store"])
@pytest.mark.parametrize("spent", ["1", "999.99", "1000", "9999", "10000"])
@pytest.mark.parametrize("amount", ["0.01", "9.99", "19.90", "499.99", "500", "1234.56"])
def test_as_the_fold(spent, amount, shop_of_it):
    """Tier and points are those that folding the event gives at the standing before it."""
    before = joined(bought("2024-02-01", spent))
    events = [
        *before,
        {"id": "x", "member": "m", "kind": "purchase", "at": at("2024-03-01"), "amount": amount, "shop": shop_of_it},
    ]
    states = [PROGRAM.fold(each, at=at("2024-03-01")) for each in (before, events)]
    cents = int(Fraction(amount) * 100)
    facts = {"amount": cents, "shop": shop_of_it, "at": int(at("2024-03-01").timestamp()) * 10**6, "room:capped": 100}
    tier, points, _reasons = asked(PROGRAM, before, {**facts, "at_before": "2024-02-29"})

    assert (states[0].tier, states[1].points.issued - states[0].points.issued) == (tier, points)


def test_reasons():
    """The reasons are the tier's condition and the rules that gave something, with their places."""
    facts = {"spend": 1_000_00, "amount": 500_00, "shop": "store", "at": 0, "room:capped": 0}
    decision = PROGRAM.decision("purchase")
    known = {name: facts[name] for name in decision.inputs}

    assert ("silver", 75, ("silver: spend >= 1_000 (<program>:18)", "base (<program>:26)")) == decision(known)
    assert ("none", 0, ()) == decision({**known, "spend": 0, "amount": 9_99})


def test_a_program_without_points():
    """Without points it is the question of the tier."""
    decision = shop(KIND + SPEND + LADDER).decision("purchase")

    assert (("spend",), ("gold", 0, ("gold: spend >= 10_000 (<program>:22)",))) == (
        decision.inputs, decision({"spend": 10_000_00}),
    )  # fmt: skip


def test_another_ladder():
    """A ladder is named; its standings are its own."""
    other = '[[tiers]]\nid = "a"\nladder = "service"\nenter = "visits >= 2"\n\n[ladders.service]\n'
    decision = shop(KIND + SPEND + other).decision("purchase", "service")

    assert ["none", "a"] == [decision({"visits": visits})[0] for visits in (1, 2)]


@pytest.mark.parametrize(
    ("kind", "ladder", "expected"),
    [("purchas", "main", ("unknown-kind", "purchase")), ("purchase", "mane", ("unknown-ladder", "main"))],
)
def test_unknown(kind, ladder, expected):
    """A kind or ladder that does not exist is an error with the nearest name."""
    with pytest.raises(loyalty.LoyaltyError) as caught:
        PROGRAM.decision(kind, ladder)

    assert expected == (caught.value.code, caught.value.hint)


def test_not_decidable():
    """A product of several factors is left to the fold, and said so."""
    product = (
        RULES.replace("[points]", '[points]\nmultipliers = "product"')
        + """
[[points.earn]]
id = "twice"
on = "purchase"
times = 2
"""
    )
    with pytest.raises(loyalty.LoyaltyError) as caught:
        shop(KIND + SPEND + LADDER + product).decision("purchase")

    assert "not-decidable" == caught.value.code


def test_dates():
    """Days since a date are counted as in the fold."""
    text = (
        """
[member.fields]
since = { type = "date", required = true }
"""
        + PURCHASE
        + '[[tiers]]\nid = "gold"\nenter = "days_since(since) >= 31"\n'
    )
    program, day = shop(text), 86_400_000_000
    decision = program.decision("purchase")
    first = int(at("2024-01-01").timestamp()) * 10**6
    found = [
        decision({"since": (at("2024-01-01").date() - at("1970-01-01").date()).days, "at": first + days * day})[0]
        for days in (30, 31)
    ]

    assert ["none", "gold"] == found


def test_units():
    """Parameters and thresholds of money are in minor units, whatever the currency."""
    text = (
        HEAD.format(version="1", since="2024-01-01").replace("CNY", "JPY")
        + PURCHASE
        + SPEND
        + LADDER
        + POINTS.replace("1.00", "1")
    )
    decision = loyalty.loads(text).decision("purchase")

    assert ("silver", 7) == decision({"spend": 1_000, "amount": 7})[:2]


def test_the_text():
    """The generated text holds no word of the author."""
    code = PROGRAM.decision("purchase").code

    assert [] == [word for word in ("online", "spend", "silver", "base") if word in code]
