"""What a basket costs a member: every line with its discount and the reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import attrs

from loyalty import Member
from loyalty.benefits import Discount
from loyalty.benefits.bill import Bill
from loyalty.benefits.priced import PricedLine
from loyalty_clothing.asked import asked
from loyalty_clothing.reason import Reason, reason

Basket = Mapping[str, object] | Sequence[Mapping[str, object]]
"""The lines, each with the fields that the program declares for lines of a purchase; or a purchase with its lines."""


class Part(NamedTuple):
    """What one discount took off a line, and why."""

    amount: Decimal
    reason: Reason


@attrs.frozen(eq=False)
class _Rules:
    """What a bill says, with the reasons that many lines share."""

    bill: Bill
    acting: dict[str, Reason] = attrs.field(factory=dict)

    def discount(self, name: str) -> Reason:
        """Return the reason of a discount that acts."""
        found = self.acting.get(name)
        if found is None:
            found = self.acting[name] = reason("discount", self.bill.granted[name], digits=self.bill.digits)
        return found


@attrs.frozen(eq=False)
class Line:
    """One line of a priced basket: ``gross == net + discount``, and the parts add up to the discount."""

    _rules: _Rules
    _line: PricedLine
    place: int

    @property
    def gross(self) -> Decimal:
        """The price before discounts."""
        return self._rules.bill.money(self._line.gross)

    @property
    def net(self) -> Decimal:
        """What the member pays."""
        return self._rules.bill.money(self._line.net)

    @property
    def discount(self) -> Decimal:
        """What was taken off."""
        return self._rules.bill.money(self._line.discount)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What each discount took off, in the order in which they act."""
        rules, money = self._rules, self._rules.bill.money
        return tuple([Part(money(amount), rules.discount(name)) for name, amount in self._line.parts])

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What became of each discount that the member has, on this line; those that act come first."""
        acting = [part.reason for part in self.parts]
        names = [each.benefit for each in acting]
        others = [self._left(name) for name in self._rules.bill.granted if name not in names]
        return (*acting, *others)

    def _left(self, name: str) -> Reason:
        """Say why a discount takes nothing off this line."""
        bill = self._rules.bill
        if not bill.touches(name, self.place):
            return reason("excluded", bill.granted[name])
        by = dict(self._line.yielded).get(name)
        if by is not None:
            return reason("replaced", bill.granted[name], bill.granted[by].benefit)
        found = next((each for each in bill.priced.left if each.id == name), None)
        if found is None:
            return reason("no-effect", bill.granted[name])
        other = bill.granted.get(found.by)
        return reason(found.code, bill.granted[name], other.benefit if other else None)


@attrs.frozen(eq=False)
class Order:
    """A priced basket: the lines add up to it."""

    _bill: Bill
    _member: Member

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in the order of the basket."""
        rules = _Rules(self._bill)
        return tuple([Line(rules, line, place) for place, line in enumerate(self._bill.priced.lines)])

    @property
    def gross(self) -> Decimal:
        """The price before discounts."""
        return self._bill.money(self._bill.priced.gross)

    @property
    def net(self) -> Decimal:
        """What the member pays."""
        return self._bill.money(self._bill.priced.net)

    @property
    def discount(self) -> Decimal:
        """What was taken off."""
        return self._bill.money(self._bill.priced.discount)

    @property
    def parts(self) -> Mapping[str, Decimal]:
        """What each discount took off the order, by id, in the order in which they act."""
        return {name: self._bill.money(amount) for name, amount in self._bill.priced.parts}

    @property
    def skipped(self) -> tuple[Reason, ...]:
        """The discounts that the member has and that took nothing off, each with the reason."""
        granted = self._bill.granted
        return tuple(
            reason(each.code, granted[each.id], granted[each.by].benefit if each.by else None)
            for each in self._bill.priced.left
        )

    @property
    def inapplicable(self) -> tuple[Reason, ...]:
        """The discounts of the program that the member does not have now, each with the reason."""
        found = self._member.benefits().inapplicable
        return tuple(reason(each.code, each) for each in found if issubclass(each.benefit.kind.settings, Discount))


def price(basket: Basket, member: Member, at: datetime) -> Order:
    """Return what a basket costs a member at an instant.

    All discounts of the program count, those of the core and those of this plugin. Nothing is recorded: a discount with
    a quota is used when the host records a `use` event.

    Args:
        basket: the lines, each with the fields of a purchase's lines, `amount` (the price of the whole line) at least;
            or a mapping with ``lines``, the other fields of the purchase and, of several kinds of purchases, its
            ``kind``.
        member: a program with a member's state: ``program.member(state)``.
        at: when; not before the last event of the state.

    Raises:
        LoyaltyError: the basket is malformed; the path says where.
    """
    there = asked(member, at)
    return Order(there.price(basket), there)
