"""Prints the states of members of a rich program as JSON: run in different surroundings, compared as bytes."""

import json
import sys
from datetime import datetime

import loyalty
from tests.oracle.told import program, stamp, told

TEXT = program(
    """
[metrics]
spend = { sum = "purchase.amount", window = "P1Y" }
shops = { distinct = "purchase.shop" }
last_shop = { last = "purchase.shop" }
mean = { formula = "spend / 3" }
earned = { sum = "points", window = "tier-entry" }
[points]
expire = { after = "P1Y", round = "month" }
pending = { for = "P7D" }
[[points.earn]]
id = "base"
on = "purchase"
per = 10
points = { none = 1, gold = 2 }
where = "not special"
[ladders.main]
review = "quarter"
grace = "P30D"
[ladders.service]
[[tiers]]
id = "silver"
enter = "spend >= 100"
[[tiers]]
id = "gold"
enter = "spend >= 1_000"
[[tiers]]
id = "a"
ladder = "service"
enter = "shops >= 2"
""",
    "America/New_York",
)
ROWS = [
    ("2024-03-01T09:00", "enrol", {"vip": True}),
    ("2024-03-09T02:30", "purchase", {"amount": "120.50", "shop": "online"}),
    ("2024-03-10T03:00", "purchase", {"lines": [{"amount": "900"}, {"amount": "50", "special": True}]}),
    ("2024-03-20T10:00", "redeem", {"points": 30}),
    ("2024-03-21T10:00", "refund", {"of": "e3", "amount": "100"}),
    ("2024-03-22T10:00", "reserve", {"points": 5}),
    ("2024-11-03T01:30", "purchase", {"amount": "77.77"}),
    ("2024-11-10T01:30", "redeem", {"points": 1000}),
]
TIMES = ("2024-03-09T02:30", "2024-03-21T12:00", "2024-07-01T00:00", "2024-11-11T00:00", "2025-12-31T00:00")


def main():
    """Print the states at several times."""
    known = loyalty.loads(TEXT)
    events = told(known.versions[0], ROWS)
    times = [datetime.fromisoformat(stamp(time, known.versions[0])) for time in TIMES]
    sys.stdout.write(json.dumps([known.fold(events, at=time).to_json() for time in times]))


if __name__ == "__main__":
    main()
