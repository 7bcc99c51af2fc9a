"""What became of a target in a period."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from loyalty.words import Names

Number = int | Decimal | Fraction
"""Exact: money and decimals as `Decimal`, a fraction that no decimal can hold as itself."""


@attrs.frozen
class Limit:
    """How large one figure may, or must, be with the others as they are.

    Attributes:
        figure: its name.
        op: ``<=`` for at most, ``>=`` for at least, ``==`` for exactly; ``<`` and ``>`` where there is no last number.
        limit: the number.
        gap: how many are missing or too many, or how far it is to the limit where it is kept.
        kept: whether it is kept now.
    """

    figure: str
    op: Literal["<=", ">=", "==", "<", ">"]
    limit: Number
    gap: Number
    kept: bool


@attrs.frozen(kw_only=True)
class Measured:
    """A target, or one group of it, measured over a period.

    Attributes:
        target: the id of the target.
        group: the tier, the kind or the word of the field that it is measured by; empty without `by`.
        period: the name of the period, such as ``2024-Q1``; ``lifetime`` for all time.
        starts: when the period begins, in the program's zone, and `ends` when it is over; None for a lifetime.
        at: the instant up to which facts count: the one asked for, or the last one of a period that is over.
        so_far: whether the period still runs at that instant.
        figures: every figure by name; None where there is nothing to take a mean or an extreme of.
        value: the value, rounded as declared; None when it is unknown.
        state: ``met``, ``missed``, or ``unknown`` for 0/0 without `zero_division` and for what has no value.
        gap: how far the value is from the threshold that decides, on whichever side; None where that is no number.
        limits: for each count or sum on which the value depends in a straight line, how large it may or must be.
        texts: the result as a sentence, by language (``zh``, ``en``).
        where: ``file:line`` of the requirement.
    """

    target: str
    group: str = ""
    period: str
    starts: datetime | None
    ends: datetime | None
    at: datetime
    so_far: bool
    figures: Mapping[str, Number | None]
    value: Number | None
    state: Literal["met", "missed", "unknown"]
    gap: Number | None = None
    limits: tuple[Limit, ...] = ()
    texts: Names = attrs.field(factory=dict, repr=False)
    where: str = ""
