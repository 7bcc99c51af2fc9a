"""What a basket costs a member: the prices, and the rules that made them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import attrs

from loyalty.benefits.answer import Granted
from loyalty.benefits.priced import Priced


@attrs.frozen(eq=False)
class Bill:
    """A priced basket.

    Attributes:
        priced: every line and the order, in minor units, with what each discount took.
        granted: the discounts that the member has, by id; those named in `priced` are among them.
        bits: what stands for each of them in the masks.
        masks: for each line what touches it.
        digits: the decimals of the currency.
    """

    priced: Priced
    granted: Mapping[str, Granted]
    bits: Mapping[str, int]
    masks: Sequence[int]
    digits: int
    _places: int = attrs.field(init=False, repr=False)

    @_places.default
    def _make_places(self) -> int:
        return -self.digits

    def touches(self, benefit: str, line: int) -> bool:
        """Return whether a discount's conditions hold for a line."""
        return bool(self.masks[line] & self.bits[benefit])

    def money(self, minor: int) -> Decimal:
        """Return an amount of the bill in major units.

        >>> Bill(Priced((), 0, 0, 0), {}, {}, (), 2).money(1250)
        Decimal('12.50')
        """
        return Decimal(minor).scaleb(self._places)


@attrs.frozen
class Touched:
    """A line of a basket: its amount in minor units, and the ids of the benefits whose conditions on lines it meets."""

    amount: int
    benefits: frozenset[str]
