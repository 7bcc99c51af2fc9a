"""What each kind of metric makes of the same facts."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.stories import at, bought, joined, shop

EVENTS = """
[events.purchase]
amount = "money"
shop = { type = "text", default = "store" }
kg = { type = "decimal", default = "0.1" }
off = { type = "percent", default = "5%" }
day_of_it = { type = "date", required = false }

[events.purchase.lines]
amount = "money"
category = { type = "text", default = "tea" }
quantity = { type = "integer", default = 1 }

[events.complaint]

[points]
[[points.earn]]
id = "base"
on = "purchase"
per = "10.00"
points = 1

[[points.earn]]
id = "welcome"
on = "enrol"
points = 5
"""
STORY = joined(
    bought("2024-01-31", "100.00"),
    bought("2024-02-01", "50.50", shop="online", kg="1.25", off="12.5%", day_of_it="2024-02-29"),
    (
        "2024-02-10",
        "purchase",
        {"lines": [{"amount": "30", "category": "cup", "quantity": 3}, {"amount": "19.50"}], "day_of_it": "2024-02-28"},
    ),
    ("2024-02-11", "complaint"),
    bought("2024-03-01", "0.00"),
)


def value(text, events=STORY, when="2024-03-05", more=""):
    """The value of one metric."""
    return shop(f"{EVENTS}\n[metrics]\n{more}\nm = {{ {text} }}\n").fold(events, at=at(when)).metrics["m"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('sum = "purchase.amount"', Decimal("200.00")),
        ('sum = ["purchase.amount", "purchase.lines.amount"]', Decimal("400.00")),
        ('sum = "purchase.lines.quantity"', 7),
        ('sum = "purchase.kg"', Decimal("1.55")),
        ('sum = "purchase.off"', Decimal("0.275")),
        ('sum = "points"', 24),
        ('count = "purchase"', 4),
        ('count = ["purchase", "complaint"]', 5),
        ('count = "purchase", where = \'shop == "online"\'', 1),
        ('count = "purchase", where = \'category == "cup"\'', 1),
        ('sum = "purchase.amount", where = \'category == "cup"\'', Decimal("30.00")),
        ('sum = "purchase.amount", where = "quantity >= 1 and amount > 20"', Decimal("180.50")),
        ('max = "purchase.amount"', Decimal("100.00")),
        ('min = "purchase.amount"', Decimal("0.00")),
        ('max = "purchase.kg"', Decimal("1.25")),
        ('max = "purchase.lines.quantity"', 3),
        ('min = "purchase.lines.amount"', Decimal("0.00")),
        ('distinct = "purchase.shop"', 2),
        ('distinct = "purchase.lines.category"', 2),
        ('distinct = "purchase.day_of_it"', 2),
        ('last = "purchase.shop"', "store"),
        ('last = "purchase.day_of_it"', at("2024-02-28").date()),
        ('last = "purchase.amount"', Decimal("0.00")),
        ('recency = "purchase"', 4),
        ('recency = "complaint"', 23),
        ('streak = "purchase", max_gap = "P30D"', 4),
        ('streak = "purchase", max_gap = "P30D", broken_by = ["complaint"]', 1),
        ('streak = "purchase", max_gap = "P10D"', 1),
        ('streak = "purchase", max_gap = "P20D"', 4),
    ],
)
def test_values(text, expected):
    """A metric says what its name says, in its own type; an order without lines is one line of its own amount."""
    assert expected == value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('sum = "purchase.amount"', Decimal("0.00")),
        ('count = "purchase"', 0),
        ('max = "purchase.lines.quantity"', 0),
        ('min = "purchase.lines.quantity"', None),
        ('distinct = "purchase.shop"', 0),
        ('last = "purchase.shop"', None),
        ('streak = "purchase", max_gap = "P30D"', 0),
        ('recency = "purchase"', None),
        ('sum = "points"', 5),
    ],
)
def test_nothing_yet(text, expected):
    """Without facts a metric is nothing, or unknown."""
    assert expected == value(text, joined())


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("day", "0.00"),
        ("week", "0.00"),
        ("month", "0.00"),
        ("quarter", "200.00"),
        ("half-year", "200.00"),
        ("year", "200.00"),
        ("membership-year", "200.00"),
        ("P30D", "49.50"),
        ("P1M", "49.50"),
        ("P33D", "100.00"),
        ("P34D", "200.00"),
        ("PT816H", "200.00"),
        ("lifetime", "200.00"),
    ],
)
def test_windows(window, expected):
    """A fact at x counts at t in a rolling window P while t < x + P; calendar windows begin in the program's zone."""
    assert Decimal(expected) == value(f'sum = "purchase.amount", window = "{window}"', when="2024-03-04T23:59:59")


MEAN = 'spend = { sum = "purchase.amount" }\nvisits = { count = "purchase" }\ncalls = { count = "complaint" }'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('formula = "spend / 7", digits = 2', "28.57"),
        ('formula = "spend / 7", digits = 2, rounding = "up"', "28.58"),
        ('formula = "spend / 7", digits = 1', "28.60"),
        ('formula = "spend / 7", digits = 1, rounding = "down"', "28.50"),
        ('formula = "spend / 7", digits = 0', "29.00"),
        ('formula = "visits / 8", digits = 2', "0.5"),
        ('formula = "(visits + 1) / 8", digits = 2, rounding = "half-up"', "0.63"),
        ('formula = "(visits + 1) / 8", digits = 2, rounding = "half-even"', "0.62"),
        ('formula = "(visits + 1) / 8"', "0.625"),
        ('formula = "spend * 2 - 100.50"', "299.50"),
        ('formula = "spend / (visits - 4)", zero_division = 7', "7.00"),
        ('formula = "spend * 8%"', "16.00"),
        ('score = { spend = "0.6", visits = "0.4" }', "121.6"),
        ("score = { spend = 3, visits = 1 }, normalise = true", "151"),
        ('score = { spend = "0.5", calls = "0.5" }', "100.5"),
    ],
)
def test_calculated(text, expected):
    """Formulas and scores are exact until they are rounded as declared; a score sees money in major units."""
    assert Decimal(expected) == value(text, more=MEAN)


def test_a_fraction_stays_one():
    """What has no end in decimals is a fraction, and exactly that."""
    assert Fraction(4, 3) == value('formula = "visits / 3"', more=MEAN)


def test_a_formula_over_formulas():
    """Formulas may use formulas and scores, each rounded as it is declared."""
    more = MEAN + '\nmean = { formula = "spend / 3", digits = 0 }\npart = { score = { mean = 2, visits = 1 } }'

    assert Decimal(69) == value('formula = "part / 2 - 0.5", digits = 0', more=more)


REFUNDED = [*STORY, {"id": "r", "member": "m", "kind": "refund", "at": at("2024-03-02"), "of": "e1", "amount": "99.99"}]
GONE = [*STORY, {"id": "r", "member": "m", "kind": "refund", "at": at("2024-03-02"), "of": "e1"}]


@pytest.mark.parametrize(
    ("text", "partly", "wholly"),
    [
        ('sum = "purchase.amount"', Decimal("100.01"), Decimal("100.00")),
        ('sum = "purchase.kg"', Decimal("1.55"), Decimal("1.45")),
        ('count = "purchase"', 4, 3),
        ('max = "purchase.amount"', Decimal("50.50"), Decimal("50.50")),
        ('distinct = "purchase.shop"', 2, 2),
        ('streak = "purchase", max_gap = "P30D"', 4, 3),
        ('sum = "points"', 14, 14),
        ('sum = "purchase.amount", window = "P35D"', Decimal("100.01"), Decimal("100.00")),
        ('sum = "purchase.amount", window = "quarter"', Decimal("100.01"), Decimal("100.00")),
    ],
)
def test_refunds(text, partly, wholly):
    """A refund lowers amounts in the window of the purchase; the rest is withdrawn when nothing is left."""
    assert (partly, wholly) == (value(text, REFUNDED), value(text, GONE))
