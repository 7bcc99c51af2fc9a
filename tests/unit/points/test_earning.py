"""What an order earns: rates, factors, rounding, thresholds, caps, and what a refund takes back of it."""

import pytest

from tests.unit.engine.stories import at, bought, joined, shop

EVENTS = """
[member.fields]
vip = { type = "bool", default = false }

[events.purchase]
amount = "money"
shop = { type = "text", default = "store" }

[events.purchase.lines]
amount = "money"
special = { type = "bool", default = false }

[events.referral]
bonus = { type = "integer", default = 7 }
share = { type = "decimal", default = "2.5" }

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "silver"
enter = "spend >= 100"

[[tiers]]
id = "gold"
enter = "spend >= 1_000"

"""
BASE = '[[points.earn]]\nid = "base"\non = "purchase"\nper = "10.00"\npoints = 1\n'


def program(rules, settings=""):
    """A program with some earning rules."""
    return shop(f"{EVENTS}[points]\n{settings}\n{rules}")


def issued(rules, *rows, settings="", **fields):
    """What a history earns, less what it lost again."""
    points = program(rules, settings).fold(joined(*rows, **fields), at=at("2024-12-31")).points
    return points.issued - points.reversed


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [("down", [0, 1, 1, 2]), ("up", [1, 2, 2, 3]), ("half-up", [0, 2, 2, 3]), ("half-even", [0, 2, 2, 2])],
)
def test_rounding(rounding, expected):
    """Points are rounded once, on the order's total, as declared."""
    assert expected == [
        issued(BASE, bought("2024-02-01", amount), settings=f'rounding = "{rounding}"')
        for amount in ("4.99", "15.00", "19.99", "25.00")
    ]


def test_rounding_is_on_the_order_not_on_lines():
    """Lines that alone earn nothing earn together."""
    lines = [{"amount": "5.00"}, {"amount": "5.00"}]

    assert 1 == issued(BASE, ("2024-02-01", "purchase", {"lines": lines}))


@pytest.mark.parametrize(
    ("settings", "expected"), [("", 30), ('multipliers = "highest"', 30), ('multipliers = "product"', 75)]
)
def test_several_factors(settings, expected):
    """Of several factors the highest counts, or all are multiplied; those that do not match count for nothing."""
    factors = "".join(
        f'[[points.earn]]\nid = "{name}"\non = "purchase"\ntimes = {times}\n{more}\n'
        for name, times, more in [
            ("a", '"2.5"', ""),
            ("b", 3, "where = 'shop == \"online\"'"),
            ("c", 9, "where = 'vip'"),
            ("d", 9, "from = 2024-03-01"),
            ("e", 9, "to = 2024-02-01"),
        ]
    )

    assert expected == issued(BASE + factors, bought("2024-02-01", 100, shop="online"), settings=settings)


def test_factors_of_named_rules():
    """A factor may multiply only the rules it names."""
    rules = (
        BASE + BASE.replace("base", "more") + '[[points.earn]]\nid = "x"\non = "purchase"\ntimes = 3\nof = ["more"]\n'
    )

    assert 10 + 30 == issued(rules, bought("2024-02-01", 100))


@pytest.mark.parametrize(("before", "expected"), [("1", 10), ("100", 15), ("1000", 0)])
def test_points_by_tier(before, expected):
    """The standing before the order decides; a tier that the table leaves out earns nothing."""
    rules = BASE.replace("points = 1", 'points = { none = 1, silver = "1.5" }')
    rows = [bought("2024-02-01", before), bought("2024-02-02", 100)]
    both, first = issued(rules, *rows), issued(rules, rows[0])

    assert expected == both - first


@pytest.mark.parametrize(
    ("amount", "refunded", "expected"),
    [("49.99", None, 0), ("50.00", None, 5), ("60.00", "10.00", 5), ("60.00", "10.01", 0), ("60.00", "60.00", 0)],
)
def test_at_least(amount, refunded, expected):
    """The threshold is tested again on what a refund leaves."""
    rows = [bought("2024-02-01", amount)]
    rows += [("2024-02-02", "refund", {"of": "e1", "amount": refunded})] if refunded else []

    assert expected == issued(BASE + 'at_least = "50.00"\n', *rows)


def test_a_cap():
    """A cap holds for its period, and a refund of a capped order gives back only what it gave."""
    rules = BASE + 'limit = { points = 15, per = "month" }\n'
    rows = [bought("2024-02-01", 100), bought("2024-02-02", 100), bought("2024-03-01", 100)]
    refund = ("2024-02-03", "refund", {"of": "e2", "amount": 40})

    assert [10, 15, 25] == [issued(rules, *rows[:number]) for number in (1, 2, 3)]
    assert 25 == issued(rules, *rows, refund)
    assert 21 == issued(rules, *rows, ("2024-02-03", "refund", {"of": "e2", "amount": 90}))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('points = "bonus"', 7),
        ('points = "bonus * 2 + 1"', 15),
        ('points = "floor(share)"', 2),
        ('points = "round(share * 2)"', 5),
        ("points = 3", 3),
        ("points = { none = 4, gold = 9 }", 4),
        ('points = "bonus - 100"', 0),
    ],
)
def test_fixed(rule, expected):
    """A fixed number may be calculated from the event; it is rounded like all points and never below nothing."""
    assert expected == issued(f'[[points.earn]]\nid = "x"\non = "referral"\n{rule}\n', ("2024-02-01", "referral"))


@pytest.mark.parametrize(("per", "expected"), [("lifetime", 3), ("year", 6), ("month", 9), ("day", 12)])
def test_once(per, expected):
    """Once per period, the first time."""
    rule = f'[[points.earn]]\nid = "x"\non = "referral"\npoints = 3\nonce = "{per}"\n'
    rows = [(when, "referral") for when in ("2023-12-31", "2024-01-01", "2024-01-02", "2024-01-02T23:00", "2024-02-01")]
    events = joined(*rows, time="2023-01-01")

    assert (
        expected
        == shop(f"{EVENTS}[points]\n{rule}", since="2023-01-01").fold(events, at=at("2024-03-01")).points.issued
    )


def test_dates():
    """A rule holds from the first instant of its first day to the first instant of its last."""
    rules = BASE + "from = 2024-02-01\nto = 2024-03-01\n"
    times = ("2024-01-31T23:59:59", "2024-02-01", "2024-02-29T23:59:59", "2024-03-01")

    assert [0, 1, 1, 0] == [issued(rules, bought(when, 10)) for when in times]


def test_lines():
    """A condition on lines earns on those lines alone, and a refund of other lines takes nothing back."""
    lines = [{"amount": "60"}, {"amount": "40", "special": True}]
    order = ("2024-02-01", "purchase", {"lines": lines})
    rules = BASE + "where = 'not special'\n"
    refunds = [("2024-02-02", "refund", {"of": "e1", "lines": [{"line": number}]}) for number in (1, 2)]

    assert [6, 0, 6] == [issued(rules, order), *(issued(rules, order, refund) for refund in refunds)]
    assert 3 == issued(rules, order, ("2024-02-02", "refund", {"of": "e1", "amount": "50"}))


@pytest.mark.parametrize("pieces", [["30"], ["10", "20"], ["0.01"] * 10 + ["29.90"], ["15.55", "14.45"]])
def test_any_split(pieces):
    """However a refund is split, the same points are taken back."""
    lines = [{"amount": "33.33"}, {"amount": "33.33", "special": True}, {"amount": "33.34"}]
    order = ("2024-02-01", "purchase", {"lines": lines})
    refunds = [("2024-02-02", "refund", {"of": "e1", "amount": piece}) for piece in pieces]
    rules = BASE.replace("10.00", "1.00") + "where = 'not special'\n"

    assert 46 == issued(rules, order, *refunds)
