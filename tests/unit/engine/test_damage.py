"""Saved states that somebody wrote anew, checksum included: they are told as that, soon, and never crash."""

import json
import random
import signal
from contextlib import contextmanager
from zlib import crc32

import pytest

import loyalty
from tests.unit.engine.stories import PURCHASE, SPEND, at, bought, joined, shop

BODY = (
    PURCHASE.replace('amount = "money"', 'amount = "money"\nrefund_within = "P90D"')
    + """
[events.purchase.lines]
amount = "money"
special = { type = "bool", default = false }

[events.delivery]
of = "text"
"""
    + SPEND
    + """
rolling = { sum = "purchase.amount", window = "P60D" }
specials = { sum = "purchase.lines.amount", where = "special", window = "year" }
best = { max = "purchase.amount" }
streak = { streak = "purchase", max_gap = "P10D" }
different = { distinct = "purchase.amount", window = "tier-entry" }

[points]
expire = { after = "P1Y", inactive = "P2Y" }
redeem = { points = 10, worth = "1.00" }
hold_for = "P30D"
restore_within = "P30D"

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
limit = { points = 100_000, per = "year" }

[[points.earn]]
id = "wait"
on = "purchase"
points = 5
pending = { until = "delivery" }

[ladders.main]
review = "P7D"
grace = "P3D"

[[tiers]]
id = "silver"
enter = "rolling >= 100"

[[tiers]]
id = "gold"
enter = "spend >= 1_000"
gate = "talk"
start = "next-month"

[events.form]
by = "text"
until = "instant"

[[requests]]
id = "talk-with-us"
on = "form"
start = "until"
requester = "by"
approve_by = ["office", "chief"]
committee = { role = "jury", members = 3, quorum = 2, majority = "1/2" }
expires = "start"

[lifecycle]
pause = { expire = false }

[calendar.festivals]
member-day = "friday"

[[benefits]]
id = "cake"
kind = "bonus"
tiers = "all"
points = 10
quota = { count = 9, per = "month", rollover = 2 }

[[benefits]]
id = "tea"
kind = "discount"
percent = 5
tiers = "all"
on = "member-day"
during = "month"
quota = 2
"""
)
PROGRAM = shop(BODY)
HISTORY = joined(
    bought("2024-02-01", 150),
    bought("2024-02-03", 1500),
    ("2024-02-04", "redeem", {"points": 50}),
    ("2024-02-05", "reserve", {"points": 70}),
    ("2024-02-06", "approve", {"gate": "talk", "by": "x"}),
    ("2024-02-07", "refund", {"of": "zz"}),
    ("2024-02-08", "refund", {"of": "e2", "amount": 10}),
    ("2024-02-09", "grant", {"tier": "gold", "until": "2024-06-01", "reason": "r", "by": "x"}),
    ("2024-02-10", "delivery", {"of": "later"}),
    ("2024-02-11", "adjust", {"points": -5000, "reason": "r", "by": "x"}),
    ("2024-02-12", "use", {"benefit": "cake", "quantity": 2}),
    ("2024-02-12", "use", {"benefit": "tea"}),
    ("2024-02-12", "reserve", {"benefit": "cake", "until": "2024-06-01T00:00:00Z"}),
    ("2024-02-12", "form", {"by": "li", "until": at("2024-05-01")}),
    ("2024-02-12T01:00", "approve", {"of": "e14", "by": "wang", "role": "office"}),
    ("2024-02-12T02:00", "reject", {"of": "e14", "by": "chen", "role": "jury", "reason": "no"}),
    ("2024-02-13", "pause"),
)
STATES = [PROGRAM.fold(HISTORY[:n], at=at("2024-02-20")).to_json() for n in (1, 3, 5, 8, 11, 14, 15, 16, 17, 18)]
NEXT = [
    {"id": "n", "member": "m", "kind": kind, "at": at("2024-04-01"), **fields}
    for kind, fields in (
        ("purchase", {"amount": 30}),
        ("refund", {"of": "e2"}),
        ("redeem", {"points": 10}),
        ("restore", {"of": "e3"}),
        ("commit", {"of": "e4"}),
        ("commit", {"of": "e13"}),
        ("restore", {"of": "e11"}),
        ("use", {"benefit": "tea"}),
        ("resume", {}),
        ("approve", {"of": "e14", "by": "zhao", "role": "chief"}),
        ("reject", {"of": "e14", "by": "zhao", "role": "chief", "reason": "no"}),
        ("withdraw", {"of": "e14"}),
        ("cancel", {}),
        ("delivery", {"of": "e2"}),
    )
]
VALUES = [0, -1, 7, 10**15, -(10**18), 2**62, 10**30, "", "x", "1;2;3", None, True, [], {}, [[]], 1.5, [1] * 7]
STEPS = [1, -1, 10**6, -(10**6), 10**12, -(10**12), 10**17, -(10**17)]
PROGRAM_PLACE, CHECKSUM_PLACE = 1, -1


def sealed(whole):
    """A state's text with a checksum that fits."""
    body = json.dumps(whole[:CHECKSUM_PLACE], separators=(",", ":"), ensure_ascii=False)[:-1]
    return f"{body},{crc32(body.encode())}]"


@contextmanager
def at_most(seconds):
    """Stop what takes longer."""

    def late(*_):
        raise AssertionError(seconds)

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def places(value, path=()):
    """Every place in a document."""
    if path:
        yield path
    pairs = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


def changed(text, luck):
    """A state with one thing in it changed, taken out or put in."""
    whole = json.loads(text)
    *way, last = luck.choice([p for p in places(whole) if p[0] > PROGRAM_PLACE and p[0] != len(whole) - 1])
    home = whole
    for key in way:
        home = home[key]
    turn = luck.random()
    if turn < 0.4 and type(home[last]) is int:
        home[last] += luck.choice(STEPS)
    elif turn < 0.8:
        home[last] = luck.choice(VALUES)
    elif turn < 0.9:
        del home[last]
    elif isinstance(home, list):
        home.insert(last, luck.choice(VALUES))
    return sealed(whole)


def use(text):
    """Ask everything of a saved state, and go on from it; return whether it was told to be none."""
    try:
        state = PROGRAM.state(text)
        repr((state, state.points, state.lots, state.metrics, state.fields, state.reviews, state.tiers, state.joined))
        PROGRAM.outlook(state)
        PROGRAM.benefits(state)
        PROGRAM.requests(state)
        PROGRAM.member(state).price([{"amount": "7.00"}])
        PROGRAM.at(state, at("2025-06-01")).to_json()
        for event in NEXT:
            go_on(state, event)
    except loyalty.StateMismatch as error:
        return error.code == "not-a-state"
    return False


def go_on(state, event):
    """Apply an event; that it cannot be applied is an answer."""
    try:
        done = PROGRAM.apply(state, event)
    except (loyalty.HistoryNeeded, loyalty.Conflict):
        return
    except loyalty.LoyaltyError as error:
        if error.code != "several-members":
            raise
        return
    assert PROGRAM.state(done.state.to_json()).points == done.state.points


@pytest.mark.parametrize("seed", range(6))
def test_crafted_states(seed):
    """Whatever is changed in a saved state, it is a state or is told to be none."""
    luck = random.Random(seed)  # noqa: S311 - the same changes each time
    told = []
    with at_most(20):
        for _ in range(100):
            told.append(use(changed(luck.choice(STATES), luck)))  # noqa: PERF401 - each is timed

    assert 30 < sum(told) < 100


def test_what_is_sealed_is_read():
    """An unchanged state, sealed by this test, is read; so the checksum is not what refuses the others."""
    whole = json.loads(STATES[-1])

    assert PROGRAM.state(STATES[-1]) == PROGRAM.state(sealed(whole))


@pytest.mark.parametrize("asked", [-(10**18), 10**18, 0, -(2**62)])
def test_an_instant_outside_of_all_time(asked):
    """A state at an instant that no event can have is none; one in 1970 is only too early for its own events."""
    whole = json.loads(STATES[0])
    whole[2] = asked
    with at_most(2):
        assert use(sealed(whole)) == (asked != 0)


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, 7), (1, "x"), (2, -1), (2, "2"), (3, None), (4, 2), (5, 0), (6, -1), (6, 1.5)],
)
def test_uses_have_their_form(place, value):
    """A use or a reservation is a benefit, instants, a number, an occasion and points; anything else is no state."""
    whole = json.loads(STATES[-1])
    entry(whole, "e11")[place] = value

    with pytest.raises(loyalty.StateMismatch):
        PROGRAM.state(sealed(whole))


def entry(whole, name):
    """What the rest of a saved account has under a name."""
    return next(part[name] for part in whole[-2] if isinstance(part, dict) and name in part)


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, 7), (1, "x"), (2, None), (3, 5), (4, 1.5), (5, "office"), (5, [1]), (6, [["li", "jury", 2]]), (6, [["li"]])],
)
def test_requests_have_their_form(place, value):
    """A request is its id, instants, people, roles and votes; anything else is no state."""
    whole = json.loads(STATES[-1])
    entry(whole, "e14")[place] = value

    with pytest.raises(loyalty.StateMismatch):
        PROGRAM.state(sealed(whole))


@pytest.mark.parametrize("words", [["gold"], ["gold", None], ["gold", None, None, None]])
def test_an_obligation_has_a_word_for_each_limit(words):
    """Too few words or too many for the limits of an obligation are no state, before anybody reads its sentence."""
    shop_that_owes = shop(f'{BODY}\n[[promises]]\nid = "news"\non = "enrol"\ndue = "P1D"\nkept_by = "form"')
    whole = json.loads(shop_that_owes.fold(HISTORY[:1], at=at("2024-04-01")).to_json())
    (owed,) = next(part for part in whole[-2] if isinstance(part, list) and "'e0'" in str(part))
    owed += ["e0", None, words]

    with pytest.raises(loyalty.StateMismatch, match="not a saved state"):
        shop_that_owes.state(sealed(whole))
