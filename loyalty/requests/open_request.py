"""A request that nobody has decided yet."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from loyalty.words import Names


@attrs.frozen(kw_only=True)
class OpenRequest:
    """What waits for a decision at an instant.

    Attributes:
        request: the id of the declaration.
        id: the id of the event that opened it, which decisions name under ``of``.
        member: whose request it is.
        opened_at: when it was made, in the program's zone.
        expires_at: until when it must be decided; a decision at this very instant is in time. None for no limit.
        missing: how many more people of each role must approve; of a committee, how many more votes would accept it.
        yes: who has approved, each with the role; `no` who of a committee voted against.
        texts: what is missing as a sentence, by language (``zh``, ``en``).
        where: ``file:line`` of the declaration.
    """

    request: str
    id: str
    member: str
    opened_at: datetime
    expires_at: datetime | None = None
    missing: Mapping[str, int] = attrs.field(factory=dict)
    yes: tuple[tuple[str, str], ...] = ()
    no: tuple[tuple[str, str], ...] = ()
    texts: Names = attrs.field(factory=dict, repr=False)
    where: str = ""
