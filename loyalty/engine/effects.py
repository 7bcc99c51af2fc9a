"""What an event or the passing of time did: typed effects, each with its cause and its rule (semantics 18, 27).

Effect
├── Enrolled, Cancelled, Consented, Approved, NumberIssued
├── PointsEffect: Earned, Activated, Lapsed, Reversed, Spent, Held, Released, Restored, Adjusted
├── BenefitEffect: BenefitUsed, BenefitReserved, BenefitReleased, BenefitRestored
├── PromiseEffect (`loyalty.engine.promise_effects`): PromiseOpened, PromiseStep, PromiseKept, PromiseBreached,
│   PromisePerformed, PromiseWaived, PromiseDropped, PromiseMoved, PromiseEscalated, PromiseRemedied
├── RequestEffect: RequestOpened, RequestApproved, RequestOpposed, RequestAccepted, RequestRefused, RequestRejected,
│   RequestWithdrawn, RequestExpired
├── Refunded
├── TierReached, TierLeft
├── Corrected
└── Rejected
"""

from collections.abc import Mapping
from datetime import datetime

import attrs

from loyalty.requests import Objection


@attrs.frozen(kw_only=True)
class Effect:
    """Something that happened to a member at an instant.

    `cause` is the id of the event that did it, empty for what only time did; `rule` names the rule and `where` its
    place in the program's file (``file:line``), both empty where no rule is concerned; `program` is the hash of the
    version in force.
    """

    at: datetime
    cause: str = ""
    rule: str = ""
    where: str = ""
    program: str = ""


@attrs.frozen(kw_only=True)
class Enrolled(Effect):
    """A membership began."""


@attrs.frozen(kw_only=True)
class Cancelled(Effect):
    """A membership ended; `for_cause` when the member gave cause."""

    for_cause: bool = False


@attrs.frozen(kw_only=True)
class Consented(Effect):
    """A member consented to a purpose, or, unless it is `given`, withdrew the consent."""

    purpose: str
    given: bool = True


@attrs.frozen(kw_only=True)
class Approved(Effect):
    """An approval that a tier's gate asks for was recorded."""

    ladder: str
    tier: str


@attrs.frozen(kw_only=True)
class NumberIssued(Effect):
    """A member number was issued."""

    number: str


@attrs.frozen(kw_only=True)
class PointsEffect(Effect):
    """A number of points changed its account; `source` is the event whose points they are."""

    points: int
    source: str = ""


@attrs.frozen(kw_only=True)
class Earned(PointsEffect):
    """Points were issued by the rule `rule`; they may still be pending."""


@attrs.frozen(kw_only=True)
class Activated(PointsEffect):
    """Pending points became spendable, until `expires` (never when None)."""

    expires: datetime | None = None


@attrs.frozen(kw_only=True)
class Lapsed(PointsEffect):
    """Points ended unused: ``expired``, ``inactive`` or ``cancelled``."""

    why: str = "expired"


@attrs.frozen(kw_only=True)
class Reversed(PointsEffect):
    """A refund took back what the purchase `source` had earned."""


@attrs.frozen(kw_only=True)
class Spent(PointsEffect):
    """Points were redeemed; `worth` is their value in minor units."""

    worth: int = 0


@attrs.frozen(kw_only=True)
class Held(PointsEffect):
    """Points were reserved."""


@attrs.frozen(kw_only=True)
class Released(PointsEffect):
    """Reserved points came back."""


@attrs.frozen(kw_only=True)
class Restored(PointsEffect):
    """A redemption was cancelled, whole or in part."""


@attrs.frozen(kw_only=True)
class Adjusted(PointsEffect):
    """Points were added or taken by hand."""


@attrs.frozen(kw_only=True)
class BenefitEffect(Effect):
    """Something happened to a benefit of the member, so often; `rule` is its id."""

    quantity: int = 1


@attrs.frozen(kw_only=True)
class BenefitUsed(BenefitEffect):
    """A benefit was used."""


@attrs.frozen(kw_only=True)
class BenefitReserved(BenefitEffect):
    """A benefit was set aside."""


@attrs.frozen(kw_only=True)
class BenefitReleased(BenefitEffect):
    """A reservation of a benefit was given up."""


@attrs.frozen(kw_only=True)
class BenefitRestored(BenefitEffect):
    """A use was taken back."""


@attrs.frozen(kw_only=True)
class RequestEffect(Effect):
    """Something happened to a request; `rule` is its declaration and `request` the event that opened it."""

    request: str


@attrs.frozen(kw_only=True)
class RequestOpened(RequestEffect):
    """A request was made.

    `missing` are the people that must approve it by role, `expires` when it ends unless it is decided (None: never).
    """

    missing: Mapping[str, int]
    expires: datetime | None = None


@attrs.frozen(kw_only=True)
class RequestApproved(RequestEffect):
    """One person approved a request; `missing` is what is still needed."""

    by: str
    role: str
    missing: Mapping[str, int]


@attrs.frozen(kw_only=True)
class RequestOpposed(RequestEffect):
    """One person of a committee voted against a request, which decided nothing yet."""

    by: str
    role: str
    missing: Mapping[str, int]


@attrs.frozen(kw_only=True)
class RequestAccepted(RequestEffect):
    """A request was accepted; if tiers have it as their gate, the gate is open."""


@attrs.frozen(kw_only=True)
class RequestRefused(RequestEffect):
    """A request did not fulfil its terms: `reasons` are all of them at once."""

    reasons: tuple[Objection, ...]


@attrs.frozen(kw_only=True)
class RequestRejected(RequestEffect):
    """A request was rejected by somebody who gave a reason, or by the votes of a committee when its time was over."""

    by: str = ""
    role: str = ""
    reason: str = ""


@attrs.frozen(kw_only=True)
class RequestWithdrawn(RequestEffect):
    """A request was withdrawn, or the membership ended."""


@attrs.frozen(kw_only=True)
class RequestExpired(RequestEffect):
    """Nobody decided a request in time."""


@attrs.frozen(kw_only=True)
class Refunded(Effect):
    """A purchase was refunded, `full` when nothing of it is left."""

    purchase: str
    full: bool


@attrs.frozen(kw_only=True)
class TierReached(Effect):
    """A member rose on a ladder from `before` to `tier`."""

    ladder: str
    tier: str
    before: str


@attrs.frozen(kw_only=True)
class TierLeft(Effect):
    """A member went down on a ladder from `before` to `tier`."""

    ladder: str
    tier: str
    before: str


@attrs.frozen(kw_only=True)
class Rejected(Effect):
    """An event had no effect; `code` is stable, `message` says why, `hint` what would be accepted."""

    code: str
    message: str
    hint: str = ""


@attrs.frozen(kw_only=True)
class Corrected(Effect):
    """A late event or a correction changed what had been posted; nothing posted is edited (semantics 5).

    `points` are the differences by account, `tiers` the standings (before, now) by ladder, `promises` what became
    (before, now) of obligations by promise and case; ``none`` stands for one that is not opened. `at` is when it was
    recorded.
    """

    points: Mapping[str, int]
    tiers: Mapping[str, tuple[str, str]]
    promises: Mapping[tuple[str, str], tuple[str, str]] = attrs.field(factory=dict)
