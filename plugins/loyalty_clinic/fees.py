"""What a stay costs, told in advance."""

from datetime import datetime, tzinfo

import attrs

from loyalty import Member
from loyalty.benefits import Charge, Fee, Granted, Waiver, charges
from loyalty_clinic.settings import WardFee


@attrs.frozen
class Quote:
    """All fees of a stay."""

    lines: tuple[Charge, ...] = ()

    @property
    def total(self) -> int:
        """What the stay costs, in minor units."""
        return sum(line.net for line in self.lines)


def nights(start: datetime, end: datetime, zone: tzinfo | None) -> int:
    """Return how many nights lie between two instants: midnights of the zone, and at least one."""
    return max((end.astimezone(zone).date() - start.astimezone(zone).date()).days, 1)


def quote(member: Member, kind: str, start: datetime, end: datetime) -> Quote:
    """Return what a stay in a ward of a class costs a member, less what is waived (`loyalty.benefits.charges`).

    Args:
        member: the member at the instant of asking.
        kind: the class of the ward.
        start: the first moment of the stay.
        end: its end, which is not included.
    """
    number = nights(start, end, member.state.at.tzinfo)
    fees = [each for each in member.granted(WardFee) if _is_due(each, kind)]
    return Quote(charges(fees, member.granted(Waiver), lambda fee: _units(fee, number)))


def _is_due(granted: Granted, kind: str) -> bool:
    settings = granted.settings
    return isinstance(settings, WardFee) and (not settings.classes or kind in settings.classes)


def _units(fee: Fee, nights_of_stay: int) -> int:
    return nights_of_stay if fee.unit == "night" else 1
