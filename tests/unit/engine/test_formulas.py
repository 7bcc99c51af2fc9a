"""Formulas and scores: tables, units, rounding, zero divisors, floors, and what is unknown."""

from decimal import Decimal
from fractions import Fraction

import pytest

import loyalty
from loyalty.errors import LoyaltyError

PROGRAM = """
[program]
id = "pay"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[parameters]
base = { type = "money", value = { by = "stars", one = 300, two = 400 } }
share = { type = "percent", value = { by = "kind", staff = 10, guest = "12.5" } }
worth = { type = "integer", value = { none = 1, gold = 3 } }
from_ = { type = "money", value = { by = "shop", web = 100, store = 10 } }
below = { type = "bool", value = true }

[member.fields]
stars = { type = "text", values = ["one", "two"] }
level = { type = "integer", default = 2 }

[member.kinds.staff]
[member.kinds.guest]

[events.sale]
amount = "money"
shop = { type = "text", values = ["web", "store"] }

[events.visit]
[events.call]

[metrics]
spend = { sum = "sale.amount" }
large = { count = "sale", where = "amount >= from_" }
visits = { count = "visit" }
calls = { count = "call" }
METRICS

[[tiers]]
id = "gold"
enter = "spend >= 500"

[points]

[[points.earn]]
id = "visit"
on = "visit"
points = "worth * 2"
"""
EVENTS = [
    {"id": "1", "member": "li", "kind": "enrol", "at": "2024-02-01T09:00:00+08:00", "as": "staff", "stars": "two"},
    *(
        {"id": f"s{i}", "member": "li", "kind": "sale", "at": f"2024-02-02T0{i}:00:00+08:00", "amount": a, "shop": shop}
        for i, (a, shop) in enumerate([("99.99", "web"), ("100.00", "web"), ("10.00", "store"), ("9.99", "store")])
    ),
    *({"id": f"v{i}", "member": "li", "kind": "visit", "at": f"2024-02-03T0{i}:00:00+08:00"} for i in range(3)),
]


def program(metrics):
    """A program with some formulas."""
    return loyalty.loads(PROGRAM.replace("METRICS", metrics))


def state(metrics, events=EVENTS, when="2024-03"):
    """What becomes of a member."""
    found = program(metrics)
    return found.fold(events, at=found.end_of(when))


CASES = {
    "a table by a field": ('formula = "base"', Decimal("400.00")),
    "a table by the kind": ('formula = "spend * share"', Decimal("21.998")),
    "a table by tier": ('formula = "worth * visits"', 3),
    "a table in a calculation": ('formula = "base / 3 + spend * share"', Fraction(40_000, 300) + Fraction("21.998")),
    "an amount is rounded once": ('formula = "base / 3", type = "money", rounding = "half-up"', Decimal("133.33")),
    "and up": ('formula = "base / 3", type = "money", rounding = "up"', Decimal("133.34")),
    "to whole yuan": ('formula = "base / 3", type = "money", rounding = "up", digits = 0', Decimal("134.00")),
    "a whole number": ('formula = "visits / 2", type = "integer", rounding = "half-up"', 2),
    "half to even": ('formula = "(visits + 2) / 2", type = "integer", rounding = "half-even"', 2),
    "a percentage with its own digits": ('formula = "visits / 9", type = "percent", digits = 1', Decimal("0.333")),
    "a whole number as a decimal": ('formula = "visits", type = "decimal"', Decimal(3)),
    "0/0": ('formula = "calls / calls", zero_division = { "0/0" = 1, "x/0" = "50%" }', Decimal(1)),
    "x/0": ('formula = "visits / calls", zero_division = { "0/0" = 1, "x/0" = "50%" }', Decimal("0.5")),
    "one value for both": ('formula = "visits / calls", zero_division = 7', Decimal(7)),
    "money by zero": ('formula = "spend / calls", zero_division = { "0/0" = 1, "x/0" = 2 }', Decimal("2.00")),
    "below zero": ('formula = "visits - 5"', -2),
    "never below zero": ('formula = "visits - 5", negative = false', 0),
    "never below zero by a parameter": ('formula = "visits - 5", negative = "below"', -2),
    "above zero": ('formula = "5 - visits", negative = false', 2),
    "a score never below zero": ("score = { visits = -1 }, negative = false", Decimal(0)),
    "a rounded score": ('score = { visits = 0.5 }, type = "integer", rounding = "down"', 1),
    "a score that may be brought to one": ('score = { visits = 1, calls = 1 }, normalise = "below"', Decimal("1.5")),
}


@pytest.mark.parametrize("name", CASES)
def test_results(name):
    """Each kind of result, calculated by hand."""
    definition, expected = CASES[name]

    assert expected == state(f"m = {{ {definition} }}").metrics["m"]


def test_a_table_by_a_field_of_the_event():
    """A condition on an event looks up by the event's own word: 100 on the web, 10 in the store."""
    assert 2 == state("").metrics["large"]


def test_a_table_in_an_earning_rule():
    """Points may go by tier in an expression: three visits at 2 below every tier, one at 6 on gold."""
    sale = {"id": "big", "member": "li", "kind": "sale", "at": "2024-02-04T09:00:00+08:00", "amount": "500.00"}
    events = [*EVENTS, {**sale, "shop": "web"}, {**EVENTS[-1], "id": "v9", "at": "2024-02-05T09:00:00+08:00"}]

    assert (6, 12) == (state("").points.available, state("", events).points.available)


UNKNOWN = """
least = { min = "sale.amount" }
pay = { formula = "base * visits", type = "money" }
twice = { formula = "pay + pay" }
given = { formula = "otherwise(pay, 1)" }
mean = { score = { least = 0.5, visits = 0.5 } }
levels = { formula = "level * 2" }
more = { formula = "levels + 1" }
"""


def test_what_is_calculated_from_something_unknown_is_unknown():
    """Whoever has no stars has no pay, and no sum of pays; `otherwise` gives one."""
    guest = {"id": "1", "member": "li", "kind": "enrol", "at": "2024-02-01T09:00:00+08:00", "as": "guest"}
    metrics = state(UNKNOWN, [guest]).metrics

    assert [None, None, Decimal("1.00"), None, 4] == [
        metrics[name] for name in ("pay", "twice", "given", "mean", "levels")
    ]
    assert Decimal("2400.00") == state(UNKNOWN).metrics["twice"]


def test_of_nobody_nothing_is_calculated_from_fields():
    """Who never enrolled has no fields, not even those with a default, and no formula of them; a mean has no rest."""
    metrics = state(UNKNOWN, []).metrics

    assert [None, None, 0] == [metrics[name] for name in ("levels", "more", "visits")]


def test_a_word_that_no_version_knows():
    """A state from elsewhere with a strange word is refused, not looked up."""
    found = program('m = { formula = "base" }')
    known = found.fold(EVENTS, at=found.end_of("2024-03"))

    with pytest.raises(LoyaltyError):
        found.state(known.to_json().replace('"two"', '"ten"')).metrics["m"]


def test_the_end_of_a_month():
    """A window of the month has all of it at its last instant, and nothing at the next."""
    text = 'monthly = { count = "visit", window = "month" }'
    found = program(text)
    at = found.end_of("2024-02")
    state_at = found.fold(EVENTS, at=at)

    assert 3 == state_at.metrics["monthly"]
    assert (
        0
        == found.at(state_at, at.replace(day=1, month=3, hour=0, minute=0, second=0, microsecond=0)).metrics["monthly"]
    )


def test_what_is_missing_goes_by_the_members_own_number():
    """A threshold from a table is this member's: 1,000 for staff and 3,000 for guests, of which 219.98 are spent."""
    text = (
        PROGRAM.replace("METRICS", "")
        .replace("spend >= 500", "spend >= limit")
        .replace(
            "[member.fields]",
            'limit = { type = "money", value = { by = "kind", staff = 1_000, guest = 3_000 } }\n\n[member.fields]',
        )
    )
    found = loyalty.loads(text)
    at = found.end_of("2024-03")

    def lacking(kind):
        look = found.outlook(found.fold([{**EVENTS[0], "as": kind}, *EVENTS[1:]], at=at))
        return [(gap.name, gap.threshold, gap.missing) for gap in look[0].above[0].ways[0]]

    assert [("spend", Decimal("1000.00"), Decimal("780.02"))] == lacking("staff")
    assert [("spend", Decimal("3000.00"), Decimal("2780.02"))] == lacking("guest")


def test_what_is_missing_while_a_number_is_unknown():
    """Asked for first and then compared: both are missing, and neither is a traceback."""
    text = PROGRAM.replace("METRICS", 'least = { min = "sale.amount" }\nmean = { score = { least = 1 } }')
    found = loyalty.loads(text.replace("spend >= 500", "known(mean) and mean >= 500"))
    state_at = found.fold(EVENTS[:1], at=found.end_of("2024-03"))
    (way,) = found.outlook(state_at)[0].above[0].ways

    assert [("mean", "known"), ("mean", ">=")] == [(gap.name, gap.op) for gap in way]
    assert "mean" in found.explain(EVENTS[:1], at=found.end_of("2024-03")).render("zh")


EXPLAINED = [
    "工资 = 基本工资 + spend × 提成（为负时按 0 计，四舍五入到 1 位小数）",
    "基本工资 = 400.00（stars：two）",
    "提成 = 10%（会员类型：staff）",
    "spend = 309.96",
]


def test_a_result_is_explained():
    """The calculation in words, the numbers of tables with their words, then what was measured."""
    names = PROGRAM.replace("two = 400 } }", 'two = 400 }, name = "基本工资" }').replace(
        'guest = "12.5" } }', 'guest = "12.5" }, name = "提成" }'
    )
    definition = 'pay = { formula = "base + spend * share", type = "money", digits = 1, rounding = "half-up"'
    found = loyalty.loads(names.replace("METRICS", f'{definition}, negative = false, name = "工资" }}'))
    sale = {**EVENTS[1], "id": "more", "amount": "89.98"}
    reason = found.explain([*EVENTS, sale], at=found.end_of("2024-03"), tier="pay")

    assert ("工资 = 431.00", "<program>:35") == (reason.text["zh"], reason.where)
    assert EXPLAINED == [each.text["zh"] for each in reason.children]
    assert ["formula", "input", "input", "metric"] == [each.kind for each in reason.children]


def test_results_are_part_of_every_explanation():
    """Without a question, results are told after the tiers; other formulas are told where they are read."""
    found = program('m = { formula = "visits * 2" }\npay = { formula = "m / 2", type = "decimal" }')
    reason = found.explain(EVENTS, at=found.end_of("2024-03"))

    assert ["pay = 3"] == [each.text["en"] for each in reason.children if each.kind == "metric"]
