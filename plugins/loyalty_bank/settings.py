"""The kinds of benefits of a bank, and what each says of itself."""

import attrs

from loyalty import benefits
from loyalty.benefits.fields import Money, Switch, Text, Words


@attrs.frozen(eq=False, kw_only=True)
class Adviser(benefits.Contact):
    """An adviser who stays with the member (S10): dedicated, or shared with at most `limit` members of this right.

    The adviser has every one of `skills`, and speaks what the member's field `language` says, where one is named.
    """

    role: Text = "adviser"
    skills: Words = ()
    language: Text | None = None


@attrs.frozen(eq=False, kw_only=True)
class Lane(benefits.Priority):
    """A lane of one's own at the counter: served before others; `booked` only with an appointment."""

    queue: Text = "counter"
    booked: Switch = False


@attrs.frozen(eq=False, kw_only=True)
class Hotline(benefits.Priority):
    """Answered before others on the telephone, in these hours."""

    queue: Text = "hotline"
    hours: Text = "24x7"


@attrs.frozen(eq=False, kw_only=True)
class Review(benefits.Service):
    """A review of finances and portfolio that the member may ask for; how often is the benefit's ``quota``."""

    of: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Signing(benefits.Service):
    """Goods and services on account, without paying at once, up to an amount that is open at one time (S32)."""

    amount: Money
