"""Which fields of a member a role may see, for a purpose, at an instant."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from loyalty.engine.access import Access
from loyalty.engine.layout import Layout
from loyalty.engine.retaining import gone
from loyalty.errors import LoyaltyError, nearest
from loyalty.members.account import Account
from loyalty.members.field import Field
from loyalty.program import Version

OPEN, UNKNOWN, SHOWN, WITHHELD, GONE = "open", "unknown", "shown", "withheld", "gone"
"""A field that is no personal data; and of personal data: nothing is known, shown, withheld, kept no longer."""


@attrs.frozen
class Viewing:
    """A role that looks at members, for a purpose or for none.

    Raises:
        LoyaltyError: the version declares roles and not this one, or does not have the purpose.
    """

    version: Version
    layout: Layout
    role: str | None
    purpose: str | None

    def __attrs_post_init__(self) -> None:
        """Refuse a role or a purpose that is not there: a slip must not look like a refusal."""
        if self.role is not None and self.version.roles and self.role not in self.version.roles:
            raise _unknown("role", self.role, self.version.roles)
        if self.purpose is not None and self.purpose not in self.version.purposes:
            raise _unknown("purpose", self.purpose, self.version.purposes)

    def verdicts(self, account: Account, at: int) -> Mapping[str, str]:
        """Return by field what the role gets to see."""
        return {field.name: self._verdict(field, account, at) for field in self.version.fields}

    def access(self, member: str, at: datetime, verdicts: Mapping[str, str]) -> Access:
        """Return the line for an audit."""

        def fields(verdict: str) -> tuple[str, ...]:
            return tuple(name for name, one in verdicts.items() if one == verdict)

        return Access(
            role=self.role,
            purpose=self.purpose,
            member=member,
            at=at,
            shown=fields(SHOWN),
            withheld=fields(WITHHELD),
            gone=fields(GONE),
        )

    def _verdict(self, field: Field, account: Account, at: int) -> str:
        if not field.pii:
            return OPEN
        if gone(self.layout.versions, field.name, account.ceased, at):
            return GONE
        if account.fields[self.layout.fields.index(field.name)] is None:
            return UNKNOWN
        return WITHHELD if self.lacks(field, account) else SHOWN

    def lacks(self, field: Field, account: Account) -> str:
        """Return what is wanting for a field to be shown: ``role``, ``purpose``, ``consent``, or nothing."""
        if self.role not in field.seen_by:
            return "role"
        if not field.purposes:
            return ""
        if self.purpose is None or self.purpose not in field.purposes:
            return "purpose"
        needed = self.version.purposes[self.purpose].consent
        return "consent" if needed and self.purpose not in account.consents else ""


def _unknown(noun: str, word: str, names: Mapping[str, object]) -> LoyaltyError:
    near = nearest(str(word), names)
    hint = f"`{near[0]}`" if near else f"one of {', '.join(f'`{name}`' for name in names)}" if names else ""
    return LoyaltyError(f"unknown-{noun}", f"there is no {noun} `{word}`", hint=hint)
