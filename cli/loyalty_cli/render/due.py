"""The report of `loyalty due`, as text and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import attrs

from loyalty.periods import written, written_until
from loyalty.program import Version
from loyalty.words import label
from loyalty_cli.outputs import Row
from loyalty_cli.population.views import COLUMNS
from loyalty_cli.render.columns import columns
from loyalty_cli.render.report import Report
from loyalty_cli.render.words import words

NAMES = [column.name for column in COLUMNS]


@attrs.frozen(kw_only=True)
class Owing(Report):
    """What is owed, a row for each obligation."""

    rows: Sequence[Row]

    @property
    def late(self) -> int:
        """How many obligations are late."""
        return sum(row[NAMES.index("state")] == "late" for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many obligations have a limit that is not known."""
        return sum(row[NAMES.index("problem")] is not None for row in self.rows)


def as_text(report: Owing, language: str) -> str:
    """Return the list for people."""
    return report.text(_body(report, language), language)


def _body(report: Owing, language: str) -> Iterator[str]:
    say = words(language)
    yield from ("", _counted(report, say))
    if report.rows and not report.out:
        yield from ("", *columns([_head(say), *_lines(report, say, language)], indent=""))
    if report.unknown:
        yield from ("", *_problems(report, language))


def _counted(report: Owing, say: dict[str, str]) -> str:
    if not report.rows:
        return say["nothing owed"]
    late = f"{say['comma']}{say['late']} {report.late:,}" if report.late else ""
    return f"{say['owed']}  {len(report.rows):,}{late}"


def _head(say: dict[str, str]) -> tuple[str, ...]:
    return "", *(say[word] for word in ("due", "since", "member", "promise", "case", "owner", "rest"))


def _lines(report: Owing, say: dict[str, str], language: str) -> Iterator[tuple[str, ...]]:
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


def _problems(report: Owing, language: str) -> Iterator[str]:
    """Tell each reason once."""
    from loyalty.config.chinese.translating import refused

    found = dict.fromkeys(str(row[NAMES.index("problem")]) for row in report.rows if row[NAMES.index("problem")])
    for each in found:
        code, _, said = each.partition(": ")
        yield f"{code}: {refused(said)}" if language == "zh" else each


def as_json(report: Owing) -> str:
    """Return the list as one JSON document."""
    found: dict[str, object] = {"counts": {"owed": len(report.rows), "late": report.late, "unknown": report.unknown}}
    if not report.out:
        found["owed"] = [dict(zip(NAMES, row, strict=True)) for row in report.rows]
    return report.json(found)
