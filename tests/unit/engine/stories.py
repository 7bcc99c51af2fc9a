"""Programs and histories in few words: a shop in Shanghai, and rows of (local time, kind, fields)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import loyalty

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = """[program]
id = "shop"
version = "{version}"
effective_from = {since}
timezone = "Asia/Shanghai"
currency = "CNY"
"""
PURCHASE = """
[events.purchase]
amount = "money"
"""
SPEND = """
[metrics]
spend = { sum = "purchase.amount" }
visits = { count = "purchase" }
"""
LADDER = """
[[tiers]]
id = "silver"
enter = "spend >= 1_000"

[[tiers]]
id = "gold"
enter = "spend >= 10_000"
"""
POINTS = """
[points]

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
"""
SHOP = PURCHASE + SPEND + LADDER + POINTS


def text_of(body=SHOP, *, version="1", since="2024-01-01", program=""):
    """A whole program around what a test is about; `program` has more lines of the table `[program]`."""
    return HEAD.format(version=version, since=since) + program + body


def shop(body=SHOP, **head):
    """The program that a text makes."""
    return loyalty.loads(text_of(body, **head))


def at(text):
    """A local time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def told(*rows, member="m", first=1):
    """Event mappings from rows of (local time, kind, fields); ids default to e1, e2, ..., the first being `first`."""
    events = []
    for number, (time, kind, *rest) in enumerate(rows, start=first):
        fields = rest[0] if rest else {}
        event = {"id": f"e{number}", "member": member, "kind": kind, "at": at(time), **fields}
        if isinstance(event.get("recorded_at"), str):
            event["recorded_at"] = at(event["recorded_at"])
        events.append(event)
    return events


def joined(*rows, time="2024-01-01", **fields):
    """Event mappings of a member who enrolled first, as `e0`."""
    return [*told((time, "enrol", fields), first=0), *told(*rows)]


def bought(time, amount, **fields):
    """The row of a purchase."""
    return (time, "purchase", {"amount": amount, **fields})


def names(effects):
    """The names of effects."""
    return [type(effect).__name__ for effect in effects]
