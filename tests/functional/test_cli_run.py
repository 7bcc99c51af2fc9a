"""`loyalty run`: what it prints and writes, and that nothing but the events decides it."""

import builtins
import csv
import json
import random
import subprocess
import sys
from itertools import product
from textwrap import dedent

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

TEXT = """\
Tea on the corner (1), at 2024-04-03T19:00:00+08:00 (the latest instant in the data)
events  8

members  3
  active  2
  none    1

tiers  main
  none    0
  Silver  1
  Gold    1

Leaves
  issued       2,616
  redeemed       150
  lapsed           0
  reversed         0
  debt             0
  available    2,466
  pending          0
  held             0
  outstanding  2,466  = available + pending + held

rejections  2
  insufficient  1  more points than are available
    7  events.jsonl:7  9000 points asked, 1950 available
  not-enrolled  1  before the member's enrolment
    8  events.jsonl:8  the member is not enrolled at this instant
"""

CHINESE = """\
街角茶铺 (1), 截至 2025-07-01T00:00:00+08:00
事件  8

会员  3
  有效  2
  无    1

等级  main
  无    0
  银卡  1
  金卡  1

茶叶
  发放    2,616
  兑换      150
  失效    2,466
  扣回        0
  欠分        0
  可用        0
  待生效      0
  预留        0
  未兑付      0  = 可用 + 待生效 + 预留

未受理  2
  insufficient  1  可用积分不足
    7  events.jsonl:7  申请 9000 分，可用 1950 分
  not-enrolled  1  发生在会员入会之前
    8  events.jsonl:8  会员在此刻尚未入会
"""

ROWS = """\
member,status,number,tier.main,points.available,points.pending,points.held,points.debt,points.issued,points.spent,\
points.lapsed,points.reversed,metric.mean,metric.spend,metric.tea,metric.visits
li,active,755 00002,gold,1950,0,0,0,2100,150,0,0,2100.00,2100.00,2000.00,1
wang,active,755 00001,silver,516,0,0,0,516,0,0,0,258.30,516.50,0.00,2
zhao,none,,none,0,0,0,0,0,0,0,0,0.00,0.00,0.00,0
"""


def test_text(said, shop):
    """Members by status and tier, points by account, rejections with their places; the instant is that of the data."""
    assert (0, TEXT) == said("run", "shop.toml", "events.jsonl")


def test_chinese(said, shop):
    """The program's own names and Chinese words; at a later instant points have lapsed by themselves."""
    assert (0, CHINESE) == said("run", "shop.toml", "events.jsonl", "--at", "2025-07-01", "--language", "zh")


@pytest.mark.parametrize("at", ["2025-06-30T16:00:00+00:00", "2025-07-01T00:00", "2025-07-01"])
def test_instants(said, shop, at):
    """A date is its first instant, a time without offset is local time of the program."""
    assert "at 2025-07-01T00:00:00+08:00\n" in said("run", "shop.toml", "events.jsonl", "--at", at)[1]


def test_json(said, shop):
    """The same as one document."""
    code, text = said("run", "shop.toml", "events.jsonl", "--format", "json", "--out", "out.csv")
    document = json.loads(text)
    rejections = document.pop("rejections")
    expected = {
        "program": {"id": "tea-corner", "version": "1", "hash": document["program"]["hash"]},
        "at": "2024-04-03T19:00:00+08:00",
        "at_from_data": True,
        "files": ["events.jsonl"],
        "events": 8,
        "members": {"total": 3, "active": 2, "paused": 0, "cancelled": 0, "none": 1},
        "tiers": {"main": {"none": 0, "silver": 1, "gold": 1}},
        "points": {
            "issued": 2616,
            "spent": 150,
            "lapsed": 0,
            "reversed": 0,
            "debt": 0,
            "available": 2466,
            "pending": 0,
            "held": 0,
            "outstanding": 2466,
        },
        "out": "out.csv",
    }
    first = {
        "code": "insufficient",
        "count": 1,
        "examples": [{"event": "7", "place": "events.jsonl:7", "message": "9000 points asked, 1950 available"}],
    }

    assert (0, expected, first) == (code, document, rejections[0])


def test_one_member(said, shop):
    """With `--member`, everything that is known of one member."""
    expected = dedent("""\
        Tea on the corner (1), at 2024-04-03T19:00:00+08:00 (the latest instant in the data)
        events  8

        member            wang
        status            active
        number            755 00001
        tier.main         silver
        points.available  516
        points.pending    0
        points.held       0
        points.debt       0
        points.issued     516
        points.spent      0
        points.lapsed     0
        points.reversed   0
        metric.mean       258.30
        metric.spend      516.50
        metric.tea        0.00
        metric.visits     2
    """)

    assert (0, expected) == said("run", "shop.toml", "events.jsonl", "--member", "wang")


def test_nobody(said, shop):
    """A member nobody has heard of is a slip."""
    expected = "Error: no event is about a member `who`\n"

    assert (2, expected) == said("run", "shop.toml", "events.jsonl", "--member", "who")


def test_rows(said, shop):
    """A row for each member, by id, with exact decimals."""
    code, text = said("run", "shop.toml", "events.jsonl", "--out", "out.csv")

    assert (0, TEXT + "\nwritten to out.csv\n") == (code, text)
    assert ROWS == (shop / "out.csv").read_text("utf-8")


def test_rows_in_every_form(said, shop):
    """The same rows as CSV, JSON Lines and Parquet."""
    for name in ("out.csv", "out.jsonl", "out.parquet"):
        assert 0 == said("run", "shop.toml", "events.jsonl", "--out", name)[0]
    rows = [json.loads(line) for line in (shop / "out.jsonl").read_text("utf-8").splitlines()]
    table = pq.read_table(shop / "out.parquet")

    assert rows == [{k: str(v) if k in AMOUNTS else v for k, v in row.items()} for row in table.to_pylist()]
    assert list(csv.DictReader(ROWS.splitlines())) == [
        {k: "" if v is None else str(v) for k, v in row.items()} for row in rows
    ]


METRICS = """\
[program]
id = "metrics"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[events.purchase]
amount = "money"
shop = "text"
on_day = "date"

[metrics]
best = { max = "purchase.amount" }
count = { count = "purchase" }
day_of_last = { last = "purchase.on_day" }
shop_of_last = { last = "purchase.shop" }
dormant = { recency = "purchase" }
exact = { formula = "count / 3" }
rounded = { formula = "count / 3", zero_division = 0, digits = 3 }
"""


def test_every_type_of_metric(said, here):
    """Texts, dates, numbers that may be missing, and fractions that no decimal can hold, in every form of output."""
    (here / "metrics.toml").write_text(METRICS)
    events = [
        {"id": "1", "member": "a", "kind": "enrol", "at": "2024-01-01T10:00:00+08:00"},
        {"id": "2", "member": "b", "kind": "enrol", "at": "2024-01-01T10:00:00+08:00"},
        {"id": "3", "member": "b", "kind": "purchase", "at": "2024-01-02T10:00:00+08:00", "amount": "10.00"}
        | {"shop": "north", "on_day": "2024-01-02"},
    ]
    (here / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    for name in ("out.jsonl", "out.csv", "out.parquet"):
        assert 0 == said("run", "metrics.toml", "events.jsonl", "--at", "2024-01-10", "--out", name)[0]
    rows = [json.loads(line) for line in (here / "out.jsonl").read_text().splitlines()]
    table = pq.read_table(here / "out.parquet")
    metrics = {name: row for name, row in rows[1].items() if name.startswith("metric.")}
    expected = {
        "metric.best": "10.00",
        "metric.count": 1,
        "metric.day_of_last": "2024-01-02",
        "metric.shop_of_last": "north",
        "metric.dormant": 8,
        "metric.exact": "1/3",
        "metric.rounded": "0.333",
    }

    assert expected == metrics
    assert [None] * 3 == [rows[0][f"metric.{name}"] for name in ("day_of_last", "shop_of_last", "dormant")]
    assert ["decimal128(38, 2)", "int64", "date32[day]", "string", "int64", "string", "decimal128(38, 3)"] == [
        str(table.schema.field(name).type) for name in expected
    ]


AMOUNTS = {"metric.spend", "metric.tea", "metric.mean"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_standard_input(said, shop, workers):
    """`-` reads JSON Lines from a pipe, also beside worker processes."""
    line = [sys.executable, "-m", "loyalty_cli", "run", "shop.toml", "-", "--workers", workers]
    events = (shop / "events.jsonl").read_bytes()
    environment = {"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(line, input=events, capture_output=True, check=True, env=environment)

    assert TEXT.replace("events.jsonl", "-") == done.stdout.decode()


def test_broken_lines_do_not_stop_a_run(said, shop):
    """What cannot be read is counted with its place; personal data is not repeated."""
    broken = dedent("""\
        {"id": "b1", "member": "wang", "kind": "purchase", "at": "2024-03-08T11:30:00+08:00", "amount": NaN}
        {"id": "b2", "member": "wang", "kind": "purchase", "at": "2024-03-08T11:30:00", "amount": "1.00"}
        {"id": "b3", "member": "wang", "kind": "purchase", "at": "2024-03-08T11:30:00+08:00", "amount": "1.005"}
        {"id": "b4", "member": "wang", "kind": "update", "at": "2024-03-08T11:30:00+08:00", "surname": 13800000000}
        {"id": "b5", "member": "wang", "kind": "update", "at": "2024-03-08T11:30:00+08:00", "surnam": "欧阳"}
        {"id": "b6", "id": "b7"}
        欧阳
    """)
    (shop / "broken.jsonl").write_text(broken, "utf-8")
    code, text = said("run", "shop.toml", "events.jsonl", "broken.jsonl", "--out", "out.csv")

    expected = dedent("""\
        rejections  9
          duplicate-key  1  one key stands twice
            -  broken.jsonl:6  the key "id" stands twice
          insufficient  1  more points than are available
            7  events.jsonl:7  9000 points asked, 1950 available
          naive-time  1  a time without its offset from UTC
            b2  broken.jsonl:2  at: the time has no offset from UTC (write it with an offset, +08:00 or Z)
          not-a-number  1  a number that no field can hold
            -  broken.jsonl:1  NaN is not a number
          not-enrolled  1  before the member's enrolment
            8  events.jsonl:8  the member is not enrolled at this instant
          not-json  1  the line is not JSON
            -  broken.jsonl:7  Expecting value at column 1
          too-precise  1  an amount with more digits than the currency has
            b3  broken.jsonl:3  amount: an amount of money has at most 2 decimals here (round it where it comes from)
          unknown-field  1  the kind has no such field
            b5  broken.jsonl:5  surnam: this kind of event has no such field (write surname)
          wrong-type  1  a float, a text for a number, `true` for a number
            b4  broken.jsonl:4  surname: a text is wanted, not a whole number
    """)

    assert (0, expected) == (code, text[text.index("rejections") : text.index("\nwritten")])
    assert ROWS == (shop / "out.csv").read_text("utf-8")


def test_strict_stops_at_a_broken_line(said, shop):
    """With `--strict` a broken line ends the run, and nothing is written."""
    (shop / "broken.jsonl").write_text("{}\noops\n")
    arguments = ("run", "shop.toml", "events.jsonl", "broken.jsonl", "--strict", "--out", "out.csv")

    assert (1, "Error: broken.jsonl:2: not-json: Expecting value at column 1\n") == said(*arguments)
    assert not (shop / "out.csv").exists()


def test_strict_says_that_events_were_rejected(said, shop):
    """With `--strict` a run with rejections is complete, and ends with 1."""
    assert (1, TEXT) == said("run", "shop.toml", "events.jsonl", "--strict")


INSTANTS = '2024-06-30, 2024-06-30T18:00, 2024-06-30T18:00+08:00 or "end of 2024-06"'
FORM = "the form of this file is not known; its name must end in .jsonl, .ndjson, .csv, .parquet"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("shop.toml no.jsonl", 4, "no.jsonl: No such file or directory"),
        ("shop.toml empty.jsonl", 4, "there is no event from which the instant could be taken; give it with --at"),
        ("shop.toml empty.csv", 4, "empty.csv:1: the header row has no column `id`, `member`, `kind`, `at`"),
        ("shop.toml events.jsonl --at soon", 2, "--at soon: this is not an instant; write " + INSTANTS),
        ("shop.toml events.jsonl --out out.xls", 2, "out.xls: " + FORM),
        ("shop.toml events.xls", 4, "events.xls: " + FORM),
        ("shop.toml events.jsonl --out no/out.csv", 4, "no/out.csv: there is no directory no"),
    ],
)
def test_what_cannot_be_run(said, shop, arguments, code, message):
    """Each failure has its code and one sentence."""
    (shop / "empty.jsonl").touch()
    (shop / "empty.csv").touch()
    found, text = said("run", *arguments.split())

    assert (code, True) == (found, text.endswith(f"Error: {message}\n"))
    assert not (shop / "out.csv").exists()


def test_a_program_that_does_not_load(said, shop):
    """All mistakes of the program are shown, as text or as the document that `loyalty check` prints."""
    first = "Error: no.toml: the program does not load; 1 error\nno.toml: LOY200 error: the file cannot be read"
    code, text = said("run", "no.toml", "events.jsonl")
    document = said("run", "no.toml", "events.jsonl", "--format", "json")

    assert (3, True) == (code, text.startswith(first))
    assert (3, said("check", "no.toml", "--format", "json")[1]) == document


def test_without_pyarrow(said, shop, monkeypatch):
    """Where pyarrow is not installed, the extra that brings it is named, and nothing else is affected."""
    (shop / "events.parquet").touch()
    real = builtins.__import__

    def importing(name, *rest):
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    message = "needs the extra `parquet`"

    assert 0 == said("run", "shop.toml", "events.jsonl", "--out", "out.csv")[0]
    for arguments in (["events.parquet"], ["events.jsonl", "--out", "out.parquet"]):
        code, text = said("run", "shop.toml", *arguments)

        assert (4, True) == (code, message in text)
    assert not (shop / "out.parquet").exists()


def test_several_versions(said, shop):
    """Facts use the version in force when they happened (semantics 27); the report speaks of the one at the instant."""
    text = (shop / "shop.toml").read_text("utf-8")
    later = text.replace('version = "1"', 'version = "2"').replace("2024-01-01", "2024-04-01")
    (shop / "later.toml").write_text(later.replace('per = "1.00"', 'per = "10.00"'), "utf-8")
    code, report = said("run", "later.toml", "events.jsonl", "--earlier", "shop.toml", "--format", "json")
    document = json.loads(report)

    assert (0, "2", 726) == (code, document["program"]["version"], document["points"]["issued"])


def test_events_in_every_form(said, shop):
    """JSON Lines, CSV and Parquet with the same events give the same rows."""
    events = [json.loads(line) for line in (shop / "events.jsonl").read_text("utf-8").splitlines()]
    _write_csv(shop / "events.csv", events)
    pq.write_table(_table(events), shop / "events.parquet", row_group_size=3)
    for name, workers in product(("events.jsonl", "events.csv", "events.parquet"), ("1", "2")):
        assert 0 == said("run", "shop.toml", name, "--out", "out.csv", "--workers", workers)[0]

        assert ROWS == (shop / "out.csv").read_text("utf-8")


def _write_csv(path, events):
    """Write one row for each order line."""
    names = ["id", "member", "kind", "at", "surname", "amount", "points", "lines.category", "lines.amount"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for event in events:
            plain = {name: value for name, value in event.items() if name != "lines"}
            for line in event.get("lines", [{}]):
                writer.writerow({**plain, **{f"lines.{name}": value for name, value in line.items()}})


def _table(events):
    """Return the events with nested order lines."""
    names = ["id", "member", "kind", "at", "surname", "amount", "points"]
    line = pa.struct({"category": pa.string(), "amount": pa.string()})
    columns = {name: pa.array([event.get(name) for event in events]) for name in names}
    return pa.table({**columns, "lines": pa.array([event.get("lines") for event in events], pa.list_(line))})


def _crowd(seed, members=60):
    """Return events of many members, with merges, shared ids, duplicates, late facts and corrections among them."""
    luck = random.Random(seed)  # noqa: S311 - a crowd that is the same each time
    events = []

    def event(name, member, kind, day, **fields):
        at = f"2024-{1 + day // 28:02}-{1 + day % 28:02}T10:00:00+08:00"
        events.append({"id": name, "member": member, "kind": kind, "at": at, **fields})

    for number in range(members):
        member = f"m{number}"
        given = {"region": "755", "serial": 900} if number in (17, 30, 31, 41) else {}
        event(f"{member}-0", member, "enrol", luck.randrange(30), **{"region": luck.choice(["755", "20"]), **given})
        for step in range(1, luck.randrange(2, 25)):
            day, amount = luck.randrange(300), f"{luck.randrange(1, 900)}.{luck.randrange(100):02}"
            kind = luck.choice(["purchase", "purchase", "purchase", "refund", "redeem"])
            fields = {
                "purchase": {"amount": amount},
                "refund": {"of": f"{member}-{luck.randrange(1, step + 1)}"},
                "redeem": {"points": luck.randrange(1, 500)},
            }[kind]
            event(f"{member}-{step}", member, kind, day, **fields)
    event("merge-1", "m3", "merge", 200, absorbs="m41")
    event("merge-2", "m17", "merge", 210, absorbs="m3")
    event("merge-3", "m17", "merge", 220, absorbs="m17")
    event("shared", "m5", "purchase", 50, amount="70.00")
    event("shared", "m9", "purchase", 51, amount="80.00")
    event("void-1", "m20", "void", 280, of="m20-1")
    events += luck.sample(events, 20)
    luck.shuffle(events)
    return events


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_but_the_events_decides(said, shop, seed):
    """The order of events and files, the number of workers and the way through memory or files change nothing."""
    events = _crowd(seed)
    found = set()
    ways = [("1", "0"), ("1", "100"), ("1", "250000"), ("2", "0")]
    for turn, (workers, memory) in enumerate(ways):
        random.Random(turn).shuffle(events)  # noqa: S311 - an order that is the same each time
        for name, some in (("a.jsonl", events[:300]), ("b.jsonl", events[300:])):
            (shop / name).write_text("".join(json.dumps(one) + "\n" for one in some))
        files = ["a.jsonl", "b.jsonl"][:: 1 if turn % 2 else -1]
        options = ["--workers", workers, "--in-memory", memory, "--out", "out.csv", "--format", "json"]
        code, text = said("run", "shop.toml", *files, *options)
        document = json.loads(text)
        assert 0 == code
        examples = [
            (one["code"], one["count"], [e["event"] for e in one["examples"]]) for one in document["rejections"]
        ]
        document = {k: v for k, v in document.items() if k not in {"files", "rejections"}}
        found.add((json.dumps(document), json.dumps(examples), (shop / "out.csv").read_text()))

    assert 1 == len(found)
    ((_, examples, _),) = found
    codes = {code: count for code, count, _ in json.loads(examples)}
    assert {"conflict", "wrong-type", "insufficient", "refund-exceeds"} <= codes.keys()
    assert 2 == codes["serial-taken"]


@pytest.mark.parametrize("member", ["m5", "m17", "m20", "m41"])
def test_one_member_is_the_same_alone(said, shop, member):
    """`--member` shows what the row of that member in the whole population says, merged or in conflict as he may be."""
    (shop / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in _crowd(3)))
    said("run", "shop.toml", "a.jsonl", "--out", "all.jsonl")
    everybody = [json.loads(line) for line in (shop / "all.jsonl").read_text().splitlines()]
    for memory in ("0", "250000"):
        options = ["--member", member, "--in-memory", memory, "--format", "json"]
        rows = json.loads(said("run", "shop.toml", "a.jsonl", *options)[1])["rows"]

        assert rows == [row for row in everybody if row["member"] in {one["member"] for one in rows}]
        assert {"m5": "m5", "m17": "m17", "m20": "m20", "m41": "m17"}[member] in {one["member"] for one in rows}


def test_personal_data_is_never_printed(said, shop):
    """Neither the report nor the rows nor the rejections show what is marked as personal."""
    text = ""
    for options in (["--format", "json"], ["--member", "wang"], ["--language", "zh", "--out", "out.jsonl"]):
        text += said("run", "shop.toml", "events.jsonl", *options)[1]
    text += (shop / "out.jsonl").read_text("utf-8")

    assert not {"王", "李"} & set(text)


def test_out_is_not_an_input(tmp_path):
    """What is read is never written over."""
    program, events = tmp_path / "p.toml", tmp_path / "e.jsonl"
    head = 'version = "1"\neffective_from = 2024-01-01\ntimezone = "UTC"\ncurrency = "CNY"\n'
    program.write_text(f'[program]\nid = "x"\n{head}')
    events.write_text('{"id": "1", "member": "m", "kind": "enrol", "at": "2024-01-01T00:00:00Z"}\n')
    before = events.read_text()
    call = [sys.executable, "-m", "loyalty_cli", "run", str(program), str(events), "--out", str(events)]
    done = subprocess.run(call, capture_output=True, check=False)

    assert (2, before) == (done.returncode, events.read_text())
