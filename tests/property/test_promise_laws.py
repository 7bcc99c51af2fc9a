"""Laws of promises: each ends once, whatever the order of delivery and wherever a state is cut; gifts are counted.

Each law has an engine that breaks it, and must find that out.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loyalty
from loyalty import Program
from loyalty.engine import promise_effects as p
from loyalty.engine import saving
from loyalty.engine.trails import trails
from loyalty.members.account import Account
from loyalty.points import lots as points_lots
from tests.property.strategies import promising as drawn

SEEDS = st.integers(0, 2**48)
NOW = datetime(2024, 12, 1, tzinfo=UTC)
Story = tuple[Program, list[dict[str, Any]]]


def story_of(seed: int, *, late: bool = True) -> Story:
    """Return a program of one or two versions, and what is delivered of a member with somebody merged into it."""
    lots = Random(seed)  # noqa: S311 - no secret
    promises, zone, pause = drawn.programs(lots)
    text = drawn.text_of(promises, zone, pause)
    events = drawn.histories(promises, lots)
    texts = [text] if lots.random() < 0.6 else [text, _newer(promises, zone, pause, lots)]
    if lots.random() < 0.3:
        events = _merged(events, promises, lots)
    return loyalty.loads(*texts), [_late(each, lots) if late else each for each in events]


def _newer(promises: list[dict[str, Any]], zone: str, pause: str, lots: Random) -> str:
    """Return a second version, in which a promise of the same name says something else."""
    drawn_anew, _zone, _pause = drawn.programs(lots)
    others = [{**each, "id": f"q{number}"} for number, each in enumerate(drawn_anew)]
    if ("every" in others[0]) is ("every" in promises[0]):
        others[0]["id"] = promises[0]["id"]
    text = drawn.text_of(others, zone, pause).replace('version = "1"', 'version = "2"')
    return text.replace("effective_from = 2024-01-01", "effective_from = 2024-03-05")


def _merged(events: list[dict[str, Any]], promises: list[dict[str, Any]], lots: Random) -> list[dict[str, Any]]:
    """Return the events with those of another member, who is merged into the first."""
    others = [
        {**each, "id": f"o{each['id']}", "member": "o", **({"of": f"o{each['of']}"} if "of" in each else {})}
        for each in drawn.histories(promises, lots)
    ]
    at = max(each["at"] for each in (*events, *others))
    return [
        *events,
        *others,
        {"id": "merge", "kind": "merge", "member": "m", "absorbs": "o", "at": at, "recorded_at": at},
    ]


def _late(event: dict[str, Any], lots: Random) -> dict[str, Any]:
    """Return an event that may have been recorded later than it happened."""
    if event["kind"] in {"waive", "void", "merge"} or lots.random() < 0.8:
        return event
    recorded = datetime.fromisoformat(event["at"]) + timedelta(days=lots.choice([1, 10, 60]))
    return {**event, "recorded_at": recorded.isoformat()}


def once(story: Story) -> None:
    """Each obligation ends exactly once, and what has not ended or is late is what is owed."""
    program, events = story
    replay = program.replay(events, at=NOW)
    ends: Counter[int] = Counter()
    found = trails(replay.effects)
    kinds = Counter(type(each) for each in replay.effects if isinstance(each, p.PromiseEffect))
    for number, trail in enumerate(found):
        ends[number] += trail.outcome != "open"
        assert (trail.performed is None and trail.dropped is None) or trail.outcome in {"breached", "missed"}
        assert trail.ended is None or trail.opened <= trail.ended <= NOW
    owed = [(each.promise, each.case) for each in program.promises(replay.state)]

    assert len(found) == kinds[p.PromiseOpened]
    assert sum(ends.values()) == kinds[p.PromiseKept] + kinds[p.PromiseBreached] + kinds[p.PromiseWaived]
    assert kinds[p.PromisePerformed] + kinds[p.PromiseDropped] <= kinds[p.PromiseBreached]
    assert sorted(owed) == sorted(_owed(program, found))


def _owed(program: Program, found: Sequence[Any]) -> list[tuple[str, str]]:
    """Return what is still owed by what was told of it."""
    periods = {each.id for version in program.versions for each in version.promises if each.clock.every is not None}
    return [
        (each.promise, each.case)
        for each in found
        if not each.is_over and (each.outcome == "open" or each.promise not in periods)
    ]


def any_order(story: Story) -> None:
    """Delivered in any order, the events give the same state and the same tale."""
    program, events = story
    mixed = Random(len(events)).sample(events, len(events))  # noqa: S311 - no secret
    one, other = (program.replay(each, at=NOW) for each in (events, mixed))

    assert one.state.to_json() == other.state.to_json()
    assert [each for each in one.effects if isinstance(each, p.PromiseEffect)] == [
        each for each in other.effects if isinstance(each, p.PromiseEffect)
    ]


def cut_anywhere(story: Story) -> None:
    """A state that is saved and restored after every event goes on as if nothing had been."""
    program, events = story
    good = sorted(program.events(events)[0])
    state = program.fold([], at=NOW.replace(year=2023))
    for event in good:
        state = program.state(program.apply(program.state(state.to_json()), event).state.to_json())
        _ = program.promises(program.at(state, NOW))

    assert program.at(state, NOW) == program.fold(good, at=NOW)


def conserved(story: Story) -> None:
    """Points that make good are issued, and every entry balances after each event."""
    program, events = story
    for cut in range(len(events), 0, -5):
        for replay in program.replay_members(events[:cut], at=NOW):
            points = replay.state.points
            made_good = sum(each.points for each in replay.effects if isinstance(each, p.PromiseRemedied))
            spent = points.spent + points.lapsed + points.reversed
            assert points.issued == points.available + points.pending + points.held - points.debt + spent == made_good


def plain(seed: int) -> Story:
    """Return a story without merges and corrections, as it happens in order."""
    program, events = story_of(seed, late=False)
    own = [each for each in events if each["member"] == "m" and each["kind"] not in {"void", "merge"}]
    return program, own


@settings(max_examples=settings().max_examples * 3 // 4)
@given(seed=SEEDS)
def test_each_obligation_ends_once(seed: int) -> None:
    """Kept, breached or waived, whatever happens to the member, the facts and the program."""
    once(story_of(seed))


@settings(max_examples=settings().max_examples // 2)
@given(seed=SEEDS)
def test_the_order_of_delivery_means_nothing(seed: int) -> None:
    """Late facts, voids and merges give the same in any order."""
    any_order(story_of(seed))


@settings(max_examples=settings().max_examples // 3)
@given(seed=SEEDS)
def test_a_state_may_be_cut_anywhere(seed: int) -> None:
    """Fold a part, save, restore and go on: the same as at once."""
    cut_anywhere(plain(seed))


@settings(max_examples=settings().max_examples // 4)
@given(seed=SEEDS)
def test_what_makes_good_is_conserved(seed: int) -> None:
    """Every point that a remedy gave is issued and stands somewhere."""
    conserved(story_of(seed))


def _kept_on(_: Any, account: Account, old: Any, new: Any) -> None:
    """Forget nothing that ended."""
    account.promises = [each if each is not old else new or [*old[:11], 10**18, *old[12:]] for each in account.promises]


def _restored(account: Account, rest: Any) -> None:
    """Forget since when periods were looked for."""
    TRUE_REST(account, rest)
    account.looked = account.looked + 10**13


def _given(account: Account, lot: Any) -> None:
    """Give one point too few."""
    TRUE_CREDIT(account, [*lot[:5], lot[5] - 1, lot[6]])


TRUE_REST, TRUE_CREDIT = saving._restore_rest, points_lots.credit
CONTROLS: list[tuple[Callable[[Story], None], Callable[[int], Story], str, object]] = [
    (once, story_of, "loyalty.engine.promising.Promising._replace", _kept_on),
    (any_order, plain, "loyalty.members.history.in_order", list),
    (cut_anywhere, plain, "loyalty.engine.saving._restore_rest", _restored),
    (conserved, story_of, "loyalty.engine.promising.lots.credit", _given),
]


@pytest.mark.parametrize(("law", "stories", "name", "broken"), CONTROLS)
def test_an_engine_that_breaks_a_law_is_found_out(
    law: Callable[[Story], None],
    stories: Callable[[int], Story],
    name: str,
    broken: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With one part of the engine broken the law fails for one of twenty stories; without it for none."""
    told = [stories(seed) for seed in range(20)]
    for story in told:
        law(story)
    monkeypatch.setattr(name, broken)

    assert any(_fails(law, story) for story in told)


def _fails(law: Callable[[Story], None], story: Story) -> bool:
    try:
        law(story)
    except AssertionError:
        return True
    return False
