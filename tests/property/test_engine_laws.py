"""The engine against the oracle, and against the laws at the end of semantics.md."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import loyalty
from loyalty.engine import inline
from tests.oracle import loading, told
from tests.property import test_oracle_metrics, test_oracle_points, test_oracle_tiers
from tests.property.strategies import compared, laws, mutated
from tests.property.strategies.histories import histories, merges
from tests.property.strategies.programs import documents, programs
from tests.property.strategies.toml import toml


def examples(count):
    """So many examples of each 100 that the hypothesis profile in use asks for."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=max(1, count * settings().max_examples // 100), suppress_health_check=checks)


def holds(law):
    """A test that a law holds for the engine."""

    @examples(25)
    @given(st.data())
    def test(data):
        law(compared.of_engine, data)

    test.__doc__ = law.__doc__
    return test


@pytest.mark.parametrize("theme", ["usual", "points", "tiers", "life"])
def test_oracle(theme):
    """On random programs and histories the engine says what the oracle says."""

    @examples(60)
    @given(st.data())
    def check(data):
        laws.as_the_oracle(theme)(compared.of_engine, data)

    check()


@pytest.mark.parametrize("few", [0, 1000])
def test_two_forms(few, monkeypatch):
    """Written out, or with calls of what all kinds share, the functions of purchases do what the oracle says."""
    monkeypatch.setattr(inline, "METRICS_MAX", few)

    @examples(40)
    @given(st.data())
    def check(data):
        laws.as_the_oracle("points")(compared.of_engine, data)

    check()


test_any_order = holds(laws.any_order)
test_conserved = holds(laws.conserved)
test_restored = holds(laws.restored)
test_refund_split = holds(laws.refund_split)
test_never_bought = holds(laws.never_bought)
test_never_happened = holds(laws.never_happened)
test_rejected_changes_nothing = holds(laws.rejected_changes_nothing)
test_larger_earns_more = holds(laws.larger_earns_more)
test_spending_keeps_tiers = holds(laws.spending_keeps_tiers)
test_exact = holds(laws.exact)
test_answers_stay = holds(laws.answers_stay)
test_as_recorded = holds(laws.as_recorded)


def engine_at(text, mappings, when, member="m"):
    """What the engine says of one member at a local time."""
    program = loyalty.loads(text)
    at = compared.moment(loading.at(when, program.versions[0]), program)
    replay = next(each for each in program.replay_members(mappings, at=at) if each.state.member == member)
    view = compared.of_replay(replay)
    refused = {rejection.event_id: rejection.code for rejection in program.events(mappings)[1]}
    return {**view, "rejected": {**refused, **view["rejected"]}}


@pytest.mark.parametrize("name", {**test_oracle_points.CASES, **test_oracle_tiers.CASES})
def test_worked_examples(name):
    """What was calculated by hand for the oracle holds for the engine."""
    text, rows, when, expected = {**test_oracle_points.CASES, **test_oracle_tiers.CASES}[name]
    view = told.seen(text, rows, when, ask=engine_at)

    assert expected == told.picked({**view, "metrics": in_minor_units(view["metrics"])}, expected)


@pytest.mark.parametrize("name", test_oracle_metrics.HISTORIES)
def test_worked_histories(name):
    """So do the worked histories."""
    rows, expected = test_oracle_metrics.HISTORIES[name]
    view = told.seen(test_oracle_metrics.RATE, rows, "2024-07-01T00:00", ask=engine_at)

    assert expected == told.picked(view, expected)


@pytest.mark.parametrize("name", test_oracle_metrics.CASES)
def test_worked_metrics(name):
    """And the worked metrics."""
    text, rows, when, expected, *zone = test_oracle_metrics.CASES[name]
    value = told.seen(text, rows, when, *zone, ask=engine_at)["metrics"]["m"]

    assert expected == (value * 100 if ".amount" in text else value) if expected is not None else value is None


def in_minor_units(metrics):
    """Sums of money as the tables of the oracle write them."""
    return {name: value * 100 if name in ("year_spend", "since") else value for name, value in metrics.items()}


@examples(40)
@given(st.data())
def test_versions(data):
    """With two versions too: facts use the version of their time, metrics that of the question (clause 27)."""
    texts = data.draw(programs(versions=True))
    program = loyalty.loads(*texts)
    zone = program.versions[0].zone.name
    events, when = data.draw(histories(zone, lines="[events.purchase.lines]" in texts[0]))

    engine, oracle = compared.of_engine(program, events, when), compared.of_oracle(program, events, when)

    assert oracle == engine, compared.differences(engine, oracle)


@examples(40)
@given(st.data())
def test_merges(data):
    """Two histories become one (clause 29)."""
    document = data.draw(documents())
    program = loyalty.loads(toml(document))
    zone, lines = document["program"]["timezone"], "lines" in document["events"]["purchase"]
    events, when = data.draw(merges(zone, lines=lines))
    replays = program.replay_members(events, at=compared.moment(when, program))
    engine = next(compared.of_replay(replay) for replay in replays if replay.state.member == "m")

    oracle = compared.of_oracle(program, events, when, member="m")
    engine = {**compared.joined(program, engine), "number": oracle["number"]}  # a population gives the missing ones

    assert oracle == engine, compared.differences(engine, oracle)


def recorded(event):
    """When a mapping was stored, then its place in the order of events."""
    return (event.recorded_at, event.at, event.phase, event.id)


@examples(60)
@given(st.data())
def test_prefix_and_rest(data):
    """A snapshot at any cut, written, read and applied event by event as they are recorded, is the fold of all."""
    program, _, mappings, when = laws.story(data)
    events = sorted(program.events(mappings)[0], key=recorded)
    cut = data.draw(st.integers(0, len(events)))
    t = laws.end_of(mappings, when)
    start = min(event.at for event in events)
    known = events[:cut]
    state = program.fold(known, at=compared.moment(max([start, *(event.at for event in known)]), program))
    for event in events[cut:]:
        state = program.state(state.to_json())
        state = applied(program, state, event, known)
        known = [*known, event]

    whole = program.fold(events, at=compared.moment(t, program))

    assert compared.of_state(program.at(state, compared.moment(t, program))) == compared.of_state(whole)


def applied(program, state, event, known):
    """The state with one more event; with the history where that is needed."""
    try:
        return program.apply(state, event).state
    except loyalty.HistoryNeeded:
        return program.apply(state, event, history=known).state


@examples(150)
@given(st.data())
def test_saved_after_every_event(data):
    """Where lots settle and end together, a state that is saved after every event equals the fold of all."""
    program, mappings, when = laws.settling(data)
    events = sorted(program.events(mappings)[0], key=recorded)
    state = program.fold(events[:1], at=compared.moment(events[0].at, program))
    for number, event in enumerate(events[1:], start=1):
        state = program.state(applied(program, state, event, events[:number]).to_json())
    t = laws.end_of(mappings, when)
    for later in (t, t + 40 * 86_400 * laws.SECOND, t + 400 * 86_400 * laws.SECOND):
        at = compared.moment(later, program)

        assert program.fold(events, at=at) == program.at(state, at)


@examples(25)
@given(st.data())
def test_time_passes_by_itself(data):
    """Asking in between changes nothing: a state moved on in steps is the fold at the end (clause 1)."""
    program, _, events, when = laws.story(data)
    t = laws.end_of(events, when)
    state = program.fold(events, at=compared.moment(t, program))
    steps = sorted(data.draw(st.lists(st.integers(0, 400 * 86_400), max_size=4)))
    for step in steps:
        state = program.at(state, compared.moment(t + step * laws.SECOND, program))
    last = compared.moment(t + (steps[-1] if steps else 0) * laws.SECOND, program)

    assert compared.of_state(program.fold(events, at=last)) == compared.of_state(state)


@examples(40)
@given(st.data())
def test_entries(data):
    """The effects tell the accounts: all that was credited, spent, lapsed and reversed is in one of them."""
    program, _, events, when = laws.story(data, laws.THEMES["points"])
    state, effects = attrs.astuple(program.replay(events, at=compared.moment(when, program)), recurse=False)
    told = Counter()
    for effect in effects:
        told[type(effect).__name__] += getattr(effect, "points", 0) if not is_taking(effect) else 0
        told["taken"] -= effect.points if is_taking(effect) else 0

    assert state.points.issued == told["Earned"] + told["Adjusted"]
    assert state.points.spent == told["Spent"] - told["Restored"]
    assert state.points.lapsed <= told["Lapsed"]
    assert state.points.reversed <= told["Reversed"] + told["taken"]


def is_taking(effect):
    """Whether points were taken by hand."""
    return type(effect).__name__ == "Adjusted" and effect.points < 0


@examples(15)
@given(st.data())
def test_members_apart(data):
    """An event of one member changes no other; only numbers are given in one order for all."""
    program, document, events, when = laws.story(data)
    assume("number" not in document.get("member", {}))
    lines = "lines" in document["events"]["purchase"]
    others = [
        {**event, "id": "x" + event["id"], "member": "n", **({"of": "x" + event["of"]} if "of" in event else {})}
        for event in data.draw(histories(document["program"]["timezone"], lines=lines))[0]
    ]
    mixed = data.draw(st.permutations(events + others))
    at = compared.moment(when, program)
    states = {state.member: state for state in program.fold_members(mixed, at=at)}

    assert states["m"].to_json() == program.fold(events, at=at).to_json()


@examples(25)
@given(programs())
def test_dump(text):
    """`load(dump(program))` has the same hash, and dumps the same."""
    program = loyalty.loads(text)
    again = loyalty.loads(program.dump())

    assert program.hash == again.hash
    assert program.dump() == again.dump()


@examples(25)
@given(st.data())
def test_delivery_bytes(data):
    """Any order of delivery gives the same state, byte for byte."""
    program, _, events, when = laws.story(data)
    at = compared.moment(when, program)
    mixed = data.draw(st.permutations(events))

    assert program.fold(events, at=at).to_json() == program.fold(mixed, at=at).to_json()


def test_damaged_events():
    """Two thousand damaged events: no traceback, and no history that takes long."""
    known, at = loyalty.loads(mutated.TEXT).compile(), datetime(2026, 1, 1, tzinfo=UTC)
    outcomes = [mutated.trial(known, events, at) for events in mutated.histories(11, 250)]

    assert [] == [outcome.fault for outcome in outcomes if outcome.fault]
    assert max(outcome.seconds for outcome in outcomes) < 2


SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "tr_TR.UTF-8"},
)


def test_surroundings():
    """Hash seed, time zone and locale of the process change no byte of any state."""
    here = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    command = [sys.executable, "-m", "tests.property.strategies.bytes_of_states"]
    told = [
        subprocess.run(command, env={**here, **around}, capture_output=True, check=True, text=True).stdout
        for around in SURROUNDINGS
    ]

    assert len(set(told)) == 1
    assert len(json.loads(told[0])) == len(set(map(hashlib.sha256, map(str.encode, json.loads(told[0])))))
