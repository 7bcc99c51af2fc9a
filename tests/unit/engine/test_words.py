"""Listed words by their names: in conditions, measurements, obligations and explanations."""

from datetime import datetime

import pytest

import loyalty

PROGRAM = """
[program]
id = "desk"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[events.problem]
severity = { type = "text", values = { major = { zh = "重大", en = "Major" }, ordinary = "一般" } }
[events.photo]
shows = { type = "text", values = { route = { zh = "走线", en = "the cables" }, box = { zh = "分纤箱" } } }
OTHER
[[promises]]
id = "photos"
on = "problem"
due = "PT1H"
kept_by = "photo"
steps = ["route", "box"]
step = "shows"
[[standards]]
id = "calm"
on = "problem"
require = 'severity != "major"'
"""
AT = datetime.fromisoformat("2024-03-01T12:00:00+08:00")


def happened(*rows):
    """Return events of one member on one morning."""
    base = {"member": "li", "at": "2024-03-01T11:30:00+08:00"}
    return [{"id": "m", "kind": "enrol", **base, "at": "2024-02-01T09:00:00+08:00"}] + [
        {"id": f"e{number}", **base, **row} for number, row in enumerate(rows)
    ]


EVENTS = happened({"kind": "problem", "severity": "major"}, {"kind": "photo", "shows": "route"})


def test_a_condition_and_what_was_measured():
    """Both the word that is required and the one that came are told by name, in each language."""
    (finding,) = loyalty.loads(PROGRAM.replace("OTHER", "")).findings(EVENTS, at=AT)

    assert finding.texts["zh"] == "calm：应为severity 不是“重大”，实测severity 重大"
    assert finding.texts["en"] == 'calm: required severity is not "Major"; measured severity Major'
    assert finding.facts == {"severity": "major"}


def test_steps():
    """A step that has no name in a language has that of another; values keep the words."""
    program = loyalty.loads(PROGRAM.replace("OTHER", ""))
    (owed,) = program.promises(program.fold(EVENTS, at=AT))

    assert owed.left == ("box",)
    assert "尚未完成：分纤箱" in owed.texts["zh"]
    assert "still to do: 分纤箱" in owed.texts["en"]
    assert "走线 已完成" in program.explain(EVENTS, at=AT, tier="photos").children[0].text["zh"]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ('{ major = { zh = "重大", en = "Major" } }', "重大"),
        ('{ major = { zh = "主修" } }', "major"),
        ('["major"]', "major"),
    ],
)
def test_one_word_of_two_fields(other, said):
    """A word that is not called the same wherever it is listed stands for itself: nobody can mix them up."""
    program = loyalty.loads(
        PROGRAM.replace("OTHER", f'[member.fields]\nsubject = {{ type = "text", values = {other} }}')
    )
    (finding,) = program.findings(EVENTS, at=AT)

    assert f"不是“{said}”" in finding.texts["zh"]


def test_the_table_is_kept():
    """A program with names for its words is written out and read again as the same."""
    program = loyalty.loads(PROGRAM.replace("OTHER", ""))

    assert program.hash == loyalty.loads(program.dump()).hash


@pytest.mark.parametrize(
    ("field", "event"),
    [('{ major = "主修" }', '["major"]'), ('["major"]', '{ major = "主修" }'), ('{ major = "主修" }',) * 2],
)
def test_a_field_and_what_sets_it(field, event):
    """A member field and the event field that sets it are one: it is enough to give the names once."""
    program = loyalty.loads(f"""{PROGRAM[: PROGRAM.index("[events.problem]")]}
        [member.fields]
        subject = {{ type = "text", values = {field}, set_by = "choice.subject" }}
        [events.choice]
        subject = {{ type = "text", values = {event} }}
        [[standards]]
        id = "other"
        on = "choice"
        require = 'subject != "major"'
        """)
    (finding,) = program.findings(happened({"kind": "choice", "subject": "major"}), at=AT)

    assert finding.texts["zh"] == "other：应为subject 不是“主修”，实测subject 主修"
