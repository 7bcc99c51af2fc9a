"""What is paid: fees for so many units, less what is waived (semantics 10)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice

import attrs

from loyalty.benefits.answer import Granted
from loyalty.benefits.benefit import Benefit
from loyalty.benefits.settings import Fee, Waiver
from loyalty.errors import LoyaltyError

CHOICES_MAX = 1_000
"""The most choices among waivers that exclude each other; what needs more is refused, never guessed."""


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
    is rounded down to the minor unit, once for each fee. Of those that replace each other or are of one group one acts
    on a fee: those act that leave the least to pay.

    Args:
        fees: the fees that the member has to pay, as granted.
        waivers: the waivers that the member has.
        units: how many units of a fee are used; one if not given.

    Raises:
        LoyaltyError: `too-many-discounts`, when waivers exclude each other in more ways than can be tried.
    """
    return tuple(_charge(each, each.settings, waivers, units) for each in fees if isinstance(each.settings, Fee))


def _charge(fee: Granted, settings: Fee, waivers: Sequence[Granted], units: Callable[[Fee], int]) -> Charge:
    number = units(settings)
    gross = settings.amount * number
    mine = [each for each in waivers if isinstance(each.settings, Waiver) and fee.id in each.settings.of]
    choices = list(islice(_choices(mine), CHOICES_MAX + 1))
    if len(choices) > CHOICES_MAX:
        raise LoyaltyError("too-many-discounts", f"too many waivers of `{fee.id}` exclude each other")
    left, by = min((_left(gross, choice) for choice in choices), key=lambda found: found[0])
    return Charge(fee.id, gross, (gross - left).__floor__(), number, by, fee.where)


def _left(gross: int, waivers: Iterable[Granted]) -> tuple[Fraction, tuple[str, ...]]:
    """Return what is left of a fee, and which waivers took something."""
    left, by = Fraction(gross), []
    for each in waivers:
        if isinstance(each.settings, Waiver) and left > 0:
            left -= min(_part(each.settings, left), left)
            by.append(each.id)
    return left, tuple(by)


def _choices(waivers: Sequence[Granted]) -> Iterator[Sequence[Granted]]:
    """Yield all ways in which some of those that exclude each other give way."""
    for each in waivers:
        rivals = [other for other in waivers if other is not each and _excludes(each.benefit, other.benefit)]
        if rivals:
            yield from _choices([other for other in waivers if other not in rivals])
            yield from _choices([other for other in waivers if other is not each])
            return
    yield waivers


def _excludes(one: Benefit, other: Benefit) -> bool:
    same = one.group is not None and one.group == other.group
    return same or other.id in one.replaces or one.id in other.replaces


def _part(waiver: Waiver, left: Fraction) -> Fraction:
    if waiver.amount is not None:
        return Fraction(waiver.amount)
    return left * (waiver.percent if waiver.percent is not None else 1)
