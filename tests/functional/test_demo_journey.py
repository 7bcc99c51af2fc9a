"""From sales lines to events: exact money, local times, and the rules for returns and redemptions."""

from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from demo import journey, mappings, sales
from loyalty.periods import zone

NEW_YORK = zone("America/New_York")
RETURNED = 50 * 5 + 7
"""The number of a basket that brings back its line number 5, counted round, 1 + 257 % 13 = 11 days later."""


def lines(*rows):
    """Return sales lines as (household, basket, local time, cents, special price)."""
    walls = [int(datetime.fromisoformat(row[2] + "+00:00").timestamp()) * 1_000_000 for row in rows]
    return pa.table(
        {
            "household": [row[0] for row in rows],
            "basket": [row[1] for row in rows],
            "wall": pa.array(walls, pa.int64()),
            "cents": pa.array([row[3] for row in rows], pa.int64()),
            "department": ["GROCERY"] * len(rows),
            "quantity": [1] * len(rows),
            "special_price": [row[4] for row in rows],
        }
    )


def made(*rows):
    """Return the events of sales lines as mappings."""
    return list(mappings.mappings(journey.events(lines(*rows), NEW_YORK)))


def two_orders():
    """Two orders of one household; the second brings something back."""
    return (
        (1, 100, "2017-01-05T10:00", 250, False),
        (1, RETURNED, "2017-02-05T10:00", 300, False),
        (1, RETURNED, "2017-02-05T10:00", 199, True),
    )


def test_order():
    """The lines of a basket are one order at its local time, with money as exact text."""
    order = next(event for event in made(*two_orders()) if event["id"] == str(RETURNED))

    assert ["3.00", "1.99"] == [line["amount"] for line in order["lines"]]
    assert [False, True] == [line["special_price"] for line in order["lines"]]
    assert datetime.fromisoformat("2017-02-05T15:00+00:00") == order["at"]


def test_enrolment():
    """A household enrols once, at its first order."""
    enrolments = [event for event in made(*two_orders()) if event["kind"] == "enrol"]

    assert [("enrol-1", "1", datetime.fromisoformat("2017-01-05T15:00+00:00"))] == [
        (event["id"], event["member"], event["at"]) for event in enrolments
    ]


def test_return():
    """A basket whose number leaves 7 brings back the price of one line, some days later at the same local time."""
    returns = [event for event in made(*two_orders()) if event["kind"] == "refund"]

    assert [(str(RETURNED), "1.99", datetime.fromisoformat("2017-02-16T15:00+00:00"))] == [
        (event["of"], event["amount"], event["at"]) for event in returns
    ]


def test_free_lines_are_not_brought_back():
    """A line that cost nothing stays."""
    events = made((1, RETURNED, "2017-02-05T10:00", 0, False))

    assert [] == [event for event in events if event["kind"] == "refund"]


def test_redemption():
    """A household redeems at its eighth order and its sixteenth, at the same instant."""
    orders = [(1, 100 * day, f"2017-01-{day:02}T10:00", 100, False) for day in range(1, 18)]
    events = made(*orders, (2, 5000, "2017-01-01T10:00", 100, False))

    assert [("redeem-800", 100), ("redeem-1600", 100)] == [
        (event["id"], event["points"]) for event in events if event["kind"] == "redeem"
    ]


def test_skipped_time():
    """A local time that the clocks skip is the first instant after the gap."""
    events = made((1, 100, "2017-03-12T02:30", 100, False))

    assert {datetime.fromisoformat("2017-03-12T07:00+00:00")} == {event["at"] for event in events}


@pytest.mark.parametrize(("dollars", "whole"), [(0.29, 29), (1.1 + 2.2, 330), (840.0, 84_000), (0.0, 0)])
def test_cents(dollars, whole):
    """A price in binary dollars is the cent that is meant."""
    assert [whole] == sales.cents(pa.chunked_array([[dollars]])).to_pylist()


@pytest.mark.parametrize("dollars", [0.295, 1.00001, float("nan")])
def test_no_cent(dollars):
    """A price that no cent can be stops the demo."""
    with pytest.raises(SystemExit, match="from a whole cent"):
        sales.cents(pa.chunked_array([[dollars]]))


def test_all_prices_are_cents():
    """Every price of the data is meant to be a whole cent, whatever its binary form."""
    table = sales.sales(sales.data_dir())

    assert 1_469_307 == table.num_rows
    assert Decimal("4596039.58") == Decimal(sum(table["cents"].to_pylist())).scaleb(-2)
