"""Instants as people write them, by the clock on the wall."""

from datetime import datetime, timedelta


def written(moment: datetime) -> str:
    """Return an instant without what it does not need: the offset, seconds that are none.

    >>> written(datetime.fromisoformat("2024-03-01T18:00:00+08:00"))
    '2024-03-01 18:00'
    """
    plain = moment.replace(tzinfo=None)
    finest = "microseconds" if plain.microsecond else "seconds" if plain.second else "minutes"
    return plain.isoformat(" ", finest)


def written_until(moment: datetime, *, inclusive: bool = True) -> str:
    """Return an instant up to which something lasts: the midnight that ends a day is 24:00 of that day.

    >>> written_until(datetime.fromisoformat("2024-03-02T00:00:00+08:00"), inclusive=False)
    '2024-03-01 24:00'
    """
    if inclusive or moment.time() != datetime.min.time():
        return written(moment)
    return f"{moment.date() - timedelta(days=1)} 24:00"
