"""Times that an event carries: from datetimes and ISO text to instants."""

from datetime import UTC, date, datetime, timedelta

from loyalty.errors import LoyaltyError
from loyalty.members.units import day
from loyalty.periods import DAY, Zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTH = 40

FIRST = -25_567 * DAY
"""1900-01-01, the earliest instant that an event may carry."""

LAST = 84_006 * DAY
"""2200-01-01, before which every instant of an event must lie: calendar steps from it stay inside the calendar."""


def instant(raw: object) -> int:
    """Read an aware datetime, or ISO text with an offset, as microseconds since 1970 (UTC).

    Raises:
        LoyaltyError: ``bad-time``, or ``naive-time`` without an offset. Digits beyond the microsecond are left out.
    """
    moment = _parsed(raw) if isinstance(raw, str) else raw
    if not isinstance(moment, datetime):
        raise _bad("a date and time is wanted")
    try:
        since = moment - _EPOCH
    except TypeError:
        hint = "write it with an offset, +08:00 or Z"
        raise LoyaltyError("naive-time", "the time has no offset from UTC", hint=hint) from None
    except (OverflowError, ValueError, NotImplementedError):
        raise _bad("the time lies outside every calendar") from None
    at = since.days * DAY + since.seconds * 1_000_000 + since.microseconds
    if FIRST <= at < LAST:
        return at
    raise _bad("the time lies outside the years 1900 to 2199")


def instant_or_day(raw: object, zone: Zone) -> int:
    """Read an instant; a date without a time means its first instant in `zone`."""
    if isinstance(raw, datetime) or (isinstance(raw, str) and len(raw) > len("2024-01-31")):
        return instant(raw)
    number = day(raw)
    if FIRST <= number * DAY < LAST - DAY:
        return zone.midnight(date(1970, 1, 1) + timedelta(days=number))
    raise _bad("the date lies outside the years 1900 to 2199")


def written_instant(at: int, zone: Zone) -> str:
    """The instant as ISO text with the offset of `zone`, to the microsecond if it needs to be."""
    return zone.local(at).isoformat()


def _parsed(raw: str) -> datetime:
    if len(raw) <= _LENGTH:
        try:
            return datetime.fromisoformat(raw)
        except ValueError:
            pass
    raise _bad("this is not a date and time")


def _bad(message: str) -> LoyaltyError:
    return LoyaltyError("bad-time", message, hint='write it as "2024-01-31T18:00:00+08:00"')
