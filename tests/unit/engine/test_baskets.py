"""Baskets: what a member pays for them, how they are read, and what their lines meet."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from loyalty import LoyaltyError, loads

HEAD = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[parameters]
coat_percent = { type = "percent", value = 10 }
[member.fields]
student = { type = "bool", default = false }
[metrics]
orders = { count = "purchase" }
spend = { sum = "purchase.amount" }
average = { formula = "ratio(spend, orders, 0)" }
[[tiers]]
id = "silver"
enter = "spend >= 100"
[[tiers]]
id = "gold"
enter = "spend >= 1_000"
"""
LINES = """
[events.purchase]
amount = "money"
till = { type = "text", required = true }
[events.purchase.lines]
amount = "money"
goods = { type = "text", default = "" }
maker = { type = "text", required = true }
special_price = { type = "bool", default = false }
"""
PLAIN = """
[events.purchase]
amount = "money"
goods = { type = "text", default = "" }
"""


def at(day):
    """A day in 2024 at noon."""
    return datetime(2024, day // 100, day % 100, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def member(benefits, spend="1000", lines=LINES, **fields):
    """A member of the program with these benefits."""
    program = loads(HEAD + lines + benefits)
    body = {"lines": [{"amount": spend, "maker": "a"}], "till": "1"} if lines is LINES else {"amount": spend}
    events = [
        {"id": "e0", "member": "m", "kind": "enrol", "at": at(101), **fields},
        {"id": "e1", "member": "m", "kind": "purchase", "at": at(102), **body},
    ]
    return program.member(program.fold(events, at=at(201)))


def discount(name, rest):
    """A table of one discount."""
    return f'[[benefits]]\nid = "{name}"\nkind = "discount"\n{rest}\n'


def nets(found):
    """What the lines of a bill cost, in minor units."""
    return [line.net for line in found.priced.lines]


def test_a_share_by_tier():
    """Silver has five percent, gold ten; who stands on no tier has nothing."""
    table = discount("price", "percent = { silver = 5, gold = 10 }")

    assert [[100_00], [95_00], [90_00]] == [
        nets(member(table, spend).price([{"amount": 100}])) for spend in ("99.99", "100", "1000")
    ]


def test_conditions_on_lines():
    """`where` keeps lines in, `except` keeps them out; both read lines, the order, the member, metrics, parameters."""
    table = discount("coats", 'percent = "coat_percent"\nwhere = "goods == \'coat\'"\nexcept = "special_price"')
    basket = [
        {"amount": "100.00", "goods": "coat"},
        {"amount": "100.00", "goods": "coat", "special_price": True},
        {"amount": "100.00", "goods": "hat"},
    ]

    assert [90_00, 100_00, 100_00] == nets(member(table).price(basket))


@pytest.mark.parametrize(
    ("condition", "net"),
    [
        ("student", 90_00), ("not student", 100_00), ("average >= 1_000", 90_00), ("average > 1_000", 100_00),
        ("tier >= 'gold'", 90_00), ("orders == 1 and amount >= 100", 90_00), ("amount > 100", 100_00),
        ("till == '7'", 90_00), ("maker == 'b'", 100_00),
    ],
)  # fmt: skip
def test_conditions_read_more_than_lines(condition, net):
    """A condition of a discount may read all that is known when the basket is priced."""
    table = discount("price", f'percent = 10\nwhere = "{condition}"')
    basket = {"till": "7", "lines": [{"amount": 100, "maker": "a"}]}

    assert [net] == nets(member(table, student=True).price(basket))


def test_only_what_conditions_read_must_be_given():
    """A basket needs no till and no maker, which a purchase needs, unless a discount asks."""
    asks = discount("price", "percent = 10\nwhere = \"maker == 'a'\"")

    assert [90_00] == nets(member(discount("price", "percent = 10")).price([{"amount": 100}]))
    with pytest.raises(LoyaltyError, match="required") as caught:
        member(asks).price([{"amount": 100}])
    assert ("lines", 0, "maker") == caught.value.path


def test_a_purchase_without_lines_has_lines_in_a_basket():
    """Where purchases have no lines, each line has the purchase's fields; one alone needs no list."""
    mine = member(discount("price", "percent = 10\nwhere = \"goods == 'hat'\""), lines=PLAIN)

    assert [90_00, 50_00] == nets(mine.price([{"amount": 100, "goods": "hat"}, {"amount": 50}]))
    assert [90_00] == nets(mine.price({"amount": 100, "goods": "hat"}))
    assert [45_00, 90_00] == nets(mine.price({"goods": "hat", "lines": [{"amount": 50}, {"amount": 100}]}))


@pytest.mark.parametrize(
    ("basket", "code", "path"),
    [
        ([{"amount": 1}, {"amount": "x"}], "wrong-type", ("lines", 1, "amount")),
        ([{"amount": 1.5}], "wrong-type", ("lines", 0, "amount")),
        ([{"amount": -1}], "out-of-bounds", ("lines", 0, "amount")),
        ([{"amount": 1, "goodz": "coat"}], "unknown-field", ("lines", 0, "goodz")),
        ([{}], "missing-field", ("lines", 0, "amount")),
        ([7], "wrong-type", ("lines", 0)),
        ({"lines": 7}, "wrong-type", ("lines",)),
        ({"amount": 3, "lines": [{"amount": 1}]}, "lines-do-not-add-up", ("amount",)),
        ({"kind": "purchas", "lines": []}, "unknown-kind", ("kind",)),
        ({"tilt": "7", "lines": [{"amount": 1}]}, "unknown-field", ("tilt",)),
        (7, "wrong-type", ()),
    ],
)
def test_a_malformed_basket_is_refused(basket, code, path):
    """What is wrong in a basket is said with its place."""
    with pytest.raises(LoyaltyError) as caught:
        member(discount("price", "percent = 10")).price(basket)

    assert (code, path) == (caught.value.code, caught.value.path)


@pytest.mark.parametrize(
    ("basket", "code", "path"),
    [
        ([{"amount": 1}, {"amount": "x"}], "wrong-type", ("lines", 1, "amount")),
        ([{"amount": 1, "goodz": "coat"}], "unknown-field", ("lines", 0, "goodz")),
        ({"goodz": "coat", "lines": [{"amount": 1}]}, "unknown-field", ("lines", 0, "goodz")),
        ([{}], "missing-field", ("lines", 0, "amount")),
        ([7], "wrong-type", ("lines", 0)),
        ({"lines": 7}, "wrong-type", ("lines",)),
    ],
)
def test_a_malformed_basket_of_a_purchase_without_lines_is_refused(basket, code, path):
    """The same where lines have the purchase's own fields."""
    with pytest.raises(LoyaltyError) as caught:
        member(discount("price", "percent = 10"), lines=PLAIN).price(basket)

    assert (code, path) == (caught.value.code, caught.value.path)


def test_an_empty_basket_costs_nothing():
    """Without lines there is nothing to pay; a program without discounts prices all the same."""
    assert (0, []) == ((bill := member("").price([])).priced.net, nets(bill))
    assert [100_00] == nets(member("").price([{"amount": 100}]))


def test_lines_know_what_they_meet():
    """Without a price, a host can ask which benefits are about which lines."""
    table = discount("coats", "percent = 10\nwhere = \"goods == 'coat'\"") + discount("all", "percent = 1")
    found = member(table).touched([{"amount": 100, "goods": "coat"}, {"amount": 50}])

    assert [(100_00, {"coats", "all"}), (50_00, {"all"})] == [(each.amount, set(each.benefits)) for each in found]


def test_the_order_of_tables_means_nothing():
    """The same discounts in another order cost the same, line by line and part by part."""
    tables = [
        discount("a", "percent = 10\npriority = 7"), discount("b", 'percent = 7\nbase = "initial"'),
        discount("c", "amount = 5\nat_least = 100"), discount("d", 'percent = 20\nreplaces = ["a"]\ncap = 3'),
    ]  # fmt: skip
    basket = [{"amount": "33.33"}, {"amount": "66.67"}]
    expected = member("".join(tables)).price(basket).priced

    assert expected == member("".join(reversed(tables))).price(basket).priced


def test_money_and_calendar_of_the_program():
    """What adapters need of the program: its currency and its calendar."""
    mine = member("")

    assert Decimal("12.50") == mine.money(1250)
