"""What a state remembers of the last events: it knows them again, and what must not come before them."""

import pytest

import loyalty
from tests.unit.engine.stories import SHOP, at, bought, joined, shop, told

TERMS = SHOP.replace('amount = "money"', 'amount = "money"\nrefund_within = "P30D"')
PROGRAM = shop(TERMS + '\n[events.visit]\nshelf = "text"\n')
TIES = joined(bought("2024-02-01", 100), bought("2024-02-01", 200), ("2024-02-01", "visit", {"shelf": "a"}))


def one(when, kind, name="x", **fields):
    """One more event of the member."""
    return {"id": name, "member": "m", "kind": kind, "at": at(when), **fields}


def saved(state):
    """The state, written and read again."""
    return PROGRAM.state(state.to_json())


def folded(events=TIES, when="2024-02-01"):
    """The state of a history."""
    return PROGRAM.fold(events, at=at(when))


def in_turn(events):
    """The state after events that were applied one by one."""
    state = folded([], "2023-12-31")
    for event in events:
        state = PROGRAM.apply(state, event).state
    return state


STATES = [folded(), saved(folded()), in_turn(TIES), saved(in_turn(TIES))]


@pytest.mark.parametrize("state", STATES, ids=["folded", "folded and saved", "applied", "applied and saved"])
@pytest.mark.parametrize("event", TIES[1:], ids=lambda event: event["id"])
def test_known_again(state, event):
    """All events of the last instant are duplicates when they come again, also recorded again."""
    again = PROGRAM.apply(state, {**event, "recorded_at": at("2024-02-02")})

    assert (True, (), state) == (again.duplicate, again.effects, again.state)


OTHERS = [
    {**TIES[1], "amount": 101},
    {**TIES[2], "at": at("2024-02-02")},
    {**TIES[2], "at": at("2024-01-31")},
    {**TIES[3], "shelf": "b"},
    one("2024-02-01", "redeem", "e2", points=1),
]


@pytest.mark.parametrize("state", STATES, ids=["folded", "folded and saved", "applied", "applied and saved"])
@pytest.mark.parametrize("event", OTHERS)
def test_another_body(state, event):
    """Another event with the id of one of them is a conflict and no duplicate (semantics 4)."""
    with pytest.raises(loyalty.Conflict) as caught:
        PROGRAM.apply(state, event)

    assert "conflict" == caught.value.code


@pytest.mark.parametrize("keep", [lambda state: state, saved], ids=["held", "saved"])
def test_refused_again(keep):
    """A rejected event that comes again has the same answer, though points have come in meanwhile."""
    redeem = one("2024-02-02", "redeem", points=1000)
    first = PROGRAM.apply(folded(), redeem)
    again = PROGRAM.apply(keep(first.state), redeem)
    of_fold = PROGRAM.apply(keep(folded([*TIES, redeem], "2024-02-02")), redeem)

    assert ["insufficient"] * 3 == [each.effects[0].code for each in (first, again, of_fold)]
    assert (False, True, True) == (first.duplicate, again.duplicate, of_fold.duplicate)


@pytest.mark.parametrize("keep", [lambda state: state, saved], ids=["held", "saved"])
@pytest.mark.parametrize(
    ("refused", "earlier"),
    [
        (one("2024-02-02", "redeem", points=301), one("2024-02-02", "purchase", "p", amount=1)),
        (one("2024-02-02", "redeem", points=301), one("2024-02-01T12:00", "purchase", "p", amount=1)),
    ],
)
def test_before_a_rejected_event(keep, refused, earlier):
    """What sorts before an event that was refused needs the history, as it may change the answer (semantics 3)."""
    state = keep(PROGRAM.apply(folded(), refused).state)
    with pytest.raises(loyalty.HistoryNeeded):
        PROGRAM.apply(state, earlier)
    late = PROGRAM.apply(state, earlier, history=[*TIES, refused])

    assert folded([*TIES, refused, earlier], "2024-02-02") == late.state


def test_an_enrolment_after_its_purchase():
    """A purchase that was refused because the enrolment was still on its way counts once that has come."""
    enrol, buy = joined(bought("2024-01-01", 10))
    refused = PROGRAM.apply(folded([], "2023-12-31"), buy)
    with pytest.raises(loyalty.HistoryNeeded):
        PROGRAM.apply(refused.state, enrol)

    assert 10 == PROGRAM.apply(refused.state, enrol, history=[buy]).state.points.available


def test_a_voided_event_again():
    """An event that was voided does not count when it is delivered once more."""
    history = [*TIES, one("2024-02-05", "void", "v", of="e2")]
    state = folded(history, "2024-02-06")

    with pytest.raises(loyalty.HistoryNeeded):
        PROGRAM.apply(state, TIES[2])
    assert PROGRAM.apply(state, history[-1]).duplicate
    assert state == PROGRAM.apply(state, TIES[2], history=history).state


def test_a_quarantined_event_again():
    """A fact that was put aside is told alike when it comes again."""
    late = one("2024-02-02", "purchase", amount=5, recorded_at=at("2025-01-01"))
    again = PROGRAM.apply(folded([*TIES, late], "2024-02-03"), late)

    assert (["late"], True) == ([each.code for each in again.effects], again.duplicate)


def test_fractions_of_seconds():
    """A history between whole seconds stays exact when whole seconds follow."""
    history = told(("2024-01-01T00:00:00.500000", "enrol"), bought("2024-01-02T00:00:00.700000", 10))
    next_one = one("2024-02-02", "purchase", amount=10)
    state = PROGRAM.apply(folded(history), next_one).state

    assert folded([*history, next_one], "2024-02-02") == saved(state)


def test_a_refund_of_a_forgotten_purchase():
    """A refund that may be of a purchase forgotten since is told with the history only, and then as by the fold."""
    later = [*TIES, one("2024-04-01", "visit", shelf="b")]
    refund = one("2024-04-02", "refund", "r", of="e1")
    state = saved(folded(later, "2024-04-01"))
    with pytest.raises(loyalty.HistoryNeeded) as caught:
        PROGRAM.apply(state, refund)
    told_late = PROGRAM.apply(state, refund, history=later)
    known = PROGRAM.apply(folded(later, "2024-04-01"), refund)

    assert "event `r` names one that the state does not know, or has forgotten" == caught.value.message
    assert ["refund-too-late"] * 2 == [told_late.effects[0].code, known.effects[0].code]


RESTORES = shop(SHOP.replace("[points]", '[points]\nrestore_within = "P10D"'))


@pytest.mark.parametrize("event", [("restore", {"of": "e2"}), ("refund", {"of": "e1", "restore": "e2"})])
def test_a_restore_of_a_forgotten_redemption(event):
    """So is a restore, or a refund with one, of a redemption that the state may have forgotten."""
    history = joined(bought("2024-02-01", 100), ("2024-02-02", "redeem", {"points": 50}), bought("2024-04-01", 1))
    back = one("2024-04-02", event[0], "r", **event[1])
    state = RESTORES.state(RESTORES.fold(history, at=at("2024-04-01")).to_json())
    with pytest.raises(loyalty.HistoryNeeded):
        RESTORES.apply(state, back)

    assert "restore-too-late" == RESTORES.apply(state, back, history=history).effects[0].code


def test_a_refund_that_waits_for_a_new_member():
    """Of a member who has been here for a shorter time nothing is forgotten: the refund waits."""
    done = PROGRAM.apply(folded(TIES[:1], "2024-01-01"), one("2024-01-20", "refund", "r", of="p"))

    assert ["waiting"] == [each.code for each in done.effects]
