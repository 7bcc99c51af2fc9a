"""The table `[calendar]` as written."""

from collections.abc import Mapping

import attrs

from loyalty.config.raw.shapes import Anything, Days, OpenDays, Whole


@attrs.frozen
class RawCalendar:
    """When the house is open, and public dates by name."""

    hours: Mapping[str, str] | None = None
    holidays: str | None = None
    official_until: Whole | None = None
    closed: Days = ()
    open: OpenDays = ()
    festivals: Mapping[str, Anything] = attrs.field(factory=dict)
    note: str | None = None
