"""What a discount takes off an order: the input of a price calculation, without programs, members or text."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from loyalty.benefits.benefit import PRIORITY
from loyalty.errors import LoyaltyError
from loyalty.quantities.money import MONEY_MAX

Mode = Literal["scale", "initial", "amount", "capped"]


@attrs.frozen(kw_only=True)
class Reduction:
    """A share of the lines it touches, or an amount off all of them together (semantics 10).

    Attributes:
        id: names it in the result.
        percent: a share from 0 to 1, exactly.
        amount: instead of a share, so many minor units.
        base: what a share is taken of: what the reductions before have left, or the initial price. An amount is spread
            over its lines in proportion to the same.
        cap: the most it takes off one order.
        at_least: it acts only when the initial prices of the lines it touches reach this together.
        priority: the lower comes first; then shares before amounts; then by id.
        group: of one group only one acts on an order.
        replaces: ids of others; of two that replace each other only one acts on a line.
    """

    id: str
    percent: Fraction | int | None = None
    amount: int | None = None
    base: Literal["remaining", "initial"] = "remaining"
    cap: int | None = None
    at_least: int | None = None
    priority: int = PRIORITY
    group: str | None = None
    replaces: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse what no price could be calculated with."""
        if (self.percent is None) == (self.amount is None):
            raise LoyaltyError("bounds", f"{self.id}: either a share or an amount is wanted")
        if self.percent is not None and (type(self.percent) not in {Fraction, int} or not 0 <= self.percent <= 1):
            raise LoyaltyError("bounds", f"{self.id}: a share is an exact number from 0 to 1")
        for money in (self.amount, self.cap, self.at_least):
            if money is not None and not (type(money) is int and 0 <= money <= MONEY_MAX):
                raise LoyaltyError("bounds", f"{self.id}: money is a whole number of minor units, at least 0")

    @property
    def place(self) -> tuple[int, bool, str]:
        """Where it stands in the order in which reductions act."""
        return self.priority, self.percent is None, self.id

    @property
    def mode(self) -> Mode:
        """How it calculates."""
        if self.base == "initial":
            return "initial"
        if self.percent is None:
            return "amount"
        return "scale" if self.cap is None else "capped"


@attrs.frozen(eq=False)
class Step:
    """A reduction, ready to calculate: its bit in the masks of lines, its share as two integers, the most it takes."""

    bit: int
    place: int
    of: Reduction
    mode: Mode
    over: int
    under: int
    most: int

    @property
    def linewise(self) -> bool:
        """Whether what it takes of a line does not depend on the other lines."""
        return self.mode in {"scale", "initial"} and self.most == MONEY_MAX


def steps(reductions: Iterable[Reduction], bits: Sequence[int] | None = None) -> tuple[Step, ...]:
    """Return reductions in the order in which they act, each with its bit: by default that of its position.

    Raises:
        LoyaltyError: `bounds`, when two have the same id.
    """
    given = tuple(reductions)
    if len({each.id for each in given}) < len(given):
        raise LoyaltyError("bounds", "two discounts have the same id")
    numbered = zip(bits or [1 << place for place in range(len(given))], given, strict=True)
    ordered = sorted(numbered, key=lambda pair: pair[1].place)
    return tuple(_step(bit, place, each) for place, (bit, each) in enumerate(ordered))


def _step(bit: int, place: int, each: Reduction) -> Step:
    share = Fraction(1 if each.percent is None else each.percent)
    most = min((money for money in (each.amount, each.cap) if money is not None), default=MONEY_MAX)
    return Step(bit, place, each, each.mode, share.numerator, share.denominator, most)
