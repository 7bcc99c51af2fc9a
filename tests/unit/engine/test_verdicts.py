"""Decisions are taken once, on what was known then."""

import pytest

from tests.unit.engine.stories import SHOP, at, bought, joined, shop

PROGRAM = shop(SHOP)


def codes(*rows, when="2024-03-01"):
    """The rejections of a history by event id."""
    return {name: found.code for name, found in PROGRAM.replay(joined(*rows), at=at(when)).rejected.items()}


def test_a_void_of_the_same_instant_comes_after():
    """An approval and a void at one instant: the approval is first in the order, so it does not know the void."""
    rows = [("2024-01-02", "approve", {"gate": "x", "by": "b"}), ("2024-01-02", "void", {"of": "e0"})]

    assert {"e1": "unknown-gate"} == codes(*rows)


@pytest.mark.parametrize(("recorded", "expected"), [("2024-02-02", {}), ("2024-02-04", {"e2": "insufficient"})])
def test_what_was_recorded_counts(recorded, expected):
    """A redemption may use what was recorded by then, whenever that happened; and not what was recorded later."""
    rows = [
        bought("2024-02-01", 100, recorded_at=recorded),
        ("2024-02-03", "redeem", {"points": 100}),
    ]

    assert expected == codes(*rows)


def test_a_decision_outlives_its_ground():
    """A redemption of points that a late void takes away stays; the points are owed."""
    rows = [
        bought("2024-02-01", 100),
        ("2024-02-03", "redeem", {"points": 100}),
        ("2024-02-04", "void", {"of": "e1"}),
    ]
    points = PROGRAM.fold(joined(*rows), at=at("2024-03-01")).points

    assert {} == codes(*rows)
    assert (100, 100, 0) == (points.spent, points.debt, points.issued)


def test_an_approval_outlives_its_ground():
    """An approval that names no tier stays when its ground is taken away, and lifts once there is another."""
    program = shop(SHOP.replace('enter = "spend >= 1_000"', 'enter = "spend >= 1_000"\ngate = "interview"'))
    rows = [
        bought("2024-02-01", 1000),
        ("2024-02-03", "approve", {"gate": "interview", "by": "office"}),
        ("2024-02-04", "void", {"of": "e1"}),
        bought("2024-02-05", 2000),
    ]
    tiers = [program.fold(joined(*rows), at=at(when)).tier for when in ("2024-02-03", "2024-02-04", "2024-02-06")]

    assert ["silver", "none", "silver"] == tiers
