"""Controls: scenarios that must fail do, with the whole text of their failures; and every expectation can fail."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from loyalty.api import Program
from loyalty.testing.mistakes import spoken
from loyalty.testing.runner import run
from loyalty.testing.scenario import Scenario, Want
from loyalty.testing.suite import suite

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONTROLS = sorted((HERE / "controls").glob("*.scenario.toml"))
GOOD = sorted([*HERE.glob("*.scenario.toml"), *(ROOT / "configs").rglob("*.scenario.toml")])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", CONTROLS, ids=lambda path: path.name.removesuffix(".scenario.toml"))
def test_controls_fail(path, language):
    """The text beside each control is what its failures say, in either language."""
    expected = path.with_name(path.name.replace(".scenario.toml", f".{language}.txt")).read_text("utf-8")

    assert expected == said(path, language)


def said(path, language):
    """Return what is said about a control: the mistakes of the file, or the outcome of every scenario."""
    # The place of a rule is shown as it was given, so the control is named without the machine's own folders.
    found = suite(path, path.name)
    texts = [spoken(found.diagnostics, language)] if found.diagnostics else []
    texts += [run(case.scenario, case.program, language).render() for case in found.cases]
    return "\n".join(texts).replace(f"{path.parent}/", "") + "\n"


def test_controls_have_no_scenario_that_passes():
    """A control that passes would not control anything."""
    found = [case for path in CONTROLS for case in suite(path).cases]

    assert found
    assert [] == [case.scenario.name for case in found if run(case.scenario, case.program).passed]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_expectation_can_fail(path):
    """Change any single expected value of any scenario, and the scenario fails at that value."""
    for case in suite(path).cases:
        for other, want in changes(case.scenario, case.program):
            assert not run(other, case.program).passed, (case.scenario.name, want)


def changes(scenario: Scenario, program: Program) -> Iterator[tuple[Scenario, Want]]:
    """Yield the scenario with one expected value changed, for each of them."""
    for number, expectation in enumerate(scenario.expectations):
        for place, want in enumerate(expectation.wants):
            other = attrs.evolve(want, value=changed(want, program))
            wants = (*expectation.wants[:place], other, *expectation.wants[place + 1 :])
            every = list(scenario.expectations)
            every[number] = attrs.evolve(expectation, wants=wants)
            yield attrs.evolve(scenario, expectations=tuple(every)), other


def changed(want, program):
    """Return a value that is not the same."""
    value = want.value
    if want.subject == "tier":
        ladders = program.versions[-1].ladders
        return (ladders.get(want.name) or next(iter(ladders.values()))).tiers[0].id if value == "none" else "none"
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, dict):
        return {**value, "another": 1}
    if isinstance(value, list):
        return [*value, {"points": 1}]
    if value is None:
        return [{"another": 1}]
    return "another" if value == "none" else "none"
