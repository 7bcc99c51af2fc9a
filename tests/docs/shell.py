"""Commands of a page, run in the page's own folder."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator

WIDTH = {"COLUMNS": "80"}
PROGRAMS = {
    "loyalty": [sys.executable, "-m", "loyalty_cli"],
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
    done = subprocess.run(
        line, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=os.environ | WIDTH
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
