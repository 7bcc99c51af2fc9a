"""Reading scenario files: what they say, and every mistake at its place."""

from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from loyalty.testing.reader import read, read_text
from loyalty.testing.scenario import Expectation, Happening, Person, Want

HERE = Path(__file__).parent


def only(text):
    """Return the one scenario of a file without mistakes."""
    reading = read_text('program = "shop.toml"\n' + dedent(text), "cases/a.scenario.toml")
    assert reading.diagnostics == ()
    (scenario,) = reading.file.scenarios
    return scenario


def test_one_member():
    """A scenario of one member names nobody: events and expectations are about that one."""
    scenario = only("""
        [[scenario]]
        name = "满两千元升金卡"
        marks = "boundary"
        member = { surname = "王", joined = 2024-01-01 }
        events = [{ at = 2024-03-01T10:00, purchase = { amount = 500 } }]
        expect = [{ at = 2024-03-01T10:01, tier = "gold" }]
    """)

    at = ("scenario", 0, "events", 0)
    expected = (
        ("boundary",),
        {
            "member": Person(
                "member", {"surname": "王"}, date(2024, 1, 1), enrolled=True, path=("scenario", 0, "member")
            )
        },
        (Happening(1, "", "member", "purchase", datetime.fromisoformat("2024-03-01T10:00"), {"amount": 500}, path=at),),
    )

    assert expected == (scenario.marks, scenario.people, scenario.events)


def test_paths_of_programs_start_from_the_file():
    """A program is found beside its scenarios, wherever the command is run."""
    reading = read_text('program = ["v1.toml", "../v2.toml"]\nscenario = []', "a.scenario.toml", "cases")

    assert ["cases/v1.toml", "cases/../v2.toml"] == [str(path) for path in reading.file.programs]


def test_parameters_of_a_scenario_win():
    """Parameters of the file are for all of its scenarios; a scenario's own come on top."""
    scenario = only("""
        [parameters]
        a = 1
        b = 2
        [[scenario]]
        name = "x"
        parameters = { b = 3 }
        expect = [{ at = 2024-01-01, tier = "none" }]
    """)

    assert {"a": 1, "b": 3} == scenario.parameters


def test_ids_count_repetitions():
    """Ids are positions in the list with every repetition written out; a repeated id is numbered."""
    scenario = only("""
        [[scenario]]
        name = "x"
        events = [
          { at = 2024-03-01, purchase = {} },
          { at = 2024-03-01, every = "P7D", times = 3, purchase = {} },
          { at = 2024-03-01, purchase = {} },
          { at = 2024-03-01, every = "P1D", times = 2, id = "tea", purchase = {} },
          { at = 2024-03-01, id = "last", purchase = {} },
        ]
        expect = [{ at = 2024-04-01, tier = "none" }]
    """)

    expected = [("e1",), ("e2", "e3", "e4"), ("e5",), ("tea-1", "tea-2"), ("last",)]

    assert expected == [event.ids for event in scenario.events]


def test_who_is_enrolled():
    """Members are enrolled unless they say no, or have an `enrol` event of their own."""
    scenario = only("""
        [[scenario]]
        name = "x"
        members = { wang = {}, li = { joined = false }, zhao = {} }
        events = [{ at = 2024-03-01, member = "zhao", enrol = {} }]
        expect = [{ at = 2024-04-01, member = "wang", tier = "none" }]
    """)

    assert {"wang": True, "li": False, "zhao": False} == {name: one.enrolled for name, one in scenario.people.items()}


def test_late_events():
    """An event may have been recorded later than it happened."""
    scenario = only("""
        [[scenario]]
        name = "x"
        events = [{ at = 2024-03-01T10:00+08:00, recorded = 2024-05-01T10:00Z, purchase = {} }]
        expect = [{ at = 2024-06-01, tier = "none" }]
    """)

    assert datetime(2024, 5, 1, 10, tzinfo=UTC) == scenario.events[0].recorded


def test_expectations():
    """Every key of an expectation becomes one want, with its own place in the file."""
    scenario = only("""
        [[scenario]]
        name = "x"
        expect = [{ at = 2024-01-01, tier = "a", tiers = { two = "b" }, metrics = { m = 1 }, points = { held = 2 },
          lots = [{ points = 1 }], missing = { c = { m = 1 } }, rejected = {}, status = "active",
          number = "7", review = "none" }]
    """)

    path = ("scenario", 0, "expect", 0)
    wants = (
        Want("tier", "main", "a", (*path, "tier")),
        Want("number", "", "7", (*path, "number")),
        Want("status", "", "active", (*path, "status")),
        Want("tier", "two", "b", (*path, "tiers", "two")),
        Want("metric", "m", 1, (*path, "metrics", "m")),
        Want("points", "held", 2, (*path, "points", "held")),
        Want("rejected", "", None, (*path, "rejected")),
        Want("missing", "c", {"m": 1}, (*path, "missing", "c")),
        Want("review", "main", "none", (*path, "review")),
        Want("lots", "", [{"points": 1}], (*path, "lots")),
    )

    assert (Expectation(date(2024, 1, 1), "member", wants, path),) == scenario.expectations


def test_notes_are_allowed_everywhere():
    """A note is for people."""
    scenario = only("""
        note = "of the file"
        [[scenario]]
        name = "x"
        note = "of the scenario"
        events = [{ at = 2024-03-01, note = "of the event", purchase = {} }]
        expect = [{ at = 2024-01-01, note = "of the expectation", tier = "none", metrics = { note = "?", m = 1 } }]
    """)

    assert ["main", "m"] == [want.name for want in scenario.expectations[0].wants]


def test_all_mistakes_at_once():
    """Every mistake of a file is reported, at the character where it stands, with what to write."""
    reading = read_text((HERE / "mistakes.toml").read_text("utf-8"), "mistakes.toml")
    expected = (HERE / "mistakes.txt").read_text("utf-8")

    assert expected == "".join(one.render() + "\n" for one in reading.diagnostics)


def test_not_toml():
    """A file that is not TOML is reported at the line where it stops being it."""
    reading = read_text('program = "p.toml"\n[[scenario]\nname = 3\n', "a.scenario.toml")

    assert [("LOY205", 2)] == [(one.code, one.line) for one in reading.diagnostics]


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is a mistake like others."""
    reading = read(tmp_path / "no.scenario.toml")

    assert ["the file cannot be read: No such file or directory"] == [one.message for one in reading.diagnostics]


EXPECT = 'expect = [{ at = 2024-01-01, tier = "a" }]'


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        ("member = {}\nmembers = { member = {} }\n" + EXPECT, "`member` and `members` exclude each other"),
        ('events = [{ at = 2024-01-01, every = "P1D", a = {} }]\n' + EXPECT, "`every` and `times` belong together"),
        ("", "`expect` is missing"),
        ("expect = [{ at = 2024-01-01 }]", "this expects nothing"),
    ],
)
def test_single_mistakes(scenario, message):
    """Some mistakes of one scenario, each by itself."""
    reading = read_text(f'program = "p"\n[[scenario]]\nname = "x"\n{scenario}')

    assert [message] == [one.message for one in reading.diagnostics]
