"""The tables `[ladders.<id>]` and `[[tiers]]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import Demotion, Names, Span, Start, Words


@attrs.frozen
class RawLadder:
    """Settings of all tiers of a ladder."""

    review: Span | None = None
    grace: Span | None = None
    demote: Demotion = "to-fit"
    start: Start = "now"
    benefits: Literal["own", "inherit"] = "own"
    name: Names | None = None
    note: str | None = None


@attrs.frozen
class RawTier:
    """One step of a ladder."""

    id: str
    enter: str
    keep: str | None = None
    ladder: str = "main"
    gate: Words = ()
    review: Span | None = None
    grace: Span | None = None
    demote: Demotion | None = None
    start: Start | None = None
    name: Names | None = None
    note: str | None = None
