"""Strategies: every event that is drawn can be read, and whole histories fold."""

import builtins
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

import loyalty
from loyalty.errors import MissingExtra
from loyalty.testing.strategies import histories, populations

CONFORMANCE = Path(__file__).parents[2] / "conformance"
PROGRAMS = [loyalty.load(path) for path in sorted(CONFORMANCE.glob("*.toml")) if ".scenario" not in path.name]
PROMISES = loyalty.loads("""
[program]
id = "promises"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[events.complaint]
[events.call]
[[promises]]
id = "reply"
on = "complaint"
due = "PT24H"
kept_by = "call"
[[promises]]
id = "welcome"
on = "enrol"
due = "P7D"
kept_by = "call"
""")
FIELDS = loyalty.loads("""
[program]
id = "fields"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "KWD"
[member.fields]
name_ = { type = "text", required = true, min = 2, max = 4 }
age = { type = "integer", min = 18, max = 90, required = true }
born = { type = "date", required = true }
seen = { type = "instant", required = true }
share = { type = "percent", required = true }
factor = { type = "decimal", required = true, min = "0.5", max = "1.5" }
vip = { type = "bool", required = true }
region = { type = "text", values = ["north", "south"], required = true }
[events.purchase]
amount = { type = "money", min = "1.000", max = "2.000" }
[events.purchase.lines]
amount = "money"
quantity = { type = "integer", min = 1, max = 3, required = true }
""")


@pytest.mark.parametrize("program", [*PROGRAMS, FIELDS, PROMISES], ids=lambda program: program.id)
def test_drawn_events_can_be_read(program):
    """Whatever is drawn for a program has the types and bounds that it declares."""

    @settings(max_examples=40)
    @given(populations(program, members=2, most=10))
    def holds(events):
        good, bad = program.events(events)

        assert [] == bad
        assert len(events) == len(good)

    holds()


def test_what_is_owed_is_waived():
    """A history of promises has releases that name a promise and an event that opened it."""
    found = Counter()

    @settings(max_examples=60)
    @given(histories(PROMISES))
    def looks(events):
        kinds = {event["id"]: event["kind"] for event in events}
        for event in events:
            if event["kind"] == "waive":
                found[event["promise"], kinds[event["of"]]] += 1

    looks()

    assert {("reply", "complaint"), ("welcome", "enrol")} == set(found)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.id)
def test_drawn_histories_fold(program):
    """A drawn history folds into a state whose accounts add up (semantics 18)."""
    last = program.versions[-1].zone.local(program.versions[-1].effective_from) + timedelta(days=1000)

    @settings(max_examples=40)
    @given(histories(program))
    def holds(events):
        points = program.fold(events, at=last).points
        held = points.available + points.pending + points.held - points.debt

        assert points.issued == held + points.spent + points.lapsed + points.reversed

    holds()


def test_histories_have_what_happens():
    """Among the histories drawn are purchases, refunds of them, and decisions about reservations."""
    found = Counter()

    @settings(max_examples=150, derandomize=True)
    @given(histories(PROGRAMS[[program.id for program in PROGRAMS].index("conformance-points")]))
    def collects(events):
        found.update(event["kind"] for event in events)

    collects()

    assert {"enrol", "purchase", "refund", "redeem", "reserve", "adjust", "pause"} <= found.keys()


def test_kinds_can_be_chosen():
    """Only the kinds asked for are drawn, after the enrolment."""
    found = set()

    @settings(max_examples=40)
    @given(histories(FIELDS, "wang", kinds=["purchase"], most=3))
    def collects(events):
        found.update((event["kind"], event["member"]) for event in events[1:])

        assert "enrol" == events[0]["kind"]
        assert 4 >= len(events)

    collects()

    assert {("purchase", "wang")} == found


def test_without_hypothesis(monkeypatch):
    """Where hypothesis is not installed, the extra to install is named."""
    real = builtins.__import__

    def importing(name, *rest):
        if name.split(".")[0] == "hypothesis":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(MissingExtra, match="`testing`"):
        histories(FIELDS)
