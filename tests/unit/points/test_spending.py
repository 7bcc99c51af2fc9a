"""What takes points and what gives them back: order of lots, debt, reservations, restores."""

import pytest

from tests.unit.engine.stories import at, bought, joined, names, shop

TEXT = """
[events.purchase]
amount = "money"

[events.gift]
points = "integer"

[points]
expire = { after = "P1Y" }
redeem = { points = 100, worth = "5.00", min = 10, step = 5, max_share = "50%" }
hold_for = "PT30M"
restore_within = "P30D"

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1

[[points.earn]]
id = "gift"
on = "gift"
points = "points"
priority = -1

[[points.earn]]
id = "for-ever"
on = "gift"
points = 1
expire = { after = "P99Y" }
"""
PROGRAM = shop(TEXT)


def points(*rows, program=PROGRAM, when="2024-03-01"):
    """The accounts that are not empty."""
    found = program.fold(joined(*rows), at=at(when)).points
    accounts = ("available", "pending", "held", "debt", "issued", "spent", "lapsed", "reversed")
    return {name: getattr(found, name) for name in accounts if getattr(found, name)}


def lots(*rows, when="2024-03-01"):
    """What is left of which event."""
    return [(lot.source, lot.points) for lot in PROGRAM.fold(joined(*rows), at=at(when)).lots]


def redeem(when, points, order="999999"):
    """The row of a redemption."""
    return when, "redeem", {"points": points, "order": order}


def test_the_order_of_lots():
    """Lots go by priority, then the earlier end, then the older, then the event's id."""
    rows = [
        bought("2024-02-02", 100),
        bought("2024-02-01", 100),
        ("2024-02-03", "gift", {"points": 100}),
        bought("2024-02-01", 100),
        redeem("2024-02-04", 250),
    ]

    assert [("e4", 50), ("e1", 100), ("e3", 1)] == lots(*rows)


@pytest.mark.parametrize(
    ("asked", "order", "code"),
    [
        (5, "100", "below-minimum"),
        (12, "100", "not-a-step"),
        (100, "9.99", "above-share"),
        (100, "10.00", None),
        (205, "100", "insufficient"),
        (200, "100", None),
    ],
)
def test_terms(asked, order, code):
    """The declared terms are asked in their order; what is exactly at the bound is accepted."""
    replay = PROGRAM.replay(joined(bought("2024-02-01", 200), redeem("2024-02-02", asked, order)), at=at("2024-03-01"))

    assert code == (replay.rejected["e2"].code if replay.rejected else None)


def test_no_order():
    """Where a share of the order is bounded, a redemption must say which order."""
    rows = [bought("2024-02-01", 200), ("2024-02-02", "redeem", {"points": 10})]

    assert "missing-field" == PROGRAM.replay(joined(*rows), at=at("2024-03-01")).rejected["e2"].code


def test_debt():
    """What was spent of a refunded order is owed, and the next credit pays it."""
    rows = [bought("2024-02-01", 100), redeem("2024-02-02", 80), ("2024-02-03", "refund", {"of": "e1"})]

    assert {"debt": 80, "issued": 100, "spent": 80, "reversed": 100} == points(*rows)
    assert {"debt": 30, "issued": 150, "spent": 80, "reversed": 100} == points(*rows, bought("2024-02-04", 50))
    assert {"available": 20, "issued": 200, "spent": 80, "reversed": 100} == points(*rows, bought("2024-02-04", 100))


def test_forgiven():
    """Or it is forgiven: then it is in no account."""
    program = shop(TEXT.replace("[points]", '[points]\ndebt = "forgive"'))
    rows = [bought("2024-02-01", 100), redeem("2024-02-02", 80), ("2024-02-03", "refund", {"of": "e1"})]

    assert {"issued": 100, "spent": 80, "reversed": 20} == points(*rows, program=program)


def test_a_refund_claims_other_lots():
    """First the order's own lot, then only what was spent of it from others."""
    rows = [bought("2024-02-01", 100), bought("2024-02-02", 100), redeem("2024-02-03", 80)]

    assert [("e2", 20)] == lots(*rows, ("2024-02-04", "refund", {"of": "e1"}))


def test_lapsed_points_of_a_refund():
    """Points that had lapsed are reversed without any effect on the member."""
    rows = [bought("2024-02-01", 100), bought("2024-12-01", 50), ("2025-02-02", "refund", {"of": "e1"})]

    assert {"available": 50, "issued": 150, "lapsed": 100} == points(*rows[:2], when="2025-02-02")
    assert {"available": 50, "issued": 150, "reversed": 100} == points(*rows, when="2025-02-02")


RESERVED = [bought("2024-02-01", 100), ("2024-02-02", "reserve", {"points": 60})]


@pytest.mark.parametrize(
    ("rows", "when", "expected"),
    [
        ([], "2024-02-02T00:29:59", {"available": 40, "held": 60, "issued": 100}),
        ([], "2024-02-02T00:30", {"available": 100, "issued": 100}),
        (
            [("2024-02-02T00:10", "commit", {"of": "e2"})],
            "2024-03-01",
            {"available": 40, "issued": 100, "spent": 60},
        ),
        (
            [("2024-02-02T00:10", "commit", {"of": "e2", "points": 25})],
            "2024-03-01",
            {"available": 75, "issued": 100, "spent": 25},
        ),
        ([("2024-02-02T00:10", "release", {"of": "e2"})], "2024-02-02T00:10", {"available": 100, "issued": 100}),
        (
            [("2024-02-02T00:10", "commit", {"of": "e2"}), ("2024-02-03", "restore", {"of": "e3", "points": 10})],
            "2024-03-01",
            {"available": 50, "issued": 100, "spent": 50},
        ),
    ],
)
def test_reservations(rows, when, expected):
    """Reserved points are set aside until they are committed, released, or time is up."""
    assert expected == points(*RESERVED, *rows, when=when)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("2024-02-02T00:30", "commit", {"of": "e2"}), "unknown-reservation"),
        (("2024-02-02T00:30", "release", {"of": "e2"}), "unknown-reservation"),
        (("2024-02-02T00:10", "commit", {"of": "e2", "points": 61}), "insufficient"),
        (("2024-02-02T00:10", "commit", {"of": "e1"}), "unknown-reservation"),
        (("2024-02-02T00:10", "restore", {"of": "e2"}), "unknown-redemption"),
    ],
)
def test_what_is_not_reserved(row, code):
    """A reservation is settled once, in time, and never beyond itself."""
    assert {"e3": code} == {
        name: found.code for name, found in PROGRAM.replay(joined(*RESERVED, row), at=at("2024-03-01")).rejected.items()
    }


def test_redeem_and_restore():
    """Redeeming and restoring a part is redeeming less, lots included."""
    base = [bought("2024-02-01", 50), bought("2024-02-02", 50), bought("2024-02-03", 50)]
    restored = lots(*base, redeem("2024-02-04", 120), ("2024-02-05", "restore", {"of": "e4", "points": 45}))

    assert lots(*base, redeem("2024-02-04", 75)) == restored


@pytest.mark.parametrize(("when", "code"), [("2024-03-03", None), ("2024-03-03T00:00:01", "restore-too-late")])
def test_restore_in_time(when, code):
    """A redemption may be cancelled up to the last instant of its time."""
    rows = [bought("2024-02-01", 100), redeem("2024-02-02", 50), (when, "restore", {"of": "e2"})]
    rejected = PROGRAM.replay(joined(*rows), at=at("2024-04-01")).rejected

    assert code == (rejected["e3"].code if rejected else None)


def test_more_than_is_left():
    """A second restore finds only what the first has left."""
    rows = [
        bought("2024-02-01", 100),
        redeem("2024-02-02", 50),
        ("2024-02-03", "restore", {"of": "e2", "points": 30}),
        ("2024-02-04", "restore", {"of": "e2", "points": 21}),
    ]

    assert "restore-exceeds" == PROGRAM.replay(joined(*rows), at=at("2024-04-01")).rejected["e4"].code


def test_refund_with_restore():
    """A refund that names the redemption gives its points back first, and then takes its own."""
    rows = [
        bought("2024-02-01", 100),
        redeem("2024-02-02", 80),
        ("2024-02-03", "refund", {"of": "e1", "restore": "e2"}),
    ]
    replay = PROGRAM.replay(joined(*rows), at=at("2024-03-01"))

    assert {"issued": 100, "reversed": 100} == points(*rows)
    assert ["Enrolled", "Earned", "Spent", "Restored", "Refunded", "Reversed"] == names(replay.effects)


def test_refund_with_restore_of_lapsed_points():
    """Points that come back to an order's lot that had ended lapse first, and are then reversed without effect."""
    rows = [
        bought("2024-02-01", 100),
        bought("2024-12-01", 50),
        redeem("2025-01-20", 100),
        ("2025-02-10", "refund", {"of": "e1", "restore": "e3"}),
    ]

    assert {"available": 50, "issued": 150, "reversed": 100} == points(*rows, when="2025-02-10")


def test_restored_to_a_cancelled_member():
    """Points given by hand, where a program has no rules for points, lapse with the cancellation for good too."""
    rows = (
        ("2024-02-01", "adjust", {"points": 100}),
        ("2024-02-02", "redeem", {"points": 10}),
        ("2024-02-03", "cancel", {"for_cause": True}),
        ("2024-02-04", "restore", {"of": "e2"}),
    )
    points = shop("").fold(joined(*rows), at=at("2024-03-01")).points

    assert (0, 100, 0) == (points.available, points.lapsed, points.spent)
