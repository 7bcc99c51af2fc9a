"""`loyalty due`: what is owed, in due order, in every form and whoever does the work."""

import csv
import json

import pytest

from loyalty_cli.exits import Exit

PROGRAM = """\
[program]
id = "house"
name = { zh = "客服", en = "The house" }
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[calendar]
hours = { monday-friday = "09:00-18:00" }
holidays = "CN"

[roles.service]
name = { zh = "客服", en = "Service" }
[roles.office]
name = { zh = "办公室", en = "Office" }
[roles.lead]

[events.problem]
[events.solution]

[[promises]]
id = "solution"
name = { zh = "解决", en = "Solution" }
on = "problem"
due = "PT24H"
kept_by = "solution"
owner = "service"
escalate = [{ to = "lead", before = "PT1H" }]

[[promises]]
id = "report"
on = "problem"
due = "5 working days"
kept_by = "solution"
times = 2
owner = "office"
"""
TEXT = """\
The house (1), at 2024-03-02T12:00:00+08:00
events  5

owed  3, late 1

      due               since             member  promise   case  owed by          left
late  2024-03-02 10:00  2024-03-01 10:00  wang    Solution  w1    Service -> lead
      2024-03-08 24:00  2024-03-01 10:00  wang    report    w1    Office           2
      2024-03-08 24:00  2024-03-01 11:00  li      report    l1    Office
"""
CHINESE = """\
客服 (1), 截至 2024-03-02T12:00:00+08:00
事件  5

待履行  1，逾期 1

      期限              始于              会员  承诺  事由  责任方        尚缺
逾期  2024-03-02 10:00  2024-03-01 10:00  wang  解决  w1    客服 -> lead
"""


def event(name: str, kind: str, when: str, member: str) -> dict[str, str]:
    """Return an event that was recorded as it happened."""
    moment = f"{when}+08:00"
    return {"id": name, "kind": kind, "member": member, "at": moment, "recorded_at": moment}


EVENTS = [
    event("w0", "enrol", "2024-01-01T00:00:00", "wang"),
    event("w1", "problem", "2024-03-01T10:00:00", "wang"),
    event("l0", "enrol", "2024-01-01T00:00:00", "li"),
    event("l1", "problem", "2024-03-01T11:00:00", "li"),
    event("l2", "solution", "2024-03-01T12:00:00", "li"),
]
NOON = ("--at", "2024-03-02T12:00")


@pytest.fixture
def due(here, said):
    """What runs the command on the house and its events."""
    (here / "house.toml").write_text(PROGRAM, "utf-8")
    (here / "events.jsonl").write_text("".join(json.dumps(each) + "\n" for each in EVENTS), "utf-8")
    return lambda *words: said("due", "house.toml", "events.jsonl", *words)


def test_text(due):
    """Overdue first, then in due order, with the roles to which it was handed over."""
    assert due(*NOON) == (0, TEXT)


def test_chinese_and_one_role(due):
    """The program's own names; what was handed over to a role is owed by it too."""
    assert due(*NOON, "--role", "lead", "--language", "zh") == (0, CHINESE)


def test_a_role_by_its_name(due):
    """A role may be asked for as people call it."""
    assert due(*NOON, "--role", "办公室") == due(*NOON, "--role", "office")


def test_one_member(due):
    """With `--member` only what is owed to one."""
    assert [row["case"] for row in json.loads(due(*NOON, "--member", "li", "--format", "json")[1])["owed"]] == ["l1"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--role", "leed"), "there is no role `leed`; there is `lead`"),
        (("--member", "zhao"), "no event is about a member `zhao`"),
        (("--out", "house.toml"), "the form of this file is not known"),
        (("--out", "events.jsonl"), "--out would write over `events.jsonl`"),
    ],
)
def test_what_is_asked_wrongly(due, words, message):
    """A role or member that is not there is a mistake of the command, never an empty list."""
    code, said = due(*NOON, *words)

    assert code == Exit.USAGE
    assert message in said


def test_nothing_is_owed(due):
    """An empty list says so."""
    code, said = due("--at", "2024-02-01")

    assert (code, said.splitlines()[-1]) == (0, "nothing is owed")


@pytest.mark.parametrize("words", [(), ("--workers", "2"), ("--in-memory", "0")])
def test_files_are_the_same_whoever_works(due, here, words):
    """A row for each that is owed; workers and temporary files change nothing."""
    assert due(*NOON, "--out", "plain.csv")[0] == 0
    assert due(*NOON, *words, "--out", "owed.csv")[0] == 0
    rows = list(csv.DictReader((here / "owed.csv").read_text("utf-8").splitlines()))

    assert (here / "plain.csv").read_text("utf-8") == (here / "owed.csv").read_text("utf-8")
    assert [(row["promise"], row["member"], row["state"], row["escalated"]) for row in rows] == [
        ("solution", "wang", "late", "lead"),
        ("report", "wang", "open", ""),
        ("report", "li", "open", ""),
    ]
    assert rows[0]["due"] == "2024-03-02T10:00:00+08:00"
    assert rows[0]["where"] == "house.toml:22"


def test_a_limit_that_is_not_official(due, here):
    """It stands first, its reason below, and the exit code says so."""
    later = event("w2", "problem", "2026-12-30T10:00:00", "wang")
    with (here / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(later) + "\n")
    code, said = due("--role", "office")

    assert code == Exit.FINDINGS
    assert "not known" in said.splitlines()[6]
    assert said.splitlines()[-1].startswith("not-official: whether 2027-01-01 is a working day is not known")
    chinese = due("--role", "office", "--language", "zh")[1].splitlines()[-1]
    assert chinese == "not-official: 2027-01-01 是否为工作日尚不可知：`CN` 的公共假期只到 2026 年"


def test_rejections_are_told(due, here):
    """What was not accepted is counted, and with `--strict` it is a finding."""
    with (here / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**event("w3", "waive", "2024-03-01T20:00:00", "wang"), "promise": "report", "of": "x"}))

    assert "no-open-promise  1" in due(*NOON)[1]
    assert [due(*NOON)[0], due(*NOON, "--strict")[0]] == [0, Exit.FINDINGS]


def test_rejections_that_are_not_shown_are_counted(due, here):
    """Three examples of a code are shown, and how many more there are is said."""
    with (here / "events.jsonl").open("a", encoding="utf-8") as file:
        for number in range(5):
            file.write(json.dumps(event(f"x{number}", "problem", "2024-03-01T10:00:00", "zhao")) + "\n")
    _, said = due(*NOON)

    assert "    and 2 more\n" in said
    assert "另有 2 条" in due(*NOON, "--language", "zh")[1]
