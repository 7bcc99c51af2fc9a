"""The command line prints and writes no personal data, in whatever form and however it fails."""

import csv
import json

import pyarrow.parquet as pq
import pytest

from loyalty_cli.exits import Exit
from tests.property.strategies.secrets import FIELDS, HEAD, PARTS

PROGRAM = HEAD + FIELDS.format(pii='pii = true, seen_by = ["office"]') + "".join(PARTS.values())
MARKS = ("Qsurname", "1961-09-23", "6351937.41", "635193741", "7391846", "7291845", "Qitem", "Qarticle", "8351937.42",
         "835193742", "7391847", "612345671", "Qillness", "T07:11:13", "612345672", "7391849", "1962-10-24", "Qwhat",
         "T05:17:19", "612345673", "Qby")  # fmt: skip
ENROL = {"id": "1", "member": "m", "kind": "enrol", "at": "2024-01-02T10:00:00+08:00", "as": "company",
         "surname": "Qsurname", "birthday": "1961-09-23", "income": "6351937.41", "quotient": "0.7391846",
         "part": "72.91845"}  # fmt: skip
LINE = {"amount": "50.00", "item": "Qitem", "weight": "0.7391847"}
BOUGHT = {"id": "2", "member": "m", "kind": "purchase", "at": "2024-02-01T10:00:00+08:00", "amount": "50.00",
          "tip": "8351937.42", "article": "Qarticle", "lines": [LINE]}  # fmt: skip
EVENTS = [
    ENROL,
    BOUGHT,
    {"id": "3", "member": "m", "kind": "trade", "at": "2024-02-02T10:00:00+08:00", "delta": 612345671},
    {"id": "4", "member": "m", "kind": "exam", "at": "2024-03-05T10:00:00+08:00", "illness": "Qillness",
     "since": "2024-03-05T07:11:13+08:00", "grade": 612345672, "loss": "0.7391849", "birth": "1962-10-24"},
    {"id": "5", "member": "m", "kind": "ask", "at": "2024-03-06T10:00:00+08:00", "what": "Qwhat",
     "start": "2024-03-20T05:17:19+08:00", "people": 612345673, "taken": 3, "by": "Qby"},
    {"id": "6", "member": "m", "kind": "ask", "at": "2024-03-07T10:00:00+08:00", "what": "Qwhat",
     "start": "2024-03-20T05:17:19+08:00", "people": 1, "taken": 3, "by": "Qby"},
]  # fmt: skip
BAD = [
    {**ENROL, "id": "b1", "birthday": "Qsurname"},
    {**ENROL, "id": "b2", "income": "6351937.415"},
    {**ENROL, "id": "b3", "surname": 1, "part": "Qsurname"},
    {**ENROL, "id": "b4", "as": "Qsurname"},
    {**BOUGHT, "id": "b5", "lines": [{**LINE, "weight": "Qitem"}]},
    {**BOUGHT, "tip": "8351937.41"},
]
BROKEN = [
    '{"id": "c1", "surname": "Qsurname", ',
    '{"id": "c2", "surname": "Qsurname", "surname": "Qsurname"}',
    '{"id": "c3", "surname": NaN, "birthday": "1961-09-23"}',
    '["Qsurname"]',
    '"Qsurname"',
    '{"id": "Qsurname\\u0000", "member": "m"}',
    '{"id": "c4", "member": "m", "kind": "Qsurname", "at": "2024-01-02T10:00:00+08:00"}',
    '{"id": "c5", "member": "m", "kind": "enrol", "at": "Qsurname"}',
    '{"id": "c6", "member": "m", "kind": "enrol", "at": "2024-01-02T10:00:00+08:00", "surname": 1E400}',
]
SCENARIOS = """program = "program.toml"

[[scenario]]
name = "nothing is as expected"
events = [{{ at = 2024-02-01T10:00, id = "e", enrol = {enrol} }}, {{ at = 2024-02-01T10:00, purchase = {bought} }}]
expect = [
  {{ at = 2024-02-02T10:00, tier = "b", missing = {{ b = {{ tips = 1 }} }} }},
  {{ at = 2024-02-02T10:00, metrics = {{ tips = 1, last_article = "x", weights = 1, mark = 1 }} }},
  {{ at = 2024-02-02T10:00, view = {{ role = "office", fields = {{ surname = "x", birthday = 2000-01-01 }} }} }},
  {{ at = 2024-02-02T10:00, view = {{ role = "doctor", shown = ["surname"] }} }},
  {{ at = 2024-02-02T10:00, classes = {{ tips = {{ share = 3 }} }} }},
  {{ at = 2024-02-02T10:00, granted = ["item"], benefits = {{ rich = "window", on-the-day = "granted" }} }},
]
"""


@pytest.fixture
def marked(here):
    """A directory with the program, and marked events in three forms."""
    (here / "program.toml").write_text(PROGRAM, "utf-8")
    lines = [json.dumps(each) for each in (*EVENTS, *BAD)]
    (here / "events.jsonl").write_text("\n".join([*lines, *BROKEN]) + "\n", "utf-8")
    flat = [{key: value for key, value in each.items() if key != "lines"} for each in (*EVENTS, *BAD)]
    columns = list(dict.fromkeys(key for each in flat for key in each))
    with (here / "events.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(flat)
        file.write("c1,m,Qsurname\n" + "Qsurname," * 40 + "\n" + 'c2,m,enrol,"Qsurname\n')
    enrol = {key: value for key, value in ENROL.items() if key not in {"id", "member", "kind", "at"}}
    bought = {key: value for key, value in BOUGHT.items() if key not in {"id", "member", "kind", "at"}}
    text = SCENARIOS.format(enrol=_inline(enrol), bought=_inline(bought))
    (here / "marked.scenario.toml").write_text(text, "utf-8")
    return here


def _inline(value):
    """Write a value as TOML in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(each)}" for key, each in value.items()) + " }"
    return f"[{', '.join(map(_inline, value))}]" if isinstance(value, list) else json.dumps(value)


def _told(text):
    return [mark for mark in MARKS if mark in text]


RUN = ("run", "program.toml", "events.jsonl", "--at", "2024-04-01")
EXPLAIN = ("explain", "program.toml", "events.jsonl", "--member", "m", "--at", "2024-04-01")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "command",
    [
        RUN,
        (*RUN, "--format", "json"),
        (*RUN, "--strict"),
        (*RUN, "--in-memory", "0"),
        ("run", "program.toml", "events.csv", "--at", "2024-04-01"),
        ("run", "program.toml", "events.csv", "--at", "2024-04-01", "--format", "json"),
        EXPLAIN,
        (*EXPLAIN, "--format", "json"),
        (*EXPLAIN, "why-not"),
        (*EXPLAIN, "why-not", "--format", "json"),
        (*EXPLAIN, "why", "a"),
        (*EXPLAIN, "why-not", "b"),
        (*EXPLAIN, "why-not", "c"),
        (*EXPLAIN, "why", "rich"),
        (*EXPLAIN, "why", "on-the-day"),
        (*EXPLAIN, "why", "nothing"),
        ("explain", "program.toml", "events.csv", "--member", "m", "--at", "2024-04-01"),
        ("due", "program.toml", "events.jsonl", "--at", "2024-04-01"),
        ("due", "program.toml", "events.jsonl", "--at", "2024-04-01", "--format", "json"),
        ("due", "program.toml", "events.csv", "--at", "2024-04-01", "--role", "doctor"),
        ("targets", "program.toml", "events.jsonl", "--at", "2024-04-01", "--period", "2024"),
        ("targets", "program.toml", "events.jsonl", "--at", "2024-04-01", "--period", "2024", "--format", "json"),
        ("check", "program.toml"),
        ("check", "events.jsonl"),
        ("run", "program.toml", "program.toml"),
    ],
    ids=" ".join,
)
def test_nothing_is_printed(marked, said, command, language):
    """No command prints a marked value, whether it succeeds or not."""
    given = (*command, "--language", language)
    code, output = said(*given)

    assert output.strip()
    assert code != Exit.PROGRAM
    assert [] == _told(output)


def test_failing_scenarios_print_no_value(marked, said):
    """A scenario that fails tells what was expected, and not what personal data are instead."""
    code, output = said("test", "marked.scenario.toml")

    assert (1, True) == (code, "another value" in output)
    assert [] == _told(output)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_nothing_is_written(marked, said, form):
    """A table of members has masks where personal data would be."""
    out = marked / f"members.{form}"
    _code, output = said(*RUN, "--out", out)
    text = str(pq.read_table(out).to_pylist()) if form == "parquet" else out.read_text("utf-8")

    assert "m" in text
    assert [] == _told(output + text)


def test_the_marks_are_in_the_events(marked):
    """Every mark is in what the commands read, so that its absence says something."""
    text = (marked / "events.jsonl").read_text("utf-8").replace("72.91845", "7291845")

    assert set(MARKS) - {"635193741", "835193742"} == set(_told(text))
