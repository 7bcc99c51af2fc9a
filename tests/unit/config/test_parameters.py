"""Parameters get their values from the program, a values file or the call, always of the declared type."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from loyalty.config import read
from loyalty.periods import Period
from tests.unit.config.programs import HEAD

TYPES = """
[parameters]
n = { type = "integer" }
d = { type = "decimal" }
p = { type = "percent" }
m = { type = "money" }
t = { type = "text" }
b = { type = "bool" }
day = { type = "date" }
gap = { type = "period" }
"""
PROGRAM = HEAD + TYPES.replace("day =", "that_day =")
AS_TEXT = {
    "n": "10",
    "d": "0.25",
    "p": "20%",
    "m": "10.50",
    "t": "yes",
    "b": "true",
    "that_day": "2024-11-11",
    "gap": "P30D",
}
AS_VALUES = {
    "n": 10,
    "d": Decimal("0.25"),
    "p": 20,
    "m": Decimal("10.5"),
    "t": "yes",
    "b": True,
    "that_day": date(2024, 11, 11),
    "gap": Period(days=30),
}
MEANT = {
    "n": 10,
    "d": Fraction(1, 4),
    "p": Fraction(1, 5),
    "m": 1050,
    "t": "yes",
    "b": True,
    "that_day": 20_038,
    "gap": Period(days=30),
}


def values(version):
    """The values of a version's parameters."""
    return {name: parameter.value for name, parameter in version.parameters.items()}


@pytest.mark.parametrize("given", [AS_TEXT, AS_VALUES], ids=["text", "values"])
def test_values_of_the_call(given):
    """The call gives values, or text as from a command line."""
    version, diagnostics = read(PROGRAM, parameters=given)

    assert () == diagnostics
    assert MEANT == values(version)


def test_values_of_a_file(tmp_path):
    """A values file is lines of name = value, of the types of TOML."""
    file = tmp_path / "values.toml"
    file.write_text(
        'n = 10\nd = 0.25\np = "20%"\nm = "10.50"\nt = "yes"\nb = true\nthat_day = 2024-11-11\ngap = "P30D"\n',
        encoding="utf-8",
    )
    version, diagnostics = read(PROGRAM, values=file)

    assert () == diagnostics
    assert MEANT == values(version)
    assert {"values"} == {parameter.given for parameter in version.parameters.values()}


def test_the_call_wins_over_the_file_and_the_file_over_the_program():
    """The nearer the source, the more it counts."""
    text = HEAD + '[parameters]\na = { type = "integer", value = 1 }\nb = { type = "integer", value = 1 }\n'
    version, _ = read(text, values={"a": 2, "b": 2}, parameters={"a": "3"})

    assert {"a": 3, "b": 2} == values(version)


def test_a_mistake_in_the_values_file_is_shown_there(tmp_path):
    """A wrong value or an unknown name is reported at its line of the values file."""
    file = tmp_path / "values.toml"
    file.write_text('gap = "30 days"\nstreak_gap = "P30D"\n', encoding="utf-8")
    _, diagnostics = read(HEAD + '[parameters]\ngap = { type = "period" }\n', values=file)
    found = [(one.code, one.file, one.line, one.column) for one in diagnostics]

    assert [("LOY227", str(file), 1, 7), ("LOY261", str(file), 2, 1)] == found
    assert '"P30D"' in diagnostics[0].cure


def test_a_values_file_that_is_no_toml(tmp_path):
    """The slips of the file itself are reported, and the program's parameters are not said to lack a value."""
    file = tmp_path / "values.toml"
    file.write_text("gap: P30D\n", encoding="utf-8")
    _, diagnostics = read(HEAD + '[parameters]\ngap = { type = "period", value = "P1D" }\n', values=file)

    assert [("LOY205", str(file), 1)] * 2 == [(one.code, one.file, one.line) for one in diagnostics]


@pytest.mark.parametrize("value", [1.5, float("nan"), True, None, [1], "1e5", "１０", 10**400])
def test_no_float_and_no_truth_is_an_integer(value):
    """A value of another type is refused, never converted."""
    text = HEAD + '[parameters]\nn = { type = "integer", value = 1 }\n'
    version, diagnostics = read(text, parameters={"n": value})

    assert version is None
    assert [one.code for one in diagnostics] in (["LOY262"], ["LOY260"])


def test_texts_of_the_program_are_not_converted():
    """In a file an integer is written without quotes, while a command line has nothing but text."""
    text = HEAD + '[parameters]\nn = { type = "integer", value = "10" }\n'

    assert ["LOY262"] == [one.code for one in read(text)[1]]
    assert {"n": 10} == values(read(text, parameters={"n": "10"})[0])


def test_a_parameter_stands_for_numbers_amounts_periods_and_dates():
    """A parameter's name in quotes stands wherever its type is wanted."""
    text = (
        HEAD
        + """
[parameters]
per_ = { type = "money", value = "12.50" }
many = { type = "integer", value = 3 }
share = { type = "percent", value = 50 }
begin = { type = "date", value = 2024-11-11 }
wait = { type = "period", value = "P14D" }

[events.purchase]
amount = "money"
refund_within = "wait"

[points]
redeem = { points = "many", worth = "per_", max_share = "share" }

[[points.earn]]
id = "base"
on = "purchase"
per = "per_"
points = "many"
from = "begin"
pending = { for = "wait" }
"""
    )
    version, diagnostics = read(text)
    rule, redeem = version.points.earn[0], version.points.redeem

    assert () == diagnostics
    assert (1250, 3, Fraction(1, 2)) == (redeem.worth, redeem.points, redeem.max_share)
    assert (1250, Fraction(3), Period(days=14)) == (rule.per, rule.points.other, rule.pending.after)
    assert version.zone.midnight(date(2024, 11, 11)) == rule.starts


@pytest.mark.parametrize(("word", "window"), [("year", "calendar"), ("P1Y", "rolling"), ("lifetime", "lifetime")])
def test_window_by_parameter(word, window):
    """A text parameter may hold the word of a window, since a regulation may leave it open (S57)."""
    version, said = read(WINDOWED, parameters={"fee_window": word})

    assert ((), window) == (said, version.metrics["spend"].window.kind)


@pytest.mark.parametrize("counts", [True, False])
def test_refunds_by_parameter(counts):
    """A bool parameter may say whether refunds take back what a purchase counted (S42)."""
    version, _said = read(WINDOWED, parameters={"fee_window": "year", "returns_count": counts})

    assert counts is version.metrics["spend"].refunds


def test_refunds_wrong():
    """A word that is no parameter is reported where it stands, with what is wanted."""
    _version, said = read(WINDOWED.replace('"returns_count"', '"sometimes"'), parameters={"fee_window": "year"})

    assert [("LOY245", ("metrics", "spend", "refunds"))] == [(each.code, each.path) for each in said]


WINDOWED = """
[program]
id = "x"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[parameters]
fee_window = { type = "text" }
returns_count = { type = "bool", value = true }

[events.purchase]
amount = "money"
refund_within = "P30D"

[metrics]
spend = { sum = "purchase.amount", window = "fee_window", refunds = "returns_count" }

[[tiers]]
id = "gold"
enter = "spend >= 100"
"""
