"""What must hold of the core after anything that a plugin did."""

from datetime import datetime

import loyalty
from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.errors import refuse_inside
from loyalty.plugin.declared import HOOKS
from loyalty.plugin.manager import manager
from tests.plugins.inn import EVENTS, Inn, load

SHOP = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[points]
redeem = { points = 1, worth = "0.01" }
expire = { after = "P1Y" }

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1

[[tiers]]
id = "gold"
enter = "spend >= 100"

[[benefits]]
id = "member-price"
kind = "discount"
percent = 10
quota = 2
"""
HISTORY = (
    {"id": "a", "member": "li", "kind": "enrol", "at": "2024-01-02T00:00:00Z"},
    {"id": "b", "member": "li", "kind": "purchase", "at": "2024-01-03T00:00:00Z", "amount": "130.00"},
    {"id": "c", "member": "li", "kind": "redeem", "at": "2024-01-04T00:00:00Z", "points": 30},
    {"id": "d", "member": "li", "kind": "use", "at": "2024-01-05T00:00:00Z", "benefit": "member-price"},
    {"id": "e", "member": "li", "kind": "refund", "at": "2024-01-06T00:00:00Z", "of": "b", "amount": "13.00"},
)
AT = datetime.fromisoformat("2024-09-01T00:00:00+00:00")


INN, GUESTS = load(), {"inn": Inn(), "spa": Inn("spa")}
PROGRAM = loyalty.loads(SHOP)


def picture():
    """Return what the core says of a fixed shop and of the inn, and what it says of itself."""
    refuse_inside("the test: no plugin is being called any more")
    state = PROGRAM.fold(HISTORY, at=AT)
    points = state.points
    return {
        "state": state.to_json(),
        "conserved": points.issued
        == points.available + points.held - points.debt + points.spent + points.lapsed + points.reversed,
        "left": [(each.id, each.left) for each in PROGRAM.benefits(state).granted],
        "inn": INN.fold(EVENTS, at=AT).to_json(),
        "kinds": [(kind.name, kind.settings.__name__, dict(kind.names), kind.plugin) for kind in CORE_KINDS],
        "hooks": list(HOOKS),
        "vocabulary": list(manager(("spa", "inn"), GUESTS).functions),
    }


def loaded():
    """Return what programs are when they are loaded anew."""
    shop, inn = loyalty.loads(SHOP), load()
    return shop.hash, inn.hash, shop.plan_source(), inn.plan_source()


SOUND, LOADED = picture(), loaded()
"""What the core says before anything has happened."""
