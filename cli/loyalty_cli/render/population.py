"""The report of `loyalty run`, as text and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import attrs

from loyalty.program import Version
from loyalty.words import label
from loyalty_cli.outputs import Row
from loyalty_cli.population.folding import Folded
from loyalty_cli.population.member import columns as member_columns
from loyalty_cli.population.summary import ACCOUNTS
from loyalty_cli.population.tally import Tally
from loyalty_cli.render import refusals
from loyalty_cli.render.columns import columns
from loyalty_cli.render.words import words

STATUSES = ("active", "paused", "cancelled", "none")
LINES = ("issued", "spent", "lapsed", "reversed", "debt", "available", "pending", "held")
assert set(LINES) == set(ACCOUNTS)


@attrs.frozen
class Report:
    """What a run has found out; `guessed` says that the instant was taken from the data.

    `members` are the rows of the members asked for, if not everybody was.
    """

    version: Version
    hash: str
    files: tuple[str, ...]
    events: int
    at: datetime
    guessed: bool
    folded: Folded
    refused: Tally
    members: tuple[Row, ...] = ()
    out: str = ""


def as_text(report: Report, language: str) -> str:
    """Return the report for people, in the program's own names."""
    say = words(language)
    guessed = f" ({say['latest']})" if report.guessed else ""
    name = label(report.version.names, language, report.version.id)
    lines = [
        f"{name} ({report.version.version}), {say['at']} {report.at.isoformat()}{guessed}",
        f"{say['events']}  {report.events:,}",
        *(_each(report) if report.members else _all(report, language)),
    ]
    if report.refused.total:
        lines += ["", *refusals.lines(report.refused, language)]
    if report.out:
        lines += ["", f"{say['written']} {report.out}"]
    return "\n".join(lines)


def _each(report: Report) -> Iterator[str]:
    """Show every column of the members asked for."""
    names = [column.name for column in member_columns(report.version)]
    for row in report.members:
        yield ""
        yield from columns([(name, shown(cell)) for name, cell in zip(names, row, strict=True)], indent="")


def _all(report: Report, language: str) -> Iterator[str]:
    """Show counts and sums over everybody."""
    yield from _members(report, words(language))
    yield from _tiers(report, language)
    if report.version.points:
        yield from _points(report, language)


def shown(cell: object) -> str:
    """Return a cell for people.

    >>> shown(None), shown(True), shown("12.50")
    ('-', 'yes', '12.50')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "-" if cell is None else str(cell)


def _members(report: Report, say: dict[str, str]) -> Iterator[str]:
    status = report.folded.summary.status
    yield from ("", f"{say['members']}  {report.folded.summary.members:,}")
    yield from columns([(say[one], f"{status[one]:,}") for one in STATUSES if status[one]], right=[1])


def _tiers(report: Report, language: str) -> Iterator[str]:
    say = words(language)
    for ladder in report.version.ladders.values():
        counts = report.folded.summary.tiers.get(ladder.id, Counter())
        named = {"none": say["none"], **{tier.id: label(tier.names, language, tier.id) for tier in ladder.tiers}}
        yield from ("", f"{say['tiers']}  {label(ladder.names, language, ladder.id)}")
        yield from columns([(name, f"{counts[tier]:,}") for tier, name in named.items()], right=[1])


def _points(report: Report, language: str) -> Iterator[str]:
    say, summary = words(language), report.folded.summary
    assert report.version.points is not None
    yield from ("", label(report.version.points.names, language, say["points"]))
    rows = [(say[one], f"{summary.points[one]:,}") for one in LINES]
    yield from columns([*rows, (say["outstanding"], f"{summary.outstanding:,}", say["sum"])], right=[1])


def as_json(report: Report) -> str:
    """Return the report as one JSON document."""
    summary, version = report.folded.summary, report.version
    document: dict[str, Any] = {
        "program": {"id": version.id, "version": version.version, "hash": report.hash},
        "at": report.at.isoformat(),
        "at_from_data": report.guessed,
        "files": list(report.files),
        "events": report.events,
        "members": {"total": summary.members, **{one: summary.status[one] for one in STATUSES}},
        "tiers": {ladder.id: _by_tier(report, ladder.id) for ladder in version.ladders.values()},
        "points": {**{one: summary.points[one] for one in LINES}, "outstanding": summary.outstanding},
        "rejections": rejections(report.refused),
    }
    if report.members:
        names = [column.name for column in member_columns(version)]
        document["rows"] = [dict(zip(names, row, strict=True)) for row in report.members]
    if report.out:
        document["out"] = report.out
    return json.dumps(document, ensure_ascii=False, indent=2)


def rejections(refused: Tally) -> Sequence[dict[str, Any]]:
    """Return the rejections by code, for JSON."""
    return [
        {"code": code, "count": refused.counts[code], "examples": [one._asdict() for one in refused.examples[code]]}
        for code in sorted(refused.counts)
    ]


def _by_tier(report: Report, ladder: str) -> dict[str, int]:
    counts = report.folded.summary.tiers.get(ladder, Counter())
    return {tier: counts[tier] for tier in ("none", *(one.id for one in report.version.ladders[ladder].tiers))}
