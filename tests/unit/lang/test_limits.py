"""Hostile texts: bounded in length, depth and parts, and quick to refuse."""

import inspect
import sys
import time

import pytest

from loyalty.lang import Typed, check, emit, evaluate, parse, phrase, unparse
from loyalty.lang.parser import DEPTH_MAX, LENGTH_MAX, PARTS_MAX
from tests.unit.lang.scope import SCOPE

HOSTILE = [
    "(" * 2000,
    "((" * 400 + "a" + "))" * 400,
    "not " * 500,
    "-" * 2000,
    "'" * 1999,
    '"' * 1999,
    '"' * 2 + "'" * 1997,
    "1_" * 1000,
    "0" * 2000,
    "1." * 1000,
    "a." * 1000,
    "1,111" * 400,
    "," * 2000,
    "1 " * 1000,
    "1 111 " * 333,
    " " * 2000,
    "\n" * 1999 + "a",
    "a " * 1000,
    "且" * 2000,
    "1且" * 1000,
    "a且b" * 600,
    "2024-01-" * 250,
    "2024/1/1" * 250,
    "P1" * 1000,
    "PT" * 1000,
    "min(" * 500,
    "a in (" * 300,
    "a<" * 1000,
    "a+" * 999 + "a",
    "a and " * 333 + "a",
    "\\" * 2000,
    "\x00" * 2000,
    "\ud800" * 2000,
    "½²①" * 600,
    "٣" * 2000,
    "e\u0301" * 1000,
    "﷽" * 2000,
    "＂" * 1999,
    "=" * 2000,
    "!" * 2000,
    "%" * 2000,
    "1%" * 1000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_a_hostile_text_is_refused_quickly(text):
    """No text takes longer than a blink, and none raises."""
    start = time.process_time()
    found = parse(text)
    found = found if isinstance(found, list) else check(found, SCOPE)
    seconds = time.process_time() - start

    assert isinstance(found, list)
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in found)
    assert seconds < 0.5


def test_an_expression_has_at_most_two_thousand_characters():
    """One character more is one too many."""
    longest = "a" * (LENGTH_MAX - 1)

    assert "LOY182" == parse(longest + "aa")[0].code
    assert longest + "a" == parse(longest + "a").name


def test_an_expression_has_a_bounded_depth():
    """Brackets nest as deep as the limit says and no deeper."""
    deepest = DEPTH_MAX - 1

    assert "a" == parse("(" * deepest + "a" + ")" * deepest).name
    assert ["LOY180"] == [found.code for found in parse("(" * (deepest + 1) + "a" + ")" * (deepest + 1))]


def test_an_expression_has_a_bounded_number_of_parts():
    """Names, numbers and operators are counted; brackets are not."""
    most = " or ".join(["vip"] * (PARTS_MAX - 1))

    assert 199 == len(parse(most).parts)
    assert ["LOY181"] == [found.code for found in parse(most + " or vip")]


@pytest.fixture
def little_stack():
    """Python's stack, with room for 450 more calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 450)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("text", [" - ".join(["visits"] * 100), "(" * 30 + "1" + " + visits)" * 30])
def test_the_largest_expressions_need_little_stack(text, little_stack):
    """Long chains and deep brackets are read, checked, compiled, calculated and phrased without deep recursion."""
    typed = check(parse(text), SCOPE)

    assert isinstance(typed, Typed)
    assert unparse(typed.node)
    assert phrase(typed, {}, "zh")
    assert evaluate(typed, {"visits": 1}) == eval(emit(typed, str, repr), {"visits": 1})  # noqa: S307 - ours


def test_the_longest_numbers_are_exact():
    """A number of nearly two thousand digits is read, folded and compiled."""
    text = f"visits > {'9' * 1900}"
    typed = check(parse(text), SCOPE)

    assert f"visits > {10**1900 - 1}" == emit(typed, str, repr)
    assert len(phrase(typed, {}, "en")) > 1900
