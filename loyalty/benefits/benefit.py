"""A benefit as a program declares it: who has it, when, how much and how often."""

from collections.abc import Mapping
from typing import Any

import attrs

from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.occasion import Occasion
from loyalty.benefits.quota import Quota
from loyalty.lang.expression import Expression
from loyalty.periods import Period
from loyalty.words import Names, Path

PRIORITY = 100
"""The priority of a benefit that names none; lower comes first."""


@attrs.frozen(eq=False)
class Who:
    """Who has a benefit: the listed tiers of a ladder, the listed kinds of members, and those a condition holds for.

    `tiers` is None for every active member, whatever the standing; `kinds` is empty for all kinds.
    """

    ladder: str = "main"
    tiers: frozenset[str] | None = None
    kinds: frozenset[str] = frozenset()
    condition: Expression | None = None


@attrs.frozen(eq=False)
class Benefit:
    """Something the house gives, as one ``[[benefits]]`` table says it.

    `values` has the kind's settings by tier, and under ``""`` for everyone who is not listed; or not by tier but by
    what `by` says: ``kind`` is the kind of member, anything else a field of members. `starts` and `ends` are
    instants, half-open. `lead` is the least time between asking and the start of use (equal is enough), `companions`
    and `capacity` are inclusive.
    """

    id: str
    kind: BenefitKind
    who: Who
    values: Mapping[str, Any]
    occasions: tuple[Occasion, ...] = ()
    quota: Quota | None = None
    starts: int | None = None
    ends: int | None = None
    lead: Period | None = None
    companions: int | None = None
    capacity: int | None = None
    replaces: tuple[str, ...] = ()
    group: str | None = None
    priority: int = PRIORITY
    by: str = "tier"
    names: Names = attrs.field(factory=dict)
    path: Path = ()

    def settings(self, choice: str) -> object:
        """Return the kind's settings for a tier, or what else the tables go by; None where they give it nothing."""
        return self.values[choice] if choice in self.values else self.values.get("")
