"""The conformance suite passes a plugin that does everything right, and fails those that do not."""

import pytest

from loyalty.testing.conformance import PluginConformance
from tests.plugins import controls


class TestInn(PluginConformance):
    """A plugin that declares everything once, and rightly."""

    plugin = "inn"
    target = "tests.plugins.right:INN"
    programs = (controls.INN_PROGRAM,)


class TestConditions(PluginConformance):
    """A kind of benefit whose settings are of every sort, all of them required."""

    plugin = "inn"
    target = "tests.plugins.right:CONDITION"


def suite(target, programs=()):
    """The suite of the inn under another target."""
    return type("Suite", (PluginConformance,), {"plugin": "inn", "target": target, "programs": programs})()


@pytest.mark.parametrize("name", controls.WRONG)
def test_controls_fail_where_they_are_wrong(name):
    """Each fault is found by the test that is there for it."""
    test, said = controls.WRONG[name]
    with pytest.raises(AssertionError) as caught:
        getattr(suite(f"tests.plugins.controls:{name}"), test)()

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("module", "said"), [("slow", "import what is heavy where it is used"), ("clock", "reads the clock (time.time)")]
)
def test_imports_are_looked_at(module, said):
    """An import that takes its time, or reads a clock, is found."""
    with pytest.raises(AssertionError) as caught:
        suite(f"tests.plugins.{module}_import:INN").test_its_import_is_quick_and_pure()

    assert said in str(caught.value)


def test_programs_with_mistakes_are_found(tmp_path):
    """A sample that does not load is no sample."""
    (tmp_path / "inn.toml").write_text("[program]\n", "utf-8")
    with pytest.raises(AssertionError, match="LOY221"):
        suite("tests.plugins.right:INN", (tmp_path / "inn.toml",)).test_its_programs_load()


def test_suite_has_a_control_for_every_test():
    """Each test of the suite is failed by something."""
    tests = {name for name in vars(PluginConformance) if name.startswith("test_")}
    failed = {test for test, _ in controls.WRONG.values()}

    assert tests == failed | {"test_its_import_is_quick_and_pure", "test_its_programs_load"}
