"""What events and time did: each effect with its cause, its rule, the rule's place and the program's hash."""

import attrs
import pytest

import loyalty
from loyalty.engine import effects as e
from tests.unit.engine.stories import at, bought, joined, shop, text_of, told
from tests.unit.engine.test_benefits import EFFECTS as GIVEN
from tests.unit.engine.test_benefits import PROGRAM as GIVING
from tests.unit.engine.test_benefits import story as given
from tests.unit.engine.test_records import SHOP as RECORDS
from tests.unit.engine.test_records import consent
from tests.unit.engine.test_requests import PROGRAM as ASKING
from tests.unit.engine.test_requests import STORIES as ASKED

TEXT = """
[member.fields]
region = { type = "text", default = "755" }

[member.number]
format = "{region} {serial:05}"

[events.purchase]
amount = "money"

[events.delivery]
of = "text"

[metrics]
spend = { sum = "purchase.amount", window = "year" }

[points]
expire = { after = "P1Y" }
redeem = { points = 100, worth = "5.00" }
hold_for = "PT30M"

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1

[[points.earn]]
id = "later"
on = "purchase"
per = "2.00"
points = 1
pending = { until = "delivery" }

[ladders.main]
review = "year"

[[tiers]]
id = "gold"
enter = "spend >= 1_000"
keep = "spend >= 900"
gate = "interview"
"""
PROGRAM = shop(TEXT)
WHERE = {"base": "<program>:28", "later": "<program>:34", "enter": "<program>:46", "keep": "<program>:47"}
LETTERS = consent("2024-02-01")
BY = {"reason": "r", "by": "b"}
STORY = joined(
    bought("2024-02-01", 1000),
    ("2024-02-02", "approve", {"gate": "interview", "by": "x"}),
    ("2024-02-03", "delivery", {"of": "e1"}),
    ("2024-02-04", "reserve", {"points": 10}),
    ("2024-02-05", "reserve", {"points": 20}),
    ("2024-02-05T00:10", "commit", {"of": "e5", "points": 15}),
    ("2024-02-06", "redeem", {"points": 100}),
    ("2024-02-07", "restore", {"of": "e7", "points": 40}),
    ("2024-02-08", "refund", {"of": "e1", "amount": "100"}),
    ("2024-02-09", "adjust", {"points": 5, **BY}),
    ("2024-02-10", "adjust", {"points": -5, **BY}),
    ("2024-02-11", "redeem", {"points": 9_999}),
    ("2024-02-12", "reserve", {"points": 1}),
    ("2024-02-12T00:01", "release", {"of": "e13"}),
    ("2025-01-15", "purchase", {"amount": 3}),
    ("2025-01-16", "cancel", {**BY, "for_cause": True}),
    serial=7,
)


def effect(kind, when, cause="", rule="", **more):
    """An effect of the one version of the program."""
    place = WHERE.get(more.pop("place", rule), "")
    return kind(at=at(when), cause=cause, rule=rule, where=place, program=PROGRAM.hash, **more)


EXPECTED = [
    effect(e.Enrolled, "2024-01-01", "e0"),
    effect(e.NumberIssued, "2024-01-01", "e0", number="755 00007"),
    effect(e.Earned, "2024-02-01", "e1", "base", points=1000, source="e1"),
    effect(e.Earned, "2024-02-01", "e1", "later", points=500, source="e1"),
    effect(e.Approved, "2024-02-02", "e2", ladder="main", tier="gold"),
    effect(e.TierReached, "2024-02-02", "e2", "gold", place="enter", ladder="main", tier="gold", before="none"),
    effect(e.Activated, "2024-02-03", "e3", points=500, source="e1", expires=at("2025-02-03")),
    effect(e.Held, "2024-02-04", "e4", points=10, source="e4"),
    effect(e.Released, "2024-02-04T00:30", "", points=10, source="e4"),
    effect(e.Held, "2024-02-05", "e5", points=20, source="e5"),
    effect(e.Released, "2024-02-05T00:10", "e6", points=5, source="e5"),
    effect(e.Spent, "2024-02-05T00:10", "e6", points=15, source="e6", worth=75),
    effect(e.Spent, "2024-02-06", "e7", points=100, source="e7", worth=500),
    effect(e.Restored, "2024-02-07", "e8", points=40, source="e7"),
    effect(e.Refunded, "2024-02-08", "e9", purchase="e1", full=False),
    effect(e.Reversed, "2024-02-08", "e9", points=150, source="e1"),
    effect(e.Adjusted, "2024-02-09", "e10", points=5, source="e10"),
    effect(e.Adjusted, "2024-02-10", "e11", points=-5, source="e11"),
    effect(e.Rejected, "2024-02-11", "e12", code="insufficient", message="9999 points asked, 1275 available"),
    effect(e.Held, "2024-02-12", "e13", points=1, source="e13"),
    effect(e.Released, "2024-02-12T00:01", "e14", points=1, source="e13"),
    effect(e.Earned, "2025-01-15", "e15", "base", points=3, source="e15"),
    effect(e.Earned, "2025-01-15", "e15", "later", points=1, source="e15"),
    effect(e.TierLeft, "2025-01-16", "e16", "gold", place="keep", ladder="main", tier="none", before="gold"),
    effect(e.Lapsed, "2025-01-16", "e16", points=820, source="e1", why="cancelled"),
    effect(e.Lapsed, "2025-01-16", "e16", points=450, source="e1", why="cancelled"),
    effect(e.Lapsed, "2025-01-16", "e16", points=5, source="e10", why="cancelled"),
    effect(e.Lapsed, "2025-01-16", "e16", points=3, source="e15", why="cancelled"),
    effect(e.Lapsed, "2025-01-16", "e16", points=1, source="e15", why="cancelled"),
    effect(e.Cancelled, "2025-01-16", "e16", for_cause=True),
]


def test_replay():
    """A replay tells every effect in order."""
    assert EXPECTED == list(PROGRAM.replay(STORY, at=at("2025-01-16")).effects)


def test_one_by_one():
    """Applied one by one, the events have the same effects, and a saved state in between changes nothing."""
    state, found = PROGRAM.fold([], at=at("2023-12-31")), []
    for event in STORY:
        state, effects = PROGRAM.apply(PROGRAM.state(state.to_json()), event)
        found += effects

    assert EXPECTED == found
    assert state == PROGRAM.fold(STORY, at=at("2025-01-16"))


def test_time_alone():
    """What only time did has no cause: lapses, reviews, activations by delay."""
    effects = PROGRAM.replay(STORY[:4], at=at("2026-01-01")).effects[-3:]

    assert [
        effect(e.Lapsed, "2025-02-01", points=1000, source="e1", why="expired"),
        effect(e.Lapsed, "2025-02-03", points=500, source="e1", why="expired"),
        effect(e.TierLeft, "2026-01-01", rule="gold", place="keep", ladder="main", tier="none", before="gold"),
    ] == list(effects)


def test_inactive():
    """Points that lapse for want of activity say so."""
    program = shop(TEXT.replace('expire = { after = "P1Y" }', 'expire = { inactive = "P1M" }'))
    effects = program.replay(STORY[:2], at=at("2024-03-01")).effects[-2:]

    assert [("inactive", 1000, at("2024-03-01")), ("inactive", 500, at("2024-03-01"))] == [
        (each.why, each.points, each.at) for each in effects
    ]


def test_a_restore_to_an_ended_lot():
    """What comes back to a lot that has ended lapses by the same event."""
    rows = [
        bought("2024-02-01", 100),
        ("2024-03-01", "redeem", {"points": 30}),
        ("2025-03-01", "restore", {"of": "e2"}),
    ]
    effects = PROGRAM.replay(joined(*rows), at=at("2025-03-01")).effects[-2:]

    assert [
        effect(e.Restored, "2025-03-01", "e3", points=30, source="e2"),
        effect(e.Lapsed, "2025-03-01", "e3", points=30, source="e2", why="expired"),
    ] == list(effects)


def test_every_kind_of_effect_is_told():
    """The tree of effects has no class that nothing produces."""
    late = {"id": "x", "member": "m", "kind": "purchase", "at": at("2024-02-05"), "amount": 1}
    state = PROGRAM.fold(STORY, at=at("2024-02-20"))
    corrected = PROGRAM.apply(state, {**late, "recorded_at": at("2024-02-20")}, history=STORY[:15])
    benefits = GIVING.replay(given(*GIVEN), at=at("2024-03-01")).effects
    requests = [each for events in ASKED for each in ASKING.replay(events, at=at("2024-03-01")).effects]
    consents = RECORDS.replay(joined(LETTERS, surname="Wang"), at=at("2024-03-01")).effects
    told_all = {type(each) for each in (*EXPECTED, *corrected.effects, *benefits, *requests, *consents)}
    concrete = {each for each in vars(e).values() if attrs.has(each)} - {e.Objection}
    concrete -= {e.Effect, e.PointsEffect, e.BenefitEffect, e.RequestEffect}

    assert concrete == told_all


@pytest.mark.parametrize("file", ["shop.toml", "programs/店.toml"])
def test_places_name_the_file(file, tmp_path):
    """A program that was read from a file is named by its path."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text_of(TEXT), encoding="utf-8")
    program = loyalty.load(str(path))
    (earned,) = [x for x in program.replay(STORY[:2], at=at("2024-02-01")).effects if getattr(x, "rule", "") == "base"]

    assert f"{path}:28" == earned.where


def test_the_hash_of_the_version_in_force():
    """Each effect carries the hash of the version that was in force when it happened."""
    old, new = text_of(TEXT), text_of(TEXT.replace("points = 1\n", "points = 2\n"), version="2", since="2024-07-01")
    program = loyalty.loads(old, new)
    effects = program.replay(
        [*STORY[:1], *told(bought("2024-06-30T23:59:59", 1), bought("2024-07-01", 1))], at=at("2024-08-01")
    ).effects
    hashes = [version.hash for version in program.versions]

    assert [hashes[0]] * 3 + [hashes[1]] * 2 == [each.program for each in effects]
