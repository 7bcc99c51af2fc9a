"""Worked examples of standings: decided by hand from the semantics."""

import pytest

from tests.oracle.told import picked, seen

METRICS = """
[metrics]
spend = { sum = "purchase.amount" }
year_spend = { sum = "purchase.amount", window = "year" }
rolling = { sum = "purchase.amount", window = "P30D" }
since = { sum = "purchase.amount", window = "tier-entry" }
visits = { count = "visit" }
earned = { sum = "points" }
[points]
[[points.earn]]
id = "base"
on = "purchase"
per = 1
points = { none = 1, gold = 2 }
"""
ENROL = ("2024-01-01T09:00", "enrol")


def buy(time, amount, **fields):
    """A purchase."""
    return (time, "purchase", {"amount": str(amount), **fields})


def ladder(settings="", silver='enter = "year_spend >= 100"', gold='enter = "year_spend >= 1_000"', rest=""):
    """A ladder of silver and gold."""
    tiers = f'[[tiers]]\nid = "silver"\n{silver}\n[[tiers]]\nid = "gold"\n{gold}\n'
    return f"{METRICS}\n[ladders.main]\n{settings}\n{tiers}\n{rest}"


YEARLY = 'review = "year"'
GATED = 'enter = "year_spend >= 1_000"\ngate = "interview"'
SERVICE = '[ladders.service]\n[[tiers]]\nid = "a"\nladder = "service"\nenter = "visits >= 2"\n'
CASES = {
    "the purchase that makes a member gold earns the old rate": (
        ladder(),
        [ENROL, buy("2024-02-01T10:00", 1000), buy("2024-02-02T10:00", 10)],
        "2024-02-02T10:00",
        {"tier": "gold", "points": {"available": 1020}},
    ),
    "the highest of several tiers wins": (
        ladder(),
        [ENROL, buy("2024-02-01T10:00", 999.99), buy("2024-02-02T10:00", "0.01")],
        "2024-02-02T10:00",
        {"tier": "gold"},
    ),
    "a refund demotes nobody before the review": (
        ladder(YEARLY),
        [ENROL, buy("2024-02-01T10:00", 1000), ("2024-02-03T10:00", "refund", {"of": "e2"})],
        "2024-12-31T23:59:59",
        {"tier": "gold", "metrics": {"year_spend": 0}, "reviews": {"main": "2025-01-01T00:00"}},
    ),
    "but the review does": (
        ladder(YEARLY),
        [ENROL, buy("2024-02-01T10:00", 1000), ("2024-02-03T10:00", "refund", {"of": "e2"})],
        "2025-01-01T00:00",
        {"tier": "none", "reviews": {"main": None}},
    ),
    "a void means it never happened": (
        ladder(YEARLY),
        [ENROL, buy("2024-02-01T10:00", 1000), ("2024-02-03T10:00", "void", {"of": "e2"})],
        "2024-02-03T10:00",
        {"tier": "none", "points": {"issued": 0}},
    ),
    "a review judges the year that ended": (
        ladder(YEARLY),
        [ENROL, buy("2024-12-31T23:59", 1000)],
        "2025-06-01T00:00",
        {"tier": "gold", "reviews": {"main": "2026-01-01T00:00"}},
    ),
    "and before any event at its instant": (
        ladder(YEARLY),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2026-01-01T00:00", 1000)],
        "2026-01-01T00:00",
        {"tier": "gold", "points": {"available": 2000}},
    ),
    "to the tier that fits": (
        ladder(YEARLY),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2025-06-01T00:00", 100)],
        "2026-01-01T00:00",
        {"tier": "silver"},
    ),
    "or one step": (
        ladder(YEARLY + '\ndemote = "one-step"'),
        [ENROL, buy("2024-12-31T23:59", 1000)],
        "2026-01-01T00:00",
        {"tier": "silver", "reviews": {"main": "2027-01-01T00:00"}},
    ),
    "keep is easier than enter": (
        ladder(YEARLY, gold='enter = "year_spend >= 1_000"\nkeep = "year_spend >= 500"'),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2025-06-01T00:00", 500)],
        "2026-06-01T00:00",
        {"tier": "gold"},
    ),
    "grace after a failed review": (
        ladder(YEARLY + '\ngrace = "P30D"'),
        [ENROL, buy("2024-12-31T23:59", 1000)],
        "2026-01-30T23:59:59",
        {"tier": "gold", "reviews": {"main": "2026-01-31T00:00"}},
    ),
    "saved in the days of grace": (
        ladder(YEARLY + '\ngrace = "P30D"'),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2026-01-20T10:00", 1000)],
        "2026-01-31T00:00",
        {"tier": "gold", "reviews": {"main": "2027-01-01T00:00"}},
    ),
    "lost when they have passed": (
        ladder(YEARLY + '\ngrace = "P30D"'),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2026-01-31T00:00", 1000)],
        "2026-01-31T00:00",
        {"tier": "gold", "metrics": {"since": 1000 * 100}},
    ),
    "grace leaves the tier that fitted at the review": (
        ladder(YEARLY + '\ngrace = "P30D"'),
        [ENROL, buy("2024-12-31T23:59", 1000), buy("2025-06-01T10:00", 100)],
        "2026-01-31T00:00",
        {"tier": "silver"},
    ),
    "reviews by period are counted from entering": (
        ladder('review = "P1M"', silver='enter = "spend >= 1"'),
        [ENROL, buy("2024-01-31T10:00", 10)],
        "2024-03-15T00:00",
        {"reviews": {"main": "2024-03-31T10:00"}},
    ),
    "time alone lifts nobody": (
        ladder(silver='enter = "rolling < 50 and spend >= 100"'),
        [ENROL, buy("2024-02-01T10:00", 100)],
        "2024-06-01T00:00",
        {"tier": "none"},
    ),
    "nor does an event that has nothing to do with it": (
        ladder(silver='enter = "rolling < 50 and spend >= 100"'),
        [ENROL, buy("2024-02-01T10:00", 100), ("2024-05-01T10:00", "visit")],
        "2024-06-01T00:00",
        {"tier": "none"},
    ),
    "an event that bears on it does": (
        ladder(silver='enter = "rolling < 50 and spend >= 100"'),
        [ENROL, buy("2024-02-01T10:00", 100), buy("2024-05-01T10:00", 1)],
        "2024-06-01T00:00",
        {"tier": "silver"},
    ),
    "or a review": (
        ladder(YEARLY, gold='enter = "rolling < 50 and spend >= 500"'),
        [ENROL, buy("2024-02-01T10:00", 500)],
        "2025-01-01T00:00",
        {"tier": "gold"},
    ),
    "without approval the gate stays shut": (
        ladder(gold=GATED),
        [ENROL, buy("2024-02-01T10:00", 1000)],
        "2024-02-01T10:00",
        {"tier": "silver"},
    ),
    "an approval lifts who is eligible": (
        ladder(gold=GATED),
        [ENROL, buy("2024-02-01T10:00", 1000), ("2024-02-05T10:00", "approve", {"gate": "interview"})],
        "2024-02-05T10:00",
        {"tier": "gold", "rejected": {}},
    ),
    "and nobody else": (
        ladder(gold=GATED),
        [
            ENROL,
            buy("2024-02-01T10:00", 999),
            ("2024-02-05T10:00", "approve", {"gate": "interview"}),
            ("2024-02-05T11:00", "approve", {"gate": "door"}),
            ("2024-02-05T12:00", "approve", {"gate": "interview", "tier": "bronze"}),
            ("2024-02-05T13:00", "approve", {"gate": "interview", "tier": "silver"}),
        ],
        "2024-02-06T10:00",
        {
            "tier": "silver",
            "rejected": {"e3": "not-eligible", "e4": "unknown-gate", "e5": "unknown-tier", "e6": "unknown-gate"},
        },
    ),
    "an approval ends when the tier is left": (
        ladder(YEARLY, gold=GATED),
        [
            ENROL,
            buy("2024-02-01T10:00", 1000),
            ("2024-02-05T10:00", "approve", {"gate": "interview"}),
            buy("2026-02-01T10:00", 1000),
        ],
        "2026-02-01T10:00",
        {"tier": "silver"},
    ),
    "a tier that begins next month": (
        ladder('start = "next-month"'),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2024-02-20T10:00", "refund", {"of": "e2"})],
        "2024-03-01T00:00",
        {"tier": "gold"},
    ),
    "has not begun before": (
        ladder('start = "next-month"'),
        [ENROL, buy("2024-02-10T10:00", 1000)],
        "2024-02-29T23:59:59.999999",
        {"tier": "none"},
    ),
    "spending points demotes nobody": (
        ladder('review = "month"', silver='enter = "earned >= 100"', gold='enter = "earned >= 5_000"'),
        [ENROL, buy("2024-02-10T10:00", 100), ("2024-02-20T10:00", "redeem", {"points": 100})],
        "2024-03-01T00:00",
        {"tier": "silver", "points": {"available": 0}},
    ),
    "a grant is a floor until its end": (
        ladder(),
        [
            ENROL,
            ("2024-02-01T10:00", "grant", {"tier": "gold", "until": "2024-03-01T00:00:00+08:00"}),
            buy("2024-02-10T10:00", 100),
        ],
        "2024-03-01T00:00",
        {"tier": "silver", "points": {"available": 200}},
    ),
    "a grant of an unknown tier is rejected": (
        ladder(),
        [ENROL, ("2024-02-01T10:00", "grant", {"tier": "bronze"})],
        "2024-03-01T00:00",
        {"tier": "none", "rejected": {"e2": "unknown-tier"}},
    ),
    "several ladders at once": (
        ladder(rest=SERVICE),
        [ENROL, buy("2024-02-10T10:00", 100), ("2024-02-11T10:00", "visit"), ("2024-02-12T10:00", "visit")],
        "2024-03-01T00:00",
        {"tiers": {"main": "silver", "service": "a"}},
    ),
    "a cancellation ends every standing": (
        ladder(),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2024-02-11T10:00", "cancel")],
        "2024-03-01T00:00",
        {"tier": "none", "status": "cancelled"},
    ),
    "a return at the bottom": (
        ladder(),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2024-02-11T10:00", "cancel"), ("2024-02-12T10:00", "rejoin")],
        "2024-03-01T00:00",
        {"tier": "none", "status": "active"},
    ),
    "or where the member was, if it still holds": (
        ladder(rest='[lifecycle]\nrejoin = { tier = "restore" }\n'),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2024-02-11T10:00", "cancel"), ("2024-02-12T10:00", "rejoin")],
        "2024-03-01T00:00",
        {"tier": "gold"},
    ),
    "it no longer holds in another year": (
        ladder(rest='[lifecycle]\nrejoin = { tier = "restore" }\n'),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2024-02-11T10:00", "cancel"), ("2025-02-12T10:00", "rejoin")],
        "2025-03-01T00:00",
        {"tier": "none"},
    ),
    "no return after a cause": (
        ladder(),
        [ENROL, ("2024-02-11T10:00", "cancel", {"for_cause": True}), ("2024-02-12T10:00", "rejoin")],
        "2024-03-01T00:00",
        {"status": "cancelled", "rejected": {"e3": "cancelled"}},
    ),
    "no review in a pause": (
        ladder(YEARLY, rest="[lifecycle]\npause = { review = false }\n"),
        [ENROL, buy("2024-02-10T10:00", 1000), ("2025-12-01T10:00", "pause"), ("2026-02-01T10:00", "resume")],
        "2026-03-01T00:00",
        {"tier": "gold", "reviews": {"main": "2027-01-01T00:00"}},
    ),
    "an amount at the threshold is enough": (
        ladder(silver='enter = "year_spend > 100"'),
        [ENROL, buy("2024-02-10T10:00", 100)],
        "2024-03-01T00:00",
        {"tier": "none"},
    ),
    "shares follow their event and lift": (
        ladder(silver='enter = "shares >= 500"'),
        [ENROL, ("2024-02-10T10:00", "holding", {"held": 500})],
        "2024-03-01T00:00",
        {"tier": "silver", "fields": {"shares": 500}},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_tiers(name):
    """The oracle sees the standing that was decided by hand."""
    text, rows, when, expected = CASES[name]

    view = seen(text, rows, when)

    assert expected == picked(view, expected)
