"""The functions of generated code, against tables and against the rooms that own the rules."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.lang import RUNTIME, Typed, check, evaluate, parse, runtime
from loyalty.lang.runtime import DAY_MAX, DAY_MIN, EPOCH, half_up, ratio, shifted
from loyalty.periods import Period
from loyalty.quantities import rounded
from tests.unit.lang.scope import SCOPE


def day(text):
    """Return the number of a day."""
    return date.fromisoformat(text).toordinal() - EPOCH


SHIFTS = [
    ("2024-01-31", Period(months=1), 1, "2024-02-29"),
    ("2023-01-31", Period(months=1), 1, "2023-02-28"),
    ("2024-02-29", Period(years=1), 1, "2025-02-28"),
    ("2024-03-31", Period(months=1), -1, "2024-02-29"),
    ("2024-01-31", Period(months=1, days=1), 1, "2024-03-01"),
    ("2024-12-15", Period(years=1, months=2), 1, "2026-02-15"),
    ("2024-01-01", Period(days=1), -1, "2023-12-31"),
    ("1970-01-01", Period(), 1, "1970-01-01"),
    ("9999-12-01", Period(months=1), 1, "9999-12-31"),
    ("9999-12-01", Period(days=4000), 1, "9999-12-31"),
    ("0001-01-02", Period(days=4000), -1, "0001-01-01"),
    ("0001-01-02", Period(years=4000), -1, "0001-01-01"),
]


@pytest.mark.parametrize(("start", "period", "sign", "end"), SHIFTS)
def test_dates_move_by_the_calendar(start, period, sign, end):
    """Months are cut to their length and the calendar ends with the years 1 and 9999 (clause 12)."""
    assert day(end) == shifted(day(start), period, sign)
    assert DAY_MIN <= shifted(day(start), period, sign) <= DAY_MAX


YEARS = [
    ("2000-06-15", "2018-06-14", 17, 17),
    ("2000-06-15", "2018-06-15", 18, 18),
    ("2000-02-29", "2018-02-27", 17, 17),
    ("2000-02-29", "2018-02-28", 18, 17),
    ("2000-02-29", "2018-03-01", 18, 18),
    ("2000-02-29", "2020-02-28", 19, 19),
    ("2000-02-29", "2020-02-29", 20, 20),
    ("2018-06-15", "2018-06-14", -1, -1),
]


@pytest.mark.parametrize(("born", "today", "feb28", "mar1"), YEARS)
def test_full_years_follow_the_policy_for_the_leap_day(born, today, feb28, mar1):
    """Who was born on 29 February turns a year older on the 28th, or on 1 March (clause 14)."""
    found = [runtime(policy)["_years_between"](day(born), day(today)) for policy in ("feb28", "mar1")]

    assert [feb28, mar1] == found
    assert feb28 == RUNTIME["_years_between"](day(born), day(today))


@given(st.fractions(-1000, 1000), st.integers(1, 50))
def test_rounding_is_the_half_up_of_quantities(number, over):
    """`round` takes ties away from zero, as the rounding called half-up does (clause 9)."""
    assert rounded(number / over, "half-up") == half_up(number, over)


def test_a_quotient_is_exact():
    """Dividing gives a fraction, and by zero the result that was asked for."""
    assert [Fraction(1, 3), 7] == [ratio(1, 3, 0), ratio(1, 0, 7)]


RESULTS = [
    ("spend >= 10_000", {"spend": 1_000_000}, True),
    ("spend > 10_000", {"spend": 1_000_000}, False),
    ("60 <= visits <= 70", {"visits": 71}, False),
    ("round(visits / 8, 1)", {"visits": 1}, Fraction(1, 10)),
    ("round(-visits / 8, 2)", {"visits": 1}, Fraction(-13, 100)),
    ("round(visits / 2)", {"visits": 5}, 3),
    ("floor(-visits / 2)", {"visits": 5}, -3),
    ("ceil(-visits / 2)", {"visits": 5}, -2),
    ("floor(spend)", {"spend": -150}, -200),
    ("round(spend * 8%, 2)", {"spend": 9999}, 800),
    ("ratio(spend, visits, 2)", {"spend": 5, "visits": 0}, 200),
    ("otherwise(score, 7)", {"score": None}, 7),
    ("otherwise(score, 7)", {"score": 0}, 0),
    ("known(score)", {"score": None}, False),
    ("not known(score) or score > 3", {"score": None}, True),
    ("tier >= 'gold'", {"tier": "none"}, False),
    ("tier >= 'gold'", {"tier": "diamond"}, True),
    ("tier", {"tier": "gold"}, "gold"),
    ("born + P1M", {"born": date(2024, 1, 31)}, date(2024, 2, 29)),
    ("weekday(born)", {"born": date(2024, 1, 1)}, 1),
    ("weekday(born)", {"born": date(2023, 12, 31)}, 7),
    ("month(born) * 100 + day(born)", {"born": date(2024, 2, 29)}, 229),
    ("days_between(born, 2024-03-01)", {"born": date(2024, 2, 28)}, 2),
    ("days_since(born)", {"born": date(1969, 12, 31), "at": 0}, 1),
    ("shop not in ('online', 'store')", {"shop": "电话"}, True),
    ("max(born, 2000-01-01)", {"born": date(1999, 1, 1)}, date(2000, 1, 1)),
]


@pytest.mark.parametrize(("text", "values", "result"), RESULTS)
def test_meaning(text, values, result):
    """The interpreter's results for chosen cases."""
    typed = check(parse(text), SCOPE)

    assert isinstance(typed, Typed)
    assert result == evaluate(typed, values)


def test_days_are_those_of_the_zone():
    """The day of an instant is asked of the caller, who knows the zone."""
    typed = check(parse("at >= 1970-01-02"), SCOPE)

    assert [False, True] == [evaluate(typed, {"at": 0}), evaluate(typed, {"at": 0}, day_of=lambda _: 1)]
