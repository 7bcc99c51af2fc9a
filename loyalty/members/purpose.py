"""A purpose: what personal data are used for."""

import attrs

from loyalty.words import Names, Path


@attrs.frozen
class Purpose:
    """What personal data are used for, for example marketing; without `consent` nobody has to be asked for it."""

    id: str
    consent: bool = True
    names: Names = attrs.field(factory=dict)
    path: Path = ()
