"""Conditions taken apart into alternatives and needs."""

from fractions import Fraction

import pytest

from loyalty.lang import BOOL, DECIMAL, INTEGER, MONEY, alternatives, check, evaluate, parse
from tests.unit.lang.scope import SCOPE

CASES = [
    ("spend >= 100", [[("spend", ">=", 10_000)]]),
    ("100 < spend", [[("spend", ">", 10_000)]]),
    ("spend >= 100 or streak > 3", [[("spend", ">=", 10_000)], [("streak", ">", 3)]]),
    (
        "(vip or streak > 3) and spend >= 1",
        [[("vip", "true", None), ("spend", ">=", 100)], [("streak", ">", 3), ("spend", ">=", 100)]],
    ),
    ("60 <= visits < 70", [[("visits", ">=", 60), ("visits", "<", 70)]]),
    ("not (60 <= visits < 70)", [[("visits", "<", 60)], [("visits", ">=", 70)]]),
    ("not (vip or spend > 1)", [[("vip", "false", None), ("spend", "<=", 100)]]),
    ("-2 * visits + 1 <= -9", [[("visits", ">=", 5)]]),
    ("visits >= 2.5", [[("visits", ">=", Fraction(5, 2))]]),
    ("weight >= 8%", [[("weight", ">=", Fraction(8, 100))]]),
    ("tier >= 'gold'", [[("tier", ">=", "gold")]]),
    ("'gold' <= tier", [[("tier", ">=", "gold")]]),
    ("tier != 'none'", [[("tier", "!=", "none")]]),
    ("shop in ('online', 'store')", [[("shop", "==", "online")], [("shop", "==", "store")]]),
    ("shop not in ('online', 'store')", [[("shop", "!=", "online"), ("shop", "!=", "store")]]),
    ("visits in (1, 2)", [[("visits", "==", 1)], [("visits", "==", 2)]]),
    ("born < 1970-01-03", [[("born", "<", 2)]]),
    ("known(last) and not known(score)", [[("last", "known", None), ("score", "missing", None)]]),
    (
        "(not known(score) or score < 3) and vip",
        [
            [("score", "missing", None), ("vip", "true", None)],
            [("score", "known", None), ("score", "<", 3), ("vip", "true", None)],
        ],
    ),
    ("vip == false", [[("vip", "false", None)]]),
    ("true != (spend > 1)", [[("spend", "<=", 100)]]),
    ("spend >= 年消费", [[(None, "", None)]]),
    ("spend + 年消费 >= 3", [[(None, "", None)]]),
    ("days_since(born) > 3", [[(None, "", None)]]),
    ("vip == special", [[(None, "", None)]]),
    ("vip and 1 < 2", [[("vip", "true", None)]]),
    ("vip or true", [[]]),
    ("vip and 2 < 1", []),
    ("'a' == 'b' or vip", [[("vip", "true", None)]]),
]


@pytest.mark.parametrize(("text", "ways"), CASES)
def test_a_condition_is_a_choice_of_needs(text, ways):
    """Every comparison of one name with a constant is recognised, on either side, split from chains and negations."""
    found = alternatives(check(parse(text), SCOPE, BOOL))

    assert ways == [[(need.name, need.op, need.threshold) for need in way] for way in found]


def test_strict_needs_say_so():
    """To reach the threshold is enough for >=, and not for >."""
    (way,) = alternatives(check(parse("visits >= 3 and spend > 3 and not streak >= 9 and tier <= 'gold'"), SCOPE))

    assert [False, True, True, False] == [need.strict for need in way]


def test_parameters_are_bound_first():
    """A threshold that is calculated from parameters is a number."""
    scope = {"spend": MONEY, "line": MONEY, "share": DECIMAL, "open": BOOL, "streak": INTEGER}
    typed = check(parse("open and (spend * share >= line / 2 or streak > 3)"), scope)
    found = alternatives(typed, {"line": 1000, "share": Fraction(1, 4), "open": True})

    assert [["spend"], ["streak"]] == [[need.name for need in way] for way in found]
    assert Fraction(2000) == found[0][0].threshold
    assert () == alternatives(typed, {"open": False})


def test_many_alternatives_stay_one_need():
    """What would take more than 64 alternatives is left together, and still means the same."""
    text = " and ".join(f"(visits > {number} or streak > {number})" for number in range(8))
    typed = check(parse(text), SCOPE)
    ((need,),) = alternatives(typed)

    assert (None, "") == (need.name, need.op)
    assert [True, False] == [evaluate(need.typed, {"visits": visits, "streak": 0}) for visits in (8, 7)]
    assert 64 == len(alternatives(check(parse(text.rsplit(" and ", 2)[0]), SCOPE)))
