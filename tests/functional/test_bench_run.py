"""The benchmark as a whole: what it writes, and how it ends."""

import json

import pytest

from bench import population, run, state
from bench.bar import Bar, Equality


@pytest.fixture
def measured(monkeypatch, tmp_path):
    """A function that runs the whole with given results instead of measurements, and returns (exit code, report)."""

    def measure(bar, equality):
        monkeypatch.setattr(run, "ROOT", tmp_path)
        for part in (run.demonstration, run.startup, run.loading):
            monkeypatch.setattr(part, "bars", lambda: [bar])
        monkeypatch.setattr(run.population, "histories", lambda _program: {})
        monkeypatch.setattr(run.decision, "compare", lambda _program: ([], [equality]))
        monkeypatch.setattr(run.fold, "compare", lambda _program, _members: ([bar], equality))
        monkeypatch.setattr(run.state, "bars", lambda _program, _members: [])
        monkeypatch.setattr(run.advisers, "bars", list)
        monkeypatch.setattr(run.owed, "bars", list)
        monkeypatch.setattr(run.basket, "compare", lambda: ([], [equality]))
        code = run.main()
        return code, json.loads((tmp_path / "build" / "bench.json").read_text())

    return measure


def test_all_kept(measured):
    """When every bar is kept and every answer equal, it ends with 0 and writes the figures."""
    code, report = measured(Bar("fold", 1.2, "x", 1.5), Equality("oracle", 7))

    assert 0 == code
    assert {True} == {each["met"] for each in (*report["bars"], *report["equalities"])}


@pytest.mark.parametrize(
    ("bar", "equality"),
    [
        (Bar("fold", 1.6, "x", 1.5), Equality("oracle", 7)),
        (Bar("fold", 1.2, "x", 1.5), Equality("oracle", 7, ("case",))),
        (Bar("fold", 1.2, "x", 1.5), Equality("oracle", 0)),
    ],
)
def test_known_bad(measured, bar, equality):
    """A bar that is missed, an answer that differs, or nothing compared at all ends it with 1."""
    code, _report = measured(bar, equality)

    assert 1 == code


def test_online_is_the_same_as_folding():
    """What is measured as one event online is the fold of all events."""
    program = population.grocery()
    events = population.histories(program, 30)["27"]
    last = max(place for place, event in enumerate(events) if event.kind == "purchase")
    at = state.program_time(program, events[last].at)
    saved = program.fold(events[:last], at=state.program_time(program, events[last - 1].at)).to_json()

    assert program.fold(events[: last + 1], at=at).to_json() == state.online(program, saved, events[last])
