"""What the pytest fixtures do, for those who want it without pytest."""

from os import PathLike
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from loyalty.testing.mistakes import spoken
from loyalty.testing.outcome import Outcome
from loyalty.testing.runner import run
from loyalty.testing.suite import suite

if TYPE_CHECKING:
    from loyalty.api import Program


def program(source: str | PathLike[str], **parameters: Any) -> "Program":
    """Return a program from its TOML text (with a line end in it) or its path.

    Raises:
        ProgramError: with every mistake.
    """
    import loyalty

    if isinstance(source, str) and "\n" in source:
        return loyalty.loads(dedent(source), parameters=parameters)
    return loyalty.load(source, parameters=parameters)


def scenario(path: str | PathLike[str], name: str | None = None, language: str = "en") -> tuple[Outcome, ...]:
    """Run the scenarios of a file, or only the one called `name`.

    Raises:
        AssertionError: the file has mistakes, there is no such scenario, or an expectation was not met.
    """
    found = suite(path)
    if found.diagnostics:
        raise AssertionError(spoken(found.diagnostics, language))
    chosen = [case for case in found.cases if name in {None, case.scenario.name}]
    if not chosen:
        raise AssertionError(f"{path}: there is no scenario {name!r}")
    outcomes = tuple(run(case.scenario, case.program, language) for case in chosen)
    failed = [outcome.render() for outcome in outcomes if not outcome.passed]
    if failed:
        raise AssertionError("\n".join(failed))
    return outcomes
