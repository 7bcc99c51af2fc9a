"""Events of a rich history, damaged in one or two places, and what the API answers to them."""

import random
import time
import traceback
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs

import loyalty
from tests.oracle.told import program

TEXT = program(
    """
[member.number]
format = "C{serial:05}"
[metrics]
spend = { sum = "purchase.amount", where = "not special", window = "P1Y" }
visits = { count = ["purchase", "visit"], window = "membership-year" }
streak = { streak = "purchase", max_gap = "P30D", broken_by = ["complaint"] }
earned = { sum = "points", window = "tier-entry" }
[points]
expire = { after = "P1Y", round = "month", inactive = "P6M" }
pending = { until = "delivery" }
hold_for = "P1D"
redeem = { points = 10, worth = 1, max_share = "50%" }
[[points.earn]]
id = "base"
on = "purchase"
per = 1
points = { none = 1, gold = 2 }
limit = { points = 10_000, per = "month" }
[[points.earn]]
id = "visit"
on = "visit"
points = 5
pending = { for = "P1D" }
[ladders.main]
review = "month"
grace = "P7D"
[[tiers]]
id = "silver"
enter = "spend >= 100"
[[tiers]]
id = "gold"
enter = "spend >= 1_000 and streak >= 2"
gate = "interview"
[events.form]
by = "text"
start = "instant"
guests = "integer"
[[requests]]
id = "room"
on = "form"
start = "start"
lead = "P1D"
guests = "guests"
companions = 3
requester = "by"
approve_by = "office"
committee = { role = "jury", members = 3, quorum = 2, yes = 2 }
expires = "P14D"
"""
)
AT = "2024-03-{:02}T10:00:00+08:00"
HISTORY = (
    {"kind": "enrol", "vip": True, "serial": 7},
    {"kind": "purchase", "amount": "900", "shop": "online"},
    {"kind": "purchase", "lines": [{"amount": "150.50"}, {"amount": "20", "special": True}]},
    {"kind": "delivery", "of": "e1"},
    {"kind": "visit"},
    {"kind": "approve", "gate": "interview", "tier": "gold", "by": "office"},
    {"kind": "redeem", "points": 50, "order": "100"},
    {"kind": "restore", "of": "e6", "points": 10},
    {"kind": "reserve", "points": 30, "until": "2024-03-20T00:00:00+08:00"},
    {"kind": "commit", "of": "e8", "points": 20},
    {"kind": "refund", "of": "e2", "lines": [{"line": 2, "amount": "5"}]},
    {"kind": "refund", "of": "e1", "amount": "10", "restore": "e6"},
    {"kind": "adjust", "points": -5, "reason": "error", "by": "office"},
    {"kind": "grant", "tier": "gold", "until": "2024-05-01T00:00:00+08:00", "reason": "kindness"},
    {"kind": "update", "shares": 3},
    {"kind": "pause", "reason": "travel"},
    {"kind": "resume"},
    {"kind": "void", "of": "e4", "reason": "error"},
    {"kind": "override", "of": "e1"},
    {"kind": "replace", "of": "e4", "with": {"kind": "visit"}},
    {"kind": "merge", "absorbs": "n"},
    {"kind": "cancel", "for_cause": False},
    {"kind": "rejoin", "vip": False},
    {"kind": "booking"},
    {"kind": "complaint"},
    {"kind": "release", "of": "e8"},
    {"kind": "form", "by": "li", "start": "2024-04-20T00:00:00+08:00", "guests": 2},
    {"kind": "approve", "of": "e26", "by": "wang", "role": "jury"},
    {"kind": "reject", "of": "e26", "by": "chen", "role": "jury", "reason": "full"},
    {"kind": "withdraw", "of": "e26", "by": "li"},
)
DEEP = {"a": 1}
for _ in range(500):
    DEEP = {"a": [DEEP]}
NUMBERS = (0, -1, 1, 10**30, -(10**30), 10**5000, 0.1, -0.0, 1e308, float("nan"), float("inf"), 3 + 4j, True, False)
TEXTS = (
    "", " ", "0", "-1", "1", "1e9", "1e999999999", "12.345", "12.34567890123", "NaN", "Infinity", "１２", "0x10",
    "\0", "\ud800", "\u202eabc", "é" * 300, "x" * 100_000, "e1", "e2", "e8", "nobody", "purchase", "gold", "黄金",
)  # fmt: skip
DECIMALS = tuple(map(Decimal, ("1E+1000000", "1E-1000000", "NaN", "sNaN", "0.001", "-5")))
TIMES = (
    "2024-03-01", "2024-02-30T00:00:00Z", "2024-03-01T10:00:00", "0001-01-01T00:00:00+14:00", "2024-03-05T24:00:00Z",
    "9999-12-31T23:59:59-12:00", "2024-03-05T10:00:00.123456789Z", "2030-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
    date(2024, 3, 1), datetime(2024, 3, 5, 10, tzinfo=UTC), datetime.max, datetime.min,  # noqa: DTZ901 - they are bad
)  # fmt: skip
LISTS = (
    [], [[]], [{}], [None], [1], ["line"], {}, {"amount": "1"}, [{"amount": "1"}], [{"amount": 1.5}], [{"line": 99}],
    [{"line": 1}, {"line": 1}], [{"line": 0}], [{"line": True}], [{"line": 10**30}], [{"amount": "1"}] * 20_000, DEEP,
    {1: 2}, {"kind": "enrol"}, {"kind": "replace", "of": "e1", "with": {}}, (1, 2), set(), range(3),
)  # fmt: skip
NASTY = (None, b"bytes", bytearray(3), object(), *NUMBERS, *TEXTS, *DECIMALS, *TIMES, *LISTS)
KEYS = (
    "id", "member", "kind", "at", "recorded_at", "lines", "amount", "points", "of", "with", "tier", "gate", "until",
    "vip", "shop", "serial", "as", "expires", "restore", "line", "order", "__class__", "Amount", "", " ", 7, None,
    ("a",), "x" * 5000,
)  # fmt: skip


@attrs.frozen
class Outcome:
    """How one damaged history fared."""

    fault: str
    seconds: float
    peak: int


def histories(seed, count):
    """So many histories in which some events are damaged."""
    dice = random.Random(seed)  # noqa: S311 - damage, not secrets
    for _ in range(count):
        yield [_damaged(dice, event) if dice.random() < 0.3 else event for event in _whole(dice)]


def _whole(dice):
    """A history of a few events, in their usual order or not."""
    picked = sorted(dice.sample(range(1, len(HISTORY)), dice.randint(3, 12)))
    events = [
        {"id": f"e{place}", "member": "m", "at": AT.format(place + 1), **HISTORY[place]} for place in (0, *picked)
    ]
    if dice.random() < 0.3:
        dice.shuffle(events)
    return events


def _damaged(dice, event):
    """An event with a value replaced, a key dropped or added, or no event at all."""
    if not isinstance(event, dict) or dice.random() < 0.02:
        return dice.choice(NASTY)
    event = dict(event)
    for _ in range(dice.randint(1, 2)):
        key = dice.choice([*event, *event, dice.choice(KEYS)])
        if dice.random() < 0.1:
            event.pop(key, None)
        elif isinstance(event.get(key), list) and event[key] and dice.random() < 0.5:
            event[key] = [*event[key][:-1], _damaged(dice, event[key][-1])]
        else:
            event[key] = dice.choice(NASTY)
    return event


def trial(known, events, at):
    """Read and fold a history; a fault is any exception but those that are documented."""
    started, fault = time.process_time(), ""
    try:
        _run(known, events, at)
    except loyalty.LoyaltyError as error:
        fault = "" if error.code in {"conflict", "several-members"} else traceback.format_exc()
    except Exception:  # noqa: BLE001 - any other exception is what is looked for
        fault = traceback.format_exc()
    peak = tracemalloc.get_traced_memory()[1] if tracemalloc.is_tracing() else 0
    return Outcome(fault, time.process_time() - started, peak)


def _run(known, events, at):
    state, effects = (replay := known.replay(events, at=at)).state, replay.effects
    points = state.points
    mine = points.available + points.pending + points.held - points.debt
    assert points.issued == mine + points.spent + points.lapsed + points.reversed
    assert known.state(state.to_json()).to_json() == state.to_json()
    assert all(repr(effect) for effect in effects)
    _apply(known, events[-3:], state)
    for event in events:
        if isinstance(found := known.event(event), loyalty.Rejection):
            assert found.code not in ("", "unreadable")
            assert len(str(found)) < 2_000


def _apply(known, events, state):
    """Apply events to a state that may know them already; being told why not is an answer."""
    for event in events:
        try:
            state = known.apply(state, event).state
        except (loyalty.EventError, loyalty.HistoryNeeded):
            continue
