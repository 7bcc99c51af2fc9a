"""Prices baskets: what discounts a member has, which lines they touch, and what that comes to (semantics 9, 10)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from loyalty.benefits.answer import Granted
from loyalty.benefits.bill import Bill, Touched
from loyalty.benefits.pricing import Pricer
from loyalty.benefits.reduction import Reduction
from loyalty.benefits.settings import Discount
from loyalty.engine.basket import Read, basket_reader, named
from loyalty.engine.touching import Touching, conditions, read_by, touching
from loyalty.members.account import Account
from loyalty.members.kind import EventKind

if TYPE_CHECKING:
    from loyalty.engine.plan import Plan

PRICERS_MAX = 256
"""The most combinations of granted discounts that are remembered."""
_Key = tuple[int, ...]


class Pricing:
    """Prices the baskets of one version; what depends on the program alone is prepared once."""

    def __init__(self, plan: "Plan") -> None:
        """Find the benefits that are about lines, and the kinds of purchases."""
        self.plan = plan
        self.benefits = [
            each for each in plan.version.benefits if issubclass(each.kind.settings, Discount) or conditions(each)
        ]
        self.kinds = {name: kind for name, kind in plan.version.events.items() if kind.refundable}
        self._bits = {each.id: 1 << place for place, each in enumerate(self.benefits)}
        self._readers: dict[str, tuple[Read, int, Touching]] = {}
        self._pricers: dict[_Key, Pricer] = {}

    def price(self, account: Account, at: int, basket: object, granted: Sequence[Granted]) -> Bill:
        """Return what a basket costs a member who has these discounts.

        Raises:
            LoyaltyError: the basket is malformed, with the path of what is wrong in it.
        """
        lines = self._lines(account, at, basket)
        priced = self._pricer(granted).price(lines)
        by_id = {each.benefit.id: each for each in granted}
        return Bill(priced, by_id, self._bits, [mask for _, mask in lines], self.plan.version.currency.exponent)

    def touched(self, account: Account, at: int, basket: object) -> tuple[Touched, ...]:
        """Return the amount of each line, and the benefits whose conditions on lines it meets.

        Raises:
            LoyaltyError: the basket is malformed, with the path of what is wrong in it.
        """
        return tuple(
            Touched(amount, frozenset(name for name, bit in self._bits.items() if mask & bit))
            for amount, mask in self._lines(account, at, basket)
        )

    def _lines(self, account: Account, at: int, basket: object) -> list[tuple[int, int]]:
        kind, raw = named(basket, self.kinds)
        read, amount, touches = self._reader(kind)
        values, rows = read(raw)
        return [(row[amount], mask) for row, mask in zip(rows, touches(account, values, rows, at), strict=True)]

    def _reader(self, kind: EventKind) -> tuple[Read, int, Touching]:
        found = self._readers.get(kind.name)
        if found is None:
            version = self.plan.version
            read, amount = basket_reader(kind, version.currency.exponent, version.zone, read_by(self.benefits))
            found = self._readers[kind.name] = read, amount, touching(self.plan, kind, self.benefits)
        return found

    def _pricer(self, granted: Sequence[Granted]) -> Pricer:
        """Return the pricer of what is granted, by its settings, which live as long as the program."""
        key = tuple([id(each.settings) for each in granted])
        found = self._pricers.get(key)
        if found is None:
            if len(self._pricers) >= PRICERS_MAX:
                self._pricers.clear()
            bits = [self._bits[each.benefit.id] for each in granted]
            found = self._pricers[key] = Pricer([reduction(each) for each in granted], bits)
        return found


def reduction(granted: Granted) -> Reduction:
    """Return what a discount takes off, as a price calculation wants it."""
    benefit, settings = granted.benefit, granted.settings
    assert isinstance(settings, Discount)
    return Reduction(
        id=benefit.id,
        percent=settings.percent,
        amount=settings.amount,
        base=settings.base,
        cap=settings.cap,
        at_least=settings.at_least,
        priority=benefit.priority,
        group=benefit.group,
        replaces=benefit.replaces,
    )
