"""Calendar arithmetic with nothing but datetime and zoneinfo (decisions 18-22)."""

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
UNITS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def instant(moment):
    """Microseconds since 1970 of an aware datetime."""
    return (moment - EPOCH) // MICROSECOND


def local(t, zone):
    """The wall clock in `zone` at the instant `t`."""
    return (EPOCH + t * MICROSECOND).astimezone(zone)


def from_local(wall, zone, *, end=False):
    """The instant of a wall time: after a gap, and of two the first, or for an end the second (clause 13)."""
    guesses = sorted({instant(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)) for fold in (0, 1)})
    real = [t for t in guesses if local(t, zone).replace(tzinfo=None, fold=0) == wall]
    if real:
        return real[-1] if end else real[0]
    return _change(guesses[0], guesses[-1], zone)


def _change(low, high, zone):
    """The first instant after `low` at which the clock of `zone` is set, at most `high`."""
    before = local(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if local(middle, zone).utcoffset() == before else (low, middle)
    return high


def add(t, period, zone, *, times=1, end=False):
    """`t + times * period`: calendar parts on the wall clock, then the elapsed part."""
    months, days = times * (12 * period.years + period.months), times * period.days
    if months or days:
        wall = local(t, zone).replace(tzinfo=None, fold=0)
        t = from_local(_later(wall, months) + timedelta(days=days), zone, end=end)
    return t + times * period.micros


def _later(wall, months):
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return wall.replace(year=year, month=month + 1, day=min(wall.day, last))


def start_of(t, unit, zone):
    """The first instant of the calendar unit that contains `t`."""
    return from_local(_midnight(_first_day(local(t, zone).date(), unit)), zone)


def end_of(t, unit, zone):
    """The first instant after the calendar unit that contains `t`."""
    return from_local(_midnight(_next_day(_first_day(local(t, zone).date(), unit), unit)), zone)


def round_up(t, unit, zone):
    """The end of the unit that contains `t`; a boundary stays."""
    return t if start_of(t, unit, zone) == t else end_of(t, unit, zone)


def _midnight(day):
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time has no zone yet


def _first_day(day, unit):
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    size = UNITS[unit]
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def _next_day(first, unit):
    if unit in ("day", "week"):
        return first + timedelta(days=1 if unit == "day" else 7)
    months = first.year * 12 + first.month - 1 + UNITS[unit]
    return date(months // 12, months % 12 + 1, 1)


def membership_year(t, enrolled, zone, feb29):
    """The first instant of the membership year that contains `t` (decision 21)."""
    day = local(enrolled, zone).date()
    for year in range(local(t, zone).year, day.year, -1):
        start = from_local(_midnight(anniversary(day, year, feb29)), zone)
        if start <= t:
            return start
    return enrolled


def anniversary(day, year, feb29):
    """The anniversary of `day` in `year`; 29 February by the policy `feb29` (clause 14)."""
    if (day.month, day.day) != (2, 29) or calendar.isleap(year):
        return day.replace(year=year)
    return date(year, 2, 28) if feb29 == "feb28" else date(year, 3, 1)


def days_between(x, t, zone):
    """Whole local calendar days from `x` to `t`."""
    return (local(t, zone).date() - local(x, zone).date()).days


def zone_of(version):
    """The `ZoneInfo` of a program version."""
    return ZoneInfo(version.zone.name)
