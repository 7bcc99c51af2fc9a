"""A figure: one number over a population and a period, which a target reads (S11, S15, S40)."""

from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.lang.types import INTEGER, Type
from loyalty.metrics.metric import Source
from loyalty.words import Names, Path

Membership = Literal["start", "end", "joined", "left", "ever"]
Operation = Literal[
    "members",
    "members_with",
    "count",
    "sum",
    "mean",
    "min",
    "max",
    "findings",
    "sum_of",
    "mean_of",
    "min_of",
    "max_of",
    "promises",
]
FLAGS = ("at_start", "at_end", "joined_in", "left_in")
"""What a `where` of a figure may ask of a member beside everything else: true or false for the period."""

OF_EVENTS = frozenset({"members_with", "count", "sum", "mean", "min", "max"})
OF_METRICS = frozenset({"sum_of", "mean_of", "min_of", "max_of"})
COUNTS = frozenset({"members", "members_with", "count", "findings", "promises"})
"""Figures that are whole numbers: so many members, events, findings or obligations."""

OUTCOMES = {"due": frozenset({"kept", "breached", "missed"})}
"""Outcomes that stand for several: of those that fell due, the house has kept some and others not."""


@attrs.frozen(eq=False)
class Figure:
    """A number over the members whom a target is about.

    Attributes:
        name: how the formula calls it.
        operation: what is counted, or calculated.
        membership: of which members there are so many (`members`).
        sources: the kinds of events, with their field where one is measured.
        names_of: the standards, the promises or the metric that it reads.
        outcomes: of obligations, those that ended in one of these ways.
        where: of the members, or of the events, those for which this holds.
        type: what the number is.
    """

    name: str
    operation: Operation
    membership: Membership | None = None
    sources: tuple[Source, ...] = ()
    names_of: tuple[str, ...] = ()
    outcomes: frozenset[str] = frozenset()
    where: Expression | None = None
    type: Type = INTEGER
    names: Names = attrs.field(factory=dict)
    path: Path = ()
