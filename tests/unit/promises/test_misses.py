"""Which events could have kept a promise and did not, and why."""

import pytest

import loyalty
from tests.unit.promises.house import at, happened

PROGRAM = loyalty.loads("""
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[member.fields]
birthday = "date"
[events.problem]
[events.solution]
ticket = { type = "text", pii = true }
final = { type = "bool", name = { zh = "已解决", en = "solved" } }
[events.inspection]
by = { type = "text", values = { maid = "清洁员", lead = { zh = "组长", en = "leader" }, cook = { en = "cook" } } }
[events.call]
name = { zh = "电话", en = "Call" }
long = "bool"
[[promises]]
id = "solution"
on = "problem"
due = "PT24H"
kept_by = "solution"
kept_when = "final"
match = "ticket"
[[promises]]
id = "room"
on = "problem"
kept_by = "inspection"
steps = ["maid", "lead"]
step = "by"
[[promises]]
id = "care"
every = "month"
kept_by = "call"
kept_when = "long"
""")


def misses(name, *rows, language="en"):
    """Return what is said of the events that did not keep a promise."""
    reason = PROGRAM.explain(happened(*rows), at=at("2024-05-01T00:00"), tier=name)
    return [each.text[language] for each in reason.children if "event" in each.facts]


@pytest.mark.parametrize(
    ("fields", "when", "why"),
    [
        ({"ticket": "e9", "final": True}, "2024-03-01T12:00", "there is no case `***`"),
        ({"ticket": "e1", "final": False}, "2024-03-01T12:00", "required: solved"),
        ({"ticket": "e1", "final": True}, "2024-03-01T09:00", "nothing of it was owed then"),
    ],
)
def test_no_such_case_not_yet_owed_not_what_is_asked(fields, when, why):
    """Each says the first reason; personal data stay out of it."""
    rows = [("2024-03-01T10:00", "problem"), (when, "solution", fields)]
    moment = when.replace("T", " ")

    assert misses("solution", *rows) == [f"solution e2 at {moment} did not count: {why}"]


def test_what_counted_is_not_told_and_what_came_afterwards_is():
    """A late solution still counts, a second one does not."""
    done = {"ticket": "e1", "final": True}
    rows = [
        ("2024-03-01T10:00", "problem"),
        ("2024-03-05T10:00", "solution", done),
        ("2024-03-06T10:00", "solution", done),
    ]

    assert misses("solution", *rows) == ["solution e3 at 2024-03-06 10:00 did not count: nothing of it was owed then"]


def test_a_step_out_of_order():
    """The supervisor before the maid, and somebody who is no step."""
    rows = [
        ("2024-03-01T10:00", "problem"),
        ("2024-03-01T11:00", "inspection", {"by": "lead"}),
        ("2024-03-01T12:00", "inspection", {"by": "cook"}),
        ("2024-03-01T13:00", "inspection", {"by": "maid"}),
        ("2024-03-01T14:00", "inspection", {"by": "lead"}),
    ]

    assert [each.partition(": ")[2] for each in misses("room", *rows)] == [
        "`leader` was not a step that was still to be done then",
        "`cook` was not a step that was still to be done then",
    ]


def test_a_period_is_owed_while_it_runs():
    """In the first month nothing is owed yet; then a short call is not enough, and after a long one no more is."""
    rows = [
        ("2024-01-10T10:00", "call", {"long": True}),
        ("2024-02-10T10:00", "call", {"long": False}),
        ("2024-02-11T10:00", "call", {"long": True}),
        ("2024-02-12T10:00", "call", {"long": True}),
        ("2024-03-01T00:00", "call", {"long": True}),
    ]

    assert misses("care", *rows, language="zh") == [
        "2024-01-10 10:00 的 电话 e1 不算：当时没有待履行的",
        "2024-02-10 10:00 的 电话 e2 不算：要求：long",
        "2024-02-12 10:00 的 电话 e4 不算：当时没有待履行的",
    ]
