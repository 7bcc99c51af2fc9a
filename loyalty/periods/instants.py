"""Instants as integers, and the way between them and datetimes."""

from datetime import UTC, datetime, timedelta

from loyalty.errors import LoyaltyError

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone of its own
INSTANT_MIN = -62_135_596_800 * SECOND
INSTANT_MAX = 253_402_300_800 * SECOND - 1


def to_instant(moment: datetime) -> int:
    """The instant of an aware datetime, exact to the microsecond.

    Raises:
        LoyaltyError: `naive-time` without an offset, `wrong-type` for anything but a datetime,
            `out-of-range` if it falls outside the years 1 to 9999 in UTC.
    """
    if not isinstance(moment, datetime):
        raise LoyaltyError("wrong-type", f"a datetime is wanted, not {type(moment).__name__}")
    if moment.utcoffset() is None:
        raise LoyaltyError("naive-time", "the time has no offset from UTC", hint="write it with an offset, +08:00 or Z")
    return checked(micros(moment - EPOCH))


def utc(instant: int) -> datetime:
    """The instant as an aware datetime in UTC.

    Raises:
        LoyaltyError: `out-of-range` outside the years 1 to 9999.
    """
    return EPOCH + timedelta(microseconds=checked(instant))


def micros(length: timedelta) -> int:
    """A timedelta in whole microseconds."""
    return length.days * DAY + length.seconds * SECOND + length.microseconds


def checked(instant: int) -> int:
    """The instant itself, if it lies in the years 1 to 9999 of UTC.

    Raises:
        LoyaltyError: `out-of-range`.
    """
    if INSTANT_MIN <= instant <= INSTANT_MAX:
        return instant
    raise out_of_range()


def out_of_range() -> LoyaltyError:
    """The error for a time that no calendar of ours can name."""
    return LoyaltyError("out-of-range", "the time lies outside the years 1 to 9999")
