"""States: what they show, that they survive being saved, and that nothing else is taken for one."""

import contextlib
import json
import random
from decimal import Decimal

import pytest

import loyalty
from tests.unit.engine.stories import SHOP, at, bought, joined, shop

RICH = """
[member.fields]
surname = { type = "text", pii = true, seen_by = ["office"] }
birthday = { type = "date", pii = true, seen_by = ["office", "doctor"] }
income = { type = "money", pii = true, default = "10.50" }
region = { type = "text", default = "755" }
rate = { type = "decimal", default = "0.125" }
share = { type = "percent", default = "12.5%" }
shares = { type = "integer", default = 3 }
vip = { type = "bool", default = false }

[member.kinds.person]
[member.kinds.company]

[member.number]
format = "{region} {serial:05}"

[events.purchase]
amount = "money"
shop = { type = "text", default = "store" }

[events.purchase.lines]
amount = "money"
category = { type = "text", default = "tea" }
special = { type = "bool", default = false }

[events.visit]
[events.delivery]
of = "text"

[metrics]
spend = { sum = "purchase.amount", where = "not special", window = "P1Y" }
month_spend = { sum = "purchase.amount", window = "month" }
since_entry = { sum = "purchase.amount", window = "tier-entry" }
visits = { count = "purchase" }
best = { max = "purchase.amount" }
kinds = { distinct = "purchase.lines.category" }
last_shop = { last = "purchase.shop" }
streak = { streak = "purchase", max_gap = "P30D" }
dormant = { recency = "visit" }
earned = { sum = "points" }
mean = { formula = "spend / visits", zero_division = 0, digits = 2 }
third = { formula = "visits / 3" }

[points]
expire = { after = "P1Y", round = "month", inactive = "P6M" }
redeem = { points = 100, worth = "5.00" }
hold_for = "P1D"

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
where = "not special"
limit = { points = 500, per = "month" }

[[points.earn]]
id = "later"
on = "purchase"
per = "2.00"
points = 1
pending = { until = "delivery" }
priority = 1

[ladders.main]
review = "year"
start = "next-month"

[ladders.service]
review = "P6M"
grace = "P1M"

[[tiers]]
id = "silver"
enter = "spend >= 100"

[[tiers]]
id = "gold"
enter = "spend >= 300"
gate = "interview"

[[tiers]]
id = "a"
ladder = "service"
enter = "visits >= 2"
"""
PROGRAM = shop(RICH)
LINES = [{"amount": "150.25", "category": "tea"}, {"amount": "60", "category": "cup", "special": True}]
STORY = joined(
    ("2024-02-01", "purchase", {"lines": LINES}),
    ("2024-02-03", "visit"),
    ("2024-02-05T12:30", "purchase", {"lines": LINES, "shop": "online"}),
    ("2024-02-06", "refund", {"of": "e1", "lines": [{"line": 1, "amount": "20"}]}),
    ("2024-02-07", "redeem", {"points": 30}),
    ("2024-02-08", "delivery", {"of": "e1"}),
    ("2024-02-08", "delivery", {"of": "early"}),
    ("2024-02-09", "reserve", {"points": 20}),
    ("2024-02-09", "refund", {"of": "later"}),
    ("2024-02-09", "grant", {"tier": "gold", "until": "2024-05-01T00:00:00+08:00", "reason": "r", "by": "b"}),
    ("2024-02-10", "approve", {"gate": "interview", "by": "b"}),
    ("2024-02-10", "void", {"of": "nothing"}),
    time="2024-01-01",
    surname="Wang",
    birthday="1990-05-01",
    serial=7,
    **{"as": "person"},
)
MOMENTS = [
    "2023-12-31",
    "2024-01-01",
    "2024-02-01",
    "2024-02-05T12:30",
    "2024-02-09",
    "2024-02-10",
    "2024-03-01",
    "2026-01-01",
]


@pytest.mark.parametrize("when", MOMENTS)
def test_saved_and_read(when):
    """What is read is equal, goes on equally, and is written byte for byte the same."""
    state = PROGRAM.fold(STORY, at=at(when))
    again = PROGRAM.state(state.to_json())

    assert state == again
    assert seen(state) == seen(again)
    assert state.to_json() == PROGRAM.state(again.to_json()).to_json()
    assert hash(state) == hash(again)


def seen(state):
    """Everything a state shows."""
    return [
        state.member, state.kind, state.at, state.joined, state.status, state.tier, state.tiers, state.points,
        state.lots, state.metrics, state.fields, state.number, state.reviews, state.view("office"),
    ]  # fmt: skip


@pytest.mark.parametrize("cut", range(len(STORY)))
def test_snapshot_at_any_cut(cut):
    """From a saved state the rest of the story leads to the same end, when nothing in it looks back."""
    plain = [event for event in STORY if event["kind"] != "void"]
    state = PROGRAM.fold(plain[:cut], at=max([at("2023-12-31"), *(event["at"] for event in plain[:cut])]))
    for event in plain[cut:]:
        with contextlib.suppress(loyalty.HistoryNeeded):
            state = PROGRAM.apply(PROGRAM.state(state.to_json()), event).state
            continue
        state = PROGRAM.apply(state, event, history=plain[: plain.index(event)]).state

    assert PROGRAM.fold(plain, at=at("2024-03-05")) == PROGRAM.at(state, at("2024-03-05"))


@pytest.mark.parametrize("micros", ["00.000001", "00.5", "59.999999"])
def test_between_seconds(micros):
    """Instants within a second are kept to the microsecond."""
    event = {**STORY[1], "id": "x", "at": at(f"2024-02-20T10:00:{micros}")}
    state = PROGRAM.fold([*STORY, event], at=at("2024-03-01"))
    again = PROGRAM.state(state.to_json())

    assert state == again
    assert [event["at"]] == [lot.earned_at for lot in again.lots if lot.source == "x"][:1]


def test_what_it_shows():
    """Values are in the units of people: decimals for money, dates, datetimes in the program's zone."""
    state = PROGRAM.fold(STORY, at=at("2024-03-01"))

    assert {
        "spend": Decimal("280.50"), "month_spend": Decimal("0.00"), "since_entry": Decimal("0.00"), "visits": 2,
        "best": Decimal("210.25"), "kinds": 2, "last_shop": "online", "streak": 2, "dormant": 27, "earned": 375,
        "mean": Decimal("140.25"), "third": Decimal(2) / 3,
    } | {"third": state.metrics["third"]} == state.metrics  # fmt: skip
    assert ("person", "755 00007", "active", at("2024-01-01")) == (state.kind, state.number, state.status, state.joined)
    assert {"main": "gold", "service": "a"} == state.tiers
    assert {"main": at("2025-01-01"), "service": at("2024-08-05T12:30")} == state.reviews


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (None, ("***", "***", "***")),
        ("office", ("Wang", at("1990-05-01").date(), "***")),
        ("doctor", ("***", at("1990-05-01").date(), "***")),
        ("stranger", ("***", "***", "***")),
    ],
)
def test_view(role, expected):
    """Personal data shows to the roles that the program names, and to nobody where it names none."""
    shown = PROGRAM.fold(STORY, at=at("2024-03-01")).view(role)

    assert expected == (shown["surname"], shown["birthday"], shown["income"])
    assert ("755", Decimal("0.125"), Decimal("0.125"), 3, False) == tuple(
        shown[name] for name in ("region", "rate", "share", "shares", "vip")
    )


def test_what_is_unknown_is_not_masked():
    """A field without a value is None to everybody."""
    state = PROGRAM.fold(joined(**{"as": "person"}), at=at("2024-03-01"))

    assert (None, None) == (state.fields["surname"], state.view("office")["birthday"])


def test_repr():
    """A state shows itself without personal data."""
    state = PROGRAM.fold(STORY, at=at("2024-03-01"))

    assert "<State of m at 2024-03-01T00:00:00+08:00: active, {'main': 'gold', 'service': 'a'}>" == repr(state)


def test_equality():
    """States are equal when they say the same at the same instant and go on the same."""
    state = PROGRAM.fold(STORY, at=at("2024-02-20"))

    assert PROGRAM.fold(STORY[::-1], at=at("2024-02-20")) == state
    assert PROGRAM.fold(STORY, at=at("2024-02-21")) != state
    assert PROGRAM.at(state, at("2024-02-21")) == PROGRAM.fold(STORY, at=at("2024-02-21"))
    assert state != "a state"


def test_no_way_back():
    """A state cannot be asked for an instant before its last event."""
    with pytest.raises(loyalty.LoyaltyError) as caught:
        PROGRAM.at(PROGRAM.fold(STORY, at=at("2024-03-01")), at("2024-02-09"))

    assert "out-of-range" == caught.value.code


TEXT = PROGRAM.fold(STORY, at=at("2024-02-20")).to_json()


def refused(text, program=PROGRAM):
    """The code with which a text is refused as a state."""
    with pytest.raises(loyalty.StateMismatch) as caught:
        program.state(text)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        "[]",
        "[1]",
        "1",
        '"x"',
        "[" * 5_000,
        "[" * 5_000 + "]" * 5_000,
        TEXT[:-1],
        TEXT + "]",
        TEXT.replace("[1,", "[1e999,", 1),
        "\ud800",
        "\x00",
        "[NaN]",
    ],
    ids=range(15),
)
def test_no_state_at_all(text):
    """Other texts are refused, however odd."""
    assert refused(text) in {"not-a-state", "other-program"}


def test_another_program():
    """The state of another program, or of another version of it, is refused."""
    changed = shop(RICH.replace('id = "base"', 'id = "basis"'))

    assert "other-program" == refused(TEXT, changed)
    assert "other-program" == refused(
        TEXT, loyalty.loads(PROGRAM.dump(), shop(RICH, version="2", since="2025-01-01").dump())
    )


def test_a_line_of_a_file():
    """A line end after the text does no harm."""
    assert PROGRAM.state(TEXT) == PROGRAM.state(TEXT + "\n")


def test_another_layout_of_the_same_program():
    """Comments and layout of the file do not matter to a state."""
    again = loyalty.loads("# a comment\n" + PROGRAM.dump())

    assert PROGRAM.state(TEXT) == PROGRAM.state(again.state(TEXT).to_json())


HOSTILE = [None, True, -1, 0, 1, 10**30, 0.5, "", "x", [], [1], [[]], {}, {"x": 1}, {"e1": [1]}]


def mutations(seed, count):
    """The text with one place of it changed, at random."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(count):
        tree = json.loads(TEXT)
        holder, place = chance.choice(list(places(tree)))
        if chance.random() < 0.2 and isinstance(holder, list):
            del holder[place]
        else:
            holder[place] = chance.choice(HOSTILE)
        yield json.dumps(tree)


def places(tree):
    """Every place in a tree of lists and mappings, but the program's own."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for place, value in inside:
        yield tree, place
        if isinstance(value, (list, dict)):
            yield from places(value)


@pytest.mark.parametrize("seed", range(8))
def test_damaged(seed):
    """A damaged state is refused, or is one that can be asked everything; nothing else ever happens."""
    wrong = []
    for text in mutations(seed, 60):
        try:
            use(PROGRAM.state(text))
        except loyalty.LoyaltyError:
            continue
        except Exception as error:  # noqa: BLE001 - any other exception is what is looked for
            wrong.append((type(error).__name__, str(error), text))

    assert [] == wrong


def use(state):
    """Ask a state everything, and go on with it."""
    seen(state)
    state.to_json()
    PROGRAM.outlook(state)
    for kind, fields in (
        ("purchase", {"lines": LINES}),
        ("refund", {"of": "e1"}),
        ("redeem", {"points": 1}),
        ("visit", {}),
    ):
        event = {"id": "x", "member": "m", "kind": kind, "at": at("2024-03-05"), **fields}
        with contextlib.suppress(loyalty.HistoryNeeded, loyalty.Conflict):
            PROGRAM.apply(state, event).state.to_json()


def test_small():
    """A member whose past no event can change takes little room."""
    program = shop(SHOP.replace('amount = "money"', 'amount = "money"\nrefund_within = "P30D"'))
    rows = [bought(f"2024-{month:02}-{day:02}", 10) for month in range(1, 13) for day in range(1, 29)]
    rows.append(bought("2025-03-01", 10))

    assert 400 > len(program.fold(joined(*rows), at=at("2025-03-01")).to_json())
