"""The working calendar of a program: what the file says of each day."""

import sys
from datetime import date

import pytest

from loyalty.config import read
from loyalty.config.chinese import in_chinese
from loyalty.config.dumping import dump
from loyalty.loading import loads
from loyalty.periods import holidays
from loyalty.periods.hours import parse_hours

HEAD = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[calendar]
"""
LONG, SHORT = parse_hours("09:00-12:00, 13:30-18:00"), parse_hours("10:00-16:00")
HOURS = 'hours = { monday-friday = "09:00-12:00, 13:30-18:00", saturday = "10:00-16:00" }\n'


def calendar(text):
    """The calendar of a program with these lines."""
    return loads(HEAD + text).versions[-1].working


def test_without_hours_there_is_none():
    """A program need not say when the house is open."""
    assert calendar("") is None


def test_days_of_the_week():
    """What is not listed is closed."""
    found = calendar(HOURS)

    assert (*(LONG,) * 5, SHORT, ()) == found.week
    assert ("Asia/Shanghai", None, {}) == (found.zone.name, found.last_year, found.special)


@pytest.mark.parametrize(
    ("lines", "day", "expected"),
    [
        ("", date(2024, 2, 9), LONG),
        ("", date(2024, 2, 12), ()),  # Spring Festival
        ("", date(2024, 2, 18), LONG),  # a working Sunday has the hours of Monday
        ("", date(2024, 4, 28), LONG),
        ("", date(2026, 10, 10), LONG),  # a working Saturday too
        ("", date(2026, 10, 17), SHORT),
        ("closed = [2024-02-09, 2024-02-18]", date(2024, 2, 9), ()),
        ("closed = [2024-02-09, 2024-02-18]", date(2024, 2, 18), ()),
        ("open = [2024-02-12]", date(2024, 2, 12), LONG),
        ('open = { 2024-02-12 = "10:00-16:00" }', date(2024, 2, 12), SHORT),
    ],
)
def test_special_days(lines, day, expected):
    """What the file says of a day comes before the holidays, these before the week."""
    assert expected == calendar(f'{HOURS}holidays = "CN"\n{lines}').hours_on(day)


def test_hours_of_extra_days():
    """`extra` names the hours of working weekends and of days that are listed without hours."""
    found = calendar('hours = { monday = "09:00-18:00", extra = "10:00-16:00" }\nholidays = "CN"\nopen = [2024-03-03]')

    assert (SHORT, SHORT) == (found.hours_on(date(2024, 2, 18)), found.hours_on(date(2024, 3, 3)))


def test_a_part_of_another_country():
    """Bavaria has Epiphany; the last year is the author's word."""
    found = calendar(f'{HOURS}holidays = "DE-BY"\nofficial_until = 2030')

    assert ((), 2000, 2030, "DE-BY") == (
        found.hours_on(date(2026, 1, 6)),
        found.first_year,
        found.last_year,
        found.country,
    )


def test_the_last_year_may_be_a_parameter():
    """As any whole number."""
    text = (
        f'{HOURS}holidays = "CN"\nofficial_until = "until"\n[parameters]\nuntil = {{ type = "integer", value = 2025 }}'
    )

    assert 2025 == calendar(text).last_year


def test_the_package_that_is_missing():
    """The diagnostic names the extra, in both languages."""
    holidays.public_holidays.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "holidays", None)
        _, (one,) = read(f'{HEAD}{HOURS}holidays = "CN"')

    assert ("LOY403", 11, 12) == (one.code, one.line, one.column)
    assert 'install "loyalty-sdk[calendar]"' == one.cure
    assert "使用法定节假日的日历需要附加包 `calendar`" == in_chinese(one).message


def test_without_holidays_the_package_is_not_imported():
    """Opening hours alone need no extra."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "holidays", None)

        assert calendar(HOURS) is not None


def test_written_and_read_again():
    """The canonical text says the same, and has the same hash."""
    text = f'{HEAD}{HOURS}holidays = "CN"\nclosed = [2024-02-09]\nopen = {{ 2024-02-12 = "10:00-16:00" }}'
    version = loads(text).versions[-1]
    again = loads(dump(version)).versions[-1]

    assert (version.hash, version.working) == (again.hash, again.working)
    assert version.hash != loads(text.replace("16:00", "17:00")).versions[-1].hash


def test_official_years_of_china_are_those_of_the_package():
    """The tables have the working weekends of every year that is called official, and of no later one."""
    public = holidays.public_holidays("CN")

    assert (2022, 2026) == (public.first, public.last)
    assert {date(2024, 2, 4), date(2024, 2, 18), date(2026, 2, 14)} <= public.working
    assert not public.off & public.working
