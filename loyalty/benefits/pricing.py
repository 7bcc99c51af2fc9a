"""What an order costs when discounts act on it (semantics 9, 10).

The calculation is exact until the end. Discounts act in the order of their priority; then shares come before amounts,
then the id decides: never the order in which files, tables or plugins name them. The discount of the whole order is
rounded once, by default down, in favour of the house; its lines get it by largest remainder.
"""

from collections.abc import Sequence

import attrs

from loyalty.benefits.outdoing import Masks
from loyalty.benefits.priced import Left, Part, Priced, PricedLine
from loyalty.benefits.reduction import Reduction, Step, steps
from loyalty.benefits.remains import Taken, remains
from loyalty.benefits.rivals import Rivals, choose, rivals
from loyalty.benefits.shares import parts, spread, weights
from loyalty.errors import LoyaltyError
from loyalty.quantities.money import MONEY_MAX
from loyalty.quantities.rounding import rounder

KNOWN_MAX = 1_000
"""The most ways of yielding that are remembered."""
Line = tuple[int, int]
"""The price of a line in minor units, and the bits of the reductions that touch it."""


def price(lines: Sequence[Line], reductions: Sequence[Reduction], rounding: str = "down") -> Priced:
    """Return what an order costs.

    Args:
        lines: each with its price and a mask: bit 0 stands for the first of the reductions, and so on.
        reductions: what may act on them.
        rounding: how the discount of the order becomes a whole number.

    Raises:
        LoyaltyError: `bounds`, when a price is not a whole number from 0 on; `too-many-discounts`, when discounts
            exclude each other in more ways than can be tried.
    """
    return Pricer(reductions).price(lines, rounding)


class Pricer:
    """Discounts, ready to price any number of orders."""

    def __init__(self, reductions: Sequence[Reduction], bits: Sequence[int] | None = None) -> None:
        """Put reductions in order and find those that exclude each other.

        Args:
            reductions: what may act.
            bits: what stands for each in the masks of lines; without it, their positions.
        """
        self.steps: tuple[Step, ...] = steps(reductions, bits)
        self._rivals: Rivals = rivals(self.steps)
        self._from = [(step.bit, step.of.at_least) for step in self.steps if step.of.at_least]
        self._all = sum(step.bit for step in self.steps)
        self._known: dict[tuple[int, int], tuple[tuple[str, str], ...]] = {}

    def price(self, lines: Sequence[Line], rounding: str = "down") -> Priced:
        """Return what an order costs; see `price`."""
        gross, touched, numbers = self._classes(lines)
        low = self._below(gross, touched)
        masks = tuple(bits & ~low for bits in touched) if low else touched
        chosen, acting = choose(self._rivals, gross, masks)
        taken: Taken = []
        left, whole = remains(self.steps, gross, acting, taken)
        exact = [money * (whole - left[c]) if money else 0 for (money, _bits), c in zip(lines, numbers, strict=True)]
        discounts = spread(exact, whole, rounder(rounding)(sum(exact), whole))
        taking, under = weights(taken, len(gross))
        yielded = [self._yielded(mask, bits) for mask, bits in zip(chosen, acting, strict=True)]
        priced = [
            PricedLine(money, money - discount, discount, parts(money, discount, taking[c], under), yielded[c])
            if money
            else PricedLine(0, 0, 0)
            for (money, _bits), discount, c in zip(lines, discounts, numbers, strict=True)
        ]
        return self._priced(tuple(priced), _Fate(low, touched, masks, chosen, acting))

    def _classes(self, lines: Sequence[Line]) -> tuple[list[int], Masks, list[int]]:
        """Return the totals and masks of the classes of lines, and the class of each line."""
        places: dict[int, int] = {}
        gross: list[int] = []
        numbers = []
        for money, bits in lines:
            if type(money) is not int or not 0 <= money <= MONEY_MAX:
                raise LoyaltyError("bounds", "the price of a line is a whole number of minor units, at least 0")
            if not money:
                numbers.append(0)
                continue
            number = places.setdefault(bits & self._all, len(gross))
            if number == len(gross):
                gross.append(0)
            gross[number] += money
            numbers.append(number)
        return gross, tuple(places), numbers

    def _below(self, gross: Sequence[int], touched: Masks) -> int:
        """Return the bits of what needs dearer lines than there are."""
        low = 0
        for bit, least in self._from:
            if sum(money for money, bits in zip(gross, touched, strict=True) if bits & bit) < least:
                low |= bit
        return low

    def _yielded(self, touched: int, acting: int) -> tuple[tuple[str, str], ...]:
        """Return what touches a class without acting on it, each with what stays in its place."""
        if touched == acting:
            return ()
        found = self._known.get((touched, acting))
        if found is None:
            if len(self._known) >= KNOWN_MAX:
                self._known.clear()
            gone = [step for step in self.steps if step.bit & touched & ~acting]
            found = self._known[touched, acting] = tuple((step.of.id, self._instead(step, acting)) for step in gone)
        return found

    def _instead(self, step: Step, acting: int) -> str:
        """Return the first that acts of those that exclude one."""
        others = self._rivals.bits[step] & acting
        return next(other.of.id for other in self.steps if other.bit & others)

    def _priced(self, lines: tuple[PricedLine, ...], fate: "_Fate") -> Priced:
        sums: dict[str, int] = {}
        for line in lines:
            for name, amount in line.parts:
                sums[name] = sums.get(name, 0) + amount
        took: list[Part] = []
        left: list[Left] = []
        for step in self.steps:
            amount = sums.get(step.of.id, 0)
            if amount:
                took.append((step.of.id, amount))
            else:
                left.append(self._left(step, fate))
        gross, discount = sum(line.gross for line in lines), sum(sums.values())
        return Priced(lines, gross, gross - discount, discount, tuple(took), tuple(left))

    def _left(self, step: Step, fate: "_Fate") -> Left:
        """Say why a discount took nothing."""
        name, bit = step.of.id, step.bit
        if not any(bits & bit for bits in fate.touched):
            return Left(name, "no-line")
        if fate.low & bit:
            return Left(name, "at-least")
        if not any(bits & bit for bits in fate.chosen):
            return Left(name, "group", self._winner(step, fate))
        if not any(bits & bit for bits in fate.acting):
            bits = next(acting for mask, acting in zip(fate.chosen, fate.acting, strict=True) if mask & bit)
            return Left(name, "replaced", self._instead(step, bits))
        return Left(name, "no-effect")

    def _winner(self, step: Step, fate: "_Fate") -> str:
        """Return the one of a group that was chosen."""
        group = [each for each in self.steps if each.of.group == step.of.group and each is not step]
        return next((each.of.id for each in group if any(bits & each.bit for bits in fate.chosen)), "")


@attrs.frozen(eq=False)
class _Fate:
    """What became of the masks: below the least price, touching, eligible, chosen in groups, acting."""

    low: int
    touched: Masks
    masks: Masks
    chosen: Masks
    acting: Masks
