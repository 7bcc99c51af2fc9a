"""The report of `loyalty targets`, as text and as JSON."""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from loyalty.program import Version
from loyalty.targets import Measured
from loyalty.targets.measured import Number
from loyalty.words import label
from loyalty_cli.outputs import Column, Row
from loyalty_cli.population.tally import Tally
from loyalty_cli.render import refusals
from loyalty_cli.render.population import rejections
from loyalty_cli.render.words import words

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


@attrs.frozen
class Report:
    """What a run has found out; `guessed` says that the instant was taken from the data."""

    version: Version
    hash: str
    files: tuple[str, ...]
    events: int
    at: datetime
    guessed: bool
    results: tuple[Measured, ...]
    refused: Tally
    out: str = ""


def as_text(report: Report, language: str) -> str:
    """Return the report for people, in the program's own names."""
    say = words(language)
    guessed = f" ({say['latest']})" if report.guessed else ""
    name = label(report.version.names, language, report.version.id)
    lines = [
        f"{name} ({report.version.version}), {say['at']} {report.at.isoformat()}{guessed}",
        f"{say['events']}  {report.events:,}",
        "",
        *(f"{MARKS[each.state]} {each.texts[language]}  [{each.where}]" for each in report.results),
    ]
    if report.refused.total:
        lines += ["", *refusals.lines(report.refused, language)]
    if report.out:
        lines += ["", f"{say['written']} {report.out}"]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return the report as one JSON document."""
    version = report.version
    document: dict[str, Any] = {
        "program": {"id": version.id, "version": version.version, "hash": report.hash},
        "at": report.at.isoformat(),
        "at_from_data": report.guessed,
        "files": list(report.files),
        "events": report.events,
        "targets": [dict(_fields(each)) for each in report.results],
        "rejections": rejections(report.refused),
    }
    if report.out:
        document["out"] = report.out
    return json.dumps(document, ensure_ascii=False, indent=2)


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
