"""One decision, a tier and points from four numbers: generated, by hand, ZEN and CEL, all held against an oracle."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from bench import decision_by_hand, decision_rivals
from bench.bar import Bar, Equality, equality
from bench.timing import Times, in_turn, ratio, typical

INPUTS = ("recent_spend", "visits", "eligible:base", "room:base")
NAMES = ("recent", "visits", "eligible", "room")
EDGES = (0, 1, 11, 12, 13, 100, 400, 14_999, 15_000, 15_001, 29_999, 30_000, 39_999, 40_000, 40_001)
CASES = 2_000
ROUNDS = 31
Case = tuple[int, int, int, int]


def cases() -> list[Case]:
    """Return inputs of every size, those at the edges of the conditions among them."""
    random = Random(11)  # noqa: S311 - cases, not secrets
    near = [
        (recent, visits, random.randrange(20_000), random.choice(EDGES[:7])) for recent in EDGES for visits in EDGES[:5]
    ]
    wide = [
        (random.randrange(60_000), random.randrange(20), random.randrange(20_000), random.randrange(401))
        for _ in range(CASES - len(near))
    ]
    return near + wide


def compare(program: Any) -> tuple[list[Bar], list[Equality]]:
    """Check all answers against the oracle, then time the four in turn."""
    inputs, decision = cases(), program.decision("purchase")
    if decision.inputs != INPUTS:
        raise SystemExit(f"the decision takes {decision.inputs}")
    contexts = [dict(zip(NAMES, case, strict=True)) for case in inputs]
    zen, cel = decision_rivals.zen(), decision_rivals.cel()
    answers = {
        "generated decision": [decision.decide(*case)[:2] for case in inputs],
        "decision by hand": [decision_by_hand.decide(*case) for case in inputs],
        "decision in ZEN": [decision_rivals.zen_answer(zen(context)) for context in contexts],
        "decision in CEL": [tuple(cel(context)) for context in contexts],
    }
    times = in_turn(
        {
            "generated": asked(decision.decide, inputs),
            "by hand": asked(decision_by_hand.decide, inputs),
            "zen": given(zen, contexts),
            "cel": given(cel, contexts),
        },
        repeats=ROUNDS,
    )
    return bars(times, len(inputs)), [checked(name, inputs, found) for name, found in answers.items()]


def asked(decide: Callable[..., object], inputs: Sequence[Case]) -> Callable[[], None]:
    """Return a function that asks with all inputs, one argument for each number."""

    def ask() -> None:
        for recent, visits, eligible, room in inputs:
            decide(recent, visits, eligible, room)

    return ask


def given(evaluate: Callable[[Any], object], contexts: Sequence[dict[str, int]]) -> Callable[[], None]:
    """Return a function that asks with all contexts, which exist already."""

    def ask() -> None:
        for context in contexts:
            evaluate(context)

    return ask


def checked(name: str, inputs: Sequence[Case], answers: Sequence[tuple[int, int]]) -> Equality:
    """Hold answers against the oracle."""
    expected = {str(case): decision_by_hand.oracle(*case) for case in inputs}
    return equality(f"{name} and oracle", expected, dict(zip(map(str, inputs), answers, strict=True)))


def bars(times: Times, count: int) -> list[Bar]:
    """Return the ratios; a time is that of one decision, with its share of the loop."""
    took = {name: f"{typical(times, name) / count:.3f} µs" for name in times}
    return [
        Bar(
            "generated decision",
            ratio(times, "generated", "by hand"),
            "x",
            1.3,
            detail=f"{took['generated']} with its reason, by hand {took['by hand']} without one",
        ),
        Bar("faster than ZEN", ratio(times, "zen", "generated"), "x", 25, "at least", took["zen"]),
        Bar("faster than CEL", ratio(times, "cel", "generated"), "x", 12, "at least", took["cel"]),
    ]
