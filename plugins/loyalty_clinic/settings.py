"""The kinds of benefits of a clinic, and what each says of itself."""

from typing import Literal

import attrs

from loyalty import benefits
from loyalty.benefits.fields import Switch, Text, Whole, Words

Order = Literal["asked", "level"]


@attrs.frozen(eq=False, kw_only=True)
class Ward(benefits.Booking):
    """The right to a bed in wards of some classes; `classes` are in the order in which they are offered.

    `nights` is the longest stay. `order` says who is first on the waiting list: who `asked` first, or who has the
    better `level`, and then who asked first (S58, S57).
    """

    resource: Text = "ward"
    classes: Words
    nights: Whole | None = None
    order: Order = "asked"
    level: Whole = 1


@attrs.frozen(eq=False, kw_only=True)
class WardFee(benefits.Fee):
    """What a night in a ward of some classes costs above the base, told in advance; without `classes`, in any (S58)."""

    classes: Words = ()
    unit: Text = "night"


@attrs.frozen(eq=False, kw_only=True)
class FastLane(benefits.Priority):
    """Seen before others; with `booked` only by appointment (S57)."""

    queue: Text = "clinic"
    booked: Switch = False


@attrs.frozen(eq=False, kw_only=True)
class Team(benefits.Contact):
    """A team of doctors and nurses for the member; `specialities` is what they cover."""

    role: Text = "doctor-team"
    specialities: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Package(benefits.Voucher):
    """A care package (S46); `of` are the treatments it may be used for, none means any."""

    of: Words = ()


@attrs.frozen(eq=False, kw_only=True)
class Discharge(benefits.Service):
    """What is done when the member leaves: summary, advice, a fast way out."""

    steps: Words = ()
