"""Lots that no refund can name any more are one, and nothing shows since when."""

import pytest

from tests.unit.engine.stories import at, bought, joined, shop

EARN = """
[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
"""
TEXT = f"""
[events.purchase]
amount = "money"
refund_within = "P14D"

[points]
expire = {{ after = "P1Y", round = "month" }}
{EARN}"""
TWO_CLOCKS = f"""
[events.purchase]
amount = "money"
refund_within = "P14D"

[events.gift]
points = "integer"

[points]
expire = {{ after = "P1Y", round = "month" }}
{EARN}
[[points.earn]]
id = "gift"
on = "gift"
points = "points"
expire = {{ after = "P1Y", round = "month", inactive = "P6M", activity = ["purchase"] }}
"""
DAYS = ("02", "12", "22")
MONTHLY = [bought(f"2024-{month}-{day}", 10) for month in ("02", "03") for day in DAYS]


def spends(*points, when="2024-05-01"):
    """Rows that redeem points, hour after hour; their ids follow those of the purchases."""
    return [(f"{when}T{hour:02}:00", "redeem", {"points": each}) for hour, each in enumerate(points, start=10)]


def restore(of, points=None, when="2024-05-02"):
    """A row that takes a redemption back, whole or a part of it."""
    return when, "restore", {"of": of, **({} if points is None else {"points": points})}


HISTORIES = {
    "a part of one": [*MONTHLY, *spends(25), restore("e7", 12)],
    "and then the rest": [*MONTHLY, *spends(25), restore("e7", 12), restore("e7", when="2024-05-03")],
    "the first of two": [*MONTHLY[:3], *spends(10, 20), restore("e4")],
    "the last of two": [*MONTHLY[:3], *spends(10, 20), restore("e5", 5)],
    "with some still to be refunded": [*MONTHLY, *spends(25, when="2024-03-25"), restore("e7", 24, "2024-03-30")],
    "released": [*MONTHLY, ("2024-05-01", "reserve", {"points": 25}), ("2024-05-02", "release", {"of": "e7"})],
    "in part committed": [
        *MONTHLY,
        ("2024-05-01", "reserve", {"points": 35}),
        ("2024-05-02", "commit", {"of": "e7", "points": 12}),
        restore("e8", 5, "2024-05-03"),
    ],
    "reserved": [*MONTHLY, ("2024-05-01", "reserve", {"points": 25})],
    "owed and paid": [*MONTHLY[:3], ("2024-02-25", "adjust", {"points": -50}), *MONTHLY[3:], *spends(5)],
    "over a pause": [
        *MONTHLY,
        ("2024-05-01", "pause"),
        ("2024-06-01", "adjust", {"points": 7}),
        ("2024-06-02", "adjust", {"points": 7}),
        ("2024-08-01", "resume"),
        *spends(65, when="2024-09-01"),
        restore("e11", 64, "2024-09-02"),
    ],
    "in a pause": [*MONTHLY, ("2024-05-01", "pause"), ("2024-06-01", "adjust", {"points": 7})],
    "across a cancellation": [
        *MONTHLY,
        *spends(25),
        ("2024-05-02", "cancel"),
        ("2024-05-03", "rejoin"),
        bought("2024-05-04", 10),
        bought("2024-05-05", 10),
        *spends(15, when="2024-07-01"),
        restore("e7", None, "2024-07-02"),
        restore("e12", 3, "2024-07-03"),
    ],
    "with gifts between": [
        bought("2024-02-02", 10),
        ("2024-02-05", "gift", {"points": 10}),
        bought("2024-02-12", 10),
        ("2024-02-15", "gift", {"points": 10}),
        *spends(15),
        restore("e5", 12),
    ],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_not_seen(name):
    """A state that was saved after every event is the fold of all, to the byte."""
    program, events = shop(TWO_CLOCKS if "gifts" in name else TEXT), joined(*HISTORIES[name])
    state = program.fold(events[:1], at=events[0]["at"])
    for event in events[1:]:
        state = program.state(program.apply(state, event).state.to_json())
    for when in (state.at, at("2024-10-01"), at("2025-02-28"), at("2025-06-01")):
        whole = program.fold(events, at=when)

        assert whole == program.at(state, when)
        assert whole.lots == program.at(state, when).lots
    whole = program.fold(events, at=state.at)

    assert whole.to_json() == state.to_json()


def test_one_lot():
    """What ends together is one lot; when it was earned is forgotten with its event."""
    lots = shop(TEXT).fold(joined(*MONTHLY), at=at("2024-04-01")).lots

    assert [(30, ""), (20, ""), (10, "e6")] == [(lot.points, lot.source) for lot in lots]
    assert [None, None, at("2024-03-22")] == [lot.earned_at for lot in lots]
