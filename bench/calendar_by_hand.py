"""The calendar that `by_hand` needs, for one zone: New York, whose clocks change at two in the morning.

Instants are microseconds since 1970, UTC. What is the same for a whole day is looked up by day.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 86_400_000_000
_ZONE = ZoneInfo("America/New_York")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _wall(at: int) -> datetime:
    return (_EPOCH + timedelta(microseconds=at)).astimezone(_ZONE).replace(tzinfo=None)


def _instant(wall: datetime) -> int:
    """The instant of a local time that ends something: the second of two, or the first after a gap."""
    first, second = (wall.replace(tzinfo=_ZONE, fold=fold) for fold in (0, 1))
    if (first.utcoffset() or _MICROSECOND) < (second.utcoffset() or _MICROSECOND):
        first = first.replace(hour=2, minute=0, second=0, microsecond=0)
        return (first.astimezone(UTC) - _EPOCH) // _MICROSECOND
    return (second.astimezone(UTC) - _EPOCH) // _MICROSECOND


def _months_later(wall: datetime, months: int) -> datetime:
    """Midnight of the first day of the month so many months after that of `wall`."""
    years, month = divmod(wall.month - 1 + months, 12)
    return datetime(wall.year + years, month + 1, 1)  # noqa: DTZ001 - a wall clock


def _days_later(days: int) -> Callable[[int], int]:
    step = timedelta(days=days)
    known: dict[int, int | None] = {}

    def learn(day: int) -> int | None:
        ends = [(first, _instant(_wall(first) + step)) for first in (day * DAY, day * DAY + DAY - 1)]
        offsets = {_wall(instant) - timedelta(microseconds=instant) for pair in ends for instant in pair[:1]}
        targets = {_wall(pair[1]) - timedelta(microseconds=pair[1]) for pair in ends}
        moved = {after - before for before, after in ends}
        return moved.pop() if len(offsets) == len(targets) == len(moved) == 1 else None

    def later(at: int) -> int:
        day = at // DAY
        if day not in known:
            known[day] = learn(day)
        moved = known[day]
        return at + moved if moved is not None else _instant(_wall(at) + step)

    return later


def _by_local_day(end: Callable[[datetime], datetime]) -> Callable[[int], int]:
    """Remember by UTC day what depends on the local day only, for days that do not touch two of them differently."""
    known: dict[int, int | None] = {}

    def later(at: int) -> int:
        day = at // DAY
        if day not in known:
            both = {_instant(end(_wall(instant))) for instant in (day * DAY, day * DAY + DAY - 1)}
            known[day] = both.pop() if len(both) == 1 else None
        return known[day] or _instant(end(_wall(at)))

    return later


def _half_year_on(wall: datetime) -> datetime:
    """Six months later, at the end of that month."""
    return _months_later(_months_later(wall, 6), 1)


window_end = _days_later(60)
refund_end = _days_later(14)
grace_end = _days_later(14)
month_end = _by_local_day(lambda wall: _months_later(wall, 1))
quarter_end = _by_local_day(lambda wall: _months_later(wall, 3 - (wall.month - 1) % 3))
lot_end = _by_local_day(_half_year_on)
