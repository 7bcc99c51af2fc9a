"""A scenario file with its programs: everything that is wrong is known before anything is run."""

import os
from pathlib import Path as FilePath

import attrs

from loyalty.api import Program
from loyalty.errors import Diagnostic
from loyalty.loading import check as check_program
from loyalty.testing.mistakes import Mistakes
from loyalty.testing.names import check
from loyalty.testing.reader import read
from loyalty.testing.scenario import Scenario

Loaded = tuple[Program | None, tuple[Diagnostic, ...]]


@attrs.frozen
class Case:
    """A scenario and the program that it is run with."""

    scenario: Scenario
    program: Program


@attrs.frozen
class Suite:
    """The cases of one file, and what is wrong with it; with a mistake there are no cases."""

    file: str
    cases: tuple[Case, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def suite(path: "os.PathLike[str] | str", shown: str = "") -> Suite:
    """Read a scenario file and load its programs, with the parameters of each scenario.

    Args:
        path: the file.
        shown: its name in messages; the path when empty.
    """
    reading = read(path, shown)
    name = reading.file.file
    if reading.diagnostics:
        return Suite(name, (), reading.diagnostics)
    cases: list[Case] = []
    found: dict[Diagnostic, None] = {}
    loaded: dict[str, Loaded] = {}
    for scenario in reading.file.scenarios:
        program, diagnostics = _program(scenario, loaded)
        if program is not None:
            cases.append(Case(scenario, program))
        found.update(dict.fromkeys(diagnostics))
    if found:
        return Suite(name, (), tuple(found))
    diagnostics = tuple(one for case in cases for one in _names(case))
    return Suite(name, () if diagnostics else tuple(cases), diagnostics)


def _program(scenario: Scenario, loaded: dict[str, Loaded]) -> Loaded:
    """Return the program; when it does not load, that it does not, and why. Those in `loaded` are not loaded again."""
    key = repr(sorted(scenario.parameters.items()))
    if key not in loaded:
        loaded[key] = check_program(*map(_normal, scenario.programs), parameters=scenario.parameters)
    program, said = loaded[key]
    if program is not None:
        return program, ()
    mistakes = Mistakes(scenario.file, scenario.text)
    mistakes.add("LOY912", "the program does not load; its mistakes follow", ("program",))
    return None, (*mistakes.diagnostics, *(one for one in said if one.severity == "error"))


def _names(case: Case) -> tuple[Diagnostic, ...]:
    mistakes = Mistakes(case.scenario.file, case.scenario.text)
    check(case.scenario, case.program, mistakes)
    return mistakes.diagnostics


def _normal(path: FilePath) -> str:
    return os.path.normpath(path)
