"""Ladders that read each other: whichever stands first in the file, the tiers are the same (semantics 10)."""

import itertools

import pytest

from tests.oracle import loading, told
from tests.unit.engine.stories import PURCHASE, SPEND, at, bought, joined, shop, text_of

TABLES = {
    "main": """
[[tiers]]
id = "gold"
enter = "spend >= 1_000"
""",
    "club": """
[[tiers]]
ladder = "club"
id = "friend"
enter = "tier >= 'gold'"
""",
    "crown": """
[[tiers]]
ladder = "crown"
id = "jewel"
enter = "club >= 'friend' and doubled >= 1_000"
""",
}
METRICS = SPEND + (
    'since_friend = { sum = "purchase.amount", window = "tier-entry", ladder = "club" }\n'
    'doubled = { formula = "spend + since_friend" }\n'
)
ORDERS = list(itertools.permutations(TABLES))
HISTORY = joined(bought("2024-02-01", 1000))


def text(order):
    """The program with its ladders in an order."""
    return PURCHASE + METRICS + "".join(TABLES[name] for name in order)


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_any_order_of_tables(order):
    """One purchase lifts on all three ladders at once, in the engine and in the oracle."""
    tiers = shop(text(order)).fold(HISTORY, at=at("2024-02-01")).tiers
    rows = [("2024-01-01T00:00", "enrol"), ("2024-02-01T00:00", "purchase", {"amount": 1000})]
    versions = loading.load(text_of(text(order)))
    oracle = loading.ask(text_of(text(order)), told.told(versions[0], rows), "2024-02-01T00:00")

    assert {"main": "gold", "club": "friend", "crown": "jewel"} == tiers == oracle["tiers"]
