"""The report of `loyalty run`, as text and as JSON."""

from collections import Counter
from collections.abc import Iterator

import attrs

from loyalty.words import label
from loyalty_cli.outputs import Row
from loyalty_cli.population.folding import Folded
from loyalty_cli.population.member import columns as member_columns
from loyalty_cli.population.summary import ACCOUNTS
from loyalty_cli.render.columns import columns
from loyalty_cli.render.report import Report
from loyalty_cli.render.words import words

STATUSES = ("active", "paused", "cancelled", "none")
LINES = ("issued", "spent", "lapsed", "reversed", "debt", "available", "pending", "held")
assert set(LINES) == set(ACCOUNTS)


@attrs.frozen(kw_only=True)
class Standings(Report):
    """Where a population stands; `members` are the rows of the members asked for, if not everybody was."""

    folded: Folded
    members: tuple[Row, ...] = ()


def as_text(report: Standings, language: str) -> str:
    """Return the report for people."""
    return report.text(_each(report) if report.members else _all(report, language), language)


def _each(report: Standings) -> Iterator[str]:
    """Show every column of the members asked for."""
    names = [column.name for column in member_columns(report.version)]
    for row in report.members:
        yield ""
        yield from columns([(name, shown(cell)) for name, cell in zip(names, row, strict=True)], indent="")


def _all(report: Standings, language: str) -> Iterator[str]:
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


def _members(report: Standings, say: dict[str, str]) -> Iterator[str]:
    status = report.folded.summary.status
    yield from ("", f"{say['members']}  {report.folded.summary.members:,}")
    yield from columns([(say[one], f"{status[one]:,}") for one in STATUSES if status[one]], right=[1])


def _tiers(report: Standings, language: str) -> Iterator[str]:
    say = words(language)
    for ladder in report.version.ladders.values():
        counts = report.folded.summary.tiers.get(ladder.id, Counter())
        named = {"none": say["none"], **{tier.id: label(tier.names, language, tier.id) for tier in ladder.tiers}}
        yield from ("", f"{say['tiers']}  {label(ladder.names, language, ladder.id)}")
        yield from columns([(name, f"{counts[tier]:,}") for tier, name in named.items()], right=[1])


def _points(report: Standings, language: str) -> Iterator[str]:
    say, summary = words(language), report.folded.summary
    assert report.version.points is not None
    yield from ("", label(report.version.points.names, language, say["points"]))
    rows = [(say[one], f"{summary.points[one]:,}") for one in LINES]
    yield from columns([*rows, (say["outstanding"], f"{summary.outstanding:,}", say["sum"])], right=[1])


def as_json(report: Standings) -> str:
    """Return the report as one JSON document."""
    summary, version = report.folded.summary, report.version
    found: dict[str, object] = {
        "members": {"total": summary.members, **{one: summary.status[one] for one in STATUSES}},
        "tiers": {ladder.id: _by_tier(report, ladder.id) for ladder in version.ladders.values()},
        "points": {**{one: summary.points[one] for one in LINES}, "outstanding": summary.outstanding},
    }
    if report.members:
        names = [column.name for column in member_columns(version)]
        found["rows"] = [dict(zip(names, row, strict=True)) for row in report.members]
    return report.json(found)


def _by_tier(report: Standings, ladder: str) -> dict[str, int]:
    counts = report.folded.summary.tiers.get(ladder, Counter())
    return {tier: counts[tier] for tier in ("none", *(one.id for one in report.version.ladders[ladder].tiers))}
