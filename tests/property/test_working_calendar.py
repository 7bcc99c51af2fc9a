"""The working calendar against a house that is watched minute by minute: 20,000 random questions."""

import random
from datetime import date, timedelta

import attrs
import pytest

from loyalty.periods import WorkingCalendar, working, zone
from loyalty.periods.holidays import public_holidays
from loyalty.periods.hours import parse_hours
from loyalty.periods.instants import DAY, SECOND
from tests.oracle.opening import Street

STREETS, QUESTIONS, DAYS = 112, 180, 36
HOUR = 3600 * SECOND
CASES = (  # a zone, and a day on which something happens
    ("Asia/Shanghai", date(2024, 2, 10)),  # Spring Festival, with two working Sundays; 29 February
    ("Asia/Shanghai", date(2025, 1, 28)),
    ("Asia/Shanghai", date(2026, 10, 1)),
    ("Asia/Shanghai", date(2023, 10, 6)),
    ("Europe/Berlin", date(2024, 3, 31)),
    ("Europe/Berlin", date(2024, 10, 27)),
    ("America/New_York", date(2025, 3, 9)),
    ("America/New_York", date(2025, 11, 2)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that is skipped
    ("Australia/Lord_Howe", date(2024, 4, 7)),  # half an hour
    ("America/Sao_Paulo", date(2018, 11, 4)),  # a day that begins at 01:00
    ("America/St_Johns", date(2006, 10, 29)),  # at 00:01, back into the day before
    ("America/Havana", date(2024, 11, 3)),  # midnight twice
    ("Africa/Casablanca", date(2024, 3, 10)),
    ("Asia/Kathmandu", date(1985, 12, 31)),
    ("UTC", date(2000, 2, 29)),
)
TIMES = (
    "00:00",
    "00:30",
    "01:00",
    "01:30",
    "02:00",
    "02:30",
    "03:00",
    "09:00",
    "12:00",
    "13:30",
    "18:00",
    "23:30",
    "24:00",
)


@attrs.frozen
class Scene:
    """A calendar, the same house on the street, and where to ask."""

    calendar: WorkingCalendar
    street: Street
    first: int
    last: int
    changes: tuple[int, ...]


def _hours(rng):
    """Draw the hours of a day, as pairs of texts."""
    count = rng.choice((0, 1, 1, 2, 2, 3))
    marks = sorted(rng.sample(TIMES, 2 * count))
    return tuple(zip(marks[::2], marks[1::2], strict=True))


def _parsed(parts):
    """Turn pairs of texts into hours; closed is not written in a program."""
    return parse_hours(", ".join(f"{start}-{end}" for start, end in parts)) if parts else ()


def _scene(seed, changed=lambda calendar: calendar):
    """Draw a house: its week, its exceptions, its holidays."""
    rng = random.Random(seed)  # noqa: S311 - the same houses in every run
    name, day = CASES[seed % len(CASES)]
    week = [_hours(rng) for _ in range(7)]
    week[rng.randrange(7)] = (("09:00", "12:00"), ("13:30", "18:00"))
    begin = day - timedelta(days=rng.randint(3, DAYS // 2))
    special = {begin + timedelta(days=rng.randrange(DAYS)): _hours(rng) for _ in range(rng.randrange(5))}
    if name == "Asia/Shanghai":
        public = public_holidays("CN")
        extra = (("09:00", "18:00"),)
        special = {**dict.fromkeys(public.off, ()), **dict.fromkeys(public.working, extra), **special}
    calendar = WorkingCalendar(
        zone(name), tuple(map(_parsed, week)), {when: _parsed(parts) for when, parts in special.items()}
    )
    street = Street(name, begin, DAYS, lambda when: special.get(when, week[when.weekday()]))
    start = street.base * 60 * SECOND
    changes = tuple(
        (place + street.base) * 60 * SECOND
        for place in range(1, len(street.open))
        if street.open[place] != street.open[place - 1]
    )
    return Scene(changed(calendar), street, start + 2 * DAY, start + (DAYS - 4) * DAY, changes)


def _instant(rng, scene):
    """Draw an instant: anywhere, or at a door that opens or shuts."""
    if rng.random() < 0.4:
        near = rng.choice(scene.changes) + rng.choice((-1, 0, 1, -SECOND, HOUR))
        return min(max(near, scene.first), scene.last)
    return rng.randrange(scene.first, scene.last)


def _differences(scene, rng):
    """Ask one question of each sort; name those that are answered differently."""
    at, other = _instant(rng, scene), _instant(rng, scene)
    start, end = sorted((at, other))
    hours, days, micros = rng.choice((1, 2, 4, 8, 24, 40)), rng.randint(1, 12), rng.randint(1, 9 * HOUR)
    calendar, street = scene.calendar, scene.street
    pairs = {
        "is_open": (street.is_open(at), calendar.is_open(at)),
        "add_working_hours": (street.after_working_time(at, hours * HOUR), calendar.add_working_hours(at, hours)),
        "add_working_time": (street.after_working_time(at, micros), calendar.add_working_time(at, micros)),
        "add_working_days": (street.after_working_days(at, days), calendar.add_working_days(at, days)),
        "working_time_between": (street.between(start, end), calendar.working_time_between(start, end)),
    }
    if 1 in street.open[(at // (60 * SECOND)) - street.base : -2 * 24 * 60]:
        pairs["next_opening"] = (street.next_opening(at), calendar.next_opening(at))
    known = {name: pair for name, pair in pairs.items() if pair[0] is not None}
    return [(name, at, *pair) for name, pair in known.items() if pair[0] != pair[1] and not _beyond(scene, name, pair)]


def _beyond(scene, name, pair):
    """Whether the true answer lies where the street is not known."""
    return name not in {"is_open", "working_time_between"} and pair[1] > scene.last + DAY


@pytest.mark.parametrize("part", range(len(CASES)))
def test_a_calendar_says_what_a_watched_house_does(part):
    """Open, next opening, working hours, working days and working time are those of the minutes."""
    seeds = range(part, STREETS, len(CASES))
    found = []
    for seed in seeds:
        scene, rng = _scene(seed), random.Random(-seed - 1)  # noqa: S311
        for _ in range(QUESTIONS):
            found += [(seed, *one) for one in _differences(scene, rng)]

    assert [] == found
    assert len(CASES) * len(seeds) * QUESTIONS >= 20_000


class FirstOfTwo(WorkingCalendar):
    """A plausible mistake: a closing that the clock shows twice is the first of the two."""

    def _closing(self, day, minute, end):
        return self.zone.from_local(working._wall(day, minute)) if minute < working.MINUTES else end


class Blind(WorkingCalendar):
    """A plausible mistake: days that are different are forgotten."""

    def hours_on(self, day):
        """Return what the week says."""
        return self.week[day.weekday()]


class SameDay(WorkingCalendar):
    """A plausible mistake: the day of the question counts."""

    def add_working_days(self, instant, days):
        """Count from today."""
        return super().add_working_days(instant - DAY, days)


@pytest.mark.parametrize("wrong", [FirstOfTwo, Blind, SameDay])
def test_mistakes_are_noticed(wrong):
    """The comparison can fail."""
    found = []
    for seed in (1, 60, 101, 105):
        scene = _scene(seed, lambda one: wrong(one.zone, one.week, one.special))
        rng = random.Random(seed)  # noqa: S311
        found += [one for _ in range(60) for one in _differences(scene, rng)]

    assert found
