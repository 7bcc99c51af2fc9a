"""Member numbers: issued once, at enrolment or at the first standing on a tier, and kept from then on."""

from functools import partial

import attrs

from loyalty.engine.layout import Layout
from loyalty.members import written
from loyalty.members.account import Account
from loyalty.program import Version
from loyalty.tiers.steps import Notes, Reached

TIER = "tier:"


@attrs.frozen(eq=False)
class Numbering:
    """Issues the numbers of one version. A member without a serial has no number."""

    layout: Layout
    version: Version

    def enrolled(self, account: Account, at: int, cause: str, out: Notes | None) -> None:
        """Issue the number of a new member, where it is given at enrolment."""
        if self.version.number is not None and self.version.number.on == "enrol":
            self._issue(account, at, cause, out)

    def on_ladder(self, ladder: str) -> Reached | None:
        """Return what is to be done when a member rises on a ladder; None when no number is given there."""
        number, own = self.version.number, self.version.ladders.get(ladder)
        tier = number.on.removeprefix(TIER) if number and number.on.startswith(TIER) else None
        if own is None or tier not in [step.id for step in own.tiers]:
            return None
        place = self.layout.ladders.index(ladder)
        return partial(self._reached, place, self.layout.ranks[place].index(str(tier)) + 1)

    def _reached(self, ladder: int, rank: int, account: Account, at: int, cause: str, out: Notes | None) -> None:
        if account.standings[ladder].rank >= rank:
            self._issue(account, at, cause, out)

    def _issue(self, account: Account, at: int, cause: str, out: Notes | None) -> None:
        """Write the number with the fields of this moment."""
        if self.version.number is None or account.serial is None or account.number is not None:
            return
        values = dict(zip(self.layout.fields, account.fields, strict=True))
        account.number = written(self.version.number.format, values, account.serial)
        if out is not None:
            out.append(("numbered", at, cause, account.number))
