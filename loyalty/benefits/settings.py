"""What each core kind of benefit says of itself. A plugin's kinds may be subclasses: a discount is a discount."""

from typing import Literal

import attrs

from loyalty.benefits.fields import LineCondition, Money, Number, Percent, Span, Switch, Text, Whole, Words
from loyalty.errors import LoyaltyError

Base = Literal["initial", "remaining"]


def _key(name: str) -> dict[str, str]:
    """Return the metadata that gives a field another key in the file than its name."""
    return {"key": name}


@attrs.frozen(eq=False, kw_only=True)
class Discount:
    """Money off the lines of an order: a share of them or an amount.

    `where` keeps lines in, `unless` (in the file ``except``) keeps lines out. `base` says of what the share is taken:
    of what is left after the discounts before, or of the initial price. `cap` is the most it takes off one order, and
    `at_least` the smallest total of its lines for which it is given (semantics 9, 10).
    """

    percent: Percent | None = None
    amount: Money | None = None
    where: LineCondition | None = None
    unless: LineCondition | None = attrs.field(default=None, metadata=_key("except"))
    base: Base = "remaining"
    cap: Money | None = None
    at_least: Money | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is neither or both."""
        if (self.percent is None) is (self.amount is None):
            raise LoyaltyError("settings", "a discount is a share or an amount, one of the two", hint="`percent = 10`")


@attrs.frozen(eq=False, kw_only=True)
class Voucher:
    """Something of a stated worth that is handed out and counted: a voucher, a package (S46)."""

    worth: Money
    contents: Words = ()
    valid: Span | None = None


@attrs.frozen(eq=False, kw_only=True)
class Gift:
    """A present."""

    item: Text
    worth: Money | None = None


@attrs.frozen(eq=False, kw_only=True)
class Bonus:
    """Points that a `use` of the benefit credits."""

    points: Whole


@attrs.frozen(eq=False, kw_only=True)
class Multiplier:
    """Rates earn so many times the points as long as the member has the benefit; `of` names rates, none means all."""

    times: Number
    of: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Service:
    """Something done for the member: a level, opening hours such as ``24x7``, channels, a description."""

    level: Whole | None = None
    hours: Text | None = None
    channels: Words = ()
    text: Text | None = None
    discretionary: Switch = False


@attrs.frozen(eq=False, kw_only=True)
class Priority:
    """A place in a queue: level 1 is served first."""

    level: Whole = 1
    queue: Text = "main"


@attrs.frozen(eq=False, kw_only=True)
class Contact:
    """A person in a role, for this member alone or shared; `limit` is the most members one person has."""

    role: Text
    share: Literal["dedicated", "shared"] = "dedicated"
    limit: Whole | None = None


@attrs.frozen(eq=False, kw_only=True)
class Fee:
    """What the member pays for something, told in advance; `unit` says for how much of it (S58)."""

    amount: Money
    unit: Text = "use"


@attrs.frozen(eq=False, kw_only=True)
class Waiver:
    """Fees that are waived, whole or in part; `of` are the ids of fees."""

    of: Words
    percent: Percent | None = None
    amount: Money | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is both; neither waives all of the fee."""
        if self.percent is not None and self.amount is not None:
            raise LoyaltyError("settings", "a waiver is a share or an amount of a fee, not both", hint="`percent = 50`")


@attrs.frozen(eq=False, kw_only=True)
class Booking:
    """The right to book a resource: at most `limit` of it at once; up to and with `free` needs no booking (S32)."""

    resource: Text
    limit: Whole | None = None
    free: Whole | None = None
    deposit: Money | None = None
