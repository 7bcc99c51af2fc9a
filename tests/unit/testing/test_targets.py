"""Scenarios about targets: in a word, by figures, by group, over crowds of equal members."""

from textwrap import dedent

import pytest

import loyalty
from loyalty.testing.mistakes import Mistakes
from loyalty.testing.names import check
from loyalty.testing.reader import read_text
from loyalty.testing.runner import run
from tests.unit.engine.stories import text_of
from tests.unit.engine.test_targets import CHURN

BODY = (
    CHURN
    + """
[member.fields]
region = { type = "text", values = ["north", "south"], default = "north" }

[events.visit]

[[targets]]
id = "visits"
period = "month"
figures.seen = { members_with = "visit" }
figures.all = { members = "ever" }
value = "seen / all"
require = "value >= 85%"
by = "region"
"""
)
PROGRAM = loyalty.loads(text_of(BODY))
SCENARIO = """
program = "program.toml"
[[scenario]]
name = "a test"
members.gone = {{ times = {gone}, joined = 2023-05-01 }}
members.here = {{ times = {here}, joined = 2023-05-01, region = "south" }}
events = [
  {{ at = 2024-05-01, member = "gone", cancel = {{}} }},
  {{ at = 2024-06-01, member = "here", visit = {{}} }},
]
expect = [{expect}]
"""


def ran(expect, gone=7, here=193, language="en"):
    """The outcome of the scenario with what it expects."""
    reading = read_text(dedent(SCENARIO.format(gone=gone, here=here, expect=expect)))
    assert () == reading.diagnostics
    (scenario,) = reading.file.scenarios
    mistakes = Mistakes("", scenario.text)
    check(scenario, PROGRAM, mistakes)
    assert () == mistakes.diagnostics
    return run(scenario, PROGRAM, language)


def mistaken(expect):
    """What is wrong with what a scenario expects: each message with its line and cure."""
    reading = read_text(dedent(SCENARIO.format(gone=1, here=1, expect=expect)))
    (scenario,) = reading.file.scenarios
    mistakes = Mistakes("", scenario.text)
    check(scenario, PROGRAM, mistakes)
    return [(each.code, each.message) for each in mistakes.diagnostics]


@pytest.mark.parametrize(
    ("expect", "gone"),
    [
        ('{ at = 2024-12-31T23:59, targets = { churn = "missed" } }', 7),
        ('{ at = 2024-12-31T23:59, targets = { churn = "met" } }', 6),
        ('{ at = 2025-01-01, targets = { churn = { period = "2024", state = "missed", value = "3.5%" } } }', 7),
        ('{ at = 2025-01-01, targets = { churn = { period = "2024", gap = "0.5%", figures = { lost = 6 } } } }', 6),
        ('{ at = 2024-12-31, targets = { churn = { so_far = true, limits = { lost = 6 }, value = "7/200" } } }', 7),
        ("{ at = 2024-12-31, targets = { churn = { value = 0.035 } } }", 7),
        (
            '{ at = 2024-06-30, targets = { visits = { south = "met", north = { value = "none" } } } }',
            7,
        ),
        ('{ at = 2024-12-31, targets = { visits = { period = "2024-06", south = { value = 1 } } } }', 7),
        ('{ at = 2024-05-31, member = "here-1", status = "active", targets = { visits = { south = "missed" } } }', 7),
    ],
)
def test_met(expect, gone):
    """What is so is met: in a word, by figures, over the period around the instant or a named one."""
    assert "" == "\n".join(each.render() for each in ran(expect, gone, 200 - gone).failures)


@pytest.mark.parametrize(
    ("expect", "actual"),
    [
        ('{ at = 2024-12-31, targets = { churn = "met" } }', "missed"),
        ("{ at = 2024-12-31, targets = { churn = { value = 0.036 } } }", "{ value = 0.035 }"),
        (
            "{ at = 2024-12-31, targets = { churn = { figures = { lost = 6 } } } }",
            "{ figures = { base = 200, joined = 0, lost = 7 } }",
        ),
        ('{ at = 2024-06-30, targets = { visits = { south = "missed" } } }', '{ south = "met" }'),
        (
            '{ at = 2024-06-30, targets = { churn = { period = "2025", state = "met" } } }',
            "the period 2025 has not begun at the instant asked for",
        ),
        ("{ at = 2024-06-30, targets = { visits = {} } }", "{}"),
    ],
)
def test_not_met(expect, actual):
    """What is not so fails, with what is."""
    (failure,) = ran(expect).failures

    assert actual == failure.actual


def test_a_failure_says_why():
    """The failure tells the target in words, in the language asked for."""
    expect = '{ at = 2024-12-31, targets = { churn = "met" } }'
    english, chinese = (ran(expect, language=language).render() for language in ("en", "zh"))

    assert "target churn at 2024-12-31" in english and "Churn, 2024 so far: missed; value 3.5%" in english
    assert "目标 churn，2024-12-31" in chinese and "离网率，2024（截至目前）：未达成" in chinese


@pytest.mark.parametrize(
    ("expect", "expected"),
    [
        ('{ at = 2024-12-31, targets = { chrn = "met" } }', [("LOY909", "there is no target `chrn`")]),
        ('{ at = 2024-12-31, targets = { churn = "mett" } }', [("LOY909", "there is no state `mett`")]),
        (
            '{ at = 2024-12-31, targets = { churn = { stat = "met" } } }',
            [("LOY909", "there is no figure of a target `stat`")],
        ),
        (
            "{ at = 2024-12-31, targets = { churn = { figures = { los = 1 } } } }",
            [("LOY909", "there is no figure `los`")],
        ),
        ('{ at = 2024-12-31, targets = { visits = "met" } }', [("LOY909", "there is no group `met`")]),
        ('{ at = 2024-12-31, targets = { visits = { west = "met" } } }', [("LOY909", "there is no group `west`")]),
    ],
)
def test_mistakes(expect, expected):
    """A word that the program does not have is a mistake in the scenario."""
    assert expected == mistaken(expect)


def test_crowds():
    """An entry with `times` stands for so many members, and an event of the crowd happens to each of them."""
    reading = read_text(
        dedent(SCENARIO.format(gone=2, here=1, expect='{ at = 2024-12-31, targets = { churn = "met" } }'))
    )
    (scenario,) = reading.file.scenarios

    assert ["gone-1", "gone-2", "here-1"] == list(scenario.people)
    assert [("gone-1", ("e1",)), ("gone-2", ("e2",)), ("here-1", ("e3",))] == [
        (each.member, each.ids) for each in scenario.events
    ]


def test_crowds_with_ids_and_series():
    """Ids of a crowd's events are numbered, and a series of each goes on from there."""
    text = """
    program = "program.toml"
    [[scenario]]
    name = "a test"
    members = { two = { times = 2 } }
    events = [{ at = 2024-05-01, id = "v", member = "two", every = "P1D", times = 2, visit = {} }]
    expect = [{ at = 2024-12-31, member = "two-2", rejected = {} }]
    """
    (scenario,) = read_text(dedent(text)).file.scenarios

    assert [("v-1-1", "v-1-2"), ("v-2-1", "v-2-2")] == [each.ids for each in scenario.events]
    assert () == run(scenario, PROGRAM).failures


def test_what_the_events_of_a_crowd_name():
    """The id of another event of the crowd means that of the same member; other words stay."""
    text = """
    program = "program.toml"
    [[scenario]]
    name = "a test"
    members = { two = { times = 2 }, one = {} }
    events = [
      { at = 2024-05-01, id = "v", member = "two", visit = {} },
      { at = 2024-05-02, member = "two", void = { of = "v", reason = "w" } },
      { at = 2024-05-03, id = "w", member = "one", visit = {} },
      { at = 2024-05-04, member = "one", void = { of = "w", reason = "v" } },
    ]
    expect = [{ at = 2024-12-31, member = "two-2", rejected = {} }]
    """
    (scenario,) = read_text(dedent(text)).file.scenarios

    assert [("v-1", "w"), ("v-2", "w"), ("w", "v")] == [
        (each.fields["of"], each.fields["reason"]) for each in scenario.events if each.kind == "void"
    ]
    assert () == run(scenario, PROGRAM).failures


def test_who_is_expected_something_of_is_still_named():
    """Only expectations that are about everybody need no member."""
    reading = read_text(dedent(SCENARIO.format(gone=1, here=9, expect='{ at = 2024-12-31, status = "active" }')))
    (mistake,) = reading.diagnostics

    assert "LOY905" == mistake.code
    assert mistake.cure.count('"') == 16
