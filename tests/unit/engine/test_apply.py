"""One more event: in order, late, corrected, twice, refused, put aside."""

import itertools
from datetime import datetime

import pytest

import loyalty
from loyalty.engine.effects import Corrected
from tests.unit.engine.stories import SHOP, at, bought, joined, names, shop

PROGRAM = shop(SHOP + '\n[ladders.main]\nreview = "year"\n', program='late_after = "P30D"\n')
HISTORY = joined(bought("2024-02-01", 600), bought("2024-03-01", 100), ("2024-03-02", "redeem", {"points": 650}))
STATE = PROGRAM.fold(HISTORY, at=at("2024-03-05"))


def event(when, kind, name="x", **fields):
    """One more event of the member."""
    return {"id": name, "member": "m", "kind": kind, "at": at(when), **fields}


def late(when, amount, recorded="2024-03-06", name="x"):
    """A purchase that was recorded later than it happened."""
    return event(when, "purchase", name, amount=amount, recorded_at=at(recorded))


def applied(extra, history=HISTORY, state=STATE):
    """What applying one event to the state does."""
    return PROGRAM.apply(state, extra, history=history)


def test_in_order():
    """The next event needs nothing but the state."""
    done = PROGRAM.apply(STATE, event("2024-03-06", "purchase", amount=5))

    assert (at("2024-03-06"), 55, False) == (done.state.at, done.state.points.available, done.duplicate)
    assert ["Earned"] == names(done.effects)


def test_the_state_given_stays():
    """Applying changes no state but makes a new one; both can be gone on from."""
    before = STATE.to_json()
    one = PROGRAM.apply(STATE, event("2024-03-06", "purchase", amount=5)).state
    two = PROGRAM.apply(STATE, event("2024-03-06", "purchase", amount=7)).state

    assert (before, 55, 57) == (STATE.to_json(), one.points.available, two.points.available)


def test_not_before_the_states_own_instant():
    """A state asked for a later instant than its last event stays at that instant when an earlier event follows."""
    done = PROGRAM.apply(STATE, event("2024-03-03", "purchase", amount=5))

    assert at("2024-03-05") == done.state.at


@pytest.mark.parametrize(
    "extra",
    [
        late("2024-02-15", 50),
        event("2024-03-06", "void", of="e1"),
        event(
            "2024-03-06",
            "replace",
            of="e1",
            **{"with": {"kind": "purchase", "at": "2024-02-01T00:00+08:00", "amount": 1}},
        ),
        event("2024-03-06", "merge", absorbs="other"),
        event("2024-03-06", "override", of="e1"),
    ],
    ids=lambda extra: extra["kind"],
)
def test_history_needed(extra):
    """What changes the past cannot be told from the state alone."""
    with pytest.raises(loyalty.HistoryNeeded) as caught:
        PROGRAM.apply(STATE, extra)

    assert "history-needed" == caught.value.code


def test_late():
    """A late purchase earns, and what it changes of what was posted is dated when it was recorded."""
    done = applied(late("2024-02-15", 400))

    assert ["Earned", "TierReached", "Corrected"] == names(done.effects)
    assert (
        Corrected(
            at=at("2024-03-06"), cause="x", points={"available": 400, "issued": 400}, tiers={"main": ("none", "silver")}
        )
        == done.effects[-1]
    )
    assert PROGRAM.fold([*HISTORY, late("2024-02-15", 400)], at=at("2024-03-05")) == done.state


def test_late_for_a_decision():
    """A late fact does not undo what was decided: the redemption stays refused, or stays taken."""
    refused = [*HISTORY, event("2024-03-03", "redeem", "r", points=100)]
    state = PROGRAM.fold(refused, at=at("2024-03-05"))
    done = applied(late("2024-02-15", 400), refused, state)

    assert 450 == done.state.points.available
    assert {"r": "insufficient"} == {
        key: found.code
        for key, found in PROGRAM.replay([*refused, late("2024-02-15", 400)], at=at("2024-03-06")).rejected.items()
    }


def test_void():
    """A void takes an event away; what had been spent of it is owed."""
    done = applied(event("2024-03-06", "void", of="e1"))

    assert ["Corrected"] == names(done.effects)
    assert {"available": -50, "debt": 550, "issued": -600} == done.effects[0].points
    assert PROGRAM.fold([*HISTORY, event("2024-03-06", "void", of="e1")], at=at("2024-03-06")) == done.state


def test_void_of_an_earlier_tier():
    """A void takes back a tier that only the voided purchase gave."""
    history = joined(bought("2024-02-01", 1000))
    state = PROGRAM.fold(history, at=at("2024-03-05"))
    done = applied(event("2024-03-06", "void", of="e1"), history, state)

    assert {"main": ("silver", "none")} == done.effects[-1].tiers


def test_replace():
    """A replacement is the void and the new event, linked."""
    body = {"kind": "purchase", "at": "2024-02-01T00:00:00+08:00", "amount": 700}
    done = applied(event("2024-03-06", "replace", of="e1", **{"with": body}))

    assert {"available": 100, "issued": 100} == done.effects[-1].points
    assert 150 == done.state.points.available


@pytest.mark.parametrize("kind", ["replace", "override"])
def test_corrections_before_their_event(kind):
    """An event on which a stored correction bears needs the history, and is then what it is in the fold of all."""
    if kind == "replace":
        body = {"kind": "purchase", "amount": 700}
        told = [event("2024-03-06", "replace", name, of="e1", **{"with": body}) for name in ("r", "s")]
    else:
        told = [event("2024-03-06", "override", of="y"), late("2024-03-07", 5, "2024-06-01", "y")]
    events = PROGRAM.events(told)[0]
    last, known = events[-1], [*PROGRAM.events(HISTORY)[0], *events[:-1]]
    state = PROGRAM.state(PROGRAM.fold(known, at=at("2024-03-06")).to_json())

    with pytest.raises(loyalty.HistoryNeeded):
        PROGRAM.apply(state, last)
    assert (
        PROGRAM.fold([*known, last], at=at("2024-03-07" if kind == "override" else "2024-03-06"))
        == PROGRAM.apply(state, last, history=known).state
    )


def test_merge():
    """A merge brings the other member's history; the differences are those of the survivor."""
    other = [
        {**each, "member": "n", "id": f"n{each['id']}"} for each in joined(bought("2024-02-02", 500), time="2023-12-01")
    ]
    merge = event("2024-03-06", "merge", absorbs="n")
    done = applied(merge, [*HISTORY, *other])

    assert {"available": 500, "issued": 500} == done.effects[-1].points
    assert ("m", "silver") == (done.state.member, done.state.tier)


@pytest.mark.parametrize("history", [None, HISTORY], ids=["state alone", "with history"])
def test_twice(history):
    """The same event again is no change and the same answer."""
    again = PROGRAM.apply(STATE, HISTORY[-1], history=history)

    assert (True, STATE) == (again.duplicate, again.state)


def test_twice_with_the_same_effects():
    """With the history a duplicate tells again what the event did; recorded again it is still the same event."""
    first = PROGRAM.apply(PROGRAM.fold(HISTORY[:2], at=at("2024-02-20")), HISTORY[2])
    again = applied({**HISTORY[2], "recorded_at": at("2024-03-07")})

    assert (True, first.effects) == (again.duplicate, again.effects)


def test_a_rejection_twice():
    """What was refused stays refused, with the same answer."""
    refused = event("2024-03-05T12:00", "redeem", points=1000)
    first = PROGRAM.apply(STATE, refused)
    again = PROGRAM.apply(first.state, refused, history=[*HISTORY, refused])

    assert (True, first.effects) == (again.duplicate, again.effects)


@pytest.mark.parametrize(
    ("extra", "history"),
    [
        (event("2024-02-01", "purchase", "e1", amount=601), HISTORY),
        (event("2024-03-06", "purchase", "e1", amount=600), HISTORY),
        (event("2024-03-06", "purchase", "e1", amount=600), None),
        (event("2024-03-06", "redeem", "e3", points=1), None),
        (event("2024-03-01", "visit", "e2"), HISTORY),
    ],
)
def test_conflict(extra, history):
    """Another event with an id that is taken is a conflict, where the state can know it also without the history."""
    program = shop(SHOP + "\n[events.visit]\n")
    with pytest.raises(loyalty.Conflict) as caught:
        program.apply(program.fold(HISTORY, at=at("2024-03-05")), extra, history=history)

    assert "conflict" == caught.value.code


def test_malformed():
    """An event that cannot be read is an exception with its rejection."""
    with pytest.raises(loyalty.EventError) as caught:
        PROGRAM.apply(STATE, event("2024-03-06", "purchase", amount=1.5))

    assert ("x", "wrong-type", "amount") == (
        caught.value.rejection.event_id, caught.value.rejection.code, caught.value.rejection.field,
    )  # fmt: skip


REFUSED = [
    event("2024-03-06", "redeem", points=1000),
    event("2024-03-06", "enrol"),
    event("2024-03-06", "resume"),
    event("2024-03-06", "rejoin"),
    event("2024-03-06", "restore", of="nothing"),
    event("2024-03-06", "commit", of="nothing"),
    event("2024-03-06", "release", of="nothing"),
    event("2024-03-06", "approve", gate="none", by="x"),
    event("2024-03-06", "grant", tier="none", reason="r", by="x"),
    event("2024-03-06", "refund", of="e1", amount=601),
]


@pytest.mark.parametrize("extra", REFUSED, ids=lambda extra: extra["kind"])
def test_a_rejection_changes_nothing(extra):
    """A refused event leaves what the state says, whether saved or not."""
    done = PROGRAM.apply(STATE, extra)

    assert ["Rejected"] == names(done.effects)
    assert STATE == done.state
    assert STATE == PROGRAM.state(done.state.to_json())


def test_nobody():
    """Whoever is not enrolled has nothing, and nothing happens to him."""
    nobody = PROGRAM.fold([], at=at("2024-03-05"))
    done = PROGRAM.apply(nobody, event("2024-03-06", "purchase", amount=5))

    assert ["not-enrolled"] == [each.code for each in done.effects]
    assert ("none", 0) == (done.state.status, done.state.points.issued)


def test_a_refund_that_waits():
    """A refund before its purchase changes nothing yet, says that it waits, and comes with the purchase."""
    first = PROGRAM.apply(STATE, event("2024-03-06", "refund", "r", of="p", amount=30))
    second = PROGRAM.apply(first.state, event("2024-03-07", "purchase", "p", amount=100))

    assert [("r", "waiting")] == [(each.cause, each.code) for each in first.effects]
    assert ["Earned", "Refunded", "Reversed"] == names(second.effects)
    assert (50, 120) == (first.state.points.available, second.state.points.available)


def test_a_refund_that_waited_in_vain():
    """A purchase counts also when the refund that waited for it is refused."""
    first = PROGRAM.apply(STATE, event("2024-03-06", "refund", "r", of="p", restore="nothing"))
    second = PROGRAM.apply(first.state, event("2024-03-07", "purchase", "p", amount=100))

    assert ["Earned", "Rejected"] == names(second.effects)
    assert 150 == second.state.points.available


def test_quarantine():
    """A fact that comes too late is put aside until an override lets it in."""
    old = late("2024-02-02", 400, recorded="2024-03-06")
    aside = applied(old)
    let_in = PROGRAM.apply(aside.state, event("2024-03-07", "override", "o", of="x"), history=[*HISTORY, old])

    assert [("Rejected", "late")] == [(type(each).__name__, each.code) for each in aside.effects]
    assert 50 == aside.state.points.available
    assert [{"available": 400, "issued": 400}] == [each.points for each in let_in.effects]
    assert 450 == let_in.state.points.available


TOO_LATE = {**event("2024-03-06", "purchase", amount=400), "recorded_at": at("2024-05-01")}
WAITS = event("2024-03-06", "refund", of="p")


@pytest.mark.parametrize(("extra", "code"), [(TOO_LATE, "late"), (WAITS, "waiting")])
def test_one_answer(extra, code):
    """What is put aside or waits is told alike by applying it, by a replay, and when it is delivered again."""
    done = PROGRAM.apply(STATE, extra)
    (replayed,) = [each for each in PROGRAM.replay([*HISTORY, extra], at=at("2024-05-02")).effects if each.cause == "x"]
    again = PROGRAM.apply(done.state, extra, history=[*HISTORY, extra])

    assert [code] == [each.code for each in done.effects]
    assert (replayed,) == done.effects == again.effects


TIES = joined(
    bought("2024-02-01", 100),
    ("2024-02-02", "redeem", {"points": 40}),
    ("2024-02-02", "restore", {"of": "e2", "points": 10}),
    ("2024-02-02", "refund", {"of": "e1", "amount": 30}),
    bought("2024-02-02", 50),
    ("2024-02-02", "pause"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(2, 7)))[::11])
def test_ties_out_of_phase(order):
    """Events of one instant, in whatever order they are applied, give what the fold gives."""
    events = [*TIES[:2], *(TIES[place] for place in order)]
    state, known = PROGRAM.fold([], at=at("2023-12-31")), []
    for each in events:
        try:
            state = PROGRAM.apply(state, each).state
        except loyalty.HistoryNeeded:
            state = PROGRAM.apply(state, each, history=known).state
        known.append(each)

    assert PROGRAM.fold(events, at=at("2024-02-02")) == state


def test_unpacking():
    """What applying gives unpacks as state and effects, and shows itself without personal data."""
    done = PROGRAM.apply(STATE, event("2024-03-06", "purchase", amount=5))
    state, effects = done

    assert (done.state, done.effects) == (state, effects)
    assert repr(done).startswith("Applied(state=<State of m at 2024-03-06T00:00:00+08:00: active, {'main': 'none'}>")


def test_a_void_that_came_first():
    """A purchase that was voided before it arrived needs the history, and then it never happened (semantics 6)."""
    program = loyalty.loads(VOIDED)
    enrol = {"id": "e", "member": "m", "kind": "enrol", "at": "2024-01-01T00:00:00+08:00"}
    void = {"id": "v", "member": "m", "kind": "void", "of": "p", "at": "2024-01-02T00:00:00+08:00"}
    buy = {"id": "p", "member": "m", "kind": "purchase", "amount": 100, "at": "2024-01-03T00:00:00+08:00"}
    when = datetime.fromisoformat("2024-01-02T00:00:00+08:00")
    state = program.state(program.fold([enrol, void], at=when).to_json())
    with pytest.raises(loyalty.HistoryNeeded):
        program.apply(state, buy)
    applied = program.apply(state, buy, [enrol, void])

    assert 0 == applied.state.metrics["spend"]


VOIDED = """
[program]
id = "x"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }
"""
