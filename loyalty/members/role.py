"""A role: who a program speaks of when it says who may see, owes, approves or is told something."""

import attrs

from loyalty.words import Names, Path


@attrs.frozen
class Role:
    """A word for people on the side of the house, for example the office; who they are is known to the host alone."""

    id: str
    names: Names = attrs.field(factory=dict)
    path: Path = ()
