"""An access to a member's personal data: the line that an audit keeps."""

from collections.abc import Callable
from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class Access:
    """Who saw which personal data of whom, and what for; it has the names of fields, and no value.

    `at` is the instant at which the member was looked at: that of the state. `shown` were seen, `withheld` are
    known and were not seen, and `gone` are kept no longer.
    """

    role: str | None
    purpose: str | None
    member: str
    at: datetime
    shown: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


Audit = Callable[[Access], object]
"""What receives one line for each view, before the view is answered."""
