"""Laws of the calendar, checked against readings of the clock by an independent implementation.

Every law is run once with the code it is about and once with a plausible mistake, which it must catch.
"""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
import tzdata
import whenever
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loyalty.periods import DAY, UNITS, Boundary, Period, Shift, Zone, zone

HOUR = DAY // 24
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Apia",  # skipped 30 December 2011
    "Australia/Lord_Howe",  # clocks move by half an hour
    "Asia/Kathmandu",  # moved by a quarter of an hour once
    "America/Sao_Paulo",  # days that begin at 01:00
    "America/St_Johns",  # clocks moved at 00:01, from one day back into the day before
    "America/Havana",  # midnight twice
    "Africa/Casablanca",
    "Asia/Manila",
    "UTC",
)
LAWS = settings(database=None, max_examples=3 * settings().max_examples)
CONTROLS = settings(
    deadline=None,
    database=None,
    max_examples=3000,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)


@pytest.fixture(scope="module", autouse=True)
def _same_rules() -> Iterator[None]:
    """The independent implementation reads the same release of the zone rules."""
    whenever.reset_tzpath([str(Path(tzdata.__file__).parent / "zoneinfo")])
    whenever.clear_tzcache()
    yield
    whenever.reset_tzpath()
    whenever.clear_tzcache()


# The reference: what clocks show, and definitions rather than algorithms.


def shown(name: str, t: int) -> datetime:
    """What a clock in the zone shows at the instant."""
    return whenever.Instant.from_timestamp(t * 1000, unit="nanosecond").to_tz(name).to_plain().to_stdlib()


def number(wall: datetime) -> int:
    """A reading as microseconds."""
    return (wall - EPOCH) // timedelta(microseconds=1)


def offset(name: str, t: int) -> int:
    """How far the clock is ahead of UTC."""
    return number(shown(name, t)) - t


def instant_of(name: str, wall: datetime, *, end: bool) -> int:
    """The first or last instant that shows the reading, or else the first that shows a later one."""
    near = number(wall)
    offsets = {offset(name, near + h * HOUR) for h in range(-50, 51, 2)}
    matches = [near - o for o in offsets if shown(name, near - o) == wall]
    if matches:
        return max(matches) if end else min(matches)
    low, high = near - max(offsets), near - min(offsets)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if shown(name, middle) > wall else (middle, high)
    return high


def stepped(name: str, t: int, period: Period, times: int, *, end: bool) -> int:
    """The anchor plus so many periods, from the calendar of the standard library."""
    months, days = (period.years * 12 + period.months) * times, period.days * times
    if months or days:
        wall = shown(name, t)
        year, month = (wall.year * 12 + wall.month - 1 + months) // 12, (wall.month - 1 + months) % 12 + 1
        last = calendar.monthrange(year, month)[1]
        moved = wall.replace(year=year, month=month, day=min(wall.day, last)) + timedelta(days=days)
        t = instant_of(name, moved, end=end)
    return t + period.micros * times


def unit_days(day: date, unit: str) -> list[date]:
    """First days of units around a day, found by looking at every day."""
    key: dict[str, Callable[[date], object]] = {
        "day": lambda d: d,
        "week": lambda d: d.isocalendar()[:2],
        "month": lambda d: (d.year, d.month),
        "quarter": lambda d: (d.year, (d.month + 2) // 3),
        "half-year": lambda d: (d.year, d.month > 6),
        "year": lambda d: d.year,
    }
    around = 800 if unit == "year" else 10 if unit in ("day", "week") else 380
    days = [day + timedelta(days=i) for i in range(-around, around + 1)]
    of = key[unit]
    return [b for a, b in pairwise(days) if of(a) != of(b)]


def unit_span(name: str, t: int, unit: str) -> tuple[int, int]:
    """The unit that contains the instant: between the last boundary not after it and the first after it."""
    wall = shown(name, t).date()
    near = [d for d in unit_days(wall, unit) if abs((d - wall).days) < 370]
    cuts = [instant_of(name, datetime(d.year, d.month, d.day), end=False) for d in near]  # noqa: DTZ001
    return max(c for c in cuts if c <= t), min(c for c in cuts if c > t)


# The cases: anywhere, near changes of the clock, near ends of months.


@cache
def changes(name: str) -> list[int]:
    """Instants from 1900 to 2060 at which the zone's clocks were or will be changed, to the minute."""
    days = range(-25_567 * DAY, 32_872 * DAY, 7 * DAY // 2)
    found = []
    for a, b in pairwise(days):
        low, high, before = a, b, offset(name, a)
        if offset(name, b) == before:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(name, middle) == before else (low, middle)
        found.append(high)
    return found or [0]


periods = st.builds(
    Period,
    years=st.sampled_from([0, 0, 0, 1, 2]),
    months=st.sampled_from([0, 0, 1, 2, 6, 11]),
    days=st.sampled_from([0, 0, 1, 7, 14, 30, 90]),
    micros=st.sampled_from([0, 0, 0, HOUR // 2, 5 * HOUR + 1]),
)
jitters = st.one_of(
    st.sampled_from([-DAY, -1, 0, 1, HOUR // 2, -HOUR // 2, HOUR, -HOUR, DAY - 1]), st.integers(-2 * DAY, 2 * DAY)
)


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int, Period]:
    """A zone, an instant and a period: the instant, or the one a period later, is where mistakes are made."""
    name, period = draw(st.sampled_from(ZONES)), draw(periods)
    kind = draw(st.sampled_from(["anywhere", "change", "before a change", "month end"]))
    if kind == "anywhere":
        return name, draw(st.integers(-2_200_000_000_000_000, 4_000_000_000_000_000)), period
    if kind == "month end":
        wall = datetime(draw(st.integers(1950, 2050)), draw(st.integers(1, 12)), 28)  # noqa: DTZ001
        return name, number(wall) + draw(st.integers(0, 5 * DAY)), period
    t = draw(st.sampled_from(changes(name)))
    if kind == "before a change":
        t = stepped(name, t, period, -1, end=False)
    return name, t + draw(jitters), period


Law = Callable[[], None]


def adding_law(add: Callable[[Zone, int, Period, int, bool], int], how: settings) -> Law:
    """Steps are counted from the anchor in local time (clauses 12 and 13)."""

    @how
    @given(moments(), st.sampled_from([1, 1, 1, 2, 3, -1, 0]), st.booleans())
    def law(moment: tuple[str, int, Period], times: int, end: bool) -> None:  # noqa: FBT001
        name, t, period = moment
        expected = stepped(name, t, period, times, end=end)

        assert expected == add(zone(name), t, period, times, end)

    return law


def shift_law(shift: Callable[[Zone, Period, bool], Callable[[int], int]], how: settings) -> Law:
    """A remembered shift is the zone's addition, for every instant of a day and whatever was asked before."""

    @how
    @given(moments(), st.lists(st.integers(0, DAY - 1), min_size=1, max_size=6), st.booleans())
    def law(moment: tuple[str, int, Period], times_of_day: list[int], end: bool) -> None:  # noqa: FBT001
        name, t, period = moment
        ours, add = Zone(name), shift(Zone(name), period, end)
        for instant in [t, *(t // DAY * DAY + time for time in times_of_day), t]:
            expected = ours.add(instant, period, end=end)

            assert expected == add(instant)

    return law


def unit_law(span: Callable[[Zone, int, str], tuple[int, int, int]], how: settings) -> Law:
    """Units are half-open, follow each other without a gap, and begin at the first instant of a local day."""

    @how
    @given(moments(), st.sampled_from(UNITS))
    def law(moment: tuple[str, int, Period], unit: str) -> None:
        name, t, _ = moment
        start, end = unit_span(name, t, unit)
        expected = (start, end, t if start == t else end)

        assert expected == span(zone(name), t, unit)

    return law


def boundary_law(span: Callable[[Boundary, int], tuple[int, int, int]], how: settings) -> Law:
    """Remembered boundaries are the zone's, for every instant of a day and whatever was asked before."""

    @how
    @given(moments(), st.sampled_from(UNITS), st.lists(st.integers(0, DAY - 1), min_size=1, max_size=6))
    def law(moment: tuple[str, int, Period], unit: str, times_of_day: list[int]) -> None:
        name, t, _ = moment
        ours, boundary = Zone(name), Boundary(Zone(name), unit)
        cuts = [ours.start_of(t, unit), ours.end_of(t, unit)]
        for instant in [t, *cuts, cuts[1] - 1, *(t // DAY * DAY + time for time in times_of_day), t]:
            expected = (ours.start_of(instant, unit), ours.end_of(instant, unit), ours.round_up(instant, unit))

            assert expected == span(boundary, instant)

    return law


def steps_law(steps: Callable[[Zone, int, Period, int], int], how: settings) -> Law:
    """The number of steps taken is the largest whose end is not after the instant."""

    @how
    @given(moments(), st.integers(-30, 30), st.sampled_from([-1, 0, 1, HOUR, 20 * DAY]))
    def law(moment: tuple[str, int, Period], times: int, later: int) -> None:
        name, anchor, period = moment
        if period.is_zero:
            return
        instant = stepped(name, anchor, period, times, end=False) + later
        n = steps(zone(name), anchor, period, instant)

        assert stepped(name, anchor, period, n, end=False) <= instant
        assert instant < stepped(name, anchor, period, n + 1, end=False)

    return law


def text_law(text: Callable[[Period], str], how: settings) -> Law:
    """A period written out and read again is the same period."""
    sizes = st.integers(0, 4000)

    @how
    @given(st.builds(Period, years=sizes, months=sizes, days=sizes, micros=st.integers(0, 400 * DAY)))
    def law(period: Period) -> None:
        assert period == Period.parse(text(period))

    return law


def zone_span(ours: Zone, t: int, unit: str) -> tuple[int, int, int]:
    """What the zone says about the unit of an instant."""
    return ours.start_of(t, unit), ours.end_of(t, unit), ours.round_up(t, unit)


def boundary_span(boundary: Boundary, t: int) -> tuple[int, int, int]:
    """What the boundary says, twice, since the second answer comes from memory."""
    boundary.end(t)
    return boundary.start(t), boundary.end(t), boundary.round_up(t)


def test_adding() -> None:
    """Adding a period agrees with the definition on independent clocks."""
    adding_law(lambda ours, t, period, times, end: ours.add(t, period, times, end=end), LAWS)()


def test_shift() -> None:
    """A shift is the zone's addition for all instants."""
    shift_law(lambda ours, period, end: ours.shift(period, end=end).add, LAWS)()


def test_units() -> None:
    """Starts and ends of units agree with the definition on independent clocks."""
    unit_law(zone_span, settings(LAWS, max_examples=120))()


def test_boundary() -> None:
    """A boundary is the zone's unit for all instants."""
    boundary_law(boundary_span, LAWS)()


def test_steps() -> None:
    """Whole steps are counted exactly."""
    steps_law(lambda ours, anchor, period, t: ours.steps(anchor, period, t), LAWS)()


def test_text() -> None:
    """Periods survive being written and read."""
    text_law(str, LAWS)()


# Controls: mistakes that other engines have made.


def step_by_step(ours: Zone, t: int, period: Period, times: int, end: bool) -> int:  # noqa: FBT001
    """Counts from the step before, so that 31 January becomes 28 March."""
    for _ in range(abs(times)):
        t = ours.add(t, period, 1 if times > 0 else -1, end=end)
    return t


def elapsed_days(ours: Zone, t: int, period: Period, times: int, end: bool) -> int:  # noqa: FBT001
    """Takes a day for 24 hours."""
    rest = Period(period.years, period.months, 0, period.micros)
    return ours.add(t, rest, times, end=end) + period.days * times * DAY


def library_gap(ours: Zone, t: int, period: Period, times: int, end: bool) -> int:  # noqa: FBT001
    """Leaves skipped and repeated readings to the standard library."""
    if not period.is_calendar or not times:
        return ours.add(t, period, times)
    moved = ours.local(t).replace(tzinfo=None)
    month = moved.year * 12 + moved.month - 1 + period.months_total * times
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    wall = moved.replace(year=month // 12, month=month % 12 + 1, day=min(moved.day, last))
    wall += timedelta(days=period.days * times)
    return ours.to_instant(wall.replace(tzinfo=ours.local(t).tzinfo, fold=end)) + period.micros * times


@pytest.mark.parametrize("wrong", [step_by_step, elapsed_days, library_gap])
def test_adding_control(wrong: Callable[[Zone, int, Period, int, bool], int]) -> None:
    """The law of adding catches each of three common mistakes."""
    with pytest.raises(AssertionError):
        adding_law(wrong, CONTROLS)()


def trusting(ours: Zone, period: Period, end: bool) -> Callable[[int], int]:  # noqa: FBT001
    """Remembers the first answer of a day for the whole day."""
    days: dict[int, int] = {}

    def add(t: int) -> int:
        return t + days.setdefault(t // DAY, ours.add(t, period, end=end) - t)

    return add


def ends_only(ours: Zone, period: Period, end: bool) -> Callable[[int], int]:  # noqa: FBT001
    """Takes a day for regular if the start of it and noon move equally far."""
    slow = Shift(ours, period, end=end)

    def add(t: int) -> int:
        first, noon = t // DAY * DAY, t // DAY * DAY + DAY // 2
        delta = slow.add(first) - first
        return t + delta if delta == slow.add(noon) - noon else slow.add(t)

    return add


@pytest.mark.parametrize("wrong", [trusting, ends_only])
def test_shift_control(wrong: Callable[[Zone, Period, bool], Callable[[int], int]]) -> None:
    """The law of shifts catches caches that trust a day too easily."""
    with pytest.raises(AssertionError):
        shift_law(wrong, CONTROLS)()


def fixed_offset(ours: Zone, t: int, unit: str) -> tuple[int, int, int]:
    """Uses the offset of the instant for the boundaries too."""
    plain, ahead = zone("UTC"), ours.offset(t)
    start, end = plain.start_of(t + ahead, unit) - ahead, plain.end_of(t + ahead, unit) - ahead
    return start, end, t if start == t else end


def inclusive(ours: Zone, t: int, unit: str) -> tuple[int, int, int]:
    """Rounds an instant on a boundary up to the next one."""
    start, end = ours.start_of(t, unit), ours.end_of(t, unit)
    return start, end, end


@pytest.mark.parametrize("wrong", [fixed_offset, inclusive])
def test_unit_control(wrong: Callable[[Zone, int, str], tuple[int, int, int]]) -> None:
    """The law of units catches a fixed offset and a boundary that does not stay."""
    with pytest.raises(AssertionError):
        unit_law(wrong, settings(CONTROLS, max_examples=600))()


def test_boundary_control() -> None:
    """The law of boundaries catches a memory that knows one unit a day."""
    spans: dict[tuple[str, str, int], tuple[int, int, int]] = {}

    def wrong(boundary: Boundary, t: int) -> tuple[int, int, int]:
        key = boundary.zone.name, boundary.unit, t // DAY
        return spans.setdefault(key, zone_span(boundary.zone, t, boundary.unit))

    with pytest.raises(AssertionError):
        boundary_law(wrong, CONTROLS)()


def test_steps_control() -> None:
    """The law of steps catches an estimate by average lengths."""

    def wrong(_: Zone, anchor: int, period: Period, t: int) -> int:
        return (t - anchor) // period.average

    with pytest.raises(AssertionError):
        steps_law(wrong, CONTROLS)()


def test_text_control() -> None:
    """The law of texts catches a text that forgets fractions of a second."""
    with pytest.raises(AssertionError):
        text_law(lambda period: str(attrs.evolve(period, micros=period.micros // 10**6 * 10**6)), CONTROLS)()
