"""What is paid: fees for so many units, less what is waived (semantics 10)."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import attrs

from loyalty.benefits.answer import Granted
from loyalty.benefits.settings import Fee, Waiver


@attrs.frozen
class Charge:
    """One fee: so much for so many units, what is waived of it and by which benefits; money in minor units."""

    fee: str
    gross: int
    waived: int
    units: int = 1
    by: tuple[str, ...] = ()
    where: str = ""

    @property
    def net(self) -> int:
        """What is left to pay; never below zero."""
        return self.gross - self.waived


def _once(_: Fee) -> int:
    return 1


def charges(
    fees: Iterable[Granted], waivers: Sequence[Granted], units: Callable[[Fee], int] = _once
) -> tuple[Charge, ...]:
    """Return what each fee comes to.

    Waivers act by priority and id, a share on what is left of the fee and an amount on the whole of it; what is waived
    is rounded down to the minor unit, once for each fee.

    Args:
        fees: the fees that the member has to pay, as granted.
        waivers: the waivers that the member has.
        units: how many units of a fee are used; one if not given.
    """
    return tuple(_charge(each, each.settings, waivers, units) for each in fees if isinstance(each.settings, Fee))


def _charge(fee: Granted, settings: Fee, waivers: Sequence[Granted], units: Callable[[Fee], int]) -> Charge:
    number = units(settings)
    gross = settings.amount * number
    left, by = Fraction(gross), []
    for each in waivers:
        if isinstance(each.settings, Waiver) and fee.id in each.settings.of and left > 0:
            left -= min(_part(each.settings, left), left)
            by.append(each.id)
    return Charge(fee.id, gross, (gross - left).__floor__(), number, tuple(by), fee.where)


def _part(waiver: Waiver, left: Fraction) -> Fraction:
    if waiver.amount is not None:
        return Fraction(waiver.amount)
    return left * (waiver.percent if waiver.percent is not None else 1)
