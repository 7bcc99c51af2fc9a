"""Two members who are one: from the merge on, in whatever order things are delivered (semantics 29)."""

import itertools

import pytest

from tests.oracle import moments
from tests.property.strategies import compared
from tests.unit.engine.stories import SHOP, at, bought, joined, shop, told

ONCE = (
    SHOP
    + """
limit = { points = 1_000, per = "year" }

[[points.earn]]
id = "welcome"
on = "enrol"
points = 50
"""
)
PROGRAM = shop(ONCE)
MINE = joined(bought("2024-02-01", 600), time="2024-01-05")
YOURS = [
    {**event, "member": "n", "id": f"n-{event['id']}"}
    for event in joined(bought("2024-02-02", 500), ("2024-02-03", "redeem", {"points": 100}), ("2024-02-04", "pause"))
]
MERGE = {"id": "x", "member": "m", "kind": "merge", "at": at("2024-03-01"), "absorbs": "n"}
LATER = told(bought("2024-03-02", 7), first=9)
ALL = [*MINE, *YOURS, MERGE, *LATER]


@pytest.mark.parametrize("place", range(len(ALL)))
def test_any_first(place):
    """Whichever event comes first, it is the survivor's state, byte for byte."""
    mixed = [*ALL[place:], *ALL[:place]]

    assert PROGRAM.fold(ALL, at=at("2024-04-01")).to_json() == PROGRAM.fold(mixed, at=at("2024-04-01")).to_json()
    assert "m" == PROGRAM.fold(mixed, at=at("2024-04-01")).member


def test_one_history():
    """Points, caps and standing are united; the earlier enrolment counts, and gives the joining bonus once."""
    state = PROGRAM.fold(ALL, at=at("2024-04-01"))

    assert ("active", "silver", at("2024-01-01")) == (state.status, state.tier, state.joined)
    assert (950, 1050, 100) == (state.points.available, state.points.issued, state.points.spent)


def test_before_the_merge():
    """Asked for an earlier instant, the survivor has his own history only."""
    when = at("2024-02-29")

    assert PROGRAM.fold(MINE, at=when) == PROGRAM.fold(ALL, at=when)
    assert {"m": 650, "n": 450} == {
        state.member: state.points.available for state in PROGRAM.fold_members(ALL, at=when)
    }


def test_explained():
    """An explanation tells the facts of both, and before the merge those of the survivor."""
    seen = [
        PROGRAM.explain(ALL, at=at(when), ask="why-not", tier="gold").render("en").count(": 500.00")
        for when in ("2024-02-29", "2024-04-01")
    ]

    assert [0, 1] == seen


def test_replayed():
    """A replay has the effects of both members' events."""
    causes = {effect.cause for effect in PROGRAM.replay(ALL, at=at("2024-04-01")).effects}

    assert {"n-e0", "e1", "n-e1", "n-e2"} == causes


def test_applied():
    """Applied with both histories, a merge gives the fold of both."""
    state = PROGRAM.fold(MINE, at=at("2024-02-20"))
    merged = PROGRAM.apply(state, MERGE, history=[*MINE, *YOURS]).state

    assert PROGRAM.fold([*MINE, *YOURS, MERGE], at=at("2024-03-01")) == merged
    assert PROGRAM.fold(ALL, at=at("2024-03-02")) == PROGRAM.apply(merged, LATER[0]).state


def test_a_chain():
    """Of a chain of merges the last survivor remains, with all histories."""
    members = [
        {**event, "member": who, "id": f"{who}{event['id']}"}
        for who in "abc"
        for event in joined(bought("2024-02-01", 10))
    ]
    merges = [
        {"id": "1", "member": "b", "kind": "merge", "at": at("2024-03-01"), "absorbs": "a"},
        {"id": "2", "member": "c", "kind": "merge", "at": at("2024-03-02"), "absorbs": "b"},
    ]
    seen = {
        tuple((state.member, state.metrics["visits"]) for state in PROGRAM.fold_members(order, at=at("2024-04-01")))
        for order in itertools.islice(itertools.permutations([*members, *merges]), 0, 5040, 700)
    }

    assert {(("c", 3),)} == seen


@pytest.mark.parametrize("mine", [MINE, []], ids=["enrolled", "not enrolled"])
def test_enrolments_passed_over(mine):
    """A second enrolment of the absorbed is no longer one, whether the survivor enrolled or not."""
    again = {"id": "n-again", "member": "n", "kind": "enrol", "at": at("2024-02-10")}
    replay = PROGRAM.replay([*mine, *YOURS, again, MERGE], at=at("2024-03-01"))

    assert ({}, at("2024-01-01")) == (replay.rejected, replay.state.joined)


CAUSE = ("2024-02-05", "cancel", {"for_cause": True, "reason": "fraud", "by": "office"})
BACK = ONCE + "\n[lifecycle]\nrejoin = { after_cause = true }\n"
AGAIN = [CAUSE, ("2024-02-06", "rejoin"), bought("2024-02-07", 30)]


def expelled(*rows, member="n", time="2024-01-01"):
    """The history of another member, with a purchase before what is told."""
    mine = joined(bought("2024-02-02", 500), *rows, time=time)
    return [{**event, "member": member, "id": f"{member}-{event['id']}"} for event in mine]


@pytest.mark.parametrize(
    ("terms", "rows", "issued"),
    [
        (ONCE, [], 1000 + 50),
        (ONCE, [("2024-02-05", "cancel")], 1000 + 50),
        (ONCE, [CAUSE], 600 + 50),
        (ONCE, AGAIN, 600 + 50),
        (BACK, AGAIN, 630 + 50),
        (ONCE, [("2024-02-04", "cancel"), CAUSE], 1000 + 50),
        (ONCE, [CAUSE, bought("2024-03-05", 40)], 640 + 50),
    ],
    ids=["a member", "cancelled", "expelled", "not taken back", "taken back", "cancelled before", "after the merge"],
)
def test_what_was_forfeited(terms, rows, issued):
    """Nothing comes back of what an absorbed member lost by a cancellation for cause; the oracle agrees."""
    program = shop(terms)
    events = [*MINE, *expelled(*rows), MERGE]
    engine, oracle = (
        look(program, events, moments.instant(at("2024-04-01"))) for look in (compared.of_engine, compared.of_oracle)
    )

    assert issued == engine["points"]["issued"]
    assert (oracle["points"], oracle["metrics"]) == (engine["points"], engine["metrics"])


def test_what_was_forfeited_with_another():
    """Nor does what the expelled had absorbed before."""
    third = expelled(member="o", time="2024-01-02")
    chain = {**MERGE, "id": "y", "member": "n", "absorbs": "o", "at": at("2024-02-04")}

    assert 650 == PROGRAM.fold([*MINE, *expelled(CAUSE), *third, chain, MERGE], at=at("2024-04-01")).points.issued
