"""What a stay costs, told in advance."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from fractions import Fraction

import attrs

from loyalty import Member
from loyalty.benefits import Fee, Granted, Waiver
from loyalty_clinic.settings import WardFee


@attrs.frozen
class FeeLine:
    """One fee: so much for so many nights, what is waived of it and by which rules; money in minor units."""

    fee: str
    gross: int
    waived: int
    nights: int
    by: tuple[str, ...] = ()
    where: str = ""

    @property
    def net(self) -> int:
        """What is left to pay."""
        return self.gross - self.waived


@attrs.frozen
class Quote:
    """All fees of a stay."""

    lines: tuple[FeeLine, ...] = ()

    @property
    def total(self) -> int:
        """What the stay costs, in minor units."""
        return sum(line.net for line in self.lines)


def nights(start: datetime, end: datetime, zone: tzinfo | None) -> int:
    """Return how many nights lie between two instants: midnights of the zone, and at least one."""
    return max((end.astimezone(zone).date() - start.astimezone(zone).date()).days, 1)


def quote(member: Member, kind: str, start: datetime, end: datetime) -> Quote:
    """Return what a stay in a ward of a class costs a member, with what is waived.

    Waivers act by priority on what is left, an amount on the whole fee; none makes a fee negative (semantics 10).

    Args:
        member: the member at the instant of asking.
        kind: the class of the ward.
        start: the first moment of the stay.
        end: its end, which is not included.
    """
    number = nights(start, end, member.state.at.tzinfo)
    waivers = member.granted(Waiver)
    fees = [each for each in member.granted(Fee) if _is_due(each, kind)]
    return Quote(tuple(_line(each, number, waivers) for each in fees))


def _is_due(granted: Granted, kind: str) -> bool:
    settings = granted.settings
    return isinstance(settings, WardFee) and (not settings.classes or kind in settings.classes)


def _line(fee: Granted, number: int, waivers: Sequence[Granted]) -> FeeLine:
    assert isinstance(fee.settings, WardFee)
    gross = fee.settings.amount * (number if fee.settings.unit == "night" else 1)
    left, by = Fraction(gross), []
    for each in waivers:
        if isinstance(each.settings, Waiver) and fee.id in each.settings.of and left > 0:
            left -= min(_waived(each.settings, left), left)
            by.append(each.id)
    waived = gross - (-(-left.numerator // left.denominator))
    return FeeLine(fee.id, gross, waived, number, tuple(by), fee.where)


def _waived(waiver: Waiver, left: Fraction) -> Fraction:
    if waiver.amount is not None:
        return Fraction(waiver.amount)
    return left * (waiver.percent if waiver.percent is not None else 1)
