"""The report of `loyalty targets`, as text and as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from loyalty.targets import Measured
from loyalty.targets.measured import Number
from loyalty_cli.outputs import Column, Row
from loyalty_cli.render.report import Report

if TYPE_CHECKING:
    from datetime import datetime

MARKS = {"met": "✓", "missed": "✗", "unknown": "?"}
COLUMNS = [
    Column("target"),
    Column("group"),
    Column("period"),
    Column("so_far", "bool"),
    Column("state"),
    Column("value"),
    Column("gap"),
    Column("figures"),
    Column("where"),
]
"""The columns of `--out`."""


@attrs.frozen(kw_only=True)
class Results(Report):
    """What became of targets."""

    results: tuple[Measured, ...]


def as_text(report: Results, language: str) -> str:
    """Return the report for people."""
    return report.text(
        ["", *(f"{MARKS[each.state]} {each.texts[language]}  [{each.where}]" for each in report.results)], language
    )


def as_json(report: Results) -> str:
    """Return the report as one JSON document."""
    return report.json({"targets": [dict(_fields(each)) for each in report.results]})


def row(found: Measured) -> Row:
    """Return the cells of one result."""
    figures = " ".join(f"{name}={plain(value)}" for name, value in found.figures.items())
    value, gap = plain(found.value), plain(found.gap)
    cells = (found.target, found.group or None, found.period, found.so_far, found.state)
    return (*cells, *(None if each is None else str(each) for each in (value, gap)), figures, found.where)


def plain(value: Number | None) -> str | int | None:
    """Return a number that JSON can hold exactly: whole ones as such, all others as text.

    >>> plain(7), plain(Decimal("0.035")), plain(Fraction(1, 3)), plain(None)
    (7, '0.035', '1/3', None)
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, Fraction) else value


def _fields(found: Measured) -> Iterator[tuple[str, Any]]:
    """Yield the keys of one result."""
    for key in ("target", "group", "period"):
        yield key, getattr(found, key)
    for key in ("starts", "ends", "at"):
        moment: datetime | None = getattr(found, key)
        yield key, None if moment is None else moment.isoformat()
    yield from (("so_far", found.so_far), ("state", found.state))
    yield from (("value", plain(found.value)), ("gap", plain(found.gap)))
    yield "figures", {name: plain(value) for name, value in found.figures.items()}
    limits = [attrs.asdict(each) for each in found.limits]
    yield "limits", [{**each, "limit": plain(each["limit"]), "gap": plain(each["gap"])} for each in limits]
    yield from (("texts", dict(found.texts)), ("where", found.where))
