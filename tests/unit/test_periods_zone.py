"""Zones: named cases at gaps, overlaps, month ends and leap days."""

from datetime import date, datetime

import pytest

from loyalty.errors import LoyaltyError
from loyalty.periods import (
    DAY,
    INSTANT_MAX,
    INSTANT_MIN,
    UNITS,
    Boundary,
    Period,
    anniversary,
    to_instant,
    zone,
)

SHANGHAI = zone("Asia/Shanghai")


def wall(text: str) -> datetime:
    """A reading of a clock."""
    return datetime.fromisoformat(text)


def moment(text: str) -> int:
    """An instant, from text with an offset."""
    return to_instant(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("name", "reading", "first", "last"),
    [
        ("Asia/Shanghai", "2024-01-01T00:00", "2023-12-31T16:00Z", None),
        ("Asia/Shanghai", "1988-04-17T02:30", "1988-04-16T18:00Z", None),
        ("Europe/Berlin", "2024-03-31T01:59:59.999999", "2024-03-31T00:59:59.999999Z", None),
        ("Europe/Berlin", "2024-03-31T02:00", "2024-03-31T01:00Z", None),
        ("Europe/Berlin", "2024-03-31T02:30", "2024-03-31T01:00Z", None),
        ("Europe/Berlin", "2024-03-31T03:00", "2024-03-31T01:00Z", None),
        ("Europe/Berlin", "2024-10-27T01:59:59.999999", "2024-10-26T23:59:59.999999Z", None),
        ("Europe/Berlin", "2024-10-27T02:00", "2024-10-27T00:00Z", "2024-10-27T01:00Z"),
        ("Europe/Berlin", "2024-10-27T02:59:59.999999", "2024-10-27T00:59:59.999999Z", "2024-10-27T01:59:59.999999Z"),
        ("Europe/Berlin", "2024-10-27T03:00", "2024-10-27T02:00Z", None),
        ("America/New_York", "2024-03-10T02:30", "2024-03-10T07:00Z", None),
        ("America/New_York", "2024-11-03T01:30", "2024-11-03T05:30Z", "2024-11-03T06:30Z"),
        ("America/New_York", "2099-03-08T02:30", "2099-03-08T07:00Z", None),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z", None),
        ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00Z", None),
        ("Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-05T15:30Z", None),
        ("Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-06T14:45Z", "2024-04-06T15:15Z"),
        ("Asia/Kathmandu", "1986-01-01T00:10", "1985-12-31T18:30Z", None),
        ("America/Havana", "2024-11-03T00:00", "2024-11-03T04:00Z", "2024-11-03T05:00Z"),
    ],
)
def test_from_local(name: str, reading: str, first: str, last: str | None) -> None:
    """A skipped time is the first instant after the gap; of two, a start is the first and an end the second."""
    expected = (moment(first), moment(last or first))

    assert expected == (zone(name).from_local(wall(reading)), zone(name).from_local(wall(reading), end=True))


def test_from_local_ignores_fold() -> None:
    """The flag of the standard library decides nothing here."""
    reading = wall("2024-10-27T02:30").replace(fold=1)

    assert moment("2024-10-27T00:30Z") == zone("Europe/Berlin").from_local(reading)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Asia/Shanghai", date(2024, 2, 29), "2024-02-29T00:00+08:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T01:00-02:00"),
        ("Asia/Kathmandu", date(1986, 1, 1), "1986-01-01T00:15+05:45"),
        ("America/Havana", date(2024, 11, 3), "2024-11-03T00:00-04:00"),
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-31T00:00+14:00"),
    ],
)
def test_midnight(name: str, day: date, expected: str) -> None:
    """A local day begins with its first instant, whatever the clock shows then."""
    assert moment(expected) == zone(name).midnight(day)


@pytest.mark.parametrize(
    ("name", "anchor", "period", "times", "expected"),
    [
        ("Asia/Shanghai", "2024-01-31T10:00+08:00", "P1M", 1, "2024-02-29T10:00+08:00"),
        ("Asia/Shanghai", "2023-01-31T10:00+08:00", "P1M", 1, "2023-02-28T10:00+08:00"),
        ("Asia/Shanghai", "2024-01-31T10:00+08:00", "P1M", 2, "2024-03-31T10:00+08:00"),
        ("Asia/Shanghai", "2024-02-29T10:00+08:00", "P1Y", 1, "2025-02-28T10:00+08:00"),
        ("Asia/Shanghai", "2024-02-29T10:00+08:00", "P1Y", 4, "2028-02-29T10:00+08:00"),
        ("Asia/Shanghai", "2024-02-29T10:00+08:00", "P1Y", -1, "2023-02-28T10:00+08:00"),
        ("Asia/Shanghai", "2024-03-31T10:00+08:00", "P1M", -1, "2024-02-29T10:00+08:00"),
        ("Asia/Shanghai", "2024-01-31T10:00+08:00", "P1M1D", 1, "2024-03-01T10:00+08:00"),
        ("Asia/Shanghai", "2024-01-31T23:30+08:00", "P1MT1H", 1, "2024-03-01T00:30+08:00"),
        ("Asia/Shanghai", "2024-12-31T10:00+08:00", "P2M", 1, "2025-02-28T10:00+08:00"),
        ("Europe/Berlin", "2024-03-30T12:00+01:00", "P1D", 1, "2024-03-31T12:00+02:00"),
        ("Europe/Berlin", "2024-03-30T12:00+01:00", "PT24H", 1, "2024-03-31T13:00+02:00"),
        ("Europe/Berlin", "2024-03-30T02:30+01:00", "P1D", 1, "2024-03-31T03:00+02:00"),
        ("Europe/Berlin", "2024-03-30T02:30+01:00", "P1D", 2, "2024-04-01T02:30+02:00"),
        ("Europe/Berlin", "2024-10-26T02:30+02:00", "P1D", 1, "2024-10-27T02:30+02:00"),
        ("Europe/Berlin", "2024-10-27T02:30+01:00", "PT0.000001S", 1, "2024-10-27T02:30:00.000001+01:00"),
        ("Europe/Berlin", "2024-10-27T02:30+01:00", "P1D", 0, "2024-10-27T02:30+01:00"),
        ("Europe/Berlin", "2024-10-27T02:30+01:00", "P0D", 5, "2024-10-27T02:30+01:00"),
        ("America/New_York", "2024-11-02T01:30-04:00", "P1D", 1, "2024-11-03T01:30-04:00"),
        ("Pacific/Apia", "2011-12-29T12:00-10:00", "P1D", 1, "2011-12-31T00:00+14:00"),
        ("Pacific/Apia", "2011-12-29T12:00-10:00", "P2D", 1, "2011-12-31T12:00+14:00"),
        ("Australia/Lord_Howe", "2024-10-05T02:15+10:30", "P1D", 1, "2024-10-06T02:30+11:00"),
    ],
)
def test_add(name: str, anchor: str, period: str, times: int, expected: str) -> None:
    """Steps are counted from the anchor, in local time, held to the end of the month (clauses 12 and 13)."""
    assert moment(expected) == zone(name).add(moment(anchor), Period.parse(period), times)


def test_add_as_an_end() -> None:
    """An end that is shown twice is the second of the two."""
    anchor, day = moment("2024-10-26T02:30+02:00"), Period(days=1)
    expected = moment("2024-10-27T02:30+01:00")

    assert expected == zone("Europe/Berlin").add(anchor, day, end=True)
    assert expected == zone("Europe/Berlin").shift(day, end=True).add(anchor)


def test_steps_of_months_do_not_keep_order() -> None:
    """Of two instants the later may end earlier, one month on: ends must be sorted, not queued."""
    early, late = moment("2023-01-29T23:00+08:00"), moment("2023-01-30T01:00+08:00")
    month = SHANGHAI.shift(Period(months=1))

    assert early < late
    assert month.add(late) < month.add(early)


@pytest.mark.parametrize(
    ("name", "instant", "unit", "start", "end"),
    [
        (
            "Asia/Shanghai",
            "2024-02-29T23:59:59.999999+08:00",
            "day",
            "2024-02-29T00:00+08:00",
            "2024-03-01T00:00+08:00",
        ),
        ("Asia/Shanghai", "2024-03-01T00:00+08:00", "day", "2024-03-01T00:00+08:00", "2024-03-02T00:00+08:00"),
        ("Asia/Shanghai", "2024-03-03T12:00+08:00", "week", "2024-02-26T00:00+08:00", "2024-03-04T00:00+08:00"),
        ("Asia/Shanghai", "2024-12-31T12:00+08:00", "week", "2024-12-30T00:00+08:00", "2025-01-06T00:00+08:00"),
        ("Asia/Shanghai", "2024-02-10T12:00+08:00", "month", "2024-02-01T00:00+08:00", "2024-03-01T00:00+08:00"),
        ("Asia/Shanghai", "2024-12-31T12:00+08:00", "quarter", "2024-10-01T00:00+08:00", "2025-01-01T00:00+08:00"),
        ("Asia/Shanghai", "2024-06-30T23:00+08:00", "half-year", "2024-01-01T00:00+08:00", "2024-07-01T00:00+08:00"),
        ("Asia/Shanghai", "2024-07-01T00:00+08:00", "half-year", "2024-07-01T00:00+08:00", "2025-01-01T00:00+08:00"),
        ("Asia/Shanghai", "2023-12-31T16:00Z", "year", "2024-01-01T00:00+08:00", "2025-01-01T00:00+08:00"),
        ("Europe/Berlin", "2024-03-31T12:00+02:00", "day", "2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00"),
        ("Europe/Berlin", "2024-10-27T12:00+01:00", "day", "2024-10-27T00:00+02:00", "2024-10-28T00:00+01:00"),
        ("America/Sao_Paulo", "2018-11-04T12:00-02:00", "day", "2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00"),
        ("America/Havana", "2024-11-03T00:30-05:00", "day", "2024-11-03T00:00-04:00", "2024-11-04T00:00-05:00"),
        ("America/St_Johns", "2006-10-28T23:30-03:30", "day", "2006-10-29T00:00-02:30", "2006-10-30T00:00-03:30"),
        ("America/St_Johns", "2006-10-28T23:30-02:30", "day", "2006-10-28T00:00-02:30", "2006-10-29T00:00-02:30"),
        ("Pacific/Apia", "2011-12-29T12:00-10:00", "day", "2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00"),
        ("Pacific/Apia", "2011-12-31T12:00+14:00", "day", "2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00"),
        ("Australia/Lord_Howe", "2024-10-06T12:00+11:00", "day", "2024-10-06T00:00+10:30", "2024-10-07T00:00+11:00"),
    ],
)
def test_units(name: str, instant: str, unit: str, start: str, end: str) -> None:
    """A unit is the half-open span from its first instant to the first of the next (clauses 11 and 13)."""
    t, expected = moment(instant), (moment(start), moment(end))
    bounds = Boundary(zone(name), unit)

    assert expected == (zone(name).start_of(t, unit), zone(name).end_of(t, unit))
    assert expected == (bounds.start(t), bounds.end(t))


@pytest.mark.parametrize("unit", UNITS)
def test_round_up(unit: str) -> None:
    """An instant on a boundary stays; all others go to the end of their unit."""
    start = SHANGHAI.start_of(moment("2024-05-17T12:00+08:00"), unit)
    end = SHANGHAI.end_of(start, unit)
    bounds = SHANGHAI.boundary(unit)
    cases = (start, start + 1, end - 1, end)

    assert [start, end, end, end] == [SHANGHAI.round_up(t, unit) for t in cases]
    assert [start, end, end, end] == [bounds.round_up(t) for t in cases]


@pytest.mark.parametrize(
    ("month", "day", "year", "feb29", "expected"),
    [
        (2, 29, 2024, "feb28", date(2024, 2, 29)),
        (2, 29, 2025, "feb28", date(2025, 2, 28)),
        (2, 29, 2025, "mar1", date(2025, 3, 1)),
        (2, 29, 2100, "mar1", date(2100, 3, 1)),
        (2, 29, 2000, "mar1", date(2000, 2, 29)),
        (2, 28, 2025, "mar1", date(2025, 2, 28)),
        (12, 31, 2025, "feb28", date(2025, 12, 31)),
    ],
)
def test_anniversary(month: int, day: int, year: int, feb29: str, expected: date) -> None:
    """Who was born on 29 February celebrates as declared (clause 14)."""
    assert expected == anniversary(month, day, year, feb29)
    assert SHANGHAI.midnight(expected) == SHANGHAI.anniversary(month, day, year, feb29)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((2, 30, 2024), "bad-date"),
        ((13, 1, 2024), "bad-date"),
        ((0, 1, 2024), "bad-date"),
        ((4, 31, 2024), "bad-date"),
        ((1, 0, 2024), "bad-date"),
        ((1, 1, 0), "out-of-range"),
        ((1, 1, 10_000), "out-of-range"),
        ((2, 29, 2024, "feb29"), "unknown-policy"),
    ],
)
def test_anniversary_refused(arguments: tuple[int, ...], code: str) -> None:
    """Days that no year has, years outside the calendar and unknown policies are typed failures."""
    with pytest.raises(LoyaltyError) as caught:
        anniversary(*arguments)

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("anchor", "period", "at", "expected"),
    [
        ("2024-02-29T10:00+08:00", "P1Y", "2025-02-28T09:59:59.999999+08:00", 0),
        ("2024-02-29T10:00+08:00", "P1Y", "2025-02-28T10:00+08:00", 1),
        ("2024-02-29T10:00+08:00", "P1Y", "2028-02-29T09:59+08:00", 3),
        ("2024-02-29T10:00+08:00", "P1Y", "2024-02-29T10:00+08:00", 0),
        ("2024-02-29T10:00+08:00", "P1Y", "2024-02-29T09:59+08:00", -1),
        ("2024-01-31T00:00+08:00", "P1M", "2024-03-30T00:00+08:00", 1),
        ("2024-01-31T00:00+08:00", "P1M", "2024-03-31T00:00+08:00", 2),
        ("1924-01-31T00:00+08:00", "P1D", "2024-01-31T00:00+08:00", 36_525),
    ],
)
def test_steps(anchor: str, period: str, at: str, expected: int) -> None:
    """Membership years and their like are counted from the anchor."""
    assert expected == SHANGHAI.steps(moment(anchor), Period.parse(period), moment(at))


def test_steps_at_the_ends_of_the_calendar() -> None:
    """Counting reaches as far as the calendar does and no further."""
    year = Period(years=1)

    assert (8029, -1969) == (SHANGHAI.steps(0, year, INSTANT_MAX), SHANGHAI.steps(0, year, INSTANT_MIN + DAY))


def test_steps_of_nothing() -> None:
    """A period without length cannot be counted."""
    with pytest.raises(LoyaltyError, match="without length"):
        SHANGHAI.steps(0, Period(), 1)
