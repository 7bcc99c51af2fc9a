"""The report of `loyalty due`, as text and as JSON."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import attrs

from loyalty.periods import written, written_until
from loyalty.program import Version
from loyalty.words import label
from loyalty_cli.outputs import Row
from loyalty_cli.population.tally import Tally
from loyalty_cli.population.views import COLUMNS
from loyalty_cli.render import refusals
from loyalty_cli.render.columns import columns
from loyalty_cli.render.population import rejections
from loyalty_cli.render.words import words

NAMES = [column.name for column in COLUMNS]


@attrs.frozen
class Report:
    """What is owed; `guessed` says that the instant was taken from the data."""

    version: Version
    hash: str
    files: tuple[str, ...]
    events: int
    at: datetime
    guessed: bool
    rows: Sequence[Row]
    refused: Tally
    out: str = ""

    @property
    def late(self) -> int:
        """How many obligations are late."""
        return sum(row[NAMES.index("state")] == "late" for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many obligations have a limit that is not known."""
        return sum(row[NAMES.index("problem")] is not None for row in self.rows)


def as_text(report: Report, language: str) -> str:
    """Return the list for people, in the program's own names."""
    say = words(language)
    guessed = f" ({say['latest']})" if report.guessed else ""
    name = label(report.version.names, language, report.version.id)
    lines = [
        f"{name} ({report.version.version}), {say['at']} {report.at.isoformat()}{guessed}",
        f"{say['events']}  {report.events:,}",
        "",
        _counted(report, say),
    ]
    if report.rows and not report.out:
        lines += ["", *columns([_head(say), *_lines(report, say, language)], indent="")]
    if report.unknown:
        lines += ["", *_problems(report, language)]
    if report.refused.total:
        lines += ["", *refusals.lines(report.refused, language)]
    if report.out:
        lines += ["", f"{say['written']} {report.out}"]
    return "\n".join(lines)


def _counted(report: Report, say: dict[str, str]) -> str:
    if not report.rows:
        return say["nothing owed"]
    late = f"{say['comma']}{say['late']} {report.late:,}" if report.late else ""
    return f"{say['owed']}  {len(report.rows):,}{late}"


def _head(say: dict[str, str]) -> tuple[str, ...]:
    return "", *(say[word] for word in ("due", "since", "member", "promise", "case", "owner", "rest"))


def _lines(report: Report, say: dict[str, str], language: str) -> Iterator[tuple[str, ...]]:
    called = {role.id: label(role.names, language, role.id) for role in report.version.roles.values()}
    for row in report.rows:
        cell = dict(zip(NAMES, row, strict=True))
        due = say["unknown"] if cell["problem"] else _until(cell) if cell["due"] else say["free"]
        roles = (str(each) for each in (cell["owner"], *str(cell["escalated"] or "").split(", ")) if each)
        owner = " -> ".join(called.get(role, role) for role in roles)
        left = _left(report.version, cell, language)
        late = say["late"] if cell["state"] == "late" else ""
        yield late, due, _moment(cell["since"]), str(cell["member"]), str(cell["name"]), str(cell["case"]), owner, left


def _left(version: Version, cell: dict[str, Any], language: str) -> str:
    """Return what is still to do: the steps by their names, or how often."""
    if not cell["left"]:
        return str(cell["times"]) if cell["times"] != 1 else ""
    steps = next((each.keeping.steps for each in version.promises if each.id == cell["promise"]), None)
    names = str(cell["left"]).split(", ")
    return ", ".join(names if steps is None else [steps.called(name, language) for name in names])


def _until(cell: dict[str, Any]) -> str:
    return written_until(datetime.fromisoformat(str(cell["due"])), inclusive=bool(cell["inclusive"]))


def _moment(cell: object) -> str:
    return written(datetime.fromisoformat(str(cell)))


def _problems(report: Report, language: str) -> Iterator[str]:
    """Tell each reason once."""
    from loyalty.config.chinese.translating import refused

    found = dict.fromkeys(str(row[NAMES.index("problem")]) for row in report.rows if row[NAMES.index("problem")])
    for each in found:
        code, _, said = each.partition(": ")
        yield f"{code}: {refused(said)}" if language == "zh" else each


def as_json(report: Report) -> str:
    """Return the list as one JSON document."""
    version = report.version
    document: dict[str, Any] = {
        "program": {"id": version.id, "version": version.version, "hash": report.hash},
        "at": report.at.isoformat(),
        "at_from_data": report.guessed,
        "files": list(report.files),
        "events": report.events,
        "counts": {"owed": len(report.rows), "late": report.late, "unknown": report.unknown},
        "rejections": rejections(report.refused),
    }
    if report.out:
        document["out"] = report.out
    else:
        document["owed"] = [dict(zip(NAMES, row, strict=True)) for row in report.rows]
    return json.dumps(document, ensure_ascii=False, indent=2)
