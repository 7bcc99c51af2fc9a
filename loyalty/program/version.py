"""One version of a program: everything the TOML file says, resolved, typed and frozen."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal

import attrs

from loyalty.benefits.benefit import Benefit
from loyalty.benefits.festival import Festival
from loyalty.classes.classification import Classification
from loyalty.lang.table import Table
from loyalty.members.field import Field
from loyalty.members.kind import EventKind, MemberKind, NumberFormat
from loyalty.members.purpose import Purpose
from loyalty.members.role import Role
from loyalty.metrics.metric import Metric
from loyalty.periods import Period, WorkingCalendar, Zone
from loyalty.points.rules import PointsRules
from loyalty.program.lifecycle import Lifecycle
from loyalty.program.parameter import Parameter
from loyalty.program.vocabulary import Vocabulary
from loyalty.promises.promise import Promise
from loyalty.quantities import Currency
from loyalty.requests.rule import RequestRule
from loyalty.standards.standard import Standard
from loyalty.targets.target import Target
from loyalty.tiers.ladder import Ladder
from loyalty.words import Names


@attrs.frozen(eq=False)
class Version:
    """A program as in force from `effective_from` (an instant) until the next version (semantics 27).

    `document` is the parsed TOML with its parameters' values filled in, from which `dump` and `hash` come; `text` and
    `file` are what the author wrote and where, so that a rule can be shown at its line.
    """

    id: str
    version: str
    effective_from: int
    zone: Zone
    currency: Currency
    late_after: Period
    skew: Period
    feb29: Literal["feb28", "mar1"]
    names: Names = attrs.field(factory=dict)
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict)
    roles: Mapping[str, Role] = attrs.field(factory=dict)
    purposes: Mapping[str, Purpose] = attrs.field(factory=dict)
    tables: Mapping[str, Table] = attrs.field(factory=dict)
    fields: tuple[Field, ...] = ()
    member_kinds: tuple[MemberKind, ...] = ()
    number: NumberFormat | None = None
    events: Mapping[str, EventKind] = attrs.field(factory=dict)
    metrics: Mapping[str, Metric] = attrs.field(factory=dict)
    points: PointsRules | None = None
    ladders: Mapping[str, Ladder] = attrs.field(factory=dict)
    festivals: Mapping[str, Festival] = attrs.field(factory=dict)
    working: WorkingCalendar | None = None
    benefits: tuple[Benefit, ...] = ()
    classifications: Mapping[str, Classification] = attrs.field(factory=dict)
    standards: tuple[Standard, ...] = ()
    requests: tuple[RequestRule, ...] = ()
    promises: tuple[Promise, ...] = ()
    targets: tuple[Target, ...] = ()
    lifecycle: Lifecycle = Lifecycle()
    vocabulary: Vocabulary = attrs.field(factory=Vocabulary, repr=False)
    document: Mapping[str, object] = attrs.field(factory=dict, repr=False)
    digest: Callable[[], str] = attrs.field(default=str, repr=False)
    file: str = attrs.field(default="", repr=False)
    text: str = attrs.field(default="", repr=False)

    @cached_property
    def hash(self) -> str:
        """What names the meaning of the version: equal programs have equal hashes; calculated when first asked for."""
        return self.digest()
