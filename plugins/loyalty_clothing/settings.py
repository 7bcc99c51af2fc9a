"""The kinds of benefits of a shop, and what each says of itself."""

import attrs

from loyalty import benefits
from loyalty.plugin import LineCondition, Money, Span, Switch, Text, Words


@attrs.frozen(eq=False, kw_only=True)
class Discount(benefits.Discount):
    """Money off the goods of a basket: member price, birthday price, member day, coupon.

    It calculates as the core's discount does. `proof` is what the member shows at the counter for it, one of several.
    """

    proof: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Returns(benefits.Service):
    """Goods are taken back without a reason, for so long after the purchase.

    `where` keeps goods in, `unless` (in the file ``except``) keeps goods out. `cap` is the most that the goods of one
    return cost together; how many returns there are in a period is the benefit's ``quota``. With `exchange` goods are
    only changed for others.
    """

    within: Span
    cap: Money | None = None
    where: LineCondition | None = None
    unless: LineCondition | None = attrs.field(default=None, metadata={"key": "except"})
    exchange: Switch = False


@attrs.frozen(eq=False, kw_only=True)
class EarlyAccess(benefits.Priority):
    """Limited editions are sold to the member first: so long `ahead` of everybody else, or served first at the launch.

    `of` names collections, none means all. Where pieces are few, level 1 is served before level 2.
    """

    ahead: Span | None = None
    of: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Care(benefits.Service):
    """What was bought is cared for free of charge as long as the membership lasts: cleaning, plating, alterations.

    `services` are what is done, `proof` what the member shows for it, one of several.
    """

    services: Words
    proof: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Preview(benefits.Service):
    """The member hears first: of catalogues, promotions, new collections."""

    of: Text
