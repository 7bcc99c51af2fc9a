"""Promises against an independent oracle: every obligation of random members in random houses has the same fate."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loyalty
from loyalty.engine.trails import Trail, trails
from loyalty.periods import to_instant
from tests.oracle import promises as oracle
from tests.oracle.promises_broken import BROKEN
from tests.property.strategies import promising as drawn

DAYS = (0, 1, 8, 40, 100)
Case = tuple[list[dict[str, Any]], str, str, list[dict[str, Any]], int]


SEEDS = st.integers(0, 2**48)


def case_of(seed: int) -> Case:
    """Return a house, a history and an instant after a part of it."""
    lots = Random(seed)  # noqa: S311 - no secret
    promises, zone, pause = drawn.programs(lots)
    events = drawn.histories(promises, lots)
    last = oracle.at_of(lots.choice([events[-1], events[-1], lots.choice(events)]))
    return promises, zone, pause, events, last + lots.choice(DAYS) * 1440 * drawn.MINUTES


def fates_of(case: Case, follower: type[oracle.Follower] = oracle.Follower) -> list[tuple[Any, ...]]:
    """Return what the oracle says of every obligation."""
    promises, zone, pause, events, until = case
    found = []
    for words in promises:
        for fate in follower(words, zone, pause).follow(events, until):
            due = None if fate.due is None else fate.due
            first = None if fate.earliest == -oracle.NEVER else fate.earliest
            found.append((
                words["id"], fate.case, fate.opened, due, first, fate.outcome, fate.ended, fate.early, fate.performed,
                fate.dropped, tuple(fate.escalated), fate.points, tuple(fate.steps),
            ))  # fmt: skip
    return sorted(found, key=repr)


def told_of(case: Case) -> list[tuple[Any, ...]]:
    """Return what the engine tells of every obligation."""
    promises, zone, pause, events, until = case
    program = loyalty.loads(drawn.text_of(promises, zone, pause))
    effects = program.replay(events, at=_moment(until)).effects
    return sorted(map(_row, trails(effects)), key=repr)


def _moment(at: int) -> Any:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)


def _row(trail: Trail) -> tuple[Any, ...]:
    instants = {
        name: None if getattr(trail, name) is None else to_instant(getattr(trail, name))
        for name in ("opened", "due", "earliest", "ended", "performed", "dropped")
    }
    return (
        trail.promise, trail.case, instants["opened"], instants["due"], instants["earliest"], trail.outcome,
        instants["ended"], trail.early, instants["performed"], instants["dropped"], trail.escalated, trail.points,
        trail.steps,
    )  # fmt: skip


@settings(max_examples=settings().max_examples * 3)
@given(seed=SEEDS)
def test_every_obligation_has_the_fate_that_the_oracle_finds(seed: int) -> None:
    """Opened, due, ended, handed over, made good, performed: all instants and words are the same."""
    case = case_of(seed)

    assert fates_of(case) == told_of(case)


@pytest.fixture(scope="module")
def many() -> list[tuple[Case, list[tuple[Any, ...]]]]:
    """Cases with what the engine says of them."""
    return [(case, told_of(case)) for case in map(case_of, range(250))]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rule_is_found_out(broken: type[oracle.Follower], many: Any) -> None:
    """Each oracle with one rule broken disagrees with the engine somewhere."""
    assert any(fates_of(case, broken) != told for case, told in many)
