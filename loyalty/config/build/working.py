"""Build the working calendar: hours, public holidays, closures and extra days."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from loyalty.config.build.context import Build
from loyalty.config.raw.calendar import RawCalendar
from loyalty.errors import LoyaltyError, MissingExtra, NotOfficial
from loyalty.periods.holidays import Holidays, public_holidays
from loyalty.periods.hours import Hours, parse_hours
from loyalty.periods.week import WEEKDAYS, parse_weekdays
from loyalty.periods.working import WorkingCalendar
from loyalty.words import Path

EXTRA = "extra"
"""The key of `hours` for extra working days."""
CLOSED: Hours = ()
_AT = ("calendar",)
_NEED_HOURS = ("holidays", "official_until", "closed", "open")


def working(build: Build, raw: RawCalendar) -> WorkingCalendar | None:
    """Return when the house is open; None when the program does not say."""
    if raw.hours is None:
        _check_alone(build, raw)
        return None
    week, extra = _week(build, raw.hours)
    public = _public(build, raw)
    special = _special(build, raw, public, extra)
    if not any(week):
        if not set(raw.hours) - {EXTRA} and "hours" not in build.broken:
            cure = '`hours = { monday-friday = "09:00-18:00" }`'
            build.report("LOY235", "no day of the week has hours", (*_AT, "hours"), cure)
        return None
    if public is None:
        return WorkingCalendar(build.zone, week, special)
    return WorkingCalendar(build.zone, week, special, public.first, public.last, public.country)


def _check_alone(build: Build, raw: RawCalendar) -> None:
    """Report what would say something about opening hours if there were any."""
    if "hours" in build.broken:
        return
    for key in _NEED_HOURS:
        if getattr(raw, key):
            message = f"`{key}` needs `hours`: nothing says when the house is open on other days"
            cure = '`hours = { monday-friday = "09:00-18:00" }`'
            build.report("LOY229", message, (*_AT, key), cure, key=True)


def _week(build: Build, raw: Mapping[str, str]) -> tuple[tuple[Hours, ...], Hours]:
    """Return the hours of each weekday, and those of an extra working day."""
    week: dict[int, Hours] = {}
    extra: Hours | None = None
    for key, text in raw.items():
        path = (*_AT, "hours", key)
        hours = _hours(build, text, path)
        if key == EXTRA:
            extra = hours
            continue
        for day in _weekdays(build, key, path):
            if day in week:
                message = f"`{WEEKDAYS[day]}` has hours twice"
                build.report("LOY283", message, path, "one line for each day", key=True)
                break
            week[day] = hours
    first = next((week[day] for day in sorted(week) if week[day]), CLOSED)
    return tuple(week.get(day, CLOSED) for day in range(7)), first if extra is None else extra


def _weekdays(build: Build, key: str, path: Path) -> tuple[int, ...]:
    try:
        return parse_weekdays(key)
    except LoyaltyError as error:
        build.report("LOY401", error.message, path, error.hint, key=True)
        return ()


def _hours(build: Build, text: str, path: Path) -> Hours:
    try:
        return parse_hours(text)
    except LoyaltyError as error:
        build.report("LOY400", error.message, path, error.hint)
        return CLOSED


def _public(build: Build, raw: RawCalendar) -> Holidays | None:
    """Return the public holidays, or None when none are kept."""
    if raw.holidays is None:
        if raw.official_until is not None and "holidays" not in build.broken:
            message = "`official_until` needs `holidays`: closures of the house's own are always known"
            build.report("LOY229", message, (*_AT, "official_until"), '`holidays = "CN"`', key=True)
        return None
    at_last = (*_AT, "official_until")
    last = None if raw.official_until is None else build.whole(raw.official_until, at_last)
    path = (*_AT, "holidays")
    try:
        return public_holidays(raw.holidays, last)
    except MissingExtra as error:
        build.report("LOY403", error.message, path, error.hint)
    except NotOfficial as error:
        build.report("LOY404", error.message, path if last is None else at_last, error.hint)
    except LoyaltyError as error:
        build.report("LOY404" if error.code == "no-official-year" else "LOY402", error.message, path, error.hint)
    return None


def _special(build: Build, raw: RawCalendar, public: Holidays | None, extra: Hours) -> dict[date, Hours]:
    """Return the hours of days that do not follow the week; what the file says of a day comes before its holiday."""
    special: dict[date, Hours] = {}
    if public is not None:
        special.update(dict.fromkeys(public.off, CLOSED))
        special.update(dict.fromkeys(public.working, extra))
    own: dict[date, Hours] = {}
    for one in (*_closed(raw), *_open(build, raw, extra)):
        if one.day in own:
            _report_twice(build, one, closed=own[one.day] == CLOSED and one.path[1] == "open")
        own[one.day] = one.hours
    return special | own


@attrs.frozen
class _Special:
    """A day that the file names, with its hours and its place."""

    day: date
    hours: Hours
    path: Path
    key: bool = False


def _closed(raw: RawCalendar) -> Iterator[_Special]:
    for place, day in enumerate(raw.closed):
        yield _Special(day, CLOSED, (*_AT, "closed", place))


def _open(build: Build, raw: RawCalendar, extra: Hours) -> Iterator[_Special]:
    if isinstance(raw.open, tuple):
        for place, day in enumerate(raw.open):
            yield _Special(day, extra, (*_AT, "open", place))
        return
    for key, text in raw.open.items():
        path = (*_AT, "open", key)
        yield _Special(date.fromisoformat(key), _hours(build, text, path), path, key=True)


def _report_twice(build: Build, one: _Special, *, closed: bool) -> None:
    if closed:
        message = f"{one.day} is in `closed` and in `open`"
        build.report("LOY405", message, one.path, "it in one of the two", key=one.key)
    else:
        message = f"{one.day} is in `{one.path[1]}` twice"
        build.report("LOY283", message, one.path, "it once", key=one.key)
