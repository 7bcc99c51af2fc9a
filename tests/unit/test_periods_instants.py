"""Instants and datetimes: there and back, and the ends of the calendar."""

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
    Period,
    Zone,
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
