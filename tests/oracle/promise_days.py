"""Calendar arithmetic for the oracle of promises: by the standard library's zones, day by day and minute by minute."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MICRO = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = 60_000_000

HOURS = ((540, 720), (780, 1080))
"""Open from 9 to 12 and from 13 to 18, Monday to Friday."""
CLOSED = frozenset({date(2024, 3, 7), date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 1)})
OPEN = {date(2024, 3, 9): ((600, 840),), date(2024, 3, 31): ((0, 1440),)}
"""Days that are different, as `CALENDAR` says it."""
CALENDAR = """
[calendar]
hours = { monday-friday = "09:00-12:00, 13:00-18:00" }
closed = [2024-03-07, 2024-03-29, 2024-04-01, 2024-05-01]
open = { 2024-03-09 = "10:00-14:00", 2024-03-31 = "00:00-24:00" }
"""


def micros(moment: datetime) -> int:
    """Return an instant as microseconds since 1970."""
    return (moment - EPOCH) // MICRO


@lru_cache(maxsize=100_000)
def local(zone: str, instant: int) -> datetime:
    """Return what the clocks of a zone show, without the zone."""
    return (EPOCH + instant * MICRO).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@lru_cache(maxsize=100_000)
def instant(zone: str, wall: datetime, *, end: bool = False) -> int:
    """Return when clocks show a time: of two such instants the second is an end, and none means after the gap."""
    first, second = (micros(wall.replace(tzinfo=ZoneInfo(zone), fold=fold)) for fold in (0, 1))
    if local(zone, first) == wall:
        return second if end else first
    found = first - 240 * MINUTE - first % MINUTE
    while local(zone, found) < wall:
        found += MINUTE
    return found


def midnight(zone: str, day: date) -> int:
    """Return the first instant of a day."""
    return instant(zone, datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a wall clock


def day_of(zone: str, moment: int) -> date:
    """Return the day that contains an instant."""
    day = local(zone, moment).date()
    return day + DAY if moment >= midnight(zone, day + DAY) else day


def moved(zone: str, moment: int, length: tuple[int, int, int], sign: int = 1) -> int:
    """Return an instant so many (months, days, microseconds) later or earlier: an end."""
    months, days, rest = (sign * part for part in length)
    if months or days:
        wall = local(zone, moment)
        year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
        day = min(wall.day, monthrange(year, month + 1)[1])
        moment = instant(zone, wall.replace(year=year, month=month + 1, day=day) + days * DAY, end=True)
    return moment + rest


def stretches(zone: str, day: date) -> list[tuple[int, int]]:
    """Return when the house is open on a day."""
    parts = OPEN.get(day) or (() if day in CLOSED or day.weekday() > 4 else HOURS)
    return [(_wall(zone, day, start, end=False), _wall(zone, day, stop, end=True)) for start, stop in parts]


def _wall(zone: str, day: date, minute: int, *, end: bool) -> int:
    if minute == 1440:
        return midnight(zone, day + DAY)
    return instant(zone, datetime(day.year, day.month, day.day, *divmod(minute, 60)), end=end)  # noqa: DTZ001 - a wall clock


def open_time_after(zone: str, moment: int, length: int) -> int:
    """Return when so much time with the house open has passed."""
    day = day_of(zone, moment)
    while True:
        for start, stop in stretches(zone, day):
            begin = max(start, moment)
            if stop > begin:
                if length <= stop - begin:
                    return begin + length
                length -= stop - begin
        day += DAY


def open_time_before(zone: str, moment: int, length: int) -> int:
    """Return the latest instant from which so much time with the house open passes until another."""
    day = day_of(zone, moment)
    while True:
        for start, stop in reversed(stretches(zone, day)):
            end = min(stop, moment)
            if end > start:
                if length <= end - start:
                    return end - length
                length -= end - start
        day -= DAY


def working_days_after(zone: str, moment: int, count: int) -> int:
    """Return the midnight that ends the last of so many working days after the day of an instant."""
    day = day_of(zone, moment)
    while count:
        day += DAY
        count -= bool(stretches(zone, day))
    return midnight(zone, day + DAY)


def working_days_before(zone: str, moment: int, count: int) -> int:
    """Return the midnight that begins the first of so many working days before the day of an instant."""
    day = day_of(zone, moment)
    while count:
        day -= DAY
        count -= bool(stretches(zone, day))
    return midnight(zone, day)


def periods(zone: str, unit: str, after: int, until: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of the calendar periods that begin after an instant, up to another one."""
    day = day_of(zone, after)
    while midnight(zone, day) <= until:
        if midnight(zone, day) > after and _begins(zone, unit, day):
            following = day + DAY
            while unit != "working-day" and not _begins(zone, unit, following):
                following += DAY
            yield midnight(zone, day), midnight(zone, following), _name(unit, day)
        day += DAY


def _begins(zone: str, unit: str, day: date) -> bool:
    if unit == "day":
        return True
    if unit == "working-day":
        return bool(stretches(zone, day))
    if unit == "week":
        return day.weekday() == 0
    months = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "half-year": (1, 7), "year": (1,)}
    return day.day == 1 and day.month in months[unit]


def _name(unit: str, day: date) -> str:
    if unit in {"day", "working-day"}:
        return day.isoformat()
    if unit == "week":
        return f"{day.isocalendar().year}-W{day.isocalendar().week:02}"
    if unit == "month":
        return f"{day:%Y-%m}"
    part = {"quarter": f"-Q{(day.month + 2) // 3}", "half-year": f"-H{1 + day.month // 7}", "year": ""}
    return f"{day.year}{part[unit]}"
