"""The command line as a whole: help, completion, exit codes, and how quickly it starts."""

import os
import re
import signal
import subprocess
import sys
import time
from textwrap import dedent

import click
import pytest
from click.testing import CliRunner

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.group import COMMANDS
from loyalty_cli.guard import guarded
from loyalty_cli.lazy import Entry, LazyGroup

HELP = """\
Usage: loyalty [OPTIONS] COMMAND [ARGS]...

  A loyalty program as one reviewable file.

  loyalty check program.toml
  loyalty run program.toml events.jsonl --out members.csv
  loyalty due program.toml events.jsonl --at 2024-06-30T12:00 --role service-team
  loyalty explain program.toml events.jsonl --member wang --at 2024-06-30 why-not gold
  loyalty test configs/

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  check       Find every mistake in a program.
  run         Tiers, points and rejections of a population of members.
  due         What is owed to the members, in due order, overdue first.
  explain     Why a member has a tier, or why not.
  targets     What became of a program's targets over a period.
  test        Run scenario files.
  plugins     What the installed plugins add, commands among it.
  new-plugin  Write a new plugin, with its tests.
  completion  Print the completion script of a shell.

Exit codes:
  0    all is well
  1    mistakes found, expectations not met, limits not known, or events
       rejected with --strict
  2    the command was not understood
  3    the program does not load
  4    an input cannot be read, or an output cannot be written
  70   a fault in loyalty itself, or in a plugin
  130  stopped with Ctrl-C
  141  the reader of the output went away
  143  stopped by the system
"""

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}


def loyalty(*arguments, **options):
    """Run the command line in a process of its own."""
    line = [sys.executable, "-m", "loyalty_cli", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, env=ENVIRONMENT, check=False, **options)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",)])
def test_help(said, arguments):
    """The help names every command and every exit code."""
    assert (0, HELP) == said(*arguments)


def test_help_of_a_process():
    """`python -m loyalty_cli` is the same command."""
    done = loyalty("--help")

    assert (0, HELP, "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(said, name):
    """Each command says what it does, with examples, and the same sentence first."""
    code, text = said(name, "--help")

    assert 0 == code
    assert f"Usage: loyalty {name} " in text
    assert text.count("loyalty " + name) > 1


def test_nearest_command(said):
    """A slip is answered with the nearest command."""
    expected = dedent("""\
        Usage: loyalty [OPTIONS] COMMAND [ARGS]...
        Try 'loyalty --help' for help.

        Error: There is no command 'chek'. Did you mean 'check'?
    """)

    assert (2, expected) == said("chek")


def test_version(said):
    """The version is that of the installed package."""
    code, text = said("--version")

    assert 0 == code
    assert text.startswith("loyalty 0.")


@pytest.mark.parametrize(
    ("shell", "word"),
    [("bash", "complete -o nosort -F"), ("zsh", "#compdef loyalty"), ("fish", "complete --no-files --command loyalty")],
)
def test_completion_scripts(said, shell, word):
    """The script of each shell completes `loyalty`."""
    code, text = said("completion", shell)

    assert 0 == code
    assert word in text
    assert "_LOYALTY_COMPLETE" in text


def test_completion_completes():
    """What the shell asks for is answered: commands, options and choices."""
    environment = {"_LOYALTY_COMPLETE": "bash_complete", "COMP_WORDS": "loyalty c", "COMP_CWORD": "1"}
    line = [sys.executable, "-m", "loyalty_cli"]
    done = subprocess.run(line, capture_output=True, text=True, env={**ENVIRONMENT, **environment}, check=False)

    assert ("plain,check\nplain,completion\n", "") == (done.stdout, done.stderr)


def test_help_imports_little():
    """Help imports no command, and nothing that a command needs."""
    code = dedent("""
        import sys
        from loyalty_cli.group import cli
        try:
            cli(["--help"], prog_name="loyalty")
        except SystemExit:
            pass
        heavy = {"attrs", "attr", "cattrs", "rich", "tomli", "loyalty", "json", "asyncio", "multiprocessing"}
        ours = {"loyalty_cli", "loyalty_cli.exits", "loyalty_cli.guard", "loyalty_cli.lazy", "loyalty_cli.group"}
        found = {name for name in sys.modules if name.split(".")[0] in heavy | {"loyalty_cli"}} - ours
        print(sorted(found), file=sys.stderr)
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False)

    assert "[]\n" == done.stderr


def test_help_starts_quickly(tmp_path):
    """Help costs at most half as much again as a bare click program: the best of ten runs each, taken in turn."""
    bare = tmp_path / "bare.py"
    bare.write_text("import click\n@click.group()\ndef main(): 'x'\n@main.command()\ndef a(): 'a'\nmain()\n")

    def seconds(*line):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *line, "--help"], capture_output=True, env=ENVIRONMENT, check=True)
        return time.perf_counter() - begin

    pairs = [(seconds(str(bare)), seconds("-m", "loyalty_cli")) for _ in range(10)]
    least = min(one for one, _ in pairs)
    ours = min(other for _, other in pairs)

    assert ours <= 1.5 * least


def group(fault):
    """Return a group with one command that raises something."""

    @click.command()
    def do():
        raise fault

    sys.modules["do_it"] = type(sys)("do_it")
    sys.modules["do_it"].do = do
    return LazyGroup("loyalty", entries={"do": Entry("do_it:do", "Do it.")}, guard=guarded)


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        (Stop(Exit.INPUT, "a.jsonl: gone"), 4, "Error: a.jsonl: gone\n"),
        (Stop(Exit.FINDINGS), 1, ""),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
        (click.UsageError("no"), 2, "Usage: loyalty do [OPTIONS]\nTry 'loyalty do --help' for help.\n\nError: no\n"),
        (
            RuntimeError("odd"),
            70,
            (
                "Error: a fault in loyalty itself: RuntimeError (test_cli_main.py:?)\n"
                "Set LOYALTY_TRACEBACK=1 to see where it arose.\n"
            ),
        ),
    ],
)
def test_whatever_happens_has_a_code(fault, code, text):
    """Nothing ends as a traceback, every end has its documented code, and a fault is told without its text."""
    result = CliRunner().invoke(group(fault), ["do"], prog_name="loyalty")

    assert (code, text) == (result.exit_code, re.sub(r"py:\d+", "py:?", result.output))


def test_a_missing_extra_is_named():
    """What is not installed is an input that cannot be read, and the message says what to install."""
    from loyalty.errors import MissingExtra

    result = CliRunner().invoke(group(MissingExtra("parquet", "reading Parquet")), ["do"], prog_name="loyalty")

    assert 4 == result.exit_code
    assert "reading Parquet needs the extra `parquet`" in result.output


def test_faults_can_be_seen(monkeypatch):
    """For a report, the traceback of a fault can be asked for."""
    monkeypatch.setenv("LOYALTY_TRACEBACK", "1")
    result = CliRunner().invoke(group(RuntimeError("odd")), ["do"], prog_name="loyalty")

    assert "odd" == str(result.exception)


def test_a_closed_pipe_is_quiet(shop):
    """`loyalty ... | head` says nothing about the pipe."""
    (shop / "many.jsonl").write_text("".join(_purchase(number) for number in range(2_000)))
    line = f"{sys.executable} -m loyalty_cli explain shop.toml many.jsonl --member m --format json"
    done = subprocess.run(["bash", "-c", f"{line} | head -c 20"], capture_output=True, env=ENVIRONMENT, check=False)

    assert (b"", 20) == (done.stderr, len(done.stdout))


def _purchase(number):
    kind = '"purchase", "amount": "1.00"' if number else '"enrol"'
    return f'{{"id": "{number}", "member": "m", "kind": {kind}, "at": "2024-01-05T09:00:00+08:00"}}\n'


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_leaves_nothing_behind(shop, sent, code):
    """Ctrl-C and the system's stop end quietly, without a half-written file and without a temporary directory."""
    before = sorted(path.name for path in shop.iterdir())
    temporary = shop / "temporary"
    temporary.mkdir()
    line = [sys.executable, "-m", "loyalty_cli", "run", "shop.toml", "-", "--in-memory", "0", "--out", "out.csv"]
    environment = {**ENVIRONMENT, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        process.stdin.write(_purchase(0).encode())
        process.stdin.flush()
        while process.poll() is None and not list(temporary.glob("*/members")):
            time.sleep(0.01)
        process.send_signal(sent)
        printed, complained = process.communicate()

    assert (code, b"", b"") == (process.returncode, printed, complained)
    assert ([*before, "temporary"], []) == (sorted(path.name for path in shop.iterdir()), list(temporary.iterdir()))
