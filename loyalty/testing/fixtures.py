"""What the pytest fixtures do, for those who want it without pytest."""

from os import PathLike
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from loyalty.testing.outcome import Outcome
from loyalty.testing.reader import read
from loyalty.testing.runner import run_here

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
    reading = read(Path(path))
    if reading.diagnostics:
        raise AssertionError("\n".join(one.render() for one in reading.diagnostics))
    chosen = [one for one in reading.file.scenarios if name in {None, one.name}]
    if not chosen:
        raise AssertionError(f"{path}: there is no scenario {name!r}")
    outcomes = tuple(run_here(one, language) for one in chosen)
    failed = [outcome.render() for outcome in outcomes if not outcome.passed]
    if failed:
        raise AssertionError("\n".join(failed))
    return outcomes
