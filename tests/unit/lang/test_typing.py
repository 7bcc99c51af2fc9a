"""What expressions are: types, units, and values that may be missing."""

from fractions import Fraction

import pytest

from loyalty.errors import LoyaltyError
from loyalty.lang import (
    BOOL,
    DATE,
    DECIMAL,
    INTEGER,
    MONEY,
    PERIOD,
    TEXT,
    Typed,
    check,
    enum_type,
    money_type,
    parse,
    tier_type,
)
from tests.unit.lang.scope import SCOPE, TABLES


def typed(text, want=None, **options):
    """Read and check a text that has no mistakes."""
    found = check(parse(text), SCOPE, want, tables=TABLES, **options)
    assert isinstance(found, Typed), found
    return found


KINDS = [
    ("visits + streak * 2", "integer"),
    ("visits + 0.5", "decimal"),
    ("visits * 8%", "decimal"),
    ("visits / 2", "decimal"),
    ("-visits", "integer"),
    ("spend + 5", "money"),
    ("spend * rate", "money"),
    ("100 * visits + spend", "money"),
    ("ratio(spend, 年消费, 0)", "decimal"),
    ("spend / 3", "money"),
    ("ratio(spend, visits, 0)", "money"),
    ("ratio(100, spend, 0)", "decimal"),
    ("min(spend, 100)", "money"),
    ("max(visits, 2.5)", "decimal"),
    ("max(born, joined)", "date"),
    ("min(at, born)", "date"),
    ("floor(rate)", "integer"),
    ("ceil(spend)", "money"),
    ("round(rate)", "integer"),
    ("round(rate, 2)", "decimal"),
    ("round(visits / 3, 0)", "integer"),
    ("abs(rate)", "decimal"),
    ("days_since(born) + days_between(born, at) + years_since(at)", "integer"),
    ("month(born) + day(at) + weekday(at)", "integer"),
    ("born + P1Y", "date"),
    ("at - gap", "date"),
    ("otherwise(score, 0)", "integer"),
    ("otherwise(score, 0.5)", "decimal"),
    ("otherwise(deposit, 10)", "money"),
    ("otherwise(last, at)", "date"),
    ("known(last) or vip == special", "bool"),
    ("shop in ('online', 'store')", "bool"),
    ("tier", "tier"),
    ("'x'", "text"),
    ("P30D", "period"),
    ("at", "instant"),
    ("wage * share", "money"),
    ("quota + 1", "integer"),
    ("share", "decimal"),
    ("ratio(spend, visits, 1, 0)", "money"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_every_operation_has_a_type(text, kind):
    """The kind of a result follows from the kinds of its parts."""
    assert kind == typed(text).type.kind


MONEY_LITERALS = [
    ("spend >= 10_000", MONEY, 1_000_000),
    ("spend >= 10_000.50", MONEY, 1_000_050),
    ("10_000 <= spend", MONEY, 1_000_000),
    ("spend >= 10_000", money_type(0), 10_000),
    ("spend >= 10.125", money_type(3), 10_125),
]


@pytest.mark.parametrize(("text", "money", "minor"), MONEY_LITERALS)
def test_a_number_beside_money_is_an_amount(text, money, minor):
    """A number written out takes the currency of the amount it meets, in minor units."""
    found = check(parse(text), {"spend": money}, BOOL)
    (constant,) = [part for part in found.args if part.op == "const"]

    assert (minor, "money") == (constant.value, constant.type.kind)


def test_money_is_fractional_until_it_is_rounded():
    """A share of an amount may be a fraction of a cent; the type says so until it is rounded."""
    texts = [
        "spend",
        "spend * 3",
        "spend * 8%",
        "spend / 3",
        "round(spend / 3, 2)",
        "round(spend / 3, 3)",
        "floor(mean)",
    ]

    assert [False, False, True, True, False, True, False] == [typed(text).type.fractional for text in texts]


WANTED = [
    ("3", DECIMAL, "integer"),
    ("100 * visits", MONEY, "money"),
    ("at", DATE, "date"),
    ("'gold'", SCOPE["tier"], "tier"),
    ("'online'", enum_type(("online", "store")), "text"),
    ("score", INTEGER.optional(), "integer"),
    ("score * 2.5", DECIMAL.optional(), "decimal"),
]


@pytest.mark.parametrize(("text", "want", "kind"), WANTED)
def test_a_result_is_brought_to_the_type_wanted(text, want, kind):
    """Numbers become amounts, moments days and words tiers where these are wanted."""
    found = typed(text, want)

    assert kind == found.type.kind
    assert want.nullable == found.type.nullable


GUARDED = [
    "otherwise(score, 0) > 3",
    "known(score) and score > 3",
    "known(score) and (vip or score > 3)",
    "vip and known(score) and score > 3",
    "not known(score) or score > 3",
    "vip or not known(score) or score > 3",
    "not (not known(score) or vip) and score > 3",
    "known(score + 1) and score > 3",
    "known(score) and known(last) and score > days_since(last)",
    "(known(score) and vip or known(score) and special) and score > 3",
    "otherwise(days_since(last), 9999) > 30",
    "otherwise(score > 3, false)",
    "otherwise(otherwise(score, days_since(last)), 0) > 3",
    "known(last) and born + P1Y < last",
]


@pytest.mark.parametrize("text", GUARDED)
def test_a_missing_value_may_be_used_once_it_is_settled(text):
    """`otherwise` and `known` settle what holds for a member without the value."""
    assert "bool" == typed(text, BOOL).type.kind


UNGUARDED = [
    "score > 3",
    "known(score) or score > 3",
    "not known(score) and score > 3",
    "known(last) and score > 3",
    "(known(score) or vip) and score > 3",
    "(known(score) and vip) or score > 3",
    "score > 3 and known(score)",
    "otherwise(vip, score > 3)",
    "otherwise(score, score) > 3",
    "shop in ('online') and last < at",
]


@pytest.mark.parametrize("text", UNGUARDED)
def test_a_missing_value_is_not_used_before_it_is_settled(text):
    """A guard covers what follows it under the same condition, and nothing else."""
    assert {"LOY160"} == {found.code for found in check(parse(text), SCOPE, BOOL)}


def test_names_include_the_clock_where_it_is_read():
    """What depends on the day depends on `at`, whether it is named or not."""
    assert {"born", "at"} == typed("years_since(born) >= 18").names
    assert {"born", "joined"} == typed("born < joined").names


def test_a_name_that_is_never_zero_divides():
    """A parameter with a value, or a field with a minimum of one, may be divided by."""
    assert "div" == typed("spend / party").op
    assert "LOY170" == check(parse("spend / visits"), SCOPE)[0].code


def test_a_formula_may_declare_what_division_by_zero_gives():
    """With `zero_division` every division has a result, an amount being in major units."""
    mean = typed("spend / visits", zero_division=1)
    share = typed("visits / streak", zero_division=Fraction(1, 2))

    assert ("ratio", "money", 100) == (mean.op, mean.type.kind, mean.args[2].value)
    assert ("ratio", "decimal", Fraction(1, 2)) == (share.op, share.type.kind, share.args[2].value)


def test_types_describe_themselves():
    """Types are values: optional, scaled and never zero are variations of one type."""
    assert BOOL.optional().optional(nullable=False) == BOOL
    assert (True, False) == (INTEGER.optional().nullable, INTEGER.nullable)
    assert 1000 == DECIMAL.scaled(1000).scale
    assert [True, False] == [INTEGER.numeric, TEXT.numeric]
    assert [0, 1, 2, None] == [tier_type("main", ("a", "b")).rank(word) for word in ("none", "a", "b", "c")]
    assert PERIOD.kind == "period"


def test_a_formula_of_something_unknown_is_unknown():
    """Where a result may be missing, a name that may be missing makes it so, by way of a table too."""
    assert typed("visits + score", unknown=True).type.nullable
    assert typed("bonus * 2", unknown=True).type.nullable
    assert not typed("quota * 2 + otherwise(bonus, 0)", unknown=True).type.nullable


def test_0_by_0_has_a_value_of_its_own():
    """Of two values for a zero divisor the first is for 0/0; money gets both in minor units."""
    found = typed("spend / visits", zero_division=(Fraction(1), Fraction(2)))

    assert ["ratio", 100, 200] == [found.op, *(part.value for part in found.args[2:])]


def test_the_tables_of_an_expression():
    """An expression knows the tables in which it is looked up, and the names by which these go."""
    found = typed("wage * share + wage * bonus", unknown=True)

    assert ["wage", "share", "bonus"] == [table.name for table in found.tables]
    assert {"service", "tier", "grade"} == found.names


def test_a_word_from_elsewhere_is_told():
    """A word that no version of the program has is refused, in both kinds of evaluation."""
    table = TABLES["quota"]

    with pytest.raises(LoyaltyError, match="no number for `market`"):
        table.at("market")
    with pytest.raises(LoyaltyError, match="no number for `market`"):
        table.column().cells["market"]
