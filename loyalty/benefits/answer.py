"""The answer to the question what somebody is entitled to: granted, skipped and inapplicable, each with its reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import attrs

from loyalty.benefits.benefit import Benefit

Why = Literal[
    "not-a-member", "paused", "dates", "tier", "kind", "value", "condition", "window", "quota", "request", "lead",
    "companions", "capacity",
]  # fmt: skip
Passed = Literal["replaced", "group", "no-effect"]


def _id(benefit: Benefit) -> str:
    """Return how a benefit is shown in an answer."""
    return repr(benefit.id)


@attrs.frozen(eq=False, kw_only=True)
class Granted:
    """A benefit that the member has at the instant.

    Attributes:
        benefit: the rule.
        settings: its settings for the member's tier, an instance of the kind's settings class.
        tier: the standing that decided.
        left: how often it may still be used in this period; None without a quota.
        until: when it ends by itself, in the program's zone; None when that is not known.
        period: the key of the period that a use counts in (semantics 14); empty without quota and occasion.
        where: ``file:line`` of the rule.
    """

    benefit: Benefit = attrs.field(repr=_id)
    settings: object
    tier: str
    left: int | None = None
    until: datetime | None = None
    period: str = ""
    where: str = ""

    @property
    def id(self) -> str:
        """The id of the benefit."""
        return self.benefit.id


@attrs.frozen(eq=False, kw_only=True)
class Skipped:
    """A benefit that the member has and that does not act, because of another one (`by`) or for lack of effect."""

    benefit: Benefit = attrs.field(repr=_id)
    code: Passed
    by: str = ""
    where: str = ""

    @property
    def id(self) -> str:
        """The id of the benefit."""
        return self.benefit.id


@attrs.frozen(eq=False, kw_only=True)
class Inapplicable:
    """A benefit that the member does not have; `code` says which of its conditions fails, `facts` by how much.

    `settings` is what it would give, where the member has the benefit and only cannot use it as asked.
    """

    benefit: Benefit = attrs.field(repr=_id)
    code: Why
    settings: object = None
    facts: Mapping[str, object] = attrs.field(factory=dict)
    where: str = ""

    @property
    def id(self) -> str:
        """The id of the benefit."""
        return self.benefit.id


@attrs.frozen(eq=False)
class Answer:
    """Every benefit of the program exactly once, in the order of priority and id."""

    granted: tuple[Granted, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    inapplicable: tuple[Inapplicable, ...] = ()

    def get(self, benefit: str) -> Granted | None:
        """Return what is granted under an id; None when it is not."""
        return next((each for each in self.granted if each.id == benefit), None)

    def of(self, settings: type) -> tuple[Granted, ...]:
        """Return what is granted of one family of kinds, by their settings class."""
        return tuple(each for each in self.granted if isinstance(each.settings, settings))


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for: one benefit or a kind of them, from `start`, for so many, with so many guests.

    `asked` is when it was asked, if that was before the instant of the state: lead times count from it. `taken` is how
    much of a capacity is in use at that time, over all members; the host knows it.
    """

    benefit: str | None = None
    kind: str | None = None
    start: datetime | None = None
    asked: datetime | None = None
    quantity: int = 1
    companions: int = 0
    taken: int = 0
