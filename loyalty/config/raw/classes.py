"""The tables `[classes.<id>]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import Names


@attrs.frozen
class RawClass:
    """One class."""

    id: str
    when: str | None = None
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawClasses:
    """Classes of members relative to each other."""

    of: str
    classes: tuple[RawClass, ...]
    order: Literal["largest-first", "smallest-first"] = "largest-first"
    boundary: Literal["before", "after"] = "before"
    where: str | None = None
    name: Names | None = None
    note: str | None = None
