"""The generated fold against the same program written by hand: equal for every member, and how much slower."""

from collections.abc import Callable
from typing import Any

from bench import by_hand
from bench.bar import Bar, Equality, equality
from bench.population import UNTIL, Histories
from bench.timing import in_turn, ratio, typical

ROUNDS = 7
Fold = Callable[[list[Any], int], Any]


def compare(
    program: Any, members: Histories, hand: Fold = by_hand.fold, rounds: int = ROUNDS
) -> tuple[list[Bar], Equality]:
    """Fold every household both ways."""
    until = int(UNTIL.timestamp()) * 1_000_000
    expected = {member: hand(events, until) for member, events in members.items()}
    actual = {member: answer(program, events) for member, events in members.items()}
    found = equality("generated fold and fold by hand", expected, actual)
    return [speed(program, members, hand, rounds)], found


def speed(program: Any, members: Histories, hand: Fold, rounds: int) -> Bar:
    """Time both over all households, in turn."""
    until = int(UNTIL.timestamp()) * 1_000_000
    times = in_turn(
        {
            "generated": lambda: [program.fold(events, at=UNTIL).tier for events in members.values()],
            "by hand": lambda: [hand(events, until).tier for events in members.values()],
        },
        repeats=rounds,
    )
    count = sum(map(len, members.values()))
    generated, written = (typical(times, name) / count for name in ("generated", "by hand"))
    took = f"{generated:.2f} µs an event, by hand {written:.2f} µs, {count:,} events of {len(members):,} members"
    return Bar("generated fold", ratio(times, "generated", "by hand"), "x", 1.5, detail=took)


def answer(program: Any, events: list[Any]) -> by_hand.Result:
    """Return what the SDK says of a member, in the form of the fold by hand."""
    replay = program.replay(events, at=UNTIL)
    state = replay.state
    points, metrics = state.points, state.metrics
    ends: dict[int, int] = {}
    for lot in state.lots:
        end = int(lot.expires_at.timestamp()) * 1_000_000
        ends[end] = ends.get(end, 0) + lot.points
    return by_hand.Result(
        state.tier,
        points.available,
        points.debt,
        points.issued,
        points.spent,
        points.lapsed,
        points.reversed,
        int(metrics["recent_spend"] * 100),
        metrics["visits"],
        ends,
        tuple(replay.rejected),
    )
