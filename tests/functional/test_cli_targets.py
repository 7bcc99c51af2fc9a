"""`loyalty targets`: what it prints and writes, and that nothing but the events decides it."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PROGRAM = """\
[program]
id = "mobile"
name = { zh = "移动", en = "Mobile" }
version = "1"
effective_from = 2023-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[events.contact]

[[targets]]
id = "churn"
name = { zh = "离网率", en = "Churn" }
period = "year"
figures.lost = { members = "left", name = { zh = "离网", en = "lost" } }
figures.base = { members = "start", name = { zh = "年初", en = "at the start" } }
value = "lost / base"
require = "value < 3.5%"

[[targets]]
id = "coverage"
period = "quarter"
figures.reached = { members_with = "contact" }
figures.all = { members = "ever" }
value = "reached / all"
require = "value == 100%"
"""
TEXT = """\
Mobile (1), at 2024-06-01T10:00:00+08:00 (the latest instant in the data)
events  402

✗ Churn, 2024 so far: missed; value 3.5%, required value is less than 3.5%, exactly at the limit, which is not enough; \
at the start 200, lost 7; lost: at most 6, 1 too many  [mobile.toml:18]
✗ coverage, 2024-Q2 so far: missed; value 96.5%, required value is exactly 100%, 3.5 percentage points apart; \
all 200, reached 193; reached: exactly 200, 7 apart  [mobile.toml:26]

rejections  2
  cancelled  1  after the membership ended
    c0  {file}:{line}  the membership is cancelled
  unknown-kind  1  the program declares no such kind
    odd  {file}:{other}  kind: the program has no such kind of event (write contact)
"""
CHINESE = """\
移动 (1), 截至 2025-01-15T00:00:00+08:00
事件  402

✗ 离网率，2024：未达成；数值 3.5%，要求数值低于 3.5%，恰好等于界限，尚不够；\
年初 200，离网 7；离网：至多 6，多出 1  [mobile.toml:18]
"""


def events():
    """Two hundred members, of whom seven leave; all others are contacted, and one who has left."""
    found = []
    for number in range(200):
        member = f"m{number}"
        found.append({"id": f"a{number}", "member": member, "kind": "enrol", "at": "2023-05-01T10:00:00+08:00"})
        if number < 7:
            found.append({"id": f"b{number}", "member": member, "kind": "cancel", "at": "2024-05-01T10:00:00+08:00"})
        else:
            found.append({"id": f"c{number}", "member": member, "kind": "contact", "at": "2024-06-01T10:00:00+08:00"})
    found.append({"id": "c0", "member": "m0", "kind": "contact", "at": "2024-06-01T10:00:00+08:00"})
    found.append({"id": "odd", "member": "m1", "kind": "contacts", "at": "2024-06-01T10:00:00+08:00"})
    return found


@pytest.fixture
def mobile(shop):
    """A directory with the program and its events as JSON Lines."""
    (shop / "mobile.toml").write_text(PROGRAM, "utf-8")
    (shop / "mobile.jsonl").write_text("".join(json.dumps(each) + "\n" for each in events()), "utf-8")
    return shop


def test_text(said, mobile):
    """Each target with its figures and its place, what would be enough, and the events that did not count."""
    expected = TEXT.format(file="mobile.jsonl", line=401, other=402)

    assert (0, expected) == said("targets", "mobile.toml", "mobile.jsonl")


def test_chinese(said, mobile):
    """The program's own names and Chinese words, for a period that is over."""
    code, text = said(
        "targets", "mobile.toml", "mobile.jsonl", "--period", "2024", "--at", "2025-01-15", "--language", "zh"
    )

    assert (0, CHINESE) == (code, text.partition("\n未受理")[0])


@pytest.mark.parametrize("form", ["csv", "parquet", "shuffled", "on disk", "two processes"])
def test_the_same_however_it_is_read(said, mobile, form):
    """Neither the form of the file, nor the order, nor how it is worked off changes the result."""
    rows, name, more = events(), "mobile.jsonl", []
    if form == "csv":
        name = "mobile.csv"
        with (mobile / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    elif form == "parquet":
        name = "mobile.parquet"
        pq.write_table(pa.Table.from_pylist(rows), mobile / name)
    elif form == "shuffled":
        rows.sort(key=lambda each: each["id"][::-1])
        (mobile / name).write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    else:
        more = ["--in-memory", "0"] if form == "on disk" else ["--workers", "2"]
    results = [
        json.loads(said("targets", "mobile.toml", *given, "--format", "json")[1])
        for given in (["mobile.jsonl", "--period", "2024"], [name, "--period", "2024", *more])
    ]
    wanted = [{"churn": ("0.035", "missed", {"base": 200, "lost": 7})}] * 2

    assert wanted == [
        {each["target"]: (each["value"], each["state"], each["figures"]) for each in one["targets"]} for one in results
    ]
    assert [{"cancelled": 1, "unknown-kind": 1}] * 2 == [
        {each["code"]: each["count"] for each in one["rejections"]} for one in results
    ]


def test_json(said, mobile):
    """The same as one document, with exact numbers as text where they are not whole."""
    document = json.loads(said("targets", "mobile.toml", "mobile.jsonl", "--format", "json")[1])
    churn, coverage = document["targets"]

    assert (402, True, "mobile") == (document["events"], document["at_from_data"], document["program"]["id"])
    assert {"figure": "lost", "op": "<=", "limit": 6, "gap": 1, "kept": False} == churn["limits"][0]
    assert ("2024-Q2", "2024-04-01T00:00:00+08:00", "2024-07-01T00:00:00+08:00", True, "0.035") == (
        coverage["period"],
        coverage["starts"],
        coverage["ends"],
        coverage["so_far"],
        coverage["gap"],
    )


def test_rows(said, mobile):
    """A row for each result."""
    code, text = said("targets", "mobile.toml", "mobile.jsonl", "--out", "out.csv")
    expected = """\
target,group,period,so_far,state,value,gap,figures,where
churn,,2024,true,missed,0.035,0,base=200 lost=7,mobile.toml:18
coverage,,2024-Q2,true,missed,0.965,0.035,all=200 reached=193,mobile.toml:26
"""

    assert (0, True) == (code, text.endswith("\nwritten to out.csv\n"))
    assert expected == (mobile / "out.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        (["--period", "26"], 2, "--period 26: this is not the name of a calendar period"),
        (["--period", "2026"], 2, "--period 2026: the period 2026 has not begun at the instant asked for"),
        (
            ["--period", "2024-06"],
            2,
            "--period 2024-06: no target is measured over such a period; theirs are quarter, year",
        ),
        (["--period", ""], 2, "it is empty"),
        (["--out", "mobile.xlsx"], 2, "its name must end in"),
        (["--at", "soon"], 2, "this is not an instant"),
        (["--at", "9999-12-31"], 2, "Error: the instant asked for lies outside the years 1900 to 2199"),
        (["--strict"], 1, "Churn, 2024 so far: missed"),
    ],
)
def test_exit_codes(said, mobile, more, code, message):
    """What is not understood, and with --strict what is not met or was rejected, has its exit code."""
    found, text = said("targets", "mobile.toml", "mobile.jsonl", *more)

    assert code == found
    assert message in text


def test_strict_when_all_is_well(said, mobile):
    """Targets that are met, of events that all count, leave the exit code alone."""
    rows = [each for each in events() if each["id"] not in {"odd", "c0", "b6"}]
    (mobile / "mobile.jsonl").write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")

    assert 0 == said("targets", "mobile.toml", "mobile.jsonl", "--period", "2024", "--strict")[0]


def test_a_program_without_targets(said, shop):
    """There is nothing to measure, and that is said."""
    assert (2, "Error: the program has no targets\n") == said("targets", "shop.toml", "events.jsonl")
