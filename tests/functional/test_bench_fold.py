"""The benchmark of the fold: it agrees with the program by hand, and sees one that is wrong or much quicker."""

import pytest

from bench import by_hand, fold, population

HOUSEHOLDS = 60
UNTIL = int(population.UNTIL.timestamp()) * 1_000_000


@pytest.fixture(scope="module")
def program():
    """The program of the demo."""
    return population.grocery()


@pytest.fixture(scope="module")
def members(program):
    """The events of the first sixty households."""
    return population.histories(program, HOUSEHOLDS)


def test_equal(program, members):
    """The generated fold says the same as the fold by hand of every household: tier, points, lots, rejections."""
    expected = {member: by_hand.fold(events, UNTIL) for member, events in members.items()}

    assert expected == {member: fold.answer(program, events) for member, events in members.items()}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("MONTH_CAP", 399),
        ("TIMES", (10, 12, 14)),
        ("KEEP", (0, 14_000, 25_000)),
        ("WELCOME", 49),
        ("window_end", by_hand.refund_end),
        ("lot_end", by_hand.quarter_end),
        ("grace_end", by_hand.month_end),
    ],
)
def test_known_bad(monkeypatch, program, members, name, wrong):
    """One wrong number or period in the fold by hand is seen as a difference."""
    monkeypatch.setattr(by_hand, name, wrong)
    _bars, found = fold.compare(program, members, rounds=1)

    assert not found.met


def test_slow_misses_its_bar(program, members):
    """Against somebody who knows the answers already, the generated fold misses its bar."""
    known = {id(events): by_hand.fold(events, UNTIL) for events in members.values()}
    bars, found = fold.compare(program, members, lambda events, _until: known[id(events)], rounds=3)

    assert found.met
    assert [False] == [bar.met for bar in bars]


def test_typical_member_has_the_median_of_orders(members):
    """As many households have more orders as have fewer."""
    orders = {member: sum(event.kind == "purchase" for event in events) for member, events in members.items()}
    median = orders[population.typical(members)]

    assert sum(count < median for count in orders.values()) <= len(orders) / 2
    assert sum(count > median for count in orders.values()) <= len(orders) / 2
