"""The table `[[promises]]` as written."""

from typing import Literal

import attrs

from loyalty.config.raw.shapes import Names, Span, Spans, Switch, Whole, Words


@attrs.frozen
class RawEscalation:
    """Whom an obligation is handed to."""

    to: str
    before: Span | None = None
    after: Span | None = None
    note: str | None = None


@attrs.frozen
class RawRemedy:
    """What a breach gives the member."""

    points: Whole | None = None
    benefit: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class RawPromise:
    """What the house owes: to whom, because of what, until when, and what keeps it."""

    id: str
    on: Words | None = None
    where: str | None = None
    every: Spans | None = None
    tiers: Words | None = None
    kinds: Words = ()
    when: str | None = None
    counted_from: str | None = None
    due: Spans | None = None
    before: Spans | None = None
    earliest: Spans | None = None
    strict: Switch | None = None
    kept_by: Words
    kept_when: str | None = None
    match: str | None = None
    times: Whole | None = None
    steps: Words | None = None
    step: str | None = None
    in_order: Switch | None = None
    waived_by: Words = ()
    moved_by: Words = ()
    strength: Literal["must", "should"] = "must"
    severity: Literal["advisory", "minor", "major", "critical"] = "major"
    owner: str | None = None
    escalate: tuple[RawEscalation, ...] = ()
    remedy: RawRemedy | None = None
    name: Names | None = None
    note: str | None = None
