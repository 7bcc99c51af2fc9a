"""Write the outputs of pages anew: `python -m tests.docs.refresh docs/reference/cli.md`. Read the diff afterwards.

What a console block prints, and the text below a Python block that prints, is replaced by what they print now.
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sybil import Document, Example

from tests.docs import shell
from tests.docs.blocks import PYTHON, parse

Change = tuple[int, int, str]  # from, to, what stands there afterwards


def refresh(page: Path) -> None:
    """Run a page in an empty folder and write what it prints into it."""
    page = page.resolve()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        changes = [change for example in Document.parse(str(page), parse) for change in _changes(example)]
    text = page.read_text("utf-8")
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    page.write_text(text, "utf-8")


def _changes(example: Example) -> Iterator[Change]:
    """Run one block and yield what changes in the page."""
    info = example.region.lexemes["info"].split()
    if info[:1] == ["console"]:
        yield example.start, example.end, _console(example)
    elif info == ["python"]:
        yield from _printed(example)
    else:
        example.evaluate()


def _console(example: Example) -> str:
    """Write a console block with the outputs of its commands."""
    opening = example.document.text[example.start :].split("\n", 1)[0]
    parts = [_command(command, before) for command, before in shell.transcript(example.parsed)]
    return "\n".join([opening, "\n\n".join(parts), "```"])


def _command(command: str, before: str) -> str:
    """Write a command and its output; an output that still fits, dots included, stays."""
    _, now = shell.run(command)
    return f"$ {command}\n{before if shell.same(before, now) else now}".rstrip()


def _printed(example: Example) -> Iterator[Change]:
    """Yield the text block below a block of Python that prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        PYTHON(example)
    below = re.compile(r"\s*```text\n.*?^```", re.MULTILINE | re.DOTALL).match(example.document.text, example.end)
    if out.getvalue() and below:
        yield below.start(), below.end(), f"\n\n```text\n{shell.tidy(out.getvalue())}\n```"


if __name__ == "__main__":
    os.environ |= shell.WIDTH
    for name in sys.argv[1:]:
        refresh(Path(name))
