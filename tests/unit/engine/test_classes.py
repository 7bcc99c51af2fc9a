"""Classes over a population: shares before and with, ranks, percentiles, ties, and who belongs to it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loyalty
from loyalty.classes import figures
from tests.unit.engine.stories import at, shop

TEXT = """
[member.fields]
potential = { type = "bool", default = false }

[member.kinds.person]

[member.kinds.company]

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[classes.abc]
of = "spend"
where = 'kind == "company"'
classes = [{ id = "a", when = "share < 60%" }, { id = "b", when = "share < 80% or potential" }, { id = "c" }]

[classes.within]
of = "spend"
boundary = "after"
classes = [{ id = "in", when = "share <= 60%" }, { id = "out" }]

[classes.smallest]
of = "spend"
order = "smallest-first"
classes = [{ id = "first-two", when = "rank <= 2" }, { id = "half", when = "percentile < 50%" }, { id = "rest" }]
"""
PROGRAM = shop(TEXT)


def states(amounts, *, program=PROGRAM, more=(), **fields):
    """Members m0, m1, ... who have spent so much."""
    events = list(more)
    for number, amount in enumerate(amounts):
        told = {"member": f"m{number}", "at": at("2024-01-02")}
        events.append({"id": f"{number}-e", "kind": "enrol", "as": "company", **told, **fields})
        events += [{"id": f"{number}-p", "kind": "purchase", "amount": amount, **told}] if amount else []
    return list(program.fold_members(events, at=at("2024-02-01")))


def groups(found):
    """The classes of m0, m1, ... in their order."""
    return [found[f"m{number}"].group for number in range(len(found))]


@pytest.mark.parametrize(
    ("amounts", "abc", "within"),
    [
        ([700, 200, 100], "abc", ["out", "out", "out"]),
        ([600, 300, 100], "abc", ["in", "out", "out"]),
        (["599.99", 300, "100.01"], "aac", ["in", "out", "out"]),
        ([250, 250, 250, 250], "aaaa", ["out"] * 4),
        ([500, 250, 250], "aaa", ["in", "out", "out"]),
        ([0, 0], "cc", ["out", "out"]),
        ([10, 0], "ac", ["out", "out"]),
        ([10], "a", ["out"]),
    ],
)
def test_shares(amounts, abc, within):
    """Before: the smallest first group that reaches a share; after: the largest that stays within it; ties together."""
    found = PROGRAM.classes(states(amounts))

    assert list(abc) == groups(found["abc"])
    assert within == groups(found["within"])


def test_ranks():
    """The smallest first, equal ranks for equal values, and percentiles of the population."""
    found = PROGRAM.classes(states([4, 3, 2, 2, 1]))["smallest"]

    assert ["rest", "rest", "first-two", "first-two", "first-two"] == groups(found)
    assert [5, 4, 2, 2, 1] == [found[f"m{number}"].rank for number in range(5)]
    assert Fraction(3, 5) == found["m1"].percentile


def test_a_flag_lifts_to_the_second_class():
    """Potential lifts to class b, never to a."""
    found = PROGRAM.classes(states([900, 50, 50], potential=True))["abc"]

    assert ["a", "b", "b"] == groups(found)


def test_who_belongs():
    """Others than companies, and who is no member any more, are not in the population."""
    told = {"member": "x", "at": at("2024-01-02")}
    person = [
        {"id": "x1", "kind": "enrol", "as": "person", **told},
        {"id": "x2", "kind": "purchase", "amount": 9_999, **told},
    ]
    gone = [{"id": "x3", "kind": "cancel", "member": "m1", "at": at("2024-01-03")}]
    found = PROGRAM.classes(states([700, 300], more=[*person, *gone]))

    assert {"m0": "a"} == {name: each.group for name, each in found["abc"].items()}
    assert {"m0", "x"} == set(found["within"])


def test_where_it_is_decided():
    """Each place names the line of its condition, or of the class that takes everybody else."""
    found = PROGRAM.classes(states([700, 300]))["within"]

    assert ("<program>:29", "<program>:29") == (found["m0"].where, found["m1"].where)


def test_no_members():
    """Nobody has no classes."""
    assert {} == PROGRAM.classes([])


def test_states_that_do_not_go_together():
    """States of several instants, or two of one member, are refused."""
    one, other = states([1, 2])

    with pytest.raises(loyalty.LoyaltyError, match="same member"):
        PROGRAM.classes([one, one])
    with pytest.raises(loyalty.LoyaltyError, match="one instant"):
        PROGRAM.classes([one, PROGRAM.at(other, at("2024-03-01"))])


def test_a_state_of_another_program():
    """Only states of the program itself are put into its classes."""
    other = shop(TEXT, version="2")

    with pytest.raises(loyalty.StateMismatch):
        PROGRAM.classes(states([1], program=other))


def test_negative():
    """A part of a whole is not negative."""
    with pytest.raises(loyalty.LoyaltyError, match="negative"):
        figures([("a", Fraction(-1))], "largest-first", "before")


values = st.lists(st.integers(0, 5).map(Fraction), min_size=1, max_size=12)


def slow(own, others, boundary):
    """The share of a value, member by member."""
    before = sum(each for each in others if each > own or (boundary == "after" and each == own))
    return Fraction(before, sum(others)) if sum(others) else Fraction(1)


@given(values, st.sampled_from(["before", "after"]), st.randoms(use_true_random=False))
def test_figures(found, boundary, chance):
    """Shares, ranks and percentiles are what counting one by one gives, in any order of members."""
    people = list(enumerate(found))
    shuffled = chance.sample(people, len(people))
    result = figures(shuffled, "largest-first", boundary)

    assert figures(people, "largest-first", boundary) == result
    for key, own in people:
        larger = sum(1 for each in found if each > own)

        assert slow(own, found, boundary) == result[key].share
        assert (larger + 1, Fraction(larger, len(found))) == (result[key].rank, result[key].percentile)
