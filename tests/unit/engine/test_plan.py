"""Plans: functions compiled when they are first called, or all at once, are the same functions."""

import ast
from datetime import date
from pathlib import Path

import pytest

import loyalty
from loyalty.engine import inline
from loyalty.engine.effects import Earned
from tests.unit.engine.stories import at, joined, text_of

LARGE = Path(__file__).parents[3] / "bench" / "programs" / "department-store.toml"
JOINED = {"as": "person", "surname": "Li", "phone": "1", "birthday": date(1990, 1, 31), "district": "west"}
STORY = joined(
    ("2024-01-02", "visit"),
    ("2024-01-03", "purchase", {"amount": "900.00", "lines": [{"amount": "600.00"}, {"amount": "300.00"}]}),
    ("2024-01-04", "meal", {"amount": "200.00", "guests": 4}),
    ("2024-01-05", "parking", {"hours": 25}),
    ("2024-01-06", "parking", {"hours": 7}),
    ("2024-01-07", "delivery", {"of": "e2"}),
    ("2024-01-08", "survey", {"score": 7}),
    ("2024-01-09", "survey", {"score": 9}),
    ("2024-01-10", "lease", {"area": "120"}),
    ("2024-01-11", "trade", {"delta": 1200}),
    ("2024-01-12", "booking"),
    ("2024-01-13", "visit"),
    ("2024-01-14", "complaint", {"severity": "major", "upheld": True}),
    ("2024-01-15", "refund", {"of": "e2", "amount": "100.00"}),
    **JOINED,
)
RULES = ("welcome", "park", "opinion")
UNTIL = at("2024-06-01")


@pytest.fixture
def program():
    """Return a program with many kinds of events."""
    return loyalty.load(LARGE)


def test_all_at_once_or_one_by_one(program):
    """A program that was compiled beforehand folds to the same state with the same effects."""
    late = program.replay(STORY, at=UNTIL)
    early = loyalty.load(LARGE).compile().replay(STORY, at=UNTIL)

    assert (late.state.to_json(), late.effects, {}) == (early.state.to_json(), early.effects, early.rejected)


def test_brief_kinds(program):
    """Kinds that no refund names feed metrics, fields, points and tiers like any other; a limit and `once` hold."""
    replay = program.replay(STORY, at=UNTIL)
    metrics = {name: replay.state.metrics[name] for name in ("bookings", "complaints", "last_score", "streak")}
    earned = {rule: [e.points for e in replay.effects if isinstance(e, Earned) and e.rule == rule] for rule in RULES}

    assert {"bookings": 1, "complaints": 1, "last_score": 9, "streak": 0} == metrics
    assert {"welcome": [200], "park": [25, 5], "opinion": [20]} == earned
    assert "tenant" == replay.state.tiers["owner"]


def test_two_forms(program, monkeypatch):
    """A purchase whose function is written out does what one does that calls what all kinds share."""
    short = program.compile().plan_source()
    monkeypatch.setattr(inline, "METRICS_MAX", 1000)
    long = loyalty.load(LARGE).compile()

    assert long.replay(STORY, at=UNTIL).effects == program.replay(STORY, at=UNTIL).effects
    assert long.fold(STORY, at=UNTIL).to_json() == program.fold(STORY, at=UNTIL).to_json()
    assert len(long.plan_source()) > len(short)


ROLLING = """
[events.purchase]
amount = "money"

[events.purchase.lines]
amount = "money"
special = { type = "bool", default = false }

[metrics]
recent = { sum = "purchase.amount", window = "P30D" }

[points]

[[points.earn]]
id = "often"
on = "purchase"
per = "1.00"
points = 1
where = "not special and recent >= 100"
"""


@pytest.mark.parametrize("few", [0, 1000])
def test_a_condition_on_lines_sees_windows_as_they_are(few, monkeypatch):
    """What has left a rolling window counts no more when a condition on lines asks for it."""
    monkeypatch.setattr(inline, "METRICS_MAX", few)
    spent = {"amount": "150.00", "lines": [{"amount": "150.00"}]}
    rows = [(day, "purchase", spent) for day in ("2024-01-02", "2024-01-10", "2024-04-01", "2024-04-02")]
    replay = loyalty.loads(text_of(ROLLING)).replay(joined(*rows), at=UNTIL)

    assert ["e2", "e4"] == [effect.cause for effect in replay.effects if isinstance(effect, Earned)]


def test_the_text(program):
    """The text is the same whatever was compiled before, and defines every name once."""
    program.fold(STORY, at=UNTIL)
    text = program.compile().compile().plan_source()
    names = [each.name for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]

    assert text == loyalty.load(LARGE).plan_source()
    assert len(names) == len(set(names))
