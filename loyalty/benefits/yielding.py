"""Which of two benefits that replace each other gives way, as far as that can be told without an order."""

from collections.abc import Sequence
from fractions import Fraction

from loyalty.benefits.answer import Granted
from loyalty.benefits.settings import Discount


def yields(granted: Sequence[Granted]) -> dict[str, str]:
    """Return what gives way to what, by id.

    What is replaced gives way; but of two discounts that are plain shares the one that takes off less (semantics 10).
    In an order it is decided anew, line by line, and one that gives way here may act on lines that the other leaves.
    """
    by_id = {each.id: each for each in granted}
    found: dict[str, str] = {}
    for each in reversed(granted):
        for name in each.benefit.replaces:
            other = by_id.get(name)
            if other is None:
                continue
            loser, winner = _both(each, other)
            found[loser] = winner
    return found


def _both(each: Granted, other: Granted) -> tuple[str, str]:
    """Return which of a benefit and the one that it replaces gives way, and to which."""
    mine, its = _plain(each.settings), _plain(other.settings)
    if mine is not None and its is not None and _rank(other, its) < _rank(each, mine):
        return each.id, other.id
    return other.id, each.id


def _rank(each: Granted, share: Fraction) -> tuple[Fraction, int, str]:
    """The first of two stays: the larger share, then the first to act."""
    return -share, each.benefit.priority, each.id


def _plain(settings: object) -> Fraction | None:
    """The share of a discount that is nothing but a share."""
    if not isinstance(settings, Discount) or settings.base != "remaining":
        return None
    return settings.percent if settings.cap is None and settings.at_least is None else None
