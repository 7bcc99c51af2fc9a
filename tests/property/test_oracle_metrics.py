"""Worked examples of metrics and of the calendar: calculated by hand from the semantics."""

import pytest

from tests.oracle.told import picked, seen

ENROL = ("2023-02-28T09:00", "enrol")


def buy(time, amount, **fields):
    """A purchase."""
    return (time, "purchase", {"amount": str(amount), **fields})


def metric(definition):
    """One metric named `m`."""
    return f"[metrics]\nm = {{ {definition} }}\n"


NEW_YORK = "America/New_York"
CASES = {
    "a rolling window holds its first instant": (
        metric('sum = "purchase.amount", window = "P30D"'),
        [ENROL, buy("2024-03-01T10:00", 5)],
        "2024-03-31T09:59:59.999999",
        500,
    ),
    "and not its last": (
        metric('sum = "purchase.amount", window = "P30D"'),
        [ENROL, buy("2024-03-01T10:00", 5)],
        "2024-03-31T10:00",
        0,
    ),
    "a day of 23 hours is a day": (
        metric('sum = "purchase.amount", window = "P1D"'),
        [ENROL, buy("2024-03-09T12:00", 5)],
        "2024-03-10T11:59:59",
        500,
        NEW_YORK,
    ),
    "24 hours elapse": (
        metric('sum = "purchase.amount", window = "PT24H"'),
        [ENROL, buy("2024-03-09T12:00", 5)],
        "2024-03-10T12:59:59",
        500,
        NEW_YORK,
    ),
    "an end in an hour that comes twice is the second": (
        metric('sum = "purchase.amount", window = "P1D"'),
        [ENROL, buy("2024-11-02T01:30", 5)],
        "2024-11-03T01:29:59-05:00",
        500,
        NEW_YORK,
    ),
    "a calendar quarter": (
        metric('count = "purchase", window = "quarter"'),
        [ENROL, buy("2024-03-31T23:59:59", 1), buy("2024-04-01T00:00", 1), buy("2024-06-30T10:00", 1)],
        "2024-06-30T23:59:59",
        2,
    ),
    "a week begins on Monday": (
        metric('count = "visit", window = "week"'),
        [ENROL, ("2024-03-10T23:59", "visit"), ("2024-03-11T00:00", "visit")],
        "2024-03-17T23:59",
        1,
    ),
    "a membership year begins on the anniversary": (
        metric('count = "visit", window = "membership-year"'),
        [ENROL, ("2024-02-27T23:59:59", "visit"), ("2024-02-28T00:00", "visit"), ("2025-02-27T10:00", "visit")],
        "2025-02-27T23:00",
        2,
    ),
    "born on 29 February": (
        metric('count = "visit", window = "membership-year"'),
        [("2024-02-29T09:00", "enrol"), ("2025-02-27T10:00", "visit"), ("2025-02-28T00:00", "visit")],
        "2025-03-01T00:00",
        1,
    ),
    "what a refund leaves, in the window of the purchase": (
        metric('sum = "purchase.amount", window = "month"'),
        [ENROL, buy("2024-03-31T10:00", 50), buy("2024-04-01T10:00", 20), ("2024-04-02T10:00", "refund", {"of": "e2"})],
        "2024-04-02T10:00",
        2000,
    ),
    "a part of an order does not count": (
        metric('sum = "purchase.amount", where = "not special"'),
        [ENROL, ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "7"}, {"amount": "5", "special": True}]})],
        "2024-03-02T10:00",
        700,
    ),
    "a refund by amount is shared by largest remainder": (
        metric('sum = "purchase.amount", where = "not special"'),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "2"}, {"amount": "1", "special": True}]}),
            ("2024-03-02T10:00", "refund", {"of": "e2", "amount": "0.50"}),
        ],
        "2024-03-02T10:00",
        167,
    ),
    "an order counts if one line does": (
        metric('count = "purchase", where = "special"'),
        [
            ENROL,
            ("2024-03-01T10:00", "purchase", {"lines": [{"amount": "2"}, {"amount": "1", "special": True}]}),
            buy("2024-03-02T10:00", 3),
        ],
        "2024-03-02T10:00",
        1,
    ),
    "the largest of what is left": (
        metric('max = "purchase.amount"'),
        [
            ENROL,
            buy("2024-03-01T10:00", 50),
            buy("2024-03-02T10:00", 40),
            ("2024-03-03T10:00", "refund", {"of": "e2", "amount": "20"}),
        ],
        "2024-03-03T10:00",
        4000,
    ),
    "the smallest of nothing is unknown": (metric('min = "purchase.amount"'), [ENROL], "2024-03-03T10:00", None),
    "the last shop": (
        metric('last = "purchase.shop"'),
        [ENROL, buy("2024-03-01T10:00", 1, shop="online"), buy("2024-02-01T10:00", 1, shop="store")],
        "2024-03-03T10:00",
        "online",
    ),
    "the shop before when the last purchase was returned": (
        metric('last = "purchase.shop"'),
        [
            ENROL,
            buy("2024-03-01T10:00", 1, shop="online"),
            buy("2024-02-01T10:00", 1),
            ("2024-03-02T10:00", "refund", {"of": "e2"}),
        ],
        "2024-03-03T10:00",
        "store",
    ),
    "different shops": (
        metric('distinct = "purchase.shop"'),
        [ENROL, buy("2024-03-01T10:00", 1, shop="online"), buy("2024-02-01T10:00", 1), buy("2024-02-02T10:00", 1)],
        "2024-03-03T10:00",
        2,
    ),
    "a run with the longest gap allowed": (
        metric('streak = "purchase", max_gap = "P30D"'),
        [ENROL, buy("2024-03-01T10:00", 1), buy("2024-03-31T10:00", 1)],
        "2024-04-30T10:00",
        2,
    ),
    "a gap too long begins anew": (
        metric('streak = "purchase", max_gap = "P30D"'),
        [ENROL, buy("2024-03-01T10:00", 1), buy("2024-03-31T10:00:01", 1)],
        "2024-04-30T10:00",
        1,
    ),
    "time breaks a run": (
        metric('streak = "purchase", max_gap = "P30D"'),
        [ENROL, buy("2024-03-01T10:00", 1)],
        "2024-03-31T10:00:00.000001",
        0,
    ),
    "a complaint breaks a run": (
        metric('streak = "purchase", max_gap = "P30D", broken_by = ["complaint"]'),
        [ENROL, buy("2024-03-01T10:00", 1), ("2024-03-02T10:00", "complaint"), buy("2024-03-03T10:00", 1)],
        "2024-03-04T10:00",
        1,
    ),
    "calendar days since the last": (
        metric('recency = "purchase"'),
        [ENROL, buy("2024-03-01T23:59", 1)],
        "2024-03-03T00:00",
        2,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_metrics(name):
    """The oracle sees the metric that was calculated by hand."""
    text, rows, when, expected, *zone = CASES[name]

    assert expected == seen(text, rows, when, *zone)["metrics"]["m"]


RATE = '[points]\n[[points.earn]]\nid = "base"\non = "purchase"\nper = 1\npoints = 1\n'
HISTORIES = {
    "a late fact counts where it happened": (
        [ENROL, buy("2024-03-01T10:00", 5, recorded_at="2024-04-01T10:00")],
        {"points": {"available": 5}, "rejected": {}},
    ),
    "too late it is put aside": (
        [ENROL, buy("2024-03-01T10:00", 5, recorded_at="2024-05-30T10:00:01")],
        {"points": {"available": 0}, "rejected": {"e2": "late"}},
    ),
    "at the last moment it is not": (
        [ENROL, buy("2024-03-01T10:00", 5, recorded_at="2024-05-30T10:00")],
        {"points": {"available": 5}, "rejected": {}},
    ),
    "until an override": (
        [
            ENROL,
            buy("2024-03-01T10:00", 5, recorded_at="2024-06-01T10:00"),
            ("2024-06-02T10:00", "override", {"of": "e2"}),
        ],
        {"points": {"available": 5}, "rejected": {}},
    ),
    "from the future": (
        [ENROL, ("2024-03-01T10:00", "visit", {"recorded_at": "2024-03-01T09:54:59"})],
        {"rejected": {"e2": "future"}},
    ),
    "unless it is scheduled": (
        [ENROL, ("2024-03-01T10:00", "booking", {"recorded_at": "2024-02-01T10:00"})],
        {"rejected": {}},
    ),
    "a rejected decision stays rejected": (
        [
            ENROL,
            ("2024-03-02T10:00", "redeem", {"points": 5}),
            buy("2024-03-01T10:00", 5, recorded_at="2024-03-03T10:00"),
        ],
        {"points": {"available": 5, "spent": 0}, "rejected": {"e2": "insufficient"}},
    ),
    "an accepted one stays accepted, and the rest is owed": (
        [
            ENROL,
            buy("2024-03-01T10:00", 5),
            ("2024-03-02T10:00", "redeem", {"points": 4}),
            ("2024-03-03T10:00", "void", {"of": "e2"}),
        ],
        {"points": {"available": 0, "spent": 4, "debt": 4, "issued": 0}, "rejected": {}},
    ),
    "a correction has a new body": (
        [
            ENROL,
            buy("2024-03-01T10:00", 5),
            (
                "2024-03-03T10:00",
                "replace",
                {"of": "e2", "with": {"kind": "purchase", "amount": "8", "at": "2024-03-01T10:00:00+08:00"}},
            ),
        ],
        {"points": {"available": 8, "issued": 8}},
    ),
    "decisions cannot be voided": (
        [
            ENROL,
            buy("2024-03-01T10:00", 5),
            ("2024-03-02T10:00", "redeem", {"points": 4}),
            ("2024-03-03T10:00", "void", {"of": "e3"}),
        ],
        {"points": {"available": 1, "spent": 4}, "rejected": {"e4": "no-decision-changes"}},
    ),
    "nothing is voided that is not there": (
        [ENROL, ("2024-03-03T10:00", "void", {"of": "e9"})],
        {"rejected": {"e2": "waiting"}},
    ),
    "the same twice is once": (
        [ENROL, buy("2024-03-01T10:00", 5, id="p"), buy("2024-03-01T10:00", 5, id="p", recorded_at="2024-03-05T10:00")],
        {"points": {"available": 5}},
    ),
    "two members are one": (
        [
            ENROL,
            ("2023-01-01T09:00", "enrol", {"member": "n"}),
            buy("2024-03-01T10:00", 5, member="n"),
            buy("2024-03-02T10:00", 7),
            ("2024-03-03T10:00", "merge", {"absorbs": "n"}),
        ],
        {"points": {"available": 12}, "rejected": {}},
    ),
    "and not before they are": (
        [
            ENROL,
            buy("2024-03-01T10:00", 5, member="n"),
            buy("2024-03-02T10:00", 7),
            ("2024-07-03T10:00", "merge", {"absorbs": "n"}),
        ],
        {"points": {"available": 7}},
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_histories(name):
    """The oracle sees the state that was decided by hand, at the end of June."""
    rows, expected = HISTORIES[name]

    view = seen(RATE, rows, "2024-07-01T00:00", member="m")

    assert expected == picked(view, expected)
