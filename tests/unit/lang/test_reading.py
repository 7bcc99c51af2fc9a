"""Texts become trees."""

from datetime import date
from fractions import Fraction

import pytest

from loyalty.lang import names, parse, unparse
from loyalty.lang.nodes import Comparison, Day, Name, Number, Span, Text, Truth
from loyalty.periods import Period

CANONICAL = [
    ("spend>=10000 or streak>=10", "spend >= 10_000 or streak >= 10"),
    ("a or b and not c", "a or b and not c"),
    ("(a or b) and c", "(a or b) and c"),
    ("(a and b) and c", "(a and b) and c"),
    ("not (a and b)", "not (a and b)"),
    ("not a == b", "not a == b"),
    ("(not a) == b", "(not a) == b"),
    ("60<=v<=70", "60 <= v <= 70"),
    ("(a<b)==c", "(a < b) == c"),
    ("a - (b - c) - d", "a - (b - c) - d"),
    ("a*(b+c)/d", "a * (b + c) / d"),
    ("-a * -(b + 1)", "-a * -(b + 1)"),
    ("x in ['a', 'b']", 'x in ("a", "b")'),
    ("x in ('a')", 'x in ("a")'),
    ("x not in (1, 2)", "x not in (1, 2)"),
    ("not x in (1)", "not x in (1)"),
    ("round( spend * 8% , 2 )", "round(spend * 8%, 2)"),
    ("0.50 + 12.50% + 100 %", "0.5 + 12.5% + 100%"),
    ("born + P1Y2M <= 2024-01-31", "born + P1Y2M <= 2024-01-31"),
    ("P2W == gap", "P14D == gap"),
    ("'say \"x\"' == a", "'say \"x\"' == a"),
    ("known(x)\n  and x > 3", "known(x) and x > 3"),
    ("true or false", "true or false"),
    ("等级 >= '金卡' and 年消费 > 3", '等级 >= "金卡" and 年消费 > 3'),
]


@pytest.mark.parametrize(("text", "canonical"), CANONICAL)
def test_a_text_has_one_canonical_spelling(text, canonical):
    """A text is read and written in the canonical way, which reads as the same tree."""
    tree = parse(text)

    assert not isinstance(tree, list)
    assert canonical == unparse(tree)
    assert tree == parse(canonical)


TWINS = [
    ("ｓｐｅｎｄ ≥ １０_０００", "spend >= 10_000"),
    ("spend＞＝10_000　and　visits＞3", "spend >= 10_000 and visits > 3"),
    ("（a ≤ 3）", "(a <= 3)"),
    ("a ≠ 3", "a != 3"),
    ("a ＝＝ 3", "a == 3"),
    ("a ＋ b － c × d ÷ 2", "a + b - c * d / 2"),
    ("a − b", "a - b"),
    ("min（a，b）", "min(a, b)"),
    ("shop in （“online”、“store”）", 'shop in ("online", "store")'),
    ("shop == ‘online’", "shop == 'online'"),
    ("shop == ＂online＂", 'shop == "online"'),
    ("rate > ８％", "rate > 8%"),
    ("x < ０．５", "x < 0.5"),
    ("x in ［1，2］", "x in [1, 2]"),
    ("ﬁeld > 1", "field > 1"),
]


@pytest.mark.parametrize(("wide", "narrow"), TWINS)
def test_full_width_signs_are_read_as_their_twins(wide, narrow):
    """Full-width and typographic signs mean what their ASCII twins mean."""
    assert parse(narrow) == parse(wide)


def test_wide_signs_inside_quotes_are_the_authors_own():
    """What stands in quotes is kept as it is written."""
    tree = parse('shop == "线上（Ａ），B"')

    assert "线上（Ａ），B" == tree.operands[1].value


def test_leaves_carry_their_values_and_places():
    """Numbers, words, dates and periods are read exactly, each with its span in the text."""
    tree = parse("min(10_000.50, 8%, 'x', 2024-02-29, P30D, true)")
    found = [(leaf.value, leaf.start, leaf.end) for leaf in tree.arguments]

    assert [
        (Fraction(1_000_050, 100), 4, 13),
        (Fraction(8, 100), 15, 17),
        ("x", 19, 22),
        (date(2024, 2, 29), 24, 34),
        (Period(days=30), 36, 40),
        (True, 42, 46),
    ] == found
    assert [Number, Number, Text, Day, Span, Truth] == [type(leaf) for leaf in tree.arguments]


def test_whole_numbers_are_ints_however_they_are_written():
    """10 and 10.0 are the same number."""
    assert [int, int] == [type(parse(text).value) for text in ("10", "10.0")]


def test_spans_take_no_part_in_equality():
    """The same tree at another place is the same tree."""
    assert parse("a>1") == parse("  a  >  1")
    assert Comparison((Name("a"), Number(1)), (">",)) == parse("a>1")


def test_names_are_those_the_author_wrote():
    """Names are collected from everywhere; functions and words are not names."""
    tree = parse("known(a) and (b in (c, 1) or -d < min(e, 2)) and shop == 'x'")

    assert frozenset("abcde") | {"shop"} == names(tree)
