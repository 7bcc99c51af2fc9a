"""Plugins are found by their entry point, and only what is named is imported."""

import subprocess
import sys
from textwrap import dedent

import pytest

from loyalty.plugin.discovery import installed
from loyalty.plugin.manager import manager
from tests.plugins.inn import Inn

GOOD = """
from loyalty.plugin import hook

@hook
def loyalty_terms():
    return {"room": {"en": "Room"}}
"""


GUESTS = {"inn": Inn(), "spa": Inn("spa")}
POSITIONS = [("hotel", "inn", "spa"), ("inn", "hotel", "spa"), ("inn", "spa", "hotel")]


@pytest.fixture
def install(tmp_path, monkeypatch):
    """A function that puts a package with a plugin on the path, as an installer would."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def put(package, code=GOOD, name="hotel", target=None):
        (tmp_path / f"{package}.py").write_text(dedent(code), "utf-8")
        info = tmp_path / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[loyalty]\n{name} = {target or package}\n", "utf-8")

    yield put
    for module in [name for name in sys.modules if name.startswith("odd_")]:
        del sys.modules[module]


def _faults(*names):
    return [str(fault) for fault in manager(names).faults]


def test_installed_plugin_is_found_by_its_name(install):
    """The entry point gives the name, not the package."""
    install("odd_inn")

    assert {"room": {"en": "Room"}} == manager(("hotel",)).terms
    assert "hotel" in installed()


def test_entry_point_may_name_an_object(install):
    """A class with hooks is a plugin as well as a module is."""
    body = "    @staticmethod\n    @hook\n    def loyalty_terms():\n        return {'bed': {'en': 'Bed'}}\n"
    install("odd_object", f"from loyalty.plugin import hook\nclass Plugin:\n{body}", target="odd_object:Plugin")

    assert ["bed"] == list(manager(("hotel",)).terms)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 // 0", "cannot be imported: raised ZeroDivisionError"),
        ("raise SystemExit(1)", "cannot be imported: raised SystemExit: 1"),
        ("raise KeyboardInterrupt", "cannot be imported: raised KeyboardInterrupt"),
        ("import odd_nowhere", "cannot be imported: raised ModuleNotFoundError: No module named 'odd_nowhere'"),
        ("import loyalty; loyalty.loads('')", "cannot be imported: called `loyalty.loads` while it was called"),
        ("def (", "cannot be imported: raised SyntaxError"),
    ],
)
@pytest.mark.parametrize("names", POSITIONS)
def test_import_that_fails(install, code, said, names):
    """Whatever happens while a plugin is imported is said of that plugin, wherever it is listed."""
    install("odd_failing", code)
    (fault,) = manager(names, GUESTS).faults

    assert fault.plugin == "hotel"
    assert str(fault).startswith(f"the plugin `hotel` {said}")


def test_plugin_that_two_packages_bring(install):
    """Which of them is meant is not for the order of the path to decide."""
    install("odd_one")
    install("odd_two")

    assert ["the plugin `hotel` is brought by several packages: odd_one and odd_two (uninstall all but one)"] == (
        _faults("hotel")
    )


def test_misspelt_plugin_is_answered_with_the_nearest(install):
    """What is installed under a similar name is proposed."""
    install("odd_inn")

    assert ["the plugin `hotels` is not installed (`hotel`)"] == _faults("hotels")


def test_slow_plugin_costs_nothing_when_it_is_not_listed(install, tmp_path):
    """An import that takes its time is only paid by programs that list it."""
    install("odd_slow", "import time\ntime.sleep(0.2)" + GOOD)
    code = "import sys; from loyalty.plugin.manager import manager; m = manager(()); print('odd_slow' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert "False\n" == done.stdout
    assert ["room"] == list(manager(("hotel",)).terms)


@pytest.mark.parametrize("names", POSITIONS)
def test_slow_plugin_is_waited_for_when_it_is_listed(install, names):
    """What the others declare is the same with it; the conformance suite says that it is slow."""
    install("odd_slow", "import time\ntime.sleep(0.05)" + GOOD)
    found = manager(names, GUESTS)

    assert () == found.faults
    assert ["inn-suite", "room", "spa-suite"] == list(found.terms)
