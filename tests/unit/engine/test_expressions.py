"""What conditions and rules read of members, events and time, in the fold and in explanations alike."""

from decimal import Decimal

import pytest

from tests.unit.engine.stories import PURCHASE, SPEND, at, bought, joined, shop, told

FIELDS = """
[parameters]
goal = { type = "money", value = "120.50" }
rate = { type = "percent", value = "12.5%" }
launch = { type = "date", value = 2024-02-01 }

[member.fields]
weight = { type = "decimal", default = "1.5" }
share = { type = "percent", default = "12.5%" }
birthday = { type = "date" }
wish = { type = "money" }
shares = { type = "integer", default = 0 }
city = { type = "text", values = ["深圳", "广州"], default = "深圳" }
vip = "bool"

[member.kinds.person]
[member.kinds.company]
needs = ["wish"]
"""
YES = joined(
    bought("2024-02-29T12:00", "100.00"),
    weight="2.25",
    share="20%",
    birthday="1996-02-29",
    wish="99.99",
    vip=True,
    **{"as": "company"},
)
NO = joined(bought("2024-01-30", "0"), **{"as": "person"})


def lifted(condition, events, when="2024-03-01"):
    """Whether a condition lifts a member."""
    program = shop(FIELDS + PURCHASE + SPEND + f"[[tiers]]\nid = 'gold'\nenter = '''{condition}'''\n")
    return program.fold(events, at=at(when)).tier == "gold"


@pytest.mark.parametrize(
    "condition",
    [
        "weight == 2.25",
        "weight > 2.249999999",
        "weight * 2 >= 4.5 and weight / 3 == 0.75",
        "share > 12.5%",
        "share == 20% and share == 0.2",
        "share > rate",
        "spend * share >= 20",
        "spend * 8% == 8",
        "spend >= goal - 20.50",
        "visits > 0 and ratio(spend, visits, 0) == 100",
        "known(wish) and wish >= 99.99",
        "otherwise(wish, 0) < 100 and otherwise(wish, 0) > 99",
        "known(birthday) and birthday < 2000-01-01",
        "known(birthday) and month(birthday) == 2 and day(birthday) == 29",
        "known(birthday) and years_since(birthday) == 28 and visits > 0",
        "days_since(launch) == 28 and visits > 0",
        "days_between(launch, 2024-03-01) == 29 and spend > 0",
        "known(birthday) and month(at) == month(birthday) and visits > 0",
        "weekday(at) == 4 and visits > 0",
        "known(vip) and vip",
        "otherwise(vip, false)",
        'kind == "company"',
        'kind not in ["person"] and city in ("深圳", "广州") and city != "广州"',
        "min(spend, 50) == 50 and max(spend, 50) == 100 and abs(0 - spend) == 100",
        "round(spend / 3, 2) == 33.33 and floor(weight) == 2 and ceil(weight) == 3",
        "ratio(spend, visits, 0) == 100",
        "not (weight < 2.25) and 2 < weight < 3",
    ],
)
def test_a_condition(condition):
    """Each condition holds for one member and not for the other; nothing counts as no."""
    assert (True, False) == (lifted(condition, YES), lifted(condition, NO))


def test_at_is_the_instant_of_the_event():
    """A condition on the time is decided when the event happens, in the program's zone."""
    condition = "month(at) == 3 and visits >= 1"
    seen = [
        lifted(condition, joined(bought(when, 1), **{"as": "person"}), "2024-12-01")
        for when in ("2024-02-29T23:59:59", "2024-03-01T00:00")
    ]

    assert [False, True] == seen


def test_a_kind_needs_its_fields():
    """A member kind's own fields must be given, and an unknown kind is no kind."""
    program = shop(FIELDS + PURCHASE + SPEND)
    rows = [("2024-01-01", "enrol", {"as": word}) for word in ("company", "club", "person")]

    assert ["missing-field", "not-listed", None] == [getattr(program.event(row), "code", None) for row in told(*rows)]


LINKED = """
[member.fields]
shares = { type = "integer", default = 10, set_by = "holding.shares" }
balance = { type = "money", default = 0, moves = "trade.delta" }
city = { type = "text", set_by = "holding.city" }

[events.holding]
shares = { type = "integer", required = false }
city = { type = "text", required = false }

[events.trade]
delta = "money"

[[tiers]]
id = "gold"
enter = "shares >= 100 or balance >= 50.50"
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], (10, Decimal(0), None, "none")),
        ([("2024-02-01", "holding", {"shares": 99, "city": "北京"})], (99, Decimal(0), "北京", "none")),
        ([("2024-02-01", "holding", {"shares": 100})], (100, Decimal(0), None, "gold")),
        (
            [("2024-02-02", "holding", {"shares": 5}), ("2024-02-01", "holding", {"shares": 7})],
            (5, Decimal(0), None, "none"),
        ),
        (
            [("2024-02-01", "trade", {"delta": "60"}), ("2024-02-02", "trade", {"delta": "-9.50"})],
            (10, Decimal("50.50"), None, "gold"),
        ),
        ([("2024-02-01", "trade", {"delta": "50.49"})], (10, Decimal("50.49"), None, "none")),
        ([("2024-02-01", "update", {"shares": 200})], (200, Decimal(0), None, "gold")),
    ],
)
def test_fields_that_events_set_and_move(rows, expected):
    """Events set or move a field at the instant they happen, whatever the order of delivery, and may lift."""
    state = shop(LINKED).fold(joined(*rows), at=at("2024-03-01"))

    assert expected == (state.fields["shares"], state.fields["balance"], state.fields["city"], state.tier)


def test_a_late_update():
    """A late update changes what was true in between."""
    program = shop(LINKED + '[metrics]\nas_owner = { count = "trade", where = "shares >= 50" }\n')
    events = joined(
        ("2024-02-01", "trade", {"delta": 1}),
        ("2024-02-03", "trade", {"delta": 1}),
        ("2024-02-02", "update", {"shares": 50, "recorded_at": "2024-02-20"}),
    )

    assert {"as_owner": 1} == program.fold(events, at=at("2024-03-01")).metrics
