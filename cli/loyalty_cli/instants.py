"""Instants given on the command line."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from loyalty_cli.exits import Exit, Stop

if TYPE_CHECKING:
    from loyalty.periods import Zone


END_OF = "end of "


def instant(text: str, zone: "Zone") -> int:
    """Return the instant of a date (its first instant), a local time of the program, or a time with an offset.

    ``end of 2024-03`` is the last instant of a calendar period.

    Microseconds since 1970 (UTC).
    """
    from loyalty.errors import LoyaltyError
    from loyalty.periods import end_of

    try:
        if text.startswith(END_OF):
            return zone.from_local(end_of(text.removeprefix(END_OF)), end=True)
        if len(text) == len("2024-01-31"):
            return zone.midnight(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return zone.to_instant(moment) if moment.tzinfo else zone.from_local(moment)
    except (ValueError, LoyaltyError) as error:
        hint = '2024-06-30, 2024-06-30T18:00, 2024-06-30T18:00+08:00 or "end of 2024-06"'
        raise Stop(Exit.USAGE, f"--at {text}: this is not an instant; write {hint}") from error
