"""A member at an instant, as adapters ask about one: the state together with the program that it is a state of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from loyalty.periods import to_instant

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.benefits import Answer, Granted, Request
    from loyalty.engine.state import State


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

    def at(self, moment: datetime) -> "Member":
        """Return the member at another instant, by the passing of time alone; see `Program.at`."""
        if to_instant(moment) == self.state._asked:  # noqa: SLF001 - the state is ours
            return self
        return Member(self.program, self.program.at(self.state, moment))

    def benefits(self, request: "Request | None" = None) -> "Answer":
        """Return what the member is entitled to: every benefit once, with the reason where it is not granted."""
        return self.program.benefits(self.state, request)

    def granted(self, family: type = object) -> "Sequence[Granted]":
        """Return what the member has of a family of kinds, by settings class, before any of it replaces another."""
        return self.program._entitling(self.state).granted(self.state._now, self.state._asked, family)  # noqa: SLF001 - both are ours
