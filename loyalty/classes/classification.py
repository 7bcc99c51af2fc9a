"""A classification of members relative to each other (semantics 26, S17, S25)."""

from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.words import Names, Path

Order = Literal["largest-first", "smallest-first"]
Boundary = Literal["before", "after"]


@attrs.frozen(eq=False)
class Class:
    """One class; the first one whose `when` holds is the member's, and one without `when` takes everybody else."""

    id: str
    when: Expression | None = None
    names: Names = attrs.field(factory=dict)
    path: Path = ()


@attrs.frozen(eq=False)
class Classification:
    """Classes over a population, by the metric `of`.

    `boundary` says whether the share of a member is what was accumulated before it, or with it; `where` says who
    belongs to the population. Classifications are independent axes.
    """

    id: str
    of: str
    classes: tuple[Class, ...]
    order: Order = "largest-first"
    boundary: Boundary = "before"
    where: Expression | None = None
    names: Names = attrs.field(factory=dict)
    path: Path = ()
