"""The tables `[[requests]]` as written."""

import attrs

from loyalty.config.raw.shapes import Names, Number, Span, Whole, Words


@attrs.frozen
class RawRefuse:
    """A condition under which an application is refused."""

    when: str
    id: str = "refuse"
    reason: Names | None = None
    note: str | None = None


@attrs.frozen
class RawCommittee:
    """A committee and when its vote is carried."""

    role: str
    members: Whole
    quorum: Whole
    majority: Number | None = None
    yes: Whole | None = None
    note: str | None = None


@attrs.frozen
class RawAbove:
    """More roles that must approve from an amount on, or above it."""

    amount: str
    approve_by: Words
    over: Number | None = None
    at_least: Number | None = attrs.field(default=None, metadata={"key": "from"})
    note: str | None = None


@attrs.frozen
class RawRequest:
    """What may be asked for, on which terms, and who decides."""

    id: str
    on: str
    tiers: Words | None = None
    kinds: Words = ()
    when: str | None = None
    needs: Words = ()
    start: str | None = None
    lead: Span | None = None
    guests: str | None = None
    companions: Whole | None = None
    capacity: Whole | None = None
    taken: str | None = None
    quantity: str | None = None
    refuse: tuple[RawRefuse, ...] = ()
    requester: str | None = None
    approve_by: Words = ()
    approvals: Whole | None = None
    committee: RawCommittee | None = None
    above: tuple[RawAbove, ...] = ()
    expires: Span | None = None
    name: Names | None = None
    note: str | None = None
