"""How a fenced block of a page is run.

The words after the opening fence decide: the language, a file name (then the block is written to
the page's folder), and `wrong` for a program that is shown for its diagnostics.

    toml shop.toml           a program: it must load without a diagnostic
    toml values.toml         values for parameters: only written
    toml gold.scenario.toml  scenarios: all must pass; on a page that installs a package, only written
    toml                     a part of a program, see fragments.py: it must load without an error
    toml wrong               such a part; the `text` block below it is what `check` says
    toml wrong zh            the same, with `--language zh`
    python hotel/rooms.py    a file of Python: only written
    python                   run, in one namespace for the page; what it prints is in the `text` block below it
    console                  each `$ command` is run; its output must be as printed
"""

import contextlib
import io
import re
from collections.abc import Iterable
from pathlib import Path

import tomli
from sybil import Document, Example, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from tests.docs import shell
from tests.docs.fragments import whole

LEXER = RawFencedCodeBlockLexer(info_pattern=re.compile(r"(?P<info>[^\n]*)\n"))
PYTHON = PythonEvaluator()


def parse(document: Document) -> Iterable[Region]:
    """Yield every fenced block of a page with the way to run it."""
    for region in LEXER(document):
        region.parsed, region.evaluator = region.lexemes["source"], evaluate
        yield region


def evaluate(example: Example) -> str | None:
    """Run one block; a text is what is wrong with it."""
    language, *words = example.region.lexemes["info"].split() or [""]
    names = [word for word in words if "." in word]
    if language == "python" and not names:
        return _python(example)
    if language == "console":
        return _console(example.parsed)
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(example.parsed, "utf-8")
    if language == "toml":
        return _toml(example, names, wrong="wrong" in words, spoken="zh" if "zh" in words else "en")
    return None


def _python(example: Example) -> str | None:
    """Run a block of Python; what it prints must be what the page prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        PYTHON(example)
    printed = shell.tidy(out.getvalue())
    if shell.same(_below(example), printed or "nothing"):
        return None
    return f"--- the page says\n{_below(example)}\n--- it prints\n{printed}"


def _console(block: str) -> str | None:
    """Run the commands of a block."""
    for command, expected in shell.transcript(block):
        _, actual = shell.run(command)
        if not shell.same(expected, actual):
            return f"$ {command}\n--- the page says\n{expected}\n--- it prints\n{actual}"
    return None


def _toml(example: Example, names: list[str], *, wrong: bool, spoken: str) -> str | None:
    """Check a program, a part of one, or run scenarios."""
    if "\n$ pip install" in example.document.text:
        return None
    if names and names[0].endswith(".scenario.toml"):
        return _scenarios(names[0])
    if names and not isinstance(tomli.loads(example.parsed).get("program"), dict):
        return None
    path = names[0] if names else "program.toml"
    if not names:
        Path(path).write_text(whole(example.parsed), "utf-8")
    said = _diagnostics(path, spoken, warnings=bool(names) or wrong)
    if not wrong:
        return said or None
    expected = said if names else _below(example)
    return None if said and said == expected else f"--- the page says\n{expected}\n--- check says\n{said}"


def _diagnostics(path: str, spoken: str, *, warnings: bool) -> str:
    """Return what `check` says about a program, in a language."""
    import loyalty
    from loyalty_cli.render.diagnostics import text

    _, diagnostics = loyalty.check(path)
    kept = [item for item in diagnostics if item.severity == "error" or (warnings and item.severity == "warning")]
    return shell.tidy("\n".join(text(item, spoken) for item in kept))


def _scenarios(path: str) -> str | None:
    """Run a scenario file with the command a reader would use."""
    code, said = shell.run(f"loyalty test {path}")
    return said if code else None


def _below(example: Example) -> str:
    """Return the text of the block that follows, where a page prints what a mistake is answered with."""
    rest = example.document.text[example.end :]
    found = re.match(r"\s*```text\n(.*?)^```", rest, re.MULTILINE | re.DOTALL)
    return shell.tidy(found.group(1)) if found else "nothing"
