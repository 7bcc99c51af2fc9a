"""Finding scenario files and running what is in them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from loyalty.errors import Diagnostic
from loyalty.testing.outcome import Outcome
from loyalty.testing.runner import run as run_case
from loyalty.testing.scenario import Scenario
from loyalty.testing.suite import suite
from loyalty_cli.exits import Exit, Stop

PATTERN = "*.scenario.toml"
UNLOADED = "LOY912"
"""The mistake of a scenario file whose program does not load."""


@attrs.frozen
class Results:
    """What came out of all files: outcomes in order, and the mistakes of files that could not be run."""

    files: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    wrong: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The outcomes of scenarios that failed."""
        return tuple(outcome for outcome in self.outcomes if not outcome.passed)

    @property
    def unloaded(self) -> bool:
        """Whether some program does not load."""
        return any(one.code == UNLOADED for one in self.wrong)


def found(paths: Iterable[str]) -> list[Path]:
    """Return the scenario files: those named, and those in the directories named, each once."""
    files: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise Stop(Exit.INPUT, f"{path}: there is no such file or directory")
        files.update(dict.fromkeys(sorted(path.rglob(PATTERN)) if path.is_dir() else [path]))
    if not files:
        raise Stop(Exit.INPUT, f"there is no {PATTERN} here")
    return list(files)


def run(files: Sequence[Path], words: Sequence[str], marks: Sequence[str], language: str) -> Results:
    """Run the scenarios of all files that are chosen by words and marks."""
    outcomes: list[Outcome] = []
    wrong: list[Diagnostic] = []
    for file in files:
        whole = suite(file)
        wrong += whole.diagnostics
        cases = [case for case in whole.cases if _chosen(case.scenario, words, marks)]
        outcomes += [run_case(case.scenario, case.program, language) for case in cases]
    return Results(tuple(map(str, files)), tuple(outcomes), tuple(wrong))


def _chosen(scenario: Scenario, words: Sequence[str], marks: Sequence[str]) -> bool:
    text = f"{scenario.file} {scenario.name}".casefold()
    by_word = not words or any(word.casefold() in text for word in words)
    return by_word and (not marks or any(mark in scenario.marks for mark in marks))
