"""Lengths of time as authors write them."""

from datetime import datetime

import pytest

from loyalty.errors import LoyaltyError
from loyalty.periods import Due, Period, WorkingCalendar, to_instant, zone
from loyalty.periods.hours import clock, parse_hours
from loyalty.periods.week import parse_weekdays

BERLIN = zone("Europe/Berlin")
OFFICE = WorkingCalendar(BERLIN, (*(parse_hours("09:00-18:00"),) * 5, (), ()))


@pytest.mark.parametrize(
    ("text", "expected", "english", "chinese"),
    [
        ("1 working hour", Due("working-hours", 1), "1 working hour", "1 个工作小时"),
        ("2 working hours", Due("working-hours", 2), "2 working hours", "2 个工作小时"),
        ("30 working minutes", Due("working-minutes", 30), "30 working minutes", "30 个工作分钟"),
        ("5 working days", Due("working-days", 5), "5 working days", "5 个工作日"),
        ("PT30M", Due("period", period=Period.parse("PT30M")), "30 minutes", "30 分钟"),
        ("P1M", Due("period", period=Period.parse("P1M")), "1 month", "1 个月"),
        ("P1Y2M3DT4H5M6.5S", Due("period", period=Period.parse("P1Y2M3DT4H5M6.5S")),
         "1 year 2 months 3 days 4 hours 5 minutes 6.5 seconds", "1 年 2 个月 3 天 4 小时 5 分钟 6.5 秒"),
    ],
)  # fmt: skip
def test_read_and_told(text, expected, english, chinese):
    """Read from the file and said in both languages; reading the text again gives the same."""
    due = Due.parse(text)

    assert expected == due == Due.parse(str(due))
    assert (english, chinese) == (due.phrase(), due.phrase("zh-CN"))
    assert due.is_working is text.endswith(("hour", "hours", "days", "minutes"))


def test_no_time_at_all():
    """Where no time is a length, it is said as one; elsewhere it is none."""
    assert ("0 minutes", "0 分钟") == (Due.parse("PT0S", zero=True).phrase(), Due.parse("PT0S", zero=True).phrase("zh"))
    with pytest.raises(LoyaltyError, match="not a length"):
        Due.parse("PT0S")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("PT30M", "2024-06-12T09:30:00+02:00"),
        ("P1M", "2024-05-12T10:00:00+02:00"),
        ("30 working minutes", "2024-06-12T09:30:00+02:00"),
        ("2 working hours", "2024-06-11T17:00:00+02:00"),
        ("10 working hours", "2024-06-11T09:00:00+02:00"),
        ("1 working day", "2024-06-11T00:00:00+02:00"),
        ("3 working days", "2024-06-07T00:00:00+02:00"),
    ],
)
def test_so_long_before(text, before):
    """From Wednesday at 10: working time runs back through opening hours, and working days are whole ones between."""
    moment = to_instant(datetime.fromisoformat("2024-06-12T10:00:00+02:00"))

    assert to_instant(datetime.fromisoformat(before)) == Due.parse(text).ahead(moment, BERLIN, OFFICE)


def test_working_time_before_needs_opening_hours():
    """Without a calendar there is no working time, backwards neither."""
    with pytest.raises(LoyaltyError, match="without opening hours"):
        Due.parse("1 working day").ahead(0, BERLIN)


def test_about_how_long():
    """An estimate puts lengths of all kinds into an order."""
    texts = ["PT30M", "45 working minutes", "2 working hours", "PT3H", "5 working days", "P6D"]

    assert texts == sorted(texts, key=lambda text: Due.parse(text).roughly)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2个工作小时", '"2 working hours"'),
        ("5 business days", '"5 working days"'),
        ("30个工作分钟", '"30 working minutes"'),
        ("1 Working Day", '"1 working day"'),
        ("0 working days", "from 1 to 10000 working days"),
        ("99999 working hours", "from 1 to 10000 working hours"),
        ("2 hours", '"PT2H"'),
        ("30 minutes", '"PT30M"'),
        ("soon", '"2 working hours"'),
        ("P0D", "longer than nothing"),
        ("1.5 working hours", '"2 working hours"'),
        ("², working days", '"2 working hours"'),
        (5, '"5 working days"'),
        ("P" * 100, '"2 working hours"'),
    ],
)
def test_what_is_no_length_of_time(text, hint):
    """Refused, with what was probably meant."""
    with pytest.raises(LoyaltyError) as caught:
        Due.parse(text)

    assert "bad-due" == caught.value.code
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("PT30M", "2024-03-29T17:45+01:00", "2024-03-29T18:15+01:00"),
        ("P1M", "2024-01-31T10:00+01:00", "2024-02-29T10:00+01:00"),
        ("P1D", "2024-10-26T02:30+02:00", "2024-10-27T02:30+01:00"),  # the second of two, being an end
        ("1 working hour", "2024-03-29T17:45+01:00", "2024-04-01T09:45+02:00"),
        ("30 working minutes", "2024-03-29T17:45+01:00", "2024-04-01T09:15+02:00"),
        ("1 working day", "2024-03-29T17:45+01:00", "2024-04-02T00:00+02:00"),
    ],
)
def test_when_the_time_is_up(text, at, expected):
    """Counted by the clock, by the calendar, or by opening hours."""
    at, expected = (to_instant(datetime.fromisoformat(moment)) for moment in (at, expected))

    assert expected == Due.parse(text).after(at, BERLIN, OFFICE)


def test_working_time_needs_opening_hours():
    """A program without `hours` cannot count working time, but can count by the clock."""
    with pytest.raises(LoyaltyError, match="without opening hours"):
        Due.parse("2 working hours").after(0, BERLIN)

    assert 60_000_000 == Due.parse("PT1M").after(0, BERLIN)


def test_hours_and_weekdays():
    """The two ends of a day, and of a week."""
    assert ((0, 1440),) == parse_hours("00:00-24:00")
    assert ((540, 541), (1439, 1440)) == parse_hours("09:00-09:01,23:59-24:00")
    assert ("00:00", "24:00") == (clock(0), clock(1440))
    assert ((6,), (0, 1, 2, 3, 4, 5, 6)) == (parse_weekdays("sunday"), parse_weekdays("monday-sunday"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24:00-24:01",
        "09:60-10:00",
        "0９:00-10:00",
        "9:00-10:00",
        "09:00",
        "09:00-",
        "-",
        "09:00-12:00,",
        "25:00-26:00",
        "09:00-10:00-11:00",
        "09:00-12:00, 11:00-13:00",
        ", ".join(["09:00-10:00"] * 50),
    ],
)
def test_what_are_no_hours(text):
    """Refused, always with a cure that is well formed."""
    with pytest.raises(LoyaltyError) as caught:
        parse_hours(text)

    assert "bad-hours" == caught.value.code
    assert caught.value.hint


@pytest.mark.parametrize("text", ["", "-", "monday-", "Monday", "friday-monday", "monday-monday", "mon"])
def test_what_are_no_weekdays(text):
    """Refused with a cure."""
    with pytest.raises(LoyaltyError) as caught:
        parse_weekdays(text)

    assert "bad-weekdays" == caught.value.code
    assert caught.value.hint
