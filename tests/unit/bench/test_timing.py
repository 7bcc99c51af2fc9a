"""Times taken in turn: equal work is equal, and a slowed function misses its bar."""

from bench.bar import Bar
from bench.timing import in_turn, ratio, typical


def work():
    """Do something that takes a while."""
    return sum(range(2_000))


def slowed():
    """Do the same three times."""
    return work() + work() + work()


def test_same_work():
    """The same function on both sides keeps a bar of one and a half."""
    times = in_turn({"a": work, "b": work}, repeats=15, loops=50)

    assert Bar("same", ratio(times, "a", "b"), "x", 1.5).met


def test_known_bad():
    """A function that does its work three times misses the bar."""
    times = in_turn({"a": slowed, "b": work}, repeats=15, loops=50)

    assert not Bar("slowed", ratio(times, "a", "b"), "x", 1.5).met


def test_every_round_counts():
    """Each function is measured once in each round, after one call that is not."""
    calls = []
    times = in_turn({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, repeats=3)

    assert {"a": 4, "b": 4} == {name: calls.count(name) for name in "ab"}
    assert {"a": 3, "b": 3} == {name: len(values) for name, values in times.items()}


def test_typical_is_the_median():
    """One slow round does not move the typical time."""
    assert typical({"a": [1.0, 2.0, 900.0]}, "a") == 2.0


def test_ratio_is_taken_round_by_round():
    """A machine that is slow for one round slows both sides of it."""
    assert ratio({"a": [2.0, 20.0, 2.0], "b": [1.0, 10.0, 1.0]}, "a", "b") == 2.0
