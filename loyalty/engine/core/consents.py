"""Folds consents: for which purposes a member lets personal data be used."""

from bisect import insort
from typing import TYPE_CHECKING

from loyalty.engine.core.base import Base, refuse
from loyalty.members import core as c
from loyalty.members.account import Account
from loyalty.members.event import Event

if TYPE_CHECKING:
    from loyalty.engine.plan import Notes, Plan


class Consents(Base):
    """The handler of consents."""

    def consent(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Give a consent, or withdraw it; the last word counts."""
        if not self.time(s, e, out):
            return
        name, given = str(e.values[c.CONSENT_PURPOSE]), bool(e.values[c.CONSENT_GIVEN])
        purpose = plan.version.purposes.get(name)
        if purpose is None:
            refuse(s, e, "unknown-purpose", f"there is no purpose `{name}`{_known(plan)}", out)
            return
        if not purpose.consent:
            refuse(s, e, "no-consent-asked", f"the purpose `{name}` depends on no consent", out)
            return
        if name in s.consents:
            s.consents.remove(name)
        if given:
            insort(s.consents, name)
        if out is not None:
            out.append(("consented", e.at, e.id, name, given))


def _known(plan: "Plan") -> str:
    names = [f"`{purpose.id}`" for purpose in plan.version.purposes.values() if purpose.consent]
    return f"; there is {', '.join(names)}" if names else ""
