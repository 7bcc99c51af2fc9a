"""Commands of a page, run in the page's own folder."""

import shlex
import subprocess
import sys
from collections.abc import Iterator

from click.testing import CliRunner


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


def run(command: str) -> str:
    """Return what a command prints, on both streams."""
    program, *arguments = shlex.split(command)
    if program == "loyalty":
        return tidy(_loyalty(arguments))
    known = {"python": [sys.executable], "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]}
    line = [*known.get(program, [program]), *arguments]
    done = subprocess.run(line, check=False, capture_output=True, text=True)
    return tidy(done.stdout + done.stderr)


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


def _loyalty(arguments: list[str]) -> str:
    """Run the command line in this process, which is quicker."""
    from loyalty_cli.main import cli

    result = CliRunner().invoke(cli, arguments, prog_name="loyalty")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output
