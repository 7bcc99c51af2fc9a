"""Generated code: one plain comparison where one is enough, and nothing of the author's in it."""

import ast

import pytest

from loyalty.lang import DECIMAL, INTEGER, MONEY, TEXT, bind, check, emit, emit_fraction, parse
from tests.unit.lang.scope import SCOPE, TABLES

SOURCES = [
    ("spend >= 10_000", "spend >= 1000000"),
    ("10_000 <= spend", "spend >= 1000000"),
    ("spend > 10_000", "spend > 1000000"),
    ("spend < 0.01", "spend < 1"),
    ("spend >= 10_000 or streak >= 10", "spend >= 1000000 or streak >= 10"),
    ("spend * 8% >= 100", "spend >= 125000"),
    ("spend * 8% + 10 >= 100", "spend >= 112500"),
    ("-spend >= -100", "spend <= 10000"),
    ("spend / 3 > 1", "spend > 300"),
    ("streak >= 2.5", "streak >= 3"),
    ("streak > 2.5", "streak >= 3"),
    ("streak <= 2.5", "streak <= 2"),
    ("streak < 2.5", "streak <= 2"),
    ("streak * 3 > 10", "streak >= 4"),
    ("streak == 2.5", "False"),
    ("streak != 2.5", "True"),
    ("3 > 2", "True"),
    ("60 <= streak < 70", "60 <= streak < 70"),
    ("60 < -2 * streak + 1 <= 70", "-30 >= streak >= -34"),
    ("streak < visits <= 9", "streak < visits <= 9"),
    ("spend >= 100 * visits", "spend >= (visits * 10000)"),
    ("spend + 年消费 >= 100", "(spend + 年消费) >= 10000"),
    ("spend - 年消费 * 2 >= 100", "(spend - 年消费 * 2) >= 10000"),
    ("spend + spend >= 100", "spend >= 5000"),
    ("rate >= 8%", "rate * 25 >= 2"),
    ("rate >= 2", "rate >= 2"),
    ("weight >= 8%", "weight >= 80000000"),
    ("mean >= 0.5", "mean >= 50"),
    ("streak in (1, 2.5, 3)", "streak in (1, 3, )"),
    ("streak not in (7)", "streak not in (7, )"),
    ("tier >= 'gold'", "tier >= 2"),
    ("tier in ('gold', 'none')", "tier in (2, 0, )"),
    ("shop == 'online'", "shop == c0"),
    ("shop in ('online', 'store')", "shop in c0"),
    ("city in ('online', shop)", "city in (c0, shop, )"),
    ("born >= 2000-01-01", "born >= 10957"),
    ("born < 1969-12-31", "born < (-1)"),
    ("at >= 2024-01-01", "_day_of(at) >= 19723"),
    ("days_since(born) >= 30", "(_day_of(at) - born) >= 30"),
    ("days_between(born, at) > 3", "(_day_of(at) - born) > 3"),
    ("years_since(born) >= 18", "_years_between(born, _day_of(at)) >= 18"),
    ("born + P18Y <= at", "_shifted(born, c0, 1) <= _day_of(at)"),
    ("weekday(at) == 6", "((_day_of(at) + 3) % 7) == 5"),
    ("vip and not special", "vip and not special"),
    ("not (vip or streak > 3)", "not (vip or streak > 3)"),
    ("vip and (special or streak > 3)", "vip and (special or streak > 3)"),
    ("vip and special or streak > 3", "vip and special or streak > 3"),
    ("not streak > 3", "not streak > 3"),
    ("not (not vip)", "not not vip"),
    ("vip == (streak > 3)", "vip == (streak > 3)"),
    ("known(last) and days_since(last) > 3", "last is not None and (_day_of(at) - last) > 3"),
    ("not known(score)", "not (score is not None)"),
    ("known(visits)", "True"),
    ("otherwise(score, 0) > 3", "(score if score is not None else 0) > 3"),
    ("otherwise(score > 3, vip)", "(score > 3 if score is not None else vip)"),
    ("ratio(spend, visits, 0) > 3", "_ratio(spend, visits, 0) > 300"),
    ("spend / 3", "_fraction(spend, 3)"),
    ("1 / 3", "c0"),
    ("visits * 2 + 1", "(visits * 2 + 1)"),
    ("round(spend / 3, 2)", "_half_up(spend, 3)"),
    ("round(spend, 2)", "spend"),
    ("floor(spend)", "((spend // 100) * 100)"),
    ("ceil(rate)", "(-(-rate // 1))"),
    ("min(visits, 3)", "_min(visits, 3)"),
    ("abs(streak - 3)", "_abs((streak - 3))"),
    ("otherwise(last, joined)", "(last if last is not None else joined)"),
    ("-5", "(-5)"),
    ("wage * visits >= 100", "(c0[service] * visits) >= 10000"),
    ("share * streak > 2", "(c0[tier] * streak) > 80"),
    ("otherwise(bonus, 0) > 3", "(c0[grade] if grade is not None else 0) > 3"),
    ("spend / wage", "_ratio(spend, c0[service], 0)"),
    ("ratio(visits, streak, 1, 0) > 3", "_ratio_apart(visits, streak, 1, 0) > 3"),
]


def constants():
    """Return a table of constants and the function that fills it."""
    table = []

    def const(value):
        table.append(value)
        return f"c{len(table) - 1}"

    return table, const


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_source(text, source):
    """Constants are folded and scaled, and each comparison is one comparison."""
    assert source == emit(check(parse(text), SCOPE, tables=TABLES), str, constants()[1])


def test_a_result_that_may_be_missing_is_none():
    """Where a missing result is allowed, a missing name gives None."""
    typed = check(parse("score + days_since(last)"), SCOPE, INTEGER.optional())

    assert (
        "((score + (_day_of(at) - last)) if score is not None and last is not None else None)"
        == emit(typed, str, constants()[1])
    )  # fmt: skip


def test_a_value_that_is_calculated_is_asked_for_once():
    """Where a name is read by a call, ``otherwise`` does not call it twice."""
    source = emit(check(parse("otherwise(score, 0) > 3"), SCOPE), "read({})".format, constants()[1])

    assert "_otherwise(read(score), 0) > 3" == source


def test_texts_of_authors_are_never_part_of_the_source():
    """Words go through the table of constants, whatever is in them."""
    table, const = constants()
    word = "'+__import__('os').system('id')+'"
    typed = check(parse(f'city == "{word}" or city in ("{word}", "x")'), {"city": TEXT})

    assert "city == c0 or city in c1" == emit(typed, str, const)
    assert [word, (word, "x")] == table


def test_bound_parameters_are_folded():
    """A parameter put in the place of its name leaves one plain comparison."""
    scope = {"spend": MONEY, "line": MONEY, "share": DECIMAL, "streak": INTEGER, "times": INTEGER}
    typed = check(parse("spend * share >= line and streak >= times"), scope)
    fixed = bind(typed, {"line": 1_000_000, "share": parse("8%").value, "times": 10})

    assert "spend >= 12500000 and streak >= 10" == emit(fixed, str, constants()[1])
    assert {"spend", "streak"} == fixed.names
    assert typed is bind(typed, {"other": 3})


def test_a_number_splits_into_numerator_and_denominator():
    """For rounding, a number comes as a whole numerator over a static denominator."""
    found = [
        emit_fraction(check(parse(text), SCOPE), str, constants()[1]) for text in ("spend * 8%", "visits", "1 / 3")
    ]

    assert [("(spend * 2)", 25), ("visits", 1), ("1", 3)] == found


def test_nesting_choices_does_not_double_the_code():
    """The source grows with the text, not with the depth."""
    text = "visits"
    for _ in range(12):
        text = f"min({text}, otherwise(score, 1), 2)"
    source = emit(check(parse(text), SCOPE), str, constants()[1])

    assert len(source) < 1000
    assert isinstance(ast.parse(source, mode="eval"), ast.Expression)
