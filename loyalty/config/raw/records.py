"""The tables `[roles]`, `[purposes]` and `[records]` as written."""

import attrs

from loyalty.config.raw.shapes import Names, Span


@attrs.frozen
class RawRole:
    """Who may see, owe, approve or be told something."""

    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawPurpose:
    """What personal data are used for."""

    consent: bool = True
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawRecords:
    """How long personal data are kept after a membership ended."""

    retain: Span | None = None
    note: str | None = None
