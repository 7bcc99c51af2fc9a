"""What counts as the same value, and how values are shown."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from loyalty.periods import zone
from loyalty.testing.comparing import same, same_all, same_ways, shown

SHANGHAI = zone("Asia/Shanghai")
MIDNIGHT = datetime(2024, 3, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (500, Decimal("500.00")),
        (Decimal("0.50"), Fraction(1, 2)),
        ("87.5%", Decimal("0.875")),
        ("1/3", Fraction(1, 3)),
        ("none", None),
        (True, True),
        ("gold", "gold"),
        (date(2024, 4, 1), MIDNIGHT),
        (datetime.fromisoformat("2024-04-01T00:00"), MIDNIGHT),
        (MIDNIGHT, MIDNIGHT.astimezone()),
        (date(2024, 4, 1), date(2024, 4, 1)),
        ({"points": 1}, {"points": 1, "expires": None}),
    ],
)
def test_same(expected, actual):
    """Numbers are compared by value, times by instant, tables as far as they are written."""
    assert same(expected, actual, SHANGHAI)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (1, True),
        (True, 1),
        (0, None),
        (Decimal("0.33"), Fraction(1, 3)),
        ("500", 500),
        ("87.5%", Decimal("87.5")),
        ("1/0", 0),
        ("50%", "0.5"),
        (date(2024, 3, 31), MIDNIGHT),
        ("2024-04-01", MIDNIGHT),
        ({"points": 1, "ends": 2}, {"points": 1}),
        ({"points": 1}, 1),
    ],
)
def test_not_the_same(expected, actual):
    """A truth value is no number, a text is no number, and nothing is not zero."""
    assert not same(expected, actual, SHANGHAI)


def test_lists():
    """Lists have the same order and length; alternatives have no order, and exactly the same keys."""
    assert same_all([1, 2], [1, 2], SHANGHAI)
    assert not same_all([1, 2], [2, 1], SHANGHAI)
    assert not same_all([1], [1, 2], SHANGHAI)
    assert same_ways([{"a": 1}, {"b": 2}], [{"b": 2}, {"a": 1}], SHANGHAI)
    assert not same_ways([{"a": 1}], [{"a": 1, "b": 2}], SHANGHAI)
    assert not same_ways([{"a": 1}, {"a": 1}], [{"a": 1}, {"b": 1}], SHANGHAI)
    assert not same_ways([], [{"a": 1}], SHANGHAI)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        (True, "true"),
        (Decimal("1E+2"), "100"),
        (Fraction(1, 3), "1/3"),
        ("金卡", "金卡"),
        (["a", 1], '["a", 1]'),
        ({}, "{}"),
        ({"a b": "c", "spend-year": Decimal("0.5")}, '{ "a b" = "c", spend-year = 0.5 }'),
        (date(2024, 4, 1), "2024-04-01"),
        (datetime.fromisoformat("2024-04-01T10:00:00+08:00"), "2024-04-01T10:00"),
        (datetime.fromisoformat("2024-04-01T10:00:01+08:00"), "2024-04-01T10:00:01"),
    ],
)
def test_shown(value, text):
    """Values are shown as an author would write them."""
    assert text == shown(value)
