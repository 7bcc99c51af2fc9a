"""Worked examples of points: the numbers were calculated by hand from the semantics."""

import pytest

from tests.oracle.told import picked, seen

RATE = '[[points.earn]]\nid = "base"\non = "purchase"\nper = 10\npoints = 1\n'
WELCOME = '[[points.earn]]\nid = "w"\non = "enrol"\npoints = 30\n'
TWICE = """
[[points.earn]]
id = "a"
on = "purchase"
times = 2
[[points.earn]]
id = "b"
on = "purchase"
times = "1.5"
"""
ENROL = ("2024-01-01T09:00", "enrol")
BUY = ("2024-03-01T10:00", "purchase", {"amount": "1000"})


def shop(points="", rate=RATE, rest=""):
    """A `[points]` table before the rules, and what follows them."""
    return f"[points]\n{points}\n{rate}\n{rest}"


def visit(policy):
    """Fifty points for a visit, with a policy of their own."""
    return f'[[points.earn]]\nid = "v"\non = "visit"\npoints = 50\n{policy}\n'


CASES = {
    "a rate rounds down on the whole order": (
        shop(),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "9.99"}, {"amount": "9.99"}, {"amount": "9.99"}]}),
        ],
        "2024-03-01T10:00",
        {"points": {"available": 2, "issued": 2}},
    ),
    "rounding half up": (
        shop('rounding = "half-up"'),
        [ENROL, ("2024-03-01T10:00", "purchase", {"amount": "25"})],
        "2024-03-02T00:00",
        {"points": {"available": 3}},
    ),
    "rounding half even": (
        shop('rounding = "half-even"'),
        [ENROL, ("2024-03-01T10:00", "purchase", {"amount": "25"})],
        "2024-03-02T00:00",
        {"points": {"available": 2}},
    ),
    "rounding up": (
        shop('rounding = "up"'),
        [ENROL, ("2024-03-01T10:00", "purchase", {"amount": "20.01"})],
        "2024-03-02T00:00",
        {"points": {"available": 3}},
    ),
    "before enrolment nothing is earned": (
        shop(),
        [("2024-01-01T08:59", "purchase", {"amount": "1000"}), ENROL],
        "2024-03-02T00:00",
        {"points": {"issued": 0}, "rejected": {"e1": "not-enrolled"}},
    ),
    "an enrolment at the same instant comes first": (
        shop(),
        [("2024-01-01T09:00", "purchase", {"amount": "1000"}), ENROL],
        "2024-03-02T00:00",
        {"points": {"issued": 100}, "rejected": {}},
    ),
    "a lot expires at its instant": (
        shop('expire = { after = "P1Y" }'),
        [ENROL, BUY],
        "2025-03-01T10:00",
        {"points": {"available": 0, "lapsed": 100}, "lots": []},
    ),
    "and not before": (
        shop('expire = { after = "P1Y" }'),
        [ENROL, BUY],
        "2025-03-01T09:59:59.999999",
        {"points": {"available": 100, "lapsed": 0}},
    ),
    "expiry rounds up to the end of the month": (
        shop('expire = { after = "P1Y", round = "month" }'),
        [ENROL, BUY],
        "2024-04-01T00:00",
        {"lots": [("e2", 100, "2024-03-01T10:00", "2024-03-01T10:00", "2025-04-01T00:00")]},
    ),
    "an end on a boundary belongs to the month that begins there": (
        shop('expire = { after = "P1Y", round = "month" }'),
        [ENROL, ("2024-03-01T00:00", "purchase", {"amount": "1000"})],
        "2024-04-01T00:00",
        {"lots": [("e2", 100, "2024-03-01T00:00", "2024-03-01T00:00", "2025-04-01T00:00")]},
    ),
    "31 January and a month is the end of February": (
        shop('expire = { after = "P1M" }'),
        [ENROL, ("2024-01-31T10:00", "purchase", {"amount": "1000"})],
        "2024-02-01T00:00",
        {"lots": [("e2", 100, "2024-01-31T10:00", "2024-01-31T10:00", "2024-02-29T10:00")]},
    ),
    "pending points wait and their validity counts from activation": (
        shop('pending = { for = "P14D" }\nexpire = { after = "P1M" }'),
        [ENROL, BUY],
        "2024-03-15T09:59",
        {
            "points": {"available": 0, "pending": 100, "issued": 100},
            "lots": [("e2", 100, "2024-03-01T10:00", "2024-03-15T10:00", "2024-04-15T10:00")],
        },
    ),
    "pending points are active at their instant": (
        shop('pending = { for = "P14D" }'),
        [ENROL, BUY, ("2024-03-15T10:00", "redeem", {"points": 100})],
        "2024-03-15T10:00",
        {"points": {"available": 0, "pending": 0, "spent": 100}, "rejected": {}},
    ),
    "points wait for the delivery that names the purchase": (
        shop('pending = { until = "delivery" }\nexpire = { after = "P1M" }'),
        [ENROL, BUY, ("2024-03-05T12:00", "delivery", {"of": "e2"})],
        "2024-03-06T00:00",
        {
            "points": {"available": 100, "pending": 0},
            "lots": [("e2", 100, "2024-03-01T10:00", "2024-03-05T12:00", "2024-04-05T12:00")],
        },
    ),
    "a delivery of something else changes nothing": (
        shop('pending = { until = "delivery" }'),
        [ENROL, BUY, ("2024-03-05T12:00", "delivery", {"of": "e9"})],
        "2024-03-06T00:00",
        {"points": {"available": 0, "pending": 100}, "lots": [("e2", 100, "2024-03-01T10:00", None, None)]},
    ),
    "the earliest expiry is consumed first, never-expiring last": (
        shop(rate=RATE + 'expire = { after = "P1Y" }\n' + visit('expire = { after = "P1M" }') + WELCOME),
        [ENROL, BUY, ("2024-03-02T10:00", "visit"), ("2024-03-03T10:00", "redeem", {"points": 160})],
        "2024-03-03T10:00",
        {"lots": [("e1", 20, "2024-01-01T09:00", "2024-01-01T09:00", None)], "points": {"available": 20, "spent": 160}},
    ),
    "a lower priority is consumed first whatever its expiry": (
        shop('expire = { after = "P1M" }', RATE + visit('priority = -1\nexpire = { after = "P1Y" }')),
        [ENROL, BUY, ("2024-03-02T10:00", "visit"), ("2024-03-03T10:00", "redeem", {"points": 60})],
        "2024-03-03T10:00",
        {"lots": [("e2", 90, "2024-03-01T10:00", "2024-03-01T10:00", "2024-04-01T10:00")]},
    ),
    "a refund reverses the rest of the rounding": (
        shop(),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"amount": "25"}),
            ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "6"}),
        ],
        "2024-03-03T00:00",
        {"points": {"available": 1, "reversed": 1, "issued": 2}},
    ),
    "two small refunds reverse as much as their sum": (
        shop(),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"amount": "25"}),
            ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "3"}),
            ("2024-03-02T11:00", "refund", {"of": "e2", "amount": "3"}),
        ],
        "2024-03-03T00:00",
        {"points": {"available": 1, "reversed": 1}},
    ),
    "a refund of spent points is claimed from other lots, then owed": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "redeem", {"points": 80}),
            ("2024-03-03T10:00", "purchase", {"amount": "300"}),
            ("2024-03-04T10:00", "refund", {"of": "e2"}),
        ],
        "2024-03-04T10:00",
        {"points": {"available": 0, "debt": 50, "reversed": 100, "spent": 80, "issued": 130}},
    ),
    "debt is paid by the next credit": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "redeem", {"points": 80}),
            ("2024-03-03T10:00", "refund", {"of": "e2"}),
            ("2024-03-04T10:00", "purchase", {"amount": "1000"}),
        ],
        "2024-03-04T10:00",
        {"points": {"available": 20, "debt": 0, "reversed": 100}},
    ),
    "a debt that is forgiven is gone": (
        shop('debt = "forgive"'),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "redeem", {"points": 80}),
            ("2024-03-03T10:00", "refund", {"of": "e2"}),
            ("2024-03-04T10:00", "purchase", {"amount": "1000"}),
        ],
        "2024-03-04T10:00",
        {"points": {"available": 100, "debt": 0, "reversed": 20, "spent": 80, "issued": 200}},
    ),
    "what lapsed of a refunded purchase has no effect on the member": (
        shop('expire = { after = "P1M" }'),
        [ENROL, BUY, ("2024-04-01T10:00", "purchase", {"amount": "500"}), ("2024-04-02T10:00", "refund", {"of": "e2"})],
        "2024-04-02T10:00",
        {"points": {"available": 50, "debt": 0, "lapsed": 0, "reversed": 100}},
    ),
    "a refund before its purchase waits for it": (
        shop(),
        [ENROL, ("2024-02-28T10:00", "refund", {"of": "e3", "amount": "400"}), BUY],
        "2024-03-01T10:00",
        {"points": {"available": 60, "reversed": 40}, "rejected": {}},
    ),
    "and is reported as long as it waits": (
        shop(),
        [ENROL, ("2024-02-28T10:00", "refund", {"of": "e3", "amount": "400"}), BUY],
        "2024-02-29T10:00",
        {"points": {"issued": 0}, "rejected": {"e2": "waiting"}},
    ),
    "a refund of more than is left is rejected": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "600"}),
            ("2024-03-03T10:00", "refund", {"of": "e2", "amount": "400.01"}),
            ("2024-03-04T10:00", "refund", {"of": "e2"}),
            ("2024-03-05T10:00", "refund", {"of": "e2"}),
        ],
        "2024-03-06T10:00",
        {"points": {"available": 0, "reversed": 100}, "rejected": {"e4": "refund-exceeds", "e6": "refund-exceeds"}},
    ),
    "a refund of a visit names no purchase": (
        shop(),
        [ENROL, ("2024-03-02T10:00", "visit"), ("2024-03-03T10:00", "refund", {"of": "e2"})],
        "2024-03-06T10:00",
        {"rejected": {"e3": "unknown-purchase"}},
    ),
    "a refund below the minimum takes all": (
        shop(rate=RATE + "at_least = 500\n"),
        [ENROL, BUY, ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "500.01"})],
        "2024-03-06T10:00",
        {"points": {"available": 0, "reversed": 100}},
    ),
    "a refund by line of goods that earned nothing takes nothing": (
        shop(rate=RATE + 'where = "not special"\n'),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "80"}, {"amount": "40", "special": True}]}),
            ("2024-03-02T10:00", "refund", {"of": "e2", "lines": [{"line": 2}]}),
        ],
        "2024-03-06T10:00",
        {"points": {"available": 8, "reversed": 0}},
    ),
    "a refund by amount falls on both groups of lines": (
        shop(rate=RATE + 'where = "not special"\n'),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "80"}, {"amount": "40", "special": True}]}),
            ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "30"}),
        ],
        "2024-03-06T10:00",
        {"points": {"available": 6, "reversed": 2}},
    ),
    "the room below a cap is recorded with the purchase": (
        shop(rate=RATE + 'limit = { points = 150, per = "month" }\n'),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "purchase", {"amount": "1000"}),
            ("2024-03-03T10:00", "refund", {"of": "e3", "amount": "400"}),
            ("2024-03-04T10:00", "refund", {"of": "e3", "amount": "200"}),
        ],
        "2024-03-06T10:00",
        {"points": {"available": 140, "reversed": 10, "issued": 150}},
    ),
    "a refund gives room back below a cap": (
        shop(rate=RATE + 'limit = { points = 150, per = "month" }\n'),
        [
            ENROL,
            BUY,
            ("2024-03-03T10:00", "refund", {"of": "e2"}),
            ("2024-03-04T10:00", "purchase", {"amount": "2000"}),
            ("2024-04-01T00:00", "purchase", {"amount": "100"}),
        ],
        "2024-04-06T10:00",
        {"points": {"available": 160, "reversed": 100, "issued": 260}},
    ),
    "once a year, and again when the first was returned": (
        shop(rate='[[points.earn]]\nid = "first"\non = "purchase"\npoints = 25\nonce = "year"\n'),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "purchase", {"amount": "1"}),
            ("2024-03-03T10:00", "refund", {"of": "e2"}),
            ("2024-03-04T10:00", "purchase", {"amount": "1"}),
            ("2024-12-31T23:59", "purchase", {"amount": "1"}),
            ("2025-01-01T00:00", "purchase", {"amount": "1"}),
        ],
        "2025-01-01T00:00",
        {"points": {"available": 50, "reversed": 25, "issued": 75}},
    ),
    "the highest multiplier counts": (
        shop(rate=RATE + TWICE),
        [ENROL, ("2024-03-01T10:00", "purchase", {"amount": "15"})],
        "2024-03-06T10:00",
        {"points": {"available": 3}},
    ),
    "or their product": (
        shop(
            'multipliers = "product"',
            RATE + TWICE,
        ),
        [ENROL, ("2024-03-01T10:00", "purchase", {"amount": "15"})],
        "2024-03-06T10:00",
        {"points": {"available": 4}},
    ),
    "a rule holds from its first date to before its last": (
        shop(rate=RATE + "from = 2024-03-01\nto = 2024-03-02\n"),
        [
            ENROL,
            ("2024-02-29T23:59:59", "purchase", {"amount": "10"}),
            ("2024-03-01T00:00", "purchase", {"amount": "20"}),
            ("2024-03-02T00:00", "purchase", {"amount": "40"}),
        ],
        "2024-03-06T10:00",
        {"points": {"available": 2}},
    ),
    "more than is available cannot be redeemed": (
        shop(),
        [ENROL, BUY, ("2024-03-02T10:00", "redeem", {"points": 101}), ("2024-03-02T10:00", "redeem", {"points": 100})],
        "2024-03-06T10:00",
        {"points": {"available": 0, "spent": 100}, "rejected": {"e3": "insufficient"}},
    ),
    "minimum, step and share of the order": (
        shop('redeem = { points = 10, worth = 1, min = 20, step = 10, max_share = "50%" }'),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "redeem", {"points": 10}),
            ("2024-03-02T10:01", "redeem", {"points": 25}),
            ("2024-03-02T10:02", "redeem", {"points": 30, "order": "5.99"}),
            ("2024-03-02T10:03", "redeem", {"points": 30, "order": "6"}),
        ],
        "2024-03-06T10:00",
        {"points": {"spent": 30}, "rejected": {"e3": "below-minimum", "e4": "not-a-step", "e5": "above-share"}},
    ),
    "restored points return to their lots with their expiry": (
        shop('expire = { after = "P1M" }'),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"amount": "300"}),
            ("2024-03-10T10:00", "purchase", {"amount": "300"}),
            ("2024-03-11T10:00", "redeem", {"points": 40}),
            ("2024-03-12T10:00", "restore", {"of": "e4", "points": 15}),
        ],
        "2024-03-12T10:00",
        {
            "lots": [
                ("e2", 5, "2024-03-01T10:00", "2024-03-01T10:00", "2024-04-01T10:00"),
                ("e3", 30, "2024-03-10T10:00", "2024-03-10T10:00", "2024-04-10T10:00"),
            ],
            "points": {"spent": 25},
        },
    ),
    "a lot that has expired gets nothing back": (
        shop('expire = { after = "P1M" }'),
        [ENROL, BUY, ("2024-03-11T10:00", "redeem", {"points": 40}), ("2024-04-02T10:00", "restore", {"of": "e3"})],
        "2024-04-02T10:00",
        {"points": {"available": 0, "spent": 0, "lapsed": 100}, "lots": []},
    ),
    "no more can be restored than was redeemed": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-11T10:00", "redeem", {"points": 40}),
            ("2024-03-12T10:00", "restore", {"of": "e3", "points": 30}),
            ("2024-03-12T11:00", "restore", {"of": "e3", "points": 11}),
            ("2024-03-12T12:00", "restore", {"of": "e2"}),
        ],
        "2024-04-02T10:00",
        {"points": {"spent": 10}, "rejected": {"e5": "restore-exceeds", "e6": "unknown-redemption"}},
    ),
    "a cancelled order restores before it reverses": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "redeem", {"points": 100}),
            ("2024-03-03T10:00", "refund", {"of": "e2", "restore": "e3"}),
        ],
        "2024-03-03T10:00",
        {"points": {"available": 0, "spent": 0, "debt": 0, "reversed": 100}},
    ),
    "reserved points are held, and committed in part the rest is free": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "reserve", {"points": 60}),
            ("2024-03-02T11:00", "redeem", {"points": 41}),
            ("2024-03-02T12:00", "commit", {"of": "e3", "points": 50}),
            ("2024-03-02T13:00", "release", {"of": "e3"}),
        ],
        "2024-03-03T10:00",
        {
            "points": {"available": 50, "held": 0, "spent": 50},
            "rejected": {"e4": "insufficient", "e6": "unknown-reservation"},
        },
    ),
    "a reservation ends by itself": (
        shop('hold_for = "PT30M"'),
        [ENROL, BUY, ("2024-03-02T10:00", "reserve", {"points": 60}), ("2024-03-02T10:30", "commit", {"of": "e3"})],
        "2024-03-03T10:00",
        {"points": {"available": 100, "held": 0}, "rejected": {"e4": "unknown-reservation"}},
    ),
    "reserved points do not lapse before they are settled": (
        shop('expire = { after = "P1M" }'),
        [ENROL, BUY, ("2024-03-31T10:00", "reserve", {"points": 60}), ("2024-04-02T10:00", "release", {"of": "e3"})],
        "2024-04-01T12:00",
        {"points": {"available": 0, "held": 60, "lapsed": 40}},
    ),
    "released into a lot that has expired they lapse": (
        shop('expire = { after = "P1M" }'),
        [ENROL, BUY, ("2024-03-31T10:00", "reserve", {"points": 60}), ("2024-04-02T10:00", "release", {"of": "e3"})],
        "2024-04-02T12:00",
        {"points": {"available": 0, "held": 0, "lapsed": 100}},
    ),
    "an adjustment takes what there is and owes the rest": (
        shop(),
        [ENROL, BUY, ("2024-03-02T10:00", "adjust", {"points": -120})],
        "2024-03-02T12:00",
        {"points": {"available": 0, "debt": 20, "reversed": 120, "issued": 100}},
    ),
    "an adjustment has the expiry it is given": (
        shop('expire = { after = "P1M" }'),
        [
            ENROL,
            ("2024-03-02T10:00", "adjust", {"points": 20, "expires": "2024-03-05T00:00:00+08:00"}),
            ("2024-03-02T11:00", "adjust", {"points": 5}),
        ],
        "2024-03-02T12:00",
        {
            "lots": [
                ("e2", 20, "2024-03-02T10:00", "2024-03-02T10:00", "2024-03-05T00:00"),
                ("e3", 5, "2024-03-02T11:00", "2024-03-02T11:00", "2024-04-02T11:00"),
            ]
        },
    ),
    "all points lapse when nothing happens for a month": (
        shop('expire = { inactive = "P1M", activity = ["purchase"] }'),
        [ENROL, BUY, ("2024-03-20T10:00", "visit"), ("2024-04-01T09:59", "purchase", {"amount": "10"})],
        "2024-05-01T09:58",
        {"points": {"available": 101, "lapsed": 0}},
    ),
    "at the instant and not later": (
        shop('expire = { inactive = "P1M", activity = ["purchase"] }'),
        [ENROL, BUY, ("2024-03-20T10:00", "visit"), ("2024-04-01T10:00", "purchase", {"amount": "10"})],
        "2024-04-01T10:00",
        {"points": {"available": 1, "lapsed": 100}},
    ),
    "a cancellation lapses the points and releases what was held": (
        shop(),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "reserve", {"points": 60}),
            ("2024-03-03T10:00", "cancel"),
            ("2024-03-03T11:00", "redeem", {"points": 1}),
        ],
        "2024-03-04T10:00",
        {"points": {"available": 0, "held": 0, "lapsed": 100}, "status": "cancelled", "rejected": {"e5": "cancelled"}},
    ),
    "in a pause nothing is earned and the clocks go on": (
        shop('expire = { after = "P1M" }'),
        [
            ENROL,
            BUY,
            ("2024-03-02T10:00", "pause"),
            ("2024-03-03T10:00", "purchase", {"amount": "500"}),
            ("2024-03-05T10:00", "resume"),
        ],
        "2024-04-01T10:00",
        {"points": {"available": 0, "issued": 100, "lapsed": 100}},
    ),
    "or the clocks stand still": (
        shop('expire = { after = "P1M" }', rest="[lifecycle]\npause = { expire = false }\n"),
        [ENROL, BUY, ("2024-03-30T10:00", "pause"), ("2024-04-09T10:00", "resume")],
        "2024-04-10T10:00",
        {"lots": [("e2", 100, "2024-03-01T10:00", "2024-03-01T10:00", "2024-04-11T10:00")]},
    ),
    "what ends at the instant of the pause has ended": (
        shop('expire = { after = "P1M" }', rest="[lifecycle]\npause = { expire = false }\n"),
        [ENROL, BUY, ("2024-04-01T10:00", "pause")],
        "2024-04-02T10:00",
        {"points": {"available": 0, "lapsed": 100}},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_points(name):
    """The oracle sees the points that were calculated by hand."""
    text, rows, when, expected = CASES[name]

    view = seen(text, rows, when)

    assert expected == picked(view, expected)


@pytest.mark.parametrize("name", CASES)
def test_conservation(name):
    """In every example the accounts add up (clause 18)."""
    text, rows, when, _ = CASES[name]

    points = seen(text, rows, when)["points"]
    known = points["available"] + points["pending"] + points["held"] - points["debt"]

    assert points["issued"] == known + points["spent"] + points["lapsed"] + points["reversed"]
