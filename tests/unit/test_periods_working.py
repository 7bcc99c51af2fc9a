"""Working time at its boundaries: doors, weekends, holidays, clock changes, and the last official year."""

import pickle
from datetime import date, datetime

import pytest

from loyalty.errors import LoyaltyError, NotOfficial
from loyalty.periods import DAY, WorkingCalendar, to_instant, zone
from loyalty.periods.holidays import public_holidays
from loyalty.periods.hours import parse_hours

HOUR = DAY // 24
DAILY = parse_hours("09:00-12:00, 13:30-18:00")
OFFICE = (*(DAILY,) * 5, (), ())
SHANGHAI = zone("Asia/Shanghai")


def moment(text):
    """An instant, from text with an offset or in Shanghai."""
    return to_instant(datetime.fromisoformat(text if "+" in text or text.endswith("Z") else f"{text}+08:00"))


def local(instant, where=SHANGHAI):
    """An instant as the clock shows it."""
    return where.local(instant).replace(tzinfo=None).isoformat(timespec="minutes")


def china(week=OFFICE):
    """An office that keeps the public holidays of China."""
    public = public_holidays("CN")
    special = {**dict.fromkeys(public.off, ()), **dict.fromkeys(public.working, DAILY)}
    return WorkingCalendar(SHANGHAI, week, special, public.first, public.last, public.country)


PLAIN = WorkingCalendar(SHANGHAI, OFFICE)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-03-01T08:59", False),
        ("2024-03-01T09:00", True),
        ("2024-03-01T11:59", True),
        ("2024-03-01T12:00", False),
        ("2024-03-01T13:30", True),
        ("2024-03-01T18:00", False),
        ("2024-03-02T10:00", False),
    ],
)
def test_doors_open_at_once_and_close_at_once(at, expected):
    """The opening belongs to the hours, the closing does not."""
    assert expected is PLAIN.is_open(moment(at))


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        ("2024-02-29T09:00", 1, "2024-02-29T10:00"),
        ("2024-02-29T09:00", 3, "2024-02-29T12:00"),  # ends at the door, not after lunch
        ("2024-02-29T11:00", 2, "2024-02-29T14:30"),
        ("2024-02-29T12:30", 2, "2024-02-29T15:30"),  # begins with the next opening
        ("2024-02-29T17:00", 1, "2024-02-29T18:00"),
        ("2024-02-29T17:00", 2, "2024-03-01T10:00"),  # the day after the leap day
        ("2024-02-29T18:00", 1, "2024-03-01T10:00"),
        ("2024-03-01T17:00", 2, "2024-03-04T10:00"),  # over a weekend
        ("2024-02-29T08:00", 15, "2024-03-01T18:00"),
        ("2024-02-29T08:00", 24, "2024-03-05T10:30"),
    ],
)
def test_working_hours(at, hours, expected):
    """They run only while the house is open."""
    assert expected == local(PLAIN.add_working_hours(moment(at), hours))


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        ("2024-02-28T09:00", 1, "2024-03-01T00:00"),
        ("2024-02-28T00:00", 1, "2024-03-01T00:00"),
        ("2024-02-28T23:59", 1, "2024-03-01T00:00"),
        ("2024-03-01T10:00", 1, "2024-03-05T00:00"),
        ("2024-03-02T10:00", 1, "2024-03-05T00:00"),
        ("2024-03-01T10:00", 5, "2024-03-09T00:00"),
    ],
)
def test_working_days(at, days, expected):
    """They begin with the next working day, and the last one ends at midnight."""
    assert expected == local(PLAIN.add_working_days(moment(at), days))


def test_spring_festival_with_its_working_sundays():
    """In 2024 the office was closed from 10 to 17 February and open on Sundays the 4th and the 18th."""
    calendar = china()

    assert calendar.is_working_day(date(2024, 2, 4)) and calendar.is_working_day(date(2024, 2, 18))
    assert not any(calendar.is_working_day(date(2024, 2, day)) for day in range(10, 18))
    assert "2024-02-18T10:00" == local(calendar.add_working_hours(moment("2024-02-09T17:00"), 2))
    assert "2024-02-20T00:00" == local(calendar.add_working_days(moment("2024-02-09T17:00"), 2))


def test_beyond_the_last_official_year():
    """What needs 2027 is refused; what ends with 2026 is not."""
    calendar = china()
    last = moment("2026-12-31T17:00")

    assert "2026-12-31T18:00" == local(calendar.add_working_hours(last, 1))
    assert "2027-01-01T00:00" == local(calendar.add_working_days(moment("2026-12-30T12:00"), 1))
    assert HOUR == calendar.working_time_between(last, moment("2027-01-01T00:00"))
    for ask in (
        lambda: calendar.add_working_hours(last, 2),
        lambda: calendar.add_working_days(last, 1),
        lambda: calendar.next_opening(moment("2026-12-31T18:00")),
        lambda: calendar.is_open(moment("2027-01-01T00:00")),
        lambda: calendar.working_time_between(last, moment("2027-01-01T00:00") + 1),
        lambda: calendar.hours_on(date(2021, 12, 31)),
    ):
        with pytest.raises(NotOfficial, match="`CN`"):
            ask()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-03-29T12:00+01:00", "2024-04-01T00:00"),
        ("2024-10-25T12:00+02:00", "2024-10-28T00:00"),
    ],
)
def test_a_day_and_its_hours_when_clocks_change(at, expected):
    """A night of 23 or 25 hours is that long, and the day after begins at midnight."""
    berlin = zone("Europe/Berlin")
    whole = WorkingCalendar(berlin, ((), (), (), (), (), (), parse_hours("00:00-24:00")))
    end = whole.add_working_days(moment(at), 1)
    lengths = {"2024-04-01T00:00": 23, "2024-10-28T00:00": 25}

    assert expected == local(end, berlin)
    assert lengths[expected] * HOUR == whole.working_time_between(moment(at), end)


def test_openings_and_closings_that_the_clock_shows_twice():
    """The first of two openings, the second of two closings; parts that overlap so are counted once."""
    berlin = zone("Europe/Berlin")
    night = WorkingCalendar(berlin, ((),) * 6 + (parse_hours("01:00-02:30, 02:45-04:00"),))
    sunday, monday = moment("2024-10-27T00:00+02:00"), moment("2024-10-28T00:00+01:00")

    assert 4 * HOUR == night.working_time_between(sunday, monday)


def test_a_part_that_falls_into_the_gap():
    """On the night the clocks skip it the house does not open, and that is no working day."""
    berlin = zone("Europe/Berlin")
    night = WorkingCalendar(berlin, ((),) * 6 + (parse_hours("02:00-03:00"),))

    assert not night.is_working_day(date(2024, 3, 31))
    assert night.is_working_day(date(2024, 4, 7))


def test_what_cannot_be_counted():
    """Nothing, less than nothing, fractions, an end before its start, a house that never opens."""
    for ask in (
        lambda: PLAIN.add_working_hours(0, 0),
        lambda: PLAIN.add_working_days(0, -1),
        lambda: PLAIN.add_working_time(0, 0.5),
        lambda: PLAIN.working_time_between(1, 0),
        lambda: WorkingCalendar(SHANGHAI, ((),) * 7),
        lambda: WorkingCalendar(SHANGHAI, (DAILY,)),
        lambda: PLAIN.add_working_days(moment("9999-12-29T00:00"), 5),
    ):
        with pytest.raises(LoyaltyError):
            ask()


def test_a_calendar_travels():
    """It can be pickled, equals its copy, and remembers nothing that matters."""
    calendar = china()
    _ = calendar.is_open(moment("2024-02-29T10:00"))
    copy = pickle.loads(pickle.dumps(calendar))  # noqa: S301 - our own

    assert calendar == copy == china()
