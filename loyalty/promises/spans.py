"""Which of two lengths of time is longer, whatever the day from which they are counted."""

from collections.abc import Iterator

from loyalty.periods import DAY, Due
from loyalty.promises.choice import Choice

_YEAR, _MONTH = (365, 366), (28, 31)


def longer(one: Due, other: Due) -> bool:
    """Say whether one length is certainly longer than the other.

    >>> longer(Due.parse("PT2H"), Due.parse("PT30M")), longer(Due.parse("P1M"), Due.parse("P30D"))
    (True, False)
    """
    if one.is_working or other.is_working:
        return one.unit == other.unit and one.count > other.count
    return _size(one, 0) > _size(other, 1)


def crossed(limit: Choice[Due] | None, first: Choice[Due] | None) -> Iterator[tuple[str, Due, Due]]:
    """Yield the words for which the first length is longer than the limit, with both; ``""`` for everybody."""
    if limit is None or first is None or (limit.source != first.source and "all" not in (limit.source, first.source)):
        return
    for word, begins in first.values.items():
        for name, ends in limit.values.items():
            if (name == word or "" in (name, word)) and longer(begins, ends):
                yield word or name, begins, ends


def _size(length: Due, most: int) -> int:
    """Return the fewest microseconds that a length by the clock has, or the most."""
    years, months = divmod(length.period.months_total, 12)
    return (years * _YEAR[most] + months * _MONTH[most] + length.period.days) * DAY + length.period.micros
