"""Calendar periods by their names, and back."""

from datetime import date, datetime, timedelta

import pytest

from loyalty.errors import LoyaltyError
from loyalty.periods import UNITS, end_of, name_of, period_named
from loyalty.periods.dates import unit_first


@pytest.mark.parametrize(
    ("name", "unit", "first"),
    [
        ("2024", "year", date(2024, 1, 1)),
        ("2024-H1", "half-year", date(2024, 1, 1)),
        ("2024-H2", "half-year", date(2024, 7, 1)),
        ("2024-Q1", "quarter", date(2024, 1, 1)),
        ("2024-Q4", "quarter", date(2024, 10, 1)),
        ("2024-02", "month", date(2024, 2, 1)),
        ("2024-W01", "week", date(2024, 1, 1)),
        ("2020-W53", "week", date(2020, 12, 28)),
        ("2024-02-29", "day", date(2024, 2, 29)),
    ],
)
def test_names(name, unit, first):
    """A name says the unit and the first day, and the first day says the name."""
    assert (unit, first) == period_named(name)
    assert name == name_of(first, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_every_day_of_ten_years(unit):
    """The period that contains a day is named the same as its first day, and is read back."""
    for number in range(3_660):
        day = date(2019, 1, 1) + timedelta(days=number)

        assert (unit, unit_first(day, unit)) == period_named(name_of(day, unit))


@pytest.mark.parametrize(
    "name",
    ["", "24", "2024-Q5", "2024-H3", "2024-13", "2024-02-30", "2023-W53", "2024-W00", "2024-1", "2024-q1", "1899",
     "2200", "20240", "2024-Q1 ", "２０２４", None, 2024],
)  # fmt: skip
def test_what_is_no_name(name):
    """What no calendar has is refused."""
    with pytest.raises(LoyaltyError) as caught:
        period_named(name)

    assert "bad-period" == caught.value.code


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("2024", "2024-12-31"),
        ("2024-H1", "2024-06-30"),
        ("2024-Q1", "2024-03-31"),
        ("2023-02", "2023-02-28"),
        ("2024-02", "2024-02-29"),
        ("2024-W10", "2024-03-10"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_the_end_of_a_period(name, last):
    """The last moment of a period is one microsecond before the next."""
    assert datetime.fromisoformat(f"{last}T23:59:59.999999") == end_of(name)
