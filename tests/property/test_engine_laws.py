"""The engine against the oracle, and against the laws at the end of semantics.md."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loyalty
from tests.property.strategies import compared, laws, mutated
from tests.property.strategies.histories import histories
from tests.property.strategies.programs import programs


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


@examples(40)
@given(st.data())
def test_versions(data):
    """With two versions too: facts use the version of their time, metrics that of the question (clause 27)."""
    texts = data.draw(programs(versions=True))
    program = loyalty.loads(*texts)
    zone = program.versions[0].zone.name
    events, when = data.draw(histories(zone, lines="[events.purchase.lines]" in texts[0]))

    oracle = compared.of_oracle(program, events, when)
    engine = compared.agreed(compared.of_engine(program, events, when), oracle)

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


@examples(15)
@given(st.data())
def test_members_apart(data):
    """An event of one member changes no other."""
    program, document, events, when = laws.story(data)
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
