"""The pytest plugin: `*.scenario.toml` files are tests, and integrators get fixtures.

Pytest loads this module before anything else, coverage included. So it imports nothing of the SDK: that happens when a
file is collected, or when a fixture is asked for.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.testing.builder import EventBuilder
    from loyalty.testing.outcome import Outcome
    from loyalty.testing.suite import Case

SUFFIX = ".scenario.toml"
LANGUAGES = ("zh", "en")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that says in which language a failure is explained."""
    parser.addini("loyalty_language", "language in which a failed scenario is explained: zh or en", default="en")


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Collect scenario files."""
    if file_path.name.endswith(SUFFIX):
        return ScenarioCollector.from_parent(parent, path=file_path)
    return None


class ScenarioFailedError(AssertionError):
    """A scenario whose expectations were not met; the text is that of the outcome."""


class ScenarioCollector(pytest.File):
    """A scenario file; mistakes in it are a collection error that lists them all."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item for each scenario, under its own name."""
        from loyalty.testing.mistakes import spoken
        from loyalty.testing.suite import suite

        language = _language(self.config)
        found = suite(self.path, self.nodeid)
        if found.diagnostics:
            raise self.CollectError(_short(self.config, spoken(found.diagnostics, language)))
        for case in found.cases:
            item = ScenarioItem.from_parent(self, name=case.scenario.name, case=case)
            for mark in case.scenario.marks:
                _register(self.config, mark)
                item.add_marker(mark)
            yield item


class ScenarioItem(pytest.Item):
    """One scenario."""

    def __init__(self, *, case: "Case", **rest: Any) -> None:
        """Keep the case beside what every item has."""
        super().__init__(**rest)
        self.case = case

    def runtest(self) -> None:
        """Run the scenario; a failure has the text that `loyalty test` prints."""
        from loyalty.testing.runner import run

        outcome = run(self.case.scenario, self.case.program, _language(self.config))
        if not outcome.passed:
            raise ScenarioFailedError(_short(self.config, outcome.render()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the failure without a traceback: the scenario file is what the reader wrote."""
        from loyalty.errors import LoyaltyError

        if isinstance(excinfo.value, ScenarioFailedError | LoyaltyError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the scenario begins."""
        from loyalty.config.positions import locate

        scenario = self.case.scenario
        return self.path, locate(scenario.text, (*scenario.path, "name")).line - 1, self.name


def _language(config: pytest.Config) -> str:
    language = str(config.getini("loyalty_language"))
    if language not in LANGUAGES:
        raise pytest.UsageError(f"loyalty_language = {language}: write {' or '.join(LANGUAGES)}")
    return language


def _short(config: pytest.Config, text: str) -> str:
    """Return a text with places as they are in the project, wherever that is."""
    return text.replace(f"{config.rootpath}{os.sep}", "")


def _register(config: pytest.Config, mark: str) -> None:
    """Make a scenario's mark known, so that ``--strict-markers`` lets it pass."""
    line = f"{mark}: a mark of scenario files"
    if line not in config.getini("markers"):
        config.addinivalue_line("markers", line)


@pytest.fixture
def loyalty_program() -> "Callable[..., Program]":
    """A function that makes a program from its text or its path: ``loyalty_program(text, earn_per="10.00")``."""
    from loyalty.testing.fixtures import program

    return program


@pytest.fixture
def loyalty_scenario() -> "Callable[..., tuple[Outcome, ...]]":
    """A function that runs the scenarios of a file, or the one of a name, and fails when one of them does."""
    from loyalty.testing.fixtures import scenario

    return scenario


@pytest.fixture
def event_builder() -> "type[EventBuilder]":
    """The class whose objects write events shortly.

    ``event = event_builder("wang", "Asia/Shanghai")``, then ``event.purchase("2024-03-01T10:00", amount="12.50")``.
    """
    from loyalty.testing.builder import EventBuilder

    return EventBuilder
