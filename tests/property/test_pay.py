"""The printed pay formula of S62, calculated a second time by hand of the regulation, for random months."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import loyalty

PROGRAM = Path(__file__).parents[2] / "configs" / "star-pay" / "program.toml"
STARS = ("one", "two", "three")
SEARCH = settings(phases=[Phase.generate], max_examples=2000, derandomize=True, database=None)
START = dt.datetime(2024, 3, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LOADED = {
    (nothing, below): loyalty.load(PROGRAM, parameters={"无服务满意系数": nothing, "毛利可为负": below})
    for nothing in (0, 1)
    for below in (True, False)
}

_cents = st.integers(0, 10**6) | st.integers(0, 300)
_margins = st.lists(st.tuples(_cents, _cents), max_size=3)
MONTHS = st.fixed_dictionaries(
    {
        "stars": st.sampled_from(STARS),
        "days": st.integers(0, 31),
        "services": st.lists(st.tuples(st.booleans(), _cents, _cents), max_size=7),
        "sales": _margins,
        "nothing": st.sampled_from((0, 1)),
        "below": st.booleans(),
    }
)


def written(cents):
    """An amount as events write it."""
    return f"{Decimal(cents).scaleb(-2):.2f}"


def events(month):
    """What the program is told of a month; a day before and a day after do not count."""
    when = iter(START + dt.timedelta(minutes=n) for n in range(1000))
    yield {"id": "e", "member": "li", "kind": "enrol", "at": "2024-01-05T09:00:00+08:00", "as": "employee",
           "name_of": "li", "stars": month["stars"]}  # fmt: skip
    for n in range(-1, month["days"] + 1):
        at = START + dt.timedelta(days=n if n < month["days"] else 31)
        yield {"id": f"d{n}", "member": "li", "kind": "attendance", "at": at.isoformat()}
    for n, (excellent, income, cost) in enumerate(month["services"]):
        yield {"id": f"s{n}", "member": "li", "kind": "service", "at": next(when).isoformat(), "excellent": excellent,
               "income": written(income), "cost": written(cost)}  # fmt: skip
    for n, (income, cost) in enumerate(month["sales"]):
        yield {"id": f"v{n}", "member": "li", "kind": "sale", "at": next(when).isoformat(),
               "income": written(income), "cost": written(cost)}  # fmt: skip


def engine(month):
    """The pay of the month as the program says."""
    program = LOADED[month["nothing"], month["below"]]
    return program.fold(list(events(month)), at=program.end_of("2024-03")).metrics["工资"]


def printed(month, *, percent=Fraction(1, 100), daily=Fraction("0.038"), early=False, floor=None, shift=0):
    """The pay by the regulation, in fractions of yuan until it is rounded; the options are ways to get it wrong."""
    star = STARS.index(month["stars"]) + 1
    attendance = 1 + (month["days"] - 26) * daily
    services = month["services"]
    excellent = sum(1 for good, _, _ in services if good)
    satisfaction = Fraction(excellent, len(services)) if services else Fraction(month["nothing"])
    if early:
        satisfaction = Fraction(round(satisfaction * 100), 100)
    floor = not month["below"] if floor is None else floor
    sales, service = (
        Fraction(sum(income - cost for *_, income, cost in rows), 100) for rows in (month["sales"], services)
    )
    if floor:
        sales, service = max(sales, Fraction(0)), max(service, Fraction(0))
    base, technical, coefficient = 200 + 100 * star, 100 * star, (10 * star + shift) * percent
    pay = base * attendance + technical * satisfaction + (sales + service) * satisfaction * coefficient
    cents = abs(pay) * 100 + Fraction(1, 2)
    return Decimal(cents.numerator // cents.denominator * (1 if pay >= 0 else -1)).scaleb(-2)


@given(MONTHS)
def test_pay_is_what_is_printed(month):
    """The program and the regulation agree to the fen, whatever the month, with each reading of what is not printed."""
    assert printed(month) == engine(month)


def by_ten(month):
    """The business coefficient without its percent sign."""
    return printed(month, percent=Fraction(1))


def rounded_on_the_way(month):
    """The satisfaction coefficient is rounded to whole percents first."""
    return printed(month, early=True)


def never_below_zero(month):
    """A negative margin is cut although nothing says so."""
    return printed(month, floor=True)


def the_next_row(month):
    """A coefficient one percent off."""
    return printed(month, shift=1)


def in_floats(month):
    """The daily share as a float says it."""
    return printed(month, daily=Fraction(0.0380001))


@pytest.mark.parametrize("wrong", [by_ten, rounded_on_the_way, never_below_zero, the_next_row, in_floats])
def test_a_wrong_pay_is_found_out(wrong):
    """The law above fails for each of these mistakes."""
    month = find(MONTHS, lambda month: wrong(month) != engine(month), settings=SEARCH)

    assert printed(month) == engine(month)
