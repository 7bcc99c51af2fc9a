"""A member at an instant, as adapters ask about one: the state together with the program that it is a state of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from loyalty.benefits.settings import Discount
from loyalty.engine.damage import answered
from loyalty.periods import to_instant

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.benefits import Answer, Granted, Request
    from loyalty.benefits.bill import Bill, Touched
    from loyalty.engine.access import Audit
    from loyalty.engine.plan import Plan
    from loyalty.engine.state import State
    from loyalty.periods import Period
    from loyalty.promises import Obligation
    from loyalty.requests import OpenRequest


@attrs.frozen(eq=False)
class Member:
    """A program and a member's state; get one from `Program.member`. It never changes.

    Adapters take it: ``loyalty_clothing.price(basket, member, at)``.
    """

    program: "Program"
    state: "State"

    @property
    def id(self) -> str:
        """The member's id."""
        return self.state.member

    @property
    def tiers(self) -> Mapping[str, str]:
        """The tier on each ladder."""
        return self.state.tiers

    def view(
        self, role: str | None, *, purpose: str | None = None, audit: "Audit | None" = None
    ) -> Mapping[str, object]:
        """Return the member's fields as a role may see them for a purpose; see `State.view`."""
        return self.state.view(role, purpose=purpose, audit=audit)

    def at(self, moment: datetime) -> "Member":
        """Return the member at another instant, by the passing of time alone; see `Program.at`."""
        if to_instant(moment) == self.state._asked:  # noqa: SLF001 - the state is ours
            return self
        return Member(self.program, self.program.at(self.state, moment))

    def benefits(self, request: "Request | None" = None) -> "Answer":
        """Return what the member is entitled to: every benefit once, with the reason where it is not granted."""
        return self.program.benefits(self.state, request)

    def promises(self) -> "tuple[Obligation, ...]":
        """Return what the house owes the member: open and late, in due order, overdue first."""
        return self.program.promises(self.state)

    def requests(self) -> "tuple[OpenRequest, ...]":
        """Return what the member has applied for and nobody has decided yet, what expires first in front."""
        return self.program.requests(self.state)

    def granted(self, family: type = object) -> "Sequence[Granted]":
        """Return what the member has of a family of kinds, by settings class, before any of it replaces another."""
        entitling, state = self.program._entitling(self.state), self.state  # noqa: SLF001 - both are ours
        return answered(state, lambda: entitling.granted(state._now, state._asked, family))  # noqa: SLF001 - as above

    def price(self, basket: object) -> "Bill":
        """Return what a basket costs the member, by all discounts that the member has; see `loyalty.benefits.bill`.

        Args:
            basket: the lines, each with the fields that the program declares for the lines of a purchase; or a mapping
                with ``lines``, the purchase's other fields and, of several kinds of purchases, its ``kind``.

        Raises:
            LoyaltyError: the basket is malformed; the path says where.
        """
        granted, state = self.granted(Discount), self.state
        return answered(state, lambda: self._plan.pricing.price(state._now, state._asked, basket, granted))  # noqa: SLF001 - the state is ours

    def touched(self, basket: object) -> "tuple[Touched, ...]":
        """Return each line's amount, and the benefits whose conditions on lines (`where`, `except`) it meets.

        Raises:
            LoyaltyError: the basket is malformed; the path says where.
        """
        return self._plan.pricing.touched(self.state._now, self.state._asked, basket)  # noqa: SLF001 - the state is ours

    def shifted(self, moment: datetime, period: "Period", steps: int = 1) -> datetime:
        """Return an instant so many periods later (or earlier), by the program's calendar."""
        zone = self._plan.version.zone
        return zone.local(zone.add(to_instant(moment), period, steps, end=steps > 0))

    def money(self, minor: int) -> Decimal:
        """Return an amount in major units of the program's currency."""
        return Decimal(minor).scaleb(-self._plan.version.currency.exponent)

    @property
    def _plan(self) -> "Plan":
        return self.program._machine.plan_at(self.state._asked)  # noqa: SLF001 - both are ours
