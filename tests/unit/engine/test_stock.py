"""Settled lots stay the text they were read from; nothing that is asked of a state tells the difference."""

import pytest

import loyalty
from tests.unit.engine.stories import LADDER, PURCHASE, SPEND, at, bought, joined, shop

TERMS = """
[points]
expire = { after = "P4M", round = "month" }
restore_within = "P30D"

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
"""
PROGRAM = shop(PURCHASE.replace('"money"', '"money"\nrefund_within = "P14D"', 1) + SPEND + LADDER + TERMS)
OTHERS = {
    "nothing": [],
    "a redemption": [("2024-07-20", "redeem", {"points": 25})],
    "one of almost all": [("2024-07-20", "redeem", {"points": 90})],
    "a restored one": [
        ("2024-07-20", "redeem", {"points": 25}),
        ("2024-07-22", "restore", {"of": "e15"}),
    ],
    "a refund": [("2024-07-16", "refund", {"of": "e14"})],
    "a correction by hand": [("2024-07-20", "adjust", {"points": 7, "expires": "2024-09-01", "reason": "sorry"})],
    "an end before others": [("2024-07-20", "adjust", {"points": 7, "expires": "2024-08-01", "reason": "sorry"})],
    "half a second": [("2024-07-20T12:00:00.5", "purchase", {"amount": 10})],
    "a pause": [("2024-07-20", "pause", {}), ("2024-08-20", "resume", {})],
}


def story(others):
    """Fourteen purchases, ten days one after the other, then others, then three more purchases."""
    days = [f"2024-{month:02}-{day:02}" for month in range(3, 8) for day in (1, 11, 21)]
    later = [bought(f"2024-{month:02}-05", 10) for month in (9, 10, 11)]
    return joined(*[bought(day, 10) for day in days if day < "2024-07-20"], *others, *later)


@pytest.mark.parametrize("name", OTHERS)
def test_the_same_text(name):
    """A state that was read and written after every event is byte for byte that of the whole history."""
    events = story(OTHERS[name])
    state = PROGRAM.fold([], at=at("2023-12-31"))
    texts = []
    for event in events:
        state = PROGRAM.apply(PROGRAM.state(state.to_json()), event).state
        texts.append(state.to_json())
    moments = [max(at("2023-12-31"), event["at"]) for event in events]

    assert [PROGRAM.fold(events[: n + 1], at=when).to_json() for n, when in enumerate(moments)] == texts


@pytest.mark.parametrize("name", OTHERS)
def test_the_same_answers(name):
    """What a read state says of lots and points at any time after is what the fold says."""
    events = story(OTHERS[name])[:-3]
    when = max(event["at"] for event in events)
    state = PROGRAM.fold(events, at=when)
    again = PROGRAM.state(state.to_json())
    moments = [
        when,
        *(each for each in map(at, ("2024-08-01", "2024-09-01", "2024-10-01", "2025-10-01")) if each > when),
    ]
    expected, actual = (
        [(shown.lots, shown.points) for shown in (PROGRAM.at(one, each) for each in moments[::-1])]
        for one in (state, again)
    )

    assert expected == actual
    assert (state.lots, state) == (again.lots, again)


def test_it_is_there():
    """Most lots of a member with a past are in the stock."""
    state = PROGRAM.state(PROGRAM.fold(story([]), at=at("2024-07-12")).to_json())

    assert (3, 6) == (len(state._account.lots), len(state.lots))


@pytest.mark.parametrize("damage", ["[[1]]", '"x"', '[["a",1,1]]', "[1]"])
def test_damaged(damage):
    """A stock that is none is told as a damaged state when something asks for it."""
    state = PROGRAM.state(PROGRAM.fold(story([]), at=at("2024-07-12")).to_json())
    state._account.stock = type(state._account.stock)(damage)

    with pytest.raises(loyalty.StateMismatch):
        _ = state.lots
