"""Bars and comparisons: what is kept, what is missed, and that a miss is seen."""

import pytest

from bench.bar import Bar, Equality, equality, table


@pytest.mark.parametrize(
    ("figure", "sense", "met"),
    [
        (1.49, "at most", True),
        (1.5, "at most", True),
        (1.51, "at most", False),
        (1.49, "at least", False),
        (1.5, "at least", True),
        (1.51, "at least", True),
    ],
)
def test_limit(figure, sense, met):
    """A figure exactly on its limit keeps the bar; beyond it, the bar is missed."""
    bar = Bar("fold", figure, "x", 1.5, sense)

    assert met == bar.met


def test_figure_without_limit():
    """A figure without a limit cannot be missed."""
    assert Bar("memory", 1e12, "bytes").met


def test_not_a_number_is_missed():
    """A figure that is no number keeps no bar."""
    assert not Bar("fold", float("nan"), "x", 1.5).met


def test_equal():
    """Equal answers to the same questions are equal."""
    found = equality("oracle", {"a": 1, "b": 2}, {"b": 2, "a": 1})

    assert Equality("oracle", 2) == found
    assert found.met


@pytest.mark.parametrize("actual", [{"a": 1, "b": 3}, {"a": 1}, {"a": 1, "b": 2, "c": 3}])
def test_known_bad(actual):
    """A wrong answer, a missing one and one too many are differences."""
    found = equality("oracle", {"a": 1, "b": 2}, actual)

    assert not found.met


def test_nothing_compared():
    """A comparison of nothing is no agreement."""
    assert not equality("oracle", {}, {}).met


def test_table_names_misses():
    """The last line of the report names what was missed."""
    report = table([Bar("fold", 2, "x", 1.5), Bar("demo", 9, "s", 30)], [Equality("oracle", 3, ("a",))])

    assert report.splitlines()[-1] == "missed: oracle, fold"


def test_table_all_kept():
    """When all is well, the report says so."""
    report = table([Bar("demo", 9, "s", 30)], [Equality("oracle", 3)])

    assert report.splitlines()[-1] == "every bar is kept"
