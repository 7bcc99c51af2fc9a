"""A mixed stream by member."""

from itertools import permutations

import pytest

from loyalty.members import Population, groups, merges

DAY = 86_400_000_000


def ids(found):
    """The ids of each member's events."""
    return {member: [event.id for event in events] for member, events in found}


def codes(found):
    """What was rejected, and why."""
    return [(rejection.event_id, rejection.code) for rejection in found.rejections]


def test_members_in_order(event):
    """Members come in the order of their ids, each with its own events in order."""
    stream = [event("b", 2, of="wang"), event("c", 1, of="li"), event("a", 1, of="wang")]

    assert [("li", ["c"]), ("wang", ["a", "b"])] == list(ids(groups(stream)).items())


def test_a_stream_is_read_once(event):
    """Any iterable will do."""
    assert {"wang": ["a"]} == ids(groups(iter([event("a", 1)])))


def test_a_merge(event):
    """From its instant on both histories are one, under the survivor; before it they are two."""
    stream = [event("a", 1, of="li"), event("b", 2), event("m", 3, "merge", "li"), event("c", 4, of="li")]

    assert {"wang": ["a", "b", "m", "c"]} == ids(groups(stream, 3 * DAY))
    assert {"li": ["a", "c"], "wang": ["b", "m"]} == ids(groups(stream, 3 * DAY - 1))


def test_events_keep_their_member(event):
    """What the absorbed member did is still written under its own id."""
    stream = [event("a", 1, of="li"), event("m", 3, "merge", "li")]

    assert ["li", "wang"] == [each.member for each in dict(groups(stream))["wang"]]


def test_a_chain(event):
    """Who absorbs a survivor has everything, in whatever order the merges came."""
    stream = [
        event("a", 1, of="a"),
        event("1", 2, "merge", "a", of="b"),
        event("2", 3, "merge", "b", of="c"),
        event("3", 4, "merge", "d", of="b"),
        event("d", 5, of="d"),
    ]
    expected = {"c": ["a", "1", "2", "3", "d"]}

    assert all(expected == ids(groups(order)) for order in permutations(stream))
    assert {"a": "c", "b": "c", "d": "c"} == merges(stream).survivors


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "a")], [("1", "wrong-type")]),
        ([("a", "b"), ("b", "a")], [("2", "conflict")]),
        ([("a", "b"), ("b", "c"), ("c", "a")], [("3", "conflict")]),
        ([("a", "b"), ("a", "b")], [("2", "conflict")]),
        ([("a", "b"), ("c", "b")], [("2", "conflict")]),
        ([("b", "c"), ("a", "b"), ("a", "c")], [("3", "conflict")]),
    ],
)
def test_merges_that_are_refused(event, pairs, expected):
    """No member absorbs itself, what is its own, or what is another's; the first in effective order wins."""
    stream = [event(str(n), n, "merge", absorbed, of=by) for n, (by, absorbed) in enumerate(pairs, start=1)]
    found = [Population.of(order) for order in permutations(stream)]

    assert all(expected == codes(population) for population in found)
    assert {expected[0][0]}.isdisjoint(name for events in found[0].members.values() for name in [e.id for e in events])


def test_a_merge_that_was_voided(event):
    """A voided merge never happened; asked before the void, it did."""
    stream = [event("a", 1, of="li"), event("m", 3, "merge", "li"), event("v", 5, "void", "m", None, None)]

    assert {"li": ["a"], "wang": ["m", "v"]} == ids(groups(stream))
    assert {"wang": ["a", "m", "v"]} == ids(groups(stream, 4 * DAY))


def test_a_merge_delivered_twice(event):
    """A duplicate is no second merge."""
    merge = event("m", 3, "merge", "li")

    assert [] == codes(merges([merge, merge]))


def test_an_absorbed_member_without_events(event):
    """Absorbing a member who never did anything is possible."""
    assert {"wang": ["m"]} == ids(groups([event("m", 3, "merge", "li")]))


def test_an_id_of_two_members(event):
    """An id belongs to the event that was stored first (clause 4)."""
    stream = [event("a", 1, recorded=3), event("a", 1, recorded=2, of="li"), event("b", 1)]
    found = Population.of(stream)

    assert {"li": ["a"], "wang": ["b"]} == ids(found.members.items())
    assert [("a", "conflict")] == codes(found)


def test_a_duplicate_stays(event):
    """Duplicates of one member are left to its history."""
    assert {"wang": ["a", "a"]} == ids(groups([event("a", 1), event("a", 1)]))
