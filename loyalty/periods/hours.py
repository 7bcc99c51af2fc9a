"""Opening hours of one day as authors write them: `09:00-12:00, 13:30-18:00`."""

from itertools import pairwise

from loyalty.errors import LoyaltyError

MINUTES = 24 * 60
"""Minutes of a day: the end of `00:00-24:00`."""
PARTS_MAX = 12
TEXT_MAX = 200

Hours = tuple[tuple[int, int], ...]
"""The open parts of a day in order, each from one minute of the day up to another; none on a closed day."""

EXAMPLE = '`"09:00-12:00, 13:30-18:00"`'


def parse_hours(text: str) -> Hours:
    """Read the hours of a day.

    >>> parse_hours("09:00-12:00, 13:30-18:00")
    ((540, 720), (810, 1080))

    Raises:
        LoyaltyError: `bad-hours`, with what to write instead in the hint.
    """
    written = text.split(",") if len(text) <= TEXT_MAX else []
    if not 1 <= len(written) <= PARTS_MAX:
        raise _bad("these are not the hours of a day", EXAMPLE)
    parts = tuple(_part(one.strip()) for one in written)
    for (first, end), (start, last) in pairwise(parts):
        if start == end:
            message = f"one part ends at {clock(end)}, where the next begins"
            raise _bad(message, f'`"{clock(first)}-{clock(last)}"`')
        if start < end:
            raise _bad("the parts of a day come one after the other", EXAMPLE)
    return parts


def clock(minute: int) -> str:
    """A minute of the day as the clock shows it.

    >>> clock(810)
    '13:30'
    """
    return f"{minute // 60:02}:{minute % 60:02}"


def _part(text: str) -> tuple[int, int]:
    start, dash, end = (piece.strip() for piece in text.partition("-"))
    first, last = _minute(start), _minute(end)
    if not dash or first is None or last is None:
        raise _bad(f"`{text[:20]}` is not a part of a day", _suggestion(start, end) or EXAMPLE)
    if last > first:
        return first, last
    if last == first:
        raise _bad(f"`{text}` has no length", EXAMPLE)
    next_day = f', and `"00:00-{end}"` on the next' if last else ""
    raise _bad(f"`{text}` goes over midnight", f'`"{start}-24:00"` on this day{next_day}')


def _minute(text: str) -> int | None:
    """A time of day in minutes; 24:00 is the end of the day."""
    hour, _, minute = text.partition(":")
    if text.isascii() and (len(hour), len(minute)) == (2, 2) and hour.isdigit() and minute.isdigit():
        found = int(hour) * 60 + int(minute)
        return found if int(minute) < 60 and found <= MINUTES else None  # noqa: PLR2004 - minutes of an hour
    return None


def _suggestion(start: str, end: str) -> str:
    """What `9:00-18:00`, `9-18` or `09：00-18：00` probably mean."""
    plain = [_padded(one) for one in (start, end)]
    return f'`"{plain[0]}-{plain[1]}"`' if all(_minute(one) is not None for one in plain) else ""


def _padded(text: str) -> str:
    hour, _, minute = text.replace("：", ":").partition(":")
    return f"{hour:0>2}:{minute or '00'}"


def _bad(message: str, hint: str) -> LoyaltyError:
    return LoyaltyError("bad-hours", message, hint=hint)
