"""What the system does to a command: full disks, closed files, Ctrl-C before anything has begun."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from textwrap import dedent

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
COMMANDS = [
    "--help",
    "--version",
    "run --help",
    "completion bash",
    "check shop.toml",
    "run shop.toml events.jsonl",
    "explain shop.toml events.jsonl --member wang",
]


def shell(line):
    """Run a line of a shell, in which `loyalty` is the command line; return its code and both outputs."""
    whole = f'loyalty() {{ "{sys.executable}" -m loyalty_cli "$@"; }}; {line}'
    done = subprocess.run(["bash", "-c", whole], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk(shop, command):
    """An output that cannot be written is said so, whatever prints it."""
    assert (4, "", "Error: No space left on device\n") == shell(f"loyalty {command} >/dev/full")


@pytest.mark.parametrize("command", ["--help", "run shop.toml events.jsonl", "explain shop.toml events.jsonl"])
def test_a_closed_standard_output(shop, command):
    """A command that could tell nobody its result does not begin."""
    said = "Error: the standard output is closed; send it to /dev/null if it is not wanted\n"

    assert (4, "", said) == shell(f"loyalty {command} >&-")


@pytest.mark.parametrize("redirect", ["2>/dev/full", "2>&-"])
@pytest.mark.parametrize(("events", "code"), [("events.jsonl", 0), ("gone.jsonl", 4)])
def test_a_standard_error_that_takes_nothing(shop, redirect, events, code):
    """The exit code is right even when the message cannot be written."""
    assert code == shell(f"loyalty run shop.toml {events} {redirect}")[0]


def test_a_closed_standard_input(shop):
    """Reading from a standard input that is not there is an input that cannot be read."""
    assert (4, "", "Error: -: the standard input is closed\n") == shell("loyalty run shop.toml - <&-")


def test_help_for_a_reader_who_leaves():
    """The code of a closed pipe holds for help too."""
    assert (0, "141\n", "") == shell("loyalty --help | true; echo ${PIPESTATUS[0]}")


def test_ctrl_c_at_the_first_import():
    """Ctrl-C while the command is still being imported ends it quietly."""
    code = dedent(f"""
        import builtins, os, signal, sys
        from loyalty_cli.main import main
        real = builtins.__import__
        def importing(name, *rest):
            if name == "click":
                os.kill(os.getpid(), {int(signal.SIGINT)})
            return real(name, *rest)
        builtins.__import__ = importing
        sys.argv = ["loyalty", "--help"]
        main()
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False)

    assert (130, "", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("option", ["--at", "--member"])
def test_an_empty_option(said, shop, option):
    """`--at "$DAY"` without a DAY is not the same as no `--at`."""
    code, text = said("run", "shop.toml", "events.jsonl", option, "")

    assert 2 == code
    assert text.endswith(f"Error: Invalid value for '{option}': it is empty\n")


BROKEN = {
    "utf16.jsonl": ('{"id": "1"}\n'.encode("utf-16"), "not-utf-8  1  not UTF-8 text: save it as UTF-8"),
    "packed.jsonl": (b"\x1f\x8b\x08\x00\x01\n", "not-utf-8  1  not UTF-8 text"),
    "naive.csv": (b"id,member,kind,at\n1,w,enrol,2024-02-05T09:00\n", "naive-time  1  a time without its offset"),
    "other.csv": (b"id,member,kind,at\n1,w,walk,2024-02-05T09:00Z\n", "unknown-kind  1  the program declares no such"),
}


@pytest.mark.parametrize("command", [("run",), ("explain", "--member", "w")])
@pytest.mark.parametrize("name", BROKEN)
def test_events_of_which_none_can_be_read(said, shop, command, name):
    """When no event has an instant, the rejections come first: they are the reason."""
    content, words = BROKEN[name]
    (shop / name).write_bytes(content)
    code, text = said(command[0], "shop.toml", name, *command[1:])

    assert 4 == code
    assert text.startswith("rejections  ")
    assert words in text
    assert "events could be read; the rejections say why\n" in text


def test_events_of_which_none_can_be_read_as_json(said, shop):
    """The rejections are a document too."""
    (shop / "naive.csv").write_bytes(BROKEN["naive.csv"][0])
    code, text = said("run", "shop.toml", "naive.csv", "--format", "json")

    assert 4 == code
    assert text.startswith('{"events": 1, "rejections": [{"code": "naive-time", "count": 1,')


TIMES = {
    "beyond the years": pa.array([2**62], type=pa.timestamp("us", tz="UTC")),
    "a far date": pa.array([2**30], type=pa.date32()),
    "a long duration": pa.array([2**62], type=pa.duration("s")),
    "no such zone": pa.array([1_700_000_000], type=pa.timestamp("s", tz="Mars/Nowhere")),
    "in a list": pa.array([[2**62]], type=pa.list_(pa.timestamp("us", tz="UTC"))),
    "of a day": pa.array([5], type=pa.time64("ns")),
}


@pytest.mark.parametrize("name", TIMES)
def test_odd_times_in_parquet(said, shop, name):
    """A time that no calendar holds is refused as one; its neighbours in the file are read."""
    whole = {"id": ["1"], "member": ["w"], "kind": ["enrol"]}
    pq.write_table(pa.table({**whole, "at": TIMES[name]}), shop / "odd.parquet")
    code, text = said("run", "shop.toml", "odd.parquet")

    assert 4 == code
    assert "bad-time  1  not a date and time" in text


def test_neighbours_of_an_odd_time(said, shop):
    """One odd time does not spoil a file."""
    good = int(datetime(2024, 2, 5, tzinfo=UTC).timestamp() * 1_000_000)
    at = pa.array([good, 2**62], type=pa.timestamp("us", tz="UTC"))
    table = pa.table({"id": ["1", "2"], "member": ["w", "v"], "kind": ["enrol", "enrol"], "at": at})
    pq.write_table(table, shop / "odd.parquet")
    code, text = said("run", "shop.toml", "odd.parquet")

    assert 0 == code
    assert "members  1\n" in text
    assert "rejections  1\n" in text


HEADERS = {
    "gbk.csv": ("id,member,kind,at,姓名\n".encode("gbk"), "the header row is not UTF-8; save the file as UTF-8"),
    "semicolons.csv": (b"id;member;kind;at\n", "its cells are divided by ';', and a comma is wanted"),
    "tabs.csv": (b"id\tmember\tkind\tat\n", "its cells are divided by '\\t', and a comma is wanted"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_that_no_column_can_be_read_from(said, shop, name):
    """What a spreadsheet writes by default is named, with what it should write."""
    content, words = HEADERS[name]
    (shop / name).write_bytes(content)
    code, text = said("run", "shop.toml", name)

    assert 4 == code
    assert words in text


def test_a_table_on_the_standard_input(said, shop):
    """Whoever pipes CSV is told what is read there."""
    code, text = said("run", "shop.toml", "-", input="id,member,kind,at\n1,w,enrol,2024-02-05T09:00Z\n")

    assert 4 == code
    assert text.endswith("the rejections say why; the standard input is read as JSON Lines\n")


def test_a_tier_without_its_question(said, shop):
    """A word that is no file is probably a tier."""
    code, text = said("explain", "shop.toml", "events.jsonl", "gold", "--member", "wang")

    assert 2 == code
    assert text.endswith("Error: `gold` is no file of events; a tier stands behind why or why-not: why gold\n")


def test_a_tier_by_its_name(said, shop):
    """The name that people see is answered with the id."""
    code, text = said("explain", "shop.toml", "events.jsonl", "--member", "wang", "why-not", "金卡")

    assert (2, "Error: there is no tier, benefit, metric, promise or request `金卡` (gold)\n") == (code, text)


def test_an_option_before_the_command(said, shop):
    """Where options stand is said."""
    code, text = said("--language", "zh", "check", "shop.toml")

    assert 2 == code
    assert "No such option '--language'. Options stand behind the command: loyalty check ..." in text


def test_a_program_given_for_scenarios(said, shop):
    """One sentence, not one for every table."""
    code, text = said("test", "shop.toml")

    assert 1 == code
    assert "LOY902 error: this is a program, not a file of scenarios about one\n" in text
    assert text.endswith("\n1 error in scenario files, 0 passed\n")
