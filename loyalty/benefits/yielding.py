"""Which of two benefits that replace each other gives way, as far as that can be told without an order."""

from collections.abc import Sequence
from fractions import Fraction

from loyalty.benefits.answer import Granted
from loyalty.benefits.settings import Bonus, Discount, Gift, Multiplier, Voucher, Waiver

ZERO = Fraction(0)


def yields(granted: Sequence[Granted]) -> dict[str, str]:
    """Return what gives way to what, by id.

    What is replaced gives way; but of two that can be compared the one that is worth less (semantics 10): plain shares
    off a price, factors, points, presents of a stated worth.
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
    mine, its = _measure(each.settings), _measure(other.settings)
    if mine is not None and its is not None and mine[0] == its[0] and _rank(other, its[1]) < _rank(each, mine[1]):
        return each.id, other.id
    return other.id, each.id


def best(group: Sequence[Granted]) -> Granted:
    """Return the one of a group that is worth most; where they cannot be compared, the first by priority and id."""
    measures = [_measure(each.settings) for each in group]
    names = {measure and measure[0] for measure in measures}
    if None in names or len(names) > 1:
        return group[0]
    return min(zip(group, measures, strict=True), key=lambda pair: _rank(pair[0], pair[1][1] if pair[1] else ZERO))[0]


def _measure(settings: object) -> tuple[str, Fraction] | None:
    """Return in what a benefit can be compared with others, and how much it is."""
    if isinstance(settings, Multiplier):
        return "times", Fraction(settings.times)
    if isinstance(settings, Bonus):
        return "points", Fraction(settings.points)
    if isinstance(settings, Voucher | Gift):
        return None if settings.worth is None else ("worth", Fraction(settings.worth))
    if isinstance(settings, Waiver) and settings.amount is None:
        return f"waived of {sorted(settings.of)}", Fraction(1 if settings.percent is None else settings.percent)
    share = _plain(settings)
    return None if share is None else ("share", share)


def _rank(each: Granted, share: Fraction) -> tuple[Fraction, int, str]:
    """The first of two stays: the larger share, then the first to act."""
    return -share, each.benefit.priority, each.id


def _plain(settings: object) -> Fraction | None:
    """The share of a discount that is nothing but a share."""
    if not isinstance(settings, Discount) or settings.base != "remaining":
        return None
    return settings.percent if settings.cap is None and settings.at_least is None else None
