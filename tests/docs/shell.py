"""Commands of a page, run in the page's own folder."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

WIDTH = {"COLUMNS": "80"}
SITE = ".site"  # where `pip install` of a page puts what it installs: an environment of its own, without a network
PIP = {
    "PIP_TARGET": SITE,
    "PIP_NO_DEPS": "1",
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this 0 as "no isolation"
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
PROGRAMS = {
    "loyalty": [sys.executable, "-m", "loyalty_cli"],
    "pip": [sys.executable, "-m", "pip"],
    "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
}


def transcript(block: str) -> Iterator[tuple[str, str]]:
    """Cut a console block into commands and the output printed below each."""
    command, output = "", []
    for line in block.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            if command:
                yield command, tidy("\n".join(output))
            command, output = line[2:], []
        elif command.endswith("\\"):
            command = command[:-1] + line.strip()
        else:
            output.append(line)
    if command:
        yield command, tidy("\n".join(output))


def run(command: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it prints on both streams."""
    program, *arguments = shlex.split(command)
    line = [*PROGRAMS.get(program, [program]), *arguments]
    around = (
        os.environ | WIDTH | PIP | {"PYTHONPATH": os.pathsep.join((str(Path(SITE).resolve()), *filter(None, sys.path)))}
    )
    done = subprocess.run(
        line, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=around
    )
    return done.returncode, tidy(done.stdout)


def same(expected: str, actual: str) -> bool:
    """Compare line by line; a `...` in the expected text stands for anything within its line."""
    wanted, got = expected.split("\n"), actual.split("\n")
    return len(wanted) == len(got) and all(map(_same_line, wanted, got))


def tidy(text: str) -> str:
    """Leave out what an eye does not see."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _same_line(wanted: str, got: str) -> bool:
    """Compare one line."""
    head, dots, tail = wanted.partition("...")
    return got.startswith(head) and got.endswith(tail) if dots else wanted == got
