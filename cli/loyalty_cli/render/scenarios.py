"""The report of `loyalty test`, as text and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from loyalty.config.positions import locate
from loyalty.testing.outcome import Failure, Outcome
from loyalty_cli.render.diagnostics import count, text
from loyalty_cli.render.findings import plain
from loyalty_cli.render.words import words
from loyalty_cli.scenarios import Results


def as_text(results: Results, language: str, *, verbose: bool) -> str:
    """Return what failed and why, then a summary."""
    lines = list(_names(results)) if verbose else []
    lines += [text(one, language) for one in results.wrong]
    lines += [outcome.render() for outcome in results.failed]
    return "\n".join([*lines, summary(results, language)])


def summary(results: Results, language: str) -> str:
    """Return the last line: how many failed and passed."""
    say = words(language)
    failed, passed = len(results.failed), len(results.outcomes) - len(results.failed)
    parts = [f"{failed} {say['failed']}"] if failed else []
    parts += [f"{count(results.wrong, language)}{say['in files']}"] if results.wrong else []
    return say["comma"].join([*parts, f"{passed} {say['passed']}"])


def _names(results: Results) -> Iterator[str]:
    file = ""
    for outcome in results.outcomes:
        if outcome.scenario.file != file:
            file = outcome.scenario.file
            yield file
        yield f"  {'ok  ' if outcome.passed else 'FAIL'} {outcome.scenario.name}"


def as_json(results: Results, language: str = "en") -> str:
    """Return every scenario with its failures as one JSON document."""
    document: dict[str, Any] = {
        "files": list(results.files),
        "passed": len(results.outcomes) - len(results.failed),
        "failed": len(results.failed),
        "diagnostics": [plain(one, language) for one in results.wrong],
        "scenarios": [_scenario(outcome) for outcome in results.outcomes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _scenario(outcome: Outcome) -> dict[str, Any]:
    scenario = outcome.scenario
    return {
        "file": scenario.file,
        "line": locate(scenario.text, (*scenario.path, "name")).line,
        "name": scenario.name,
        "marks": list(scenario.marks),
        "passed": outcome.passed,
        "checked": outcome.checked,
        "failures": [_failure(one) for one in outcome.failures],
    }


def _failure(one: Failure) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "what": one.what,
        "expected": one.expected,
        "actual": one.actual,
        "reason": one.reason,
    }
