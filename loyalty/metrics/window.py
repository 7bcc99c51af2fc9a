"""The stretch of time a metric looks at."""

from typing import Literal

import attrs

from loyalty.periods import Period

CalendarUnit = Literal["day", "week", "month", "quarter", "half-year", "year"]


@attrs.frozen
class Window:
    """Which facts count at an instant `t` (semantics 11; reading convention 4 of the schemes).

    - ``lifetime``: all;
    - ``rolling``: a fact at `x` while ``x <= t < x + period``;
    - ``calendar``: facts of the calendar `unit` that contains `t`, in the program's zone;
    - ``membership-year``: facts since the last anniversary of enrolment;
    - ``tier-entry``: facts since the member entered the present tier of `ladder`.
    """

    kind: Literal["lifetime", "rolling", "calendar", "membership-year", "tier-entry"] = "lifetime"
    period: Period | None = None
    unit: CalendarUnit | None = None
    ladder: str | None = None
