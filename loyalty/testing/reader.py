"""From a `*.scenario.toml` file to scenarios, or to every mistake in it at once."""

import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import attrs

from loyalty.config.findings import MistakeError, shown
from loyalty.config.reading import spelled
from loyalty.config.source import parse, source
from loyalty.errors import Diagnostic
from loyalty.testing.expectations import expectations
from loyalty.testing.happenings import happenings, kind_keys
from loyalty.testing.mistakes import Mistakes
from loyalty.testing.people import ONLY, people
from loyalty.testing.scenario import Expectation, Happening, Scenario, ScenarioFile
from loyalty.testing.section import Section

SHOWN_MAX = 8
"""Of many members, so many are named in advice."""


@attrs.frozen
class Reading:
    """What became of a file: its scenarios, and what is wrong with it. With a mistake there are no scenarios."""

    file: ScenarioFile
    diagnostics: tuple[Diagnostic, ...] = ()


def read(path: "os.PathLike[str] | str", shown: str = "") -> Reading:
    """Read a scenario file; paths of programs in it are relative to it.

    Args:
        path: the file.
        shown: its name in messages; the path when empty.
    """
    name = shown or os.fspath(path)
    try:
        text = source(FilePath(path)).text
    except MistakeError as error:
        mistakes = Mistakes(name, "")
        mistakes.add_finding(error.finding)
        return Reading(ScenarioFile(name, (), ()), mistakes.diagnostics)
    return read_text(text, name, FilePath(path).parent)


def read_text(text: str, file: str = "", base: "os.PathLike[str] | str" = ".") -> Reading:
    """Read the text of a scenario file; `file` is its name in messages, and the paths in it start from `base`."""
    mistakes = Mistakes(file, text)
    try:
        document = parse(text)
    except MistakeError as error:
        for finding in spelled(text, error):
            mistakes.add_finding(finding)
        return Reading(ScenarioFile(file, (), ()), mistakes.diagnostics)
    if isinstance(document.get("program"), dict) and "scenario" not in document:
        cure = 'program = "..." in a file of its own, `*.scenario.toml`'
        mistakes.add("LOY902", "this is a program, not a file of scenarios about one", ("program",), cure, "key")
        return Reading(ScenarioFile(file, (), ()), mistakes.diagnostics)
    found = _file(Section(document, (), mistakes), file, text, FilePath(base))
    if mistakes.diagnostics:
        return Reading(attrs.evolve(found, scenarios=()), mistakes.diagnostics)
    return Reading(found)


def _file(top: Section, file: str, text: str, base: FilePath) -> ScenarioFile:
    programs = tuple(base / name for name in top.texts("program", required=True))
    shared = top.table("parameters")
    scenarios = [
        attrs.evolve(scenario, file=file, text=text, programs=programs)
        for scenario in (_scenario(section, shared) for section in top.sections("scenario", required=True))
    ]
    top.refuse_rest()
    _refuse_namesakes(top, scenarios)
    return ScenarioFile(file, programs, tuple(scenarios))


def _scenario(section: Section, shared: Mapping[str, Any]) -> Scenario:
    name, marks = section.text("name", required=True), _marks(section)
    parameters = {**shared, **section.table("parameters")}
    events = happenings(section)
    scenario = Scenario(
        name=name,
        people=people(section, _enrolled(section)),
        events=events,
        expectations=expectations(section),
        parameters=parameters,
        marks=marks,
        path=section.path,
    )
    section.refuse_rest()
    _refuse_strangers(section, scenario)
    return scenario


def _marks(section: Section) -> tuple[str, ...]:
    """Return the marks: words that pytest can select by."""
    marks = section.texts("marks")
    for mark in marks:
        if not mark.replace("-", "_").isidentifier() or mark.startswith("_"):
            section.mistakes.add(
                "LOY902", f"a mark is one word, not {shown(mark)}", (*section.path, "marks"), '"boundary"'
            )
    return marks


def _enrolled(section: Section) -> frozenset[str]:
    """Return the members that have an `enrol` event of their own, also where the event has other mistakes."""
    return frozenset(
        str(event.data.get("member", ONLY)) for event in section.sections("events") if "enrol" in kind_keys(event.data)
    )


def _refuse_strangers(section: Section, scenario: Scenario) -> None:
    """Note events and expectations about nobody in the scenario."""
    names = ", ".join(f'"{shown(name)}"' for name in islice(scenario.people, SHOWN_MAX))
    items: tuple[Happening | Expectation, ...] = (*scenario.events, *scenario.expectations)
    for item in items:
        if item.member not in scenario.people and not (isinstance(item, Expectation) and item.is_about_everybody):
            written = "member" in _at(section, item.path)
            message = (
                f"there is no member `{shown(item.member)}` in this scenario" if written else "`member` is missing"
            )
            path = (*item.path, "member") if written else item.path
            section.mistakes.add("LOY905", message, path, f"member = one of {names}")


def _at(section: Section, path: tuple[str | int, ...]) -> Mapping[str, Any]:
    item: Any = section.data
    for part in path[len(section.path) :]:
        item = item[part]
    return item if isinstance(item, dict) else {}


def _refuse_namesakes(top: Section, scenarios: list[Scenario]) -> None:
    seen: set[str] = set()
    for scenario in scenarios:
        if scenario.name and scenario.name in seen:
            top.mistakes.add("LOY910", "two scenarios of this file have this name", (*scenario.path, "name"))
        seen.add(scenario.name)
