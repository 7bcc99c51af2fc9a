"""The tables `[[standards]]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import Names


@attrs.frozen
class RawStandard:
    """A condition on measured events."""

    id: str
    on: str
    require: str
    where: str | None = None
    severity: Literal["advisory", "minor", "major", "critical"] = "major"
    name: Names | None = None
    note: str | None = None
