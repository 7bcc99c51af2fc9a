"""A standard: a condition on events of a kind (S15, S39)."""

from typing import Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.words import Names, Path

Severity = Literal["advisory", "minor", "major", "critical"]


@attrs.frozen(eq=False)
class Standard:
    """What every event of the kind `on` must keep; of those only that `where` holds for.

    `severity` says how bad a finding is; ``advisory`` is what should be, not what must be (S24).
    """

    id: str
    on: str
    require: Expression
    where: Expression | None = None
    severity: Severity = "major"
    names: Names = attrs.field(factory=dict)
    path: Path = ()
