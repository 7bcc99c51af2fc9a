"""Functions of plugins in expressions: checked, calculated, compiled and said like the language's own."""

from datetime import date
from fractions import Fraction

import pytest

from loyalty.engine.source import Source
from loyalty.errors import PluginError
from loyalty.lang import (
    BOOL,
    DATE,
    DECIMAL,
    INTEGER,
    MONEY,
    TEXT,
    Function,
    Typed,
    alternatives,
    check,
    emit,
    enum_type,
    evaluate,
    parse,
    phrase,
    runtime,
)
from tests.unit.lang.scope import SCOPE

FUNCTIONS = {
    one.name: one
    for one in (
        Function(
            "nights_for",
            (MONEY, INTEGER),
            INTEGER,
            lambda amount, price: amount // (price * 100),
            {"en": "the nights that {0} pays at {1}", "zh": "{0}按{1}可住的晚数"},
        ),
        Function("fee_of", (MONEY,), MONEY, lambda amount: amount // 3),
        Function("half", (DECIMAL,), DECIMAL, lambda number: number / 2),
        Function("festive", (DATE,), BOOL, lambda day: day.month == 12),
        Function("saint", (DATE,), DATE, lambda day: day.replace(day=1)),
        Function(
            "ward_of",
            (TEXT, BOOL),
            enum_type(("north", "south")),
            lambda city, vip: "north" if vip and city else "south",
        ),
    )
}
VALUES = {
    "spend": 123_456,
    "visits": 7,
    "weight": Fraction(3, 2),
    "rate": Fraction(1, 3),
    "born": date(1990, 12, 24),
    "city": "北京",
    "vip": True,
    "mean": Fraction(1, 3),
}
ANSWERS = [
    ("nights_for(spend, 100)", 12),
    ("nights_for(1_000, 10) + 1", 101),
    ("nights_for(spend, visits) >= 176", True),
    ("nights_for(spend, visits) * 8% < 1", False),
    ("fee_of(spend) / 100", Fraction(41152, 100)),
    ("fee_of(spend) >= 411.52", True),
    ("half(weight) * 2 == weight", True),
    ("half(visits)", Fraction(7, 2)),
    ("half(rate) + half(rate)", Fraction(1, 3)),
    ("festive(born)", True),
    ("not festive(born) or vip", True),
    ("saint(born)", date(1990, 12, 1)),
    ("saint(born) == 1990-12-01", True),
    ("days_between(saint(born), born)", 23),
    ('ward_of(city, vip) == "north"', True),
    ('ward_of(city, spend > 5_000) in ("north")', False),
    ("max(nights_for(spend, 100), visits)", 12),
    ("round(half(visits), 0)", 4),
]
WRONG = [
    ("nights_for(spend)", "LOY151", "`nights_for` takes 2 arguments, not 1"),
    ("nights_for(city, 1)", "LOY152", "`nights_for` takes an amount of money; `city` is text"),
    ("nights_for(spend, 1.5)", "LOY152", "`nights_for` takes a whole number; `1.5` is a number"),
    ("fee_of(spend / 3)", "LOY152", "`fee_of` takes whole minor units; `spend / 3` is an amount of money"),
    ("fee_of(deposit)", "LOY160", None),
    ("fee_ov(spend)", "LOY131", None),
    ("fee_of > 3", "LOY130", None),
    ('ward_of(city, vip) == "east"', "LOY144", None),
    ("fee_of(0.001)", "LOY150", None),
    ("spend / nights_for(spend, 1)", "LOY170", None),
]


def _typed(text):
    typed = check(parse(text), SCOPE, functions=FUNCTIONS)
    assert isinstance(typed, Typed), typed
    return typed


def _held(values):
    inside = {**values, "weight": int(values["weight"] * 10**9)}
    inside["born"] = (values["born"] - date(1970, 1, 1)).days
    return inside


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_foreign_functions_are_calculated(text, answer):
    """The slow meaning calls the function with plain values and takes its answer."""
    assert answer == evaluate(_typed(text), VALUES)


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_foreign_functions_compile_to_the_same(text, answer):
    """Generated code gives what the slow meaning gives; the function stands in the table of constants."""
    table = Source()
    source = emit(_typed(text), lambda name: f"slots[{name!r}]", table.constant)
    found = eval(source, {**runtime(), **table.space, "slots": _held(VALUES)})  # noqa: S307 - our own generated text
    days = (answer - date(1970, 1, 1)).days if isinstance(answer, date) else answer

    assert days == found


@pytest.mark.parametrize(("text", "code", "message"), WRONG)
def test_foreign_calls_are_checked(text, code, message):
    """Arguments are checked against the declared types, like those of the language's own functions."""
    problems = check(parse(text), SCOPE, functions=FUNCTIONS)

    assert [code] == [one.code for one in problems]
    assert message in {None, problems[0].message}


def test_foreign_name_that_is_nearly_right_is_named():
    """A misspelt call is answered with how the nearest function is called."""
    (problem,) = check(parse("fee_ov(spend)"), SCOPE, functions=FUNCTIONS)

    assert "write `fee_of(money)`" == problem.cure


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the nights that spend pays at 100 is more than 12"), ("zh", "spend按100可住的晚数超过 12")],
)
def test_foreign_functions_are_read_aloud_in_their_own_words(language, said):
    """The plugin's words are filled with those of the arguments."""
    assert said == phrase(_typed("nights_for(spend, 100) > 12"), {}, language)


def test_foreign_function_without_words_is_read_as_written():
    """Without words of its own, a call is said as it is written."""
    assert "fee_of(spend)" in phrase(_typed("fee_of(spend) > 12"), {}, "en")


def test_foreign_conditions_are_needs_without_a_name():
    """What a function calculates is no threshold of one name."""
    ways = alternatives(_typed("nights_for(spend, 100) >= 3 or festive(born)"))

    assert [[(None, "")], [(None, "")]] == [[(need.name, need.op) for need in way] for way in ways]


def test_foreign_amounts_are_in_the_programs_currency():
    """A function for money works in a currency without decimals."""
    function = FUNCTIONS["fee_of"].in_currency(0)

    assert (0, 0) == (function.parameters[0].digits, function.result.digits)


ODD = [
    (INTEGER, None, "wrong-type"),
    (INTEGER, True, "wrong-type"),
    (INTEGER, 1.0, "wrong-type"),
    (INTEGER, float("nan"), "wrong-type"),
    (INTEGER, -1, "out-of-bounds"),
    (INTEGER, 10**16, "out-of-bounds"),
    pytest.param(INTEGER, 10**5000, "out-of-bounds", id="huge"),
    (MONEY, Fraction(1, 2), "wrong-type"),
    (DECIMAL, Fraction(1, 10**16), "out-of-bounds"),
    (DECIMAL, 0.5, "wrong-type"),
    (BOOL, 1, "wrong-type"),
    (TEXT, b"north", "wrong-type"),
    (TEXT, "x" * 1_001, "out-of-bounds"),
    (enum_type(("a", "b")), "c", "out-of-bounds"),
    (DATE, "2024-01-01", "wrong-type"),
]


@pytest.mark.parametrize(("kind", "given", "code"), ODD)
def test_foreign_results_keep_their_declared_type(kind, given, code):
    """What a function gives beside its type is a fault that names plugin and function."""
    function = Function("odd", (INTEGER,), kind, lambda _: given, plugin="strange")
    with pytest.raises(PluginError) as caught:
        function(1)

    assert (code, "strange", "odd") == (caught.value.code, caught.value.plugin, caught.value.hook)


def test_foreign_arguments_cannot_be_changed():
    """A function that writes into its argument changes a copy, and is found out."""

    def meddle(number):
        number._numerator = 5
        return 1

    rate = Fraction(1, 3)
    with pytest.raises(PluginError, match="changed an argument"):
        Function("meddle", (DECIMAL,), INTEGER, meddle, plugin="strange")(rate)

    assert Fraction(1, 3) == rate
