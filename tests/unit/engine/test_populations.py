"""Many members at once: nothing is passed over without a word."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

import pytest

import loyalty
from tests.unit.engine.stories import POINTS, PURCHASE, SHOP, at, bought, joined, shop, text_of

PROGRAM = shop()
NOW = at("2024-12-01")


def other(name, *rows, **fields):
    """The history of another member, whose ids begin with the name."""
    return [{**event, "member": name, "id": f"{name}-{event['id']}"} for event in joined(*rows, **fields)]


def codes(members):
    """What was refused before the fold."""
    return [(each.event_id, each.code) for each in members.rejections]


MALFORMED = {"id": "bad", "member": "m", "kind": "purchase", "at": NOW, "amount": 1.5}
LOST = {"id": "lost", "member": "ghost", "kind": "purchase", "at": NOW, "amount": "much"}
MERGE = {"id": "merge", "member": "m", "kind": "merge", "at": at("2024-05-01"), "absorbs": "m"}
SHARED = [{**bought_one, "id": "same"} for bought_one in (joined(bought("2024-02-01", 5))[1], other("n")[0])]
PEOPLE = [*joined(bought("2024-02-01", 10)), *other("n", bought("2024-02-01", 20))]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ([MALFORMED], [("bad", "wrong-type")]),
        ([LOST], [("lost", "wrong-type")]),
        (["nonsense", 5, None], [("", "wrong-type")] * 3),
        ([MERGE], [("merge", "wrong-type")]),
        (SHARED, [("same", "conflict")]),
    ],
    ids=["malformed", "of nobody else", "no mappings", "refused merge", "shared id"],
)
def test_rejections(extra, expected):
    """Malformed events, refused merges and shared ids are told before the first member is folded."""
    states = PROGRAM.fold_members([*PEOPLE, *extra], at=NOW)
    replays = PROGRAM.replay_members([*PEOPLE, *extra], at=NOW)
    told = {(name, each.code) for replay in replays for name, each in replay.rejected.items()}

    assert expected == codes(states) == codes(replays)
    assert ["m", "n"] == [state.member for state in states]
    assert told == {each for each in expected if each[0] in ("bad", "merge", "same")}


def test_no_rejections():
    """Where nothing is refused there is nothing to say."""
    assert [] == codes(PROGRAM.fold_members(PEOPLE, at=NOW))


@pytest.mark.parametrize("ask", ["fold", "replay", "fold_members", "replay_members", "explain"])
@pytest.mark.parametrize(
    "events", ["text", b"", PEOPLE[0], None, 5], ids=["text", "bytes", "one event", "none", "number"]
)
def test_no_list_of_events(ask, events):
    """What is no list of events is refused, and not taken for an empty one."""
    with pytest.raises(loyalty.LoyaltyError) as caught:
        getattr(PROGRAM, ask)(events, at=NOW)

    assert ("wrong-type", "write [event, ...]") == (caught.value.code, caught.value.hint)


def test_one_read_event_is_no_list():
    """Nor is an event that was read already, though it is a tuple."""
    with pytest.raises(loyalty.LoyaltyError, match="a list of events is wanted, not a single event"):
        PROGRAM.fold(PROGRAM.event(PEOPLE[0]), at=NOW)


@pytest.mark.parametrize("ask", ["fold_members", "replay_members"])
def test_a_naive_instant_is_refused_at_once(ask):
    """An instant without an offset is refused by the call, not by the first member."""
    with pytest.raises(loyalty.LoyaltyError) as caught:
        getattr(PROGRAM, ask)(PEOPLE, at=NOW.replace(tzinfo=None))

    assert "naive-time" == caught.value.code


class Wild(Mapping):
    """A mapping that cannot be read."""

    def __getitem__(self, key):
        """Fail."""
        raise RuntimeError

    def __iter__(self):
        """Fail."""
        raise ZeroDivisionError

    def __len__(self):
        """Say that there is something."""
        return 1


class Nowhere(tzinfo):
    """A time zone that cannot be asked."""

    def utcoffset(self, _moment):
        """Fail."""
        raise KeyError

    def dst(self, _moment):
        """Say nothing."""
        return timedelta(0)

    def tzname(self, _moment):
        """Be nowhere."""
        return "nowhere"


WILD_TIME = {**PEOPLE[1], "id": "t", "at": datetime(2024, 3, 1, tzinfo=Nowhere())}
TWO = loyalty.loads(text_of(), text_of(version="2", since="2024-07-01"))


@pytest.mark.parametrize("program", [PROGRAM, TWO], ids=["one version", "two versions"])
@pytest.mark.parametrize(("event", "name"), [(Wild(), "ZeroDivisionError"), (WILD_TIME, "KeyError")])
def test_an_event_that_fails_by_itself(program, event, name):
    """An event whose own methods fail is refused, and the others are folded."""
    members = program.fold_members([*PEOPLE, event], at=NOW)

    assert [("", "unreadable")] == codes(members)
    assert f"reading the event fails with {name}" == members.rejections[0].message
    assert [10, 20] == [state.points.available for state in members]
    assert "unreadable" == program.event(event).code


NUMBERS = """
[member.fields]
region = { type = "text", default = "755" }

[member.number]
format = "{region} {serial:05}"
serial_per = "region"
"""
NUMBERED = shop(NUMBERS + SHOP)
TWICE = [*joined(serial=7), *other("n", serial=7), *other("o", serial=7, region="20"), *other("p")]


def test_a_serial_given_twice():
    """Two members with one serial in a region are told of, and both keep it: no member depends on another."""
    members = NUMBERED.fold_members(TWICE, at=NOW)
    (found,) = members.rejections

    assert ("n-e0", "n", "serial-taken", "serial") == (found.event_id, found.member, found.code, found.field)
    assert "the enrolment `e0` of another member has the serial 7 as well" == found.message
    assert ["755 00007", "755 00007", "20 00007", "755 00001"] == [state.number for state in members]
    assert [{}] * 4 == [replay.rejected for replay in NUMBERED.replay_members(TWICE, at=NOW)]


def test_one_member_has_a_serial_twice():
    """The same serial of one member, or of two that were merged, is no mistake."""
    merge = {**MERGE, "absorbs": "n"}
    again = {**TWICE[0], "id": "again", "at": at("2024-01-02")}

    assert [] == codes(NUMBERED.fold_members([*TWICE, merge], at=NOW))
    assert [] == codes(NUMBERED.fold_members([TWICE[0], again], at=NOW))


def test_numbers_that_a_later_version_introduces():
    """Who enrolled before there were numbers has the scope of a field that was not there: an empty one."""
    old, new = text_of(PURCHASE + POINTS), text_of(NUMBERS + PURCHASE + POINTS, version="2", since="2024-07-01")
    program = loyalty.loads(old, new)
    late = other("p", time="2024-08-01")
    members = list(program.fold_members([*joined(), *other("n", time="2024-08-01"), *late], at=NOW))

    assert ["m", "n", "p"] == [state.member for state in members]
    assert ["755 00001", "755 00002"] == [state.number for state in members[1:]]


@pytest.mark.parametrize("state", [None, "x", PEOPLE, shop(SHOP + "\n[events.visit]\n").fold(PEOPLE[:2], at=NOW)])
def test_not_a_state_of_this_program(state):
    """What is no state, or one of another program, is told as that."""
    for ask in (
        lambda: PROGRAM.apply(state, PEOPLE[0]),
        lambda: PROGRAM.at(state, NOW),
        lambda: PROGRAM.outlook(state),
        lambda: PROGRAM.benefits(state),
        lambda: PROGRAM.member(state),
    ):
        with pytest.raises(loyalty.StateMismatch):
            ask()


@pytest.mark.parametrize("text", [None, "x", "", 5, b"[]", "[]", "[1]", "{}", "null"])
def test_not_a_saved_state(text):
    """Nor is a text that no state wrote."""
    with pytest.raises(loyalty.StateMismatch) as caught:
        PROGRAM.state(text)

    assert "not-a-state" == caught.value.code
