"""Zones: named cases at gaps, overlaps, month ends, leap days and the ends of the calendar."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from loyalty.errors import LoyaltyError
from loyalty.periods import (
    DAY,
    INSTANT_MAX,
    INSTANT_MIN,
    UNITS,
    Boundary,
    Period,
    Zone,
    anniversary,
    boundary,
    shift,
    to_instant,
    utc,
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


OPERATIONS: dict[str, Callable[[Zone, int], object]] = {
    "local": lambda z, t: z.local(t),
    "offset": lambda z, t: z.offset(t),
    "day_number": lambda z, t: z.day_number(t),
    "utc": lambda _, t: utc(t),
    "years": lambda z, t: z.add(t, Period(years=9_000)),
    "many years": lambda z, t: z.add(t, Period(years=4_000_000), 10**9),
    "years back": lambda z, t: z.add(t, Period(years=1), -9_000),
    "days": lambda z, t: z.add(t, Period(days=4_000_000)),
    "many days": lambda z, t: z.add(t, Period(days=4_000_000), 10**12),
    "hours": lambda z, t: z.add(t, Period(micros=DAY), 10**9),
    "hours back": lambda z, t: z.add(t, Period(micros=1), -1),
    "shift": lambda z, t: z.shift(Period(years=1, micros=1)).add(t),
    "shift hour": lambda z, t: z.shift(Period(micros=DAY // 24)).add(t),
    "steps": lambda z, t: z.steps(0, Period(years=1), t),
    "steps from": lambda z, t: z.steps(t, Period(days=300), 0),
} | {
    f"{method} {unit}": lambda z, t, m=method, u=unit: getattr(z, m)(t, u)
    for method in ("start_of", "end_of", "round_up")
    for unit in UNITS
} | {
    f"boundary {method} {unit}": lambda z, t, m=method, u=unit: getattr(z.boundary(u), m)(t)
    for method in ("start", "end", "round_up")
    for unit in UNITS
}  # fmt: skip


@pytest.mark.parametrize("name", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_ends_of_the_calendar(name: str, operation: str) -> None:
    """At and beyond the years 1 and 9999 there is an answer or a clear failure, never an OverflowError."""
    edges = [
        edge + d
        for edge in (INSTANT_MIN, INSTANT_MAX)
        for d in (-(10**30), -2 * DAY, -DAY, -1, 0, 1, DAY, 2 * DAY, 10**30)
    ]
    failures = [failure(lambda t=t: OPERATIONS[operation](zone(name), t)) for t in edges]

    assert {"", "out-of-range"} >= set(failures)


def failure(ask: Callable[[], object]) -> str:
    """The code of the typed failure, or an empty text for an answer."""
    try:
        ask()
    except LoyaltyError as error:
        return error.code
    return ""


def test_beyond_the_calendar() -> None:
    """The calendar's very ends are told from what lies beyond them."""
    plain = zone("UTC")
    last = INSTANT_MAX - DAY + 1

    assert INSTANT_MAX == plain.add(last - 1, Period(days=1))
    assert INSTANT_MAX == plain.shift(Period(days=1)).add(last - 1) == plain.shift(Period(micros=DAY)).add(last - 1)
    for add in (plain.shift(Period(days=1)).add, plain.shift(Period(micros=DAY)).add):
        with pytest.raises(LoyaltyError, match="years 1 to 9999"):
            add(last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("UTC", "", ""), ("Asia/Shanghai", "out-of-range", ""), ("America/New_York", "", "out-of-range")],
)
def test_from_local_at_the_ends(name: str, first: str, last: str) -> None:
    """The first and last readings of the calendar have an instant only where UTC has one too."""
    readings = (wall("0001-01-01T00:00"), wall("9999-12-31T23:59:59.999999"))

    assert (first, last) == tuple(failure(lambda r=r: zone(name).from_local(r)) for r in readings)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2024, 1, 1), "naive-time"),  # noqa: DTZ001
        (date(2024, 1, 1), "wrong-type"),
        ("2024-01-01T00:00Z", "wrong-type"),
        (0, "wrong-type"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=1))), "out-of-range"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), "out-of-range"),
    ],
)
def test_to_instant_refused(value: object, code: str) -> None:
    """Naive times, other types and instants beyond the calendar are typed failures."""
    with pytest.raises(LoyaltyError) as caught:
        to_instant(value)  # type: ignore[arg-type]

    assert code == caught.value.code


def test_to_instant() -> None:
    """Instants are exact to the microsecond at both ends of the calendar, and come back."""
    moments = [
        datetime.min.replace(tzinfo=UTC),
        wall("2024-02-29T08:00:00.000001+08:00"),
        datetime.max.replace(tzinfo=UTC),
    ]
    expected = [INSTANT_MIN, 1_709_164_800_000_001, INSTANT_MAX]

    assert expected == [to_instant(m) for m in moments] == [SHANGHAI.to_instant(m) for m in moments]
    assert moments == [utc(t) for t in expected]


def test_from_local_wants_a_reading() -> None:
    """A local time with an offset is refused: it already is an instant."""
    with pytest.raises(LoyaltyError) as caught:
        SHANGHAI.from_local(datetime(2024, 1, 1, tzinfo=UTC))

    assert "wrong-type" == caught.value.code


def test_local() -> None:
    """Local datetimes are aware, carry the zone's name, and equal those of the standard library."""
    local = SHANGHAI.local(moment("2024-02-29T00:00Z"))

    assert datetime(2024, 2, 29, 8, tzinfo=ZoneInfo("Asia/Shanghai")) == local
    assert ("Asia/Shanghai", timedelta(hours=8), 8) == (str(local.tzinfo), local.utcoffset(), local.hour)
    assert repr(local).endswith("tzinfo=zoneinfo.ZoneInfo(key='Asia/Shanghai'))")


def test_local_datetimes_travel() -> None:
    """What the package returns can be copied and sent to another process."""
    local = zone("Europe/Berlin").local(moment("2024-10-27T02:30+01:00"))

    for twin in (copy.deepcopy(local), pickle.loads(pickle.dumps(local))):  # noqa: S301 - our own bytes
        assert (local, 1, local.tzinfo) == (twin, twin.fold, twin.tzinfo)


def test_day_numbers() -> None:
    """Calendar days between two instants are the difference of their numbers."""
    days = [
        SHANGHAI.day_number(moment(t))
        for t in ("2024-02-28T23:59+08:00", "2024-02-29T00:00+08:00", "2024-03-01T00:00+08:00")
    ]

    assert [1, 1] == [days[1] - days[0], days[2] - days[1]]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Asia/Shanghi", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("UTC+8", "Asia/Shanghai"),
        ("Europe/Berin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("../../etc/passwd", ""),
        ("Asia/Shanghai\0", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
        ("中国", "Asia/Shanghai"),
        ("x" * 10_000, "Asia/Shanghai"),
    ],
)
def test_unknown_zone(name: str, hint: str) -> None:
    """An unknown name is an error with the nearest names, and no path into the file system."""
    with pytest.raises(LoyaltyError) as caught:
        zone(name)

    assert "unknown-timezone" == caught.value.code
    assert hint in caught.value.hint


def test_zone_of_another_type() -> None:
    """Only a text names a zone."""
    with pytest.raises(LoyaltyError) as caught:
        zone(8)  # type: ignore[arg-type]

    assert "wrong-type" == caught.value.code


def test_unknown_unit() -> None:
    """An unknown unit is an error with the nearest one, from every side."""
    for ask in (
        lambda: SHANGHAI.start_of(0, "months"),
        lambda: SHANGHAI.end_of(0, "months"),
        lambda: SHANGHAI.boundary("months").end(0),
    ):
        with pytest.raises(LoyaltyError) as caught:
            ask()

        assert ("unknown-unit", "write 'month'") == (caught.value.code, caught.value.hint)


def test_zone_is_a_value() -> None:
    """Zones compare by name, are made once, and come back from a pickle as the same object."""
    fresh = Zone("Asia/Shanghai")

    assert SHANGHAI is zone("Asia/Shanghai")
    assert SHANGHAI == fresh
    assert 1 == len({SHANGHAI, fresh})
    assert SHANGHAI is pickle.loads(pickle.dumps(fresh))  # noqa: S301 - our own bytes
    assert SHANGHAI != zone("Asia/Tokyo")
    assert "Zone(name='Asia/Shanghai')" == repr(SHANGHAI)


def test_the_machine_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's zone nor its own zone files have a say."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PYTHONTZPATH", "/nonexistent")

    assert moment("2024-01-01T00:00+09:00") == Zone("Asia/Tokyo").midnight(date(2024, 1, 1))


def test_memory_is_shared() -> None:
    """A zone keeps one shift for a period and direction, and one boundary for a unit."""
    year = Period(years=1)

    assert SHANGHAI.shift(year) is SHANGHAI.shift(Period.parse("P1Y"))
    assert SHANGHAI.shift(year) is not SHANGHAI.shift(year, end=True)
    assert SHANGHAI.boundary("month") is SHANGHAI.boundary("month")


class Unreachable:
    """A zone that must not be asked."""

    def __getattr__(self, name: str) -> object:
        message = f"the zone was asked for {name}"
        raise AssertionError(message)


def test_hot_path_is_a_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first question of a day neither a shift nor a boundary asks the zone again."""
    ours = Zone("Asia/Shanghai")
    step, bounds = ours.shift(Period(years=1)), ours.boundary("day")
    t = moment("2024-05-17T12:00+08:00") // DAY * DAY
    expected = [(step.add(t + d), bounds.end(t + d), bounds.start(t + d)) for d in (0, 1, DAY // 2, DAY - 1)]
    monkeypatch.setattr(step, "zone", Unreachable())
    monkeypatch.setattr(bounds, "zone", Unreachable())

    assert expected == [(step.add(t + d), bounds.end(t + d), bounds.start(t + d)) for d in (0, 1, DAY // 2, DAY - 1)]


def test_days_of_a_shift() -> None:
    """Generated code may read the look-up itself: regular days have a number, days of change None."""
    ours = Zone("Europe/Berlin")
    step = ours.shift(Period(days=1))
    plain, change = moment("2024-05-17T12:00Z"), moment("2024-03-30T12:00Z")
    step.add(plain)
    step.add(change)

    assert {plain // DAY: DAY, change // DAY: None} == step.days


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events on arbitrary days cannot fill the memory, and forgetting changes no answer."""
    monkeypatch.setattr(shift, "BUCKETS_MAX", 10)
    monkeypatch.setattr(boundary, "BUCKETS_MAX", 10)
    ours = Zone("Asia/Shanghai")
    step, bounds, year = ours.shift(Period(years=1)), ours.boundary("month"), Period(years=1)
    for t in range(0, 300 * DAY, DAY):
        assert (ours.add(t, year), ours.end_of(t, "month")) == (step.add(t), bounds.end(t))
        assert len(step.days) <= 10
        assert len(bounds._spans) <= 10
