"""The wheel is what users get: it must hold every file and run in a clean venv."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel once."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def clean(wheel, tmp_path_factory):
    """Install the wheel into a venv that holds nothing else."""
    venv = tmp_path_factory.mktemp("clean") / "venv"
    _run(sys.executable, "-m", "venv", str(venv))
    _run(venv / "bin" / "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel)
    return venv / "bin"


def _run(*line, cwd=None):
    """Run a command and return what it prints."""
    done = subprocess.run([str(word) for word in line], check=False, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _sources():
    """List the files of all packages as they must stand in the wheel."""
    packages = [ROOT / "loyalty", ROOT / "cli" / "loyalty_cli", *(ROOT / "plugins").glob("loyalty_*")]
    for package in packages:
        top = package.parent
        for file in package.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield str(file.relative_to(top))


def test_wheel_holds_every_file_of_every_package(wheel):
    """No module, table or type marker stays out of the wheel, and nothing else gets in."""
    held = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]

    assert sorted(_sources()) == sorted(held)


def test_wheel_is_marked_as_typed(wheel):
    """Type checkers of users read our annotations."""
    assert "loyalty/py.typed" in zipfile.ZipFile(wheel).namelist()


def test_wheel_imports_in_a_clean_venv(clean, tmp_path):
    """The declared dependencies are all that is needed to import the SDK and its command line."""
    said = _run(clean / "python", "-c", "import loyalty, loyalty_cli.main; print(loyalty.load.__name__)", cwd=tmp_path)

    assert "load\n" == said


def test_wheel_brings_the_command(clean, tmp_path):
    """The `loyalty` command runs where only the wheel is installed."""
    said = _run(clean / "loyalty", "--help", cwd=tmp_path)

    assert said.startswith("Usage: loyalty [OPTIONS] COMMAND [ARGS]...")


def test_wheel_loads_a_program_in_a_clean_venv(clean, tmp_path):
    """A program and its scenarios run without a checkout."""
    program = ROOT / "tests" / "functional" / "wheel.toml"
    said = _run(clean / "loyalty", "check", program, cwd=tmp_path)

    assert "error" not in said


def test_wheel_brings_an_importable_plugin_for_every_domain(clean, tmp_path):
    """Each domain package is found by its entry point, and what that names can be imported."""
    code = """
from importlib.metadata import entry_points
for point in entry_points(group="loyalty"):
    print(point.load().__name__)
"""
    said = _run(clean / "python", "-c", code, cwd=tmp_path)
    domains = (ROOT / "plugins").glob("loyalty_*")

    assert sorted(f"{domain.name}.plugin" for domain in domains) == sorted(said.split())
