"""`loyalty new-plugin` writes a project that works, outside of this repository and without a network."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from loyalty_cli.exits import Exit
from loyalty_cli.group import cli

PATH = os.pathsep.join(path for path in sys.path if path)


def run(*line, cwd, site=""):
    """Run Python as an integrator would, with what is installed in `site`."""
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(site), PATH)))}
    done = subprocess.run(
        [sys.executable, *map(str, line)], check=False, capture_output=True, text=True, cwd=cwd, env=around
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A new plugin."""
    folder = tmp_path_factory.mktemp("new") / "loyalty-day-spa"
    done = CliRunner().invoke(cli, ["new-plugin", "day-spa", "--dir", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def site(project, tmp_path_factory):
    """A folder in which it is installed."""
    folder = tmp_path_factory.mktemp("site")
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--disable-pip-version-check", "--target", folder, project, cwd=project)
    return folder


def test_new_plugin_passes_its_own_tests(project, site):
    """Its tests, its scenarios and the conformance suite pass as they are written."""
    said = run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project, site=site)

    assert "20 passed" in said


def test_new_plugin_is_listed(project, site):
    """Once it is installed, the command line knows it."""
    said = run("-m", "loyalty_cli", "plugins", "day-spa", cwd=project, site=site)

    assert said.startswith("day-spa\n  benefit kinds  day-spa.pass\n")


def test_new_plugin_has_a_program_without_doubts(project, site):
    """The sample program is one to begin with."""
    said = run("-m", "loyalty_cli", "check", "--strict", "programs/day-spa.toml", cwd=project, site=site)

    assert "error" not in said
    assert "warning" not in said


def test_new_plugin_is_typed(project, site, tmp_path):
    """Type checkers find nothing in it."""
    cache = ("--cache-dir", tmp_path / "cache", "--explicit-package-bases")
    said = run("-m", "mypy", "--strict", *cache, "-p", "loyalty_day_spa", cwd=project, site=site)

    assert said.startswith("Success")


@pytest.mark.parametrize("name", ["Hotel", "day_spa", "9pins", "a--b", "spa-", "check", "core", "x" * 31, "宾馆", ""])
def test_names_that_cannot_be(name, tmp_path):
    """A name that no program could list, or that is taken, is refused before anything is written."""
    done = CliRunner().invoke(cli, ["new-plugin", "--dir", str(tmp_path / "new"), "--", name])

    assert Exit.USAGE == done.exit_code
    assert not (tmp_path / "new").exists()


def test_folder_that_is_in_use_stays_as_it_is(tmp_path):
    """Nothing is written over."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(cli, ["new-plugin", "hotel", "--dir", str(tmp_path)])

    assert Exit.USAGE == done.exit_code
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


def test_place_that_cannot_be_written_is_said(tmp_path):
    """A file in the way is no traceback."""
    (tmp_path / "file").write_text("", "utf-8")
    done = CliRunner().invoke(cli, ["new-plugin", "hotel", "--dir", str(tmp_path / "file" / "hotel")])

    assert Exit.INPUT == done.exit_code
    assert "cannot be written" in done.output
