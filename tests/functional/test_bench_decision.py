"""The benchmark of one decision: every answer is held against the oracle, and a wrong or slow one is seen."""

import pytest

from bench import decision, decision_by_hand, decision_rivals, population


@pytest.fixture(scope="module")
def cases():
    """Inputs of every size, those at the edges among them."""
    return decision.cases()


def test_cases_reach_every_answer(cases):
    """The inputs give every tier, no points, and points that the cap cuts."""
    found = {case: decision_by_hand.oracle(*case) for case in cases}

    assert {0, 1, 2} == {tier for tier, _points in found.values()}
    assert any(points == case[3] > 0 for case, (_tier, points) in found.items())
    assert any(0 < points < case[3] for case, (_tier, points) in found.items())


@pytest.mark.parametrize(
    "answer",
    [
        decision_by_hand.decide,
        lambda *case: tuple(decision_rivals.cel()(dict(zip(decision.NAMES, case, strict=True)))),
        lambda *case: decision_rivals.zen_answer(decision_rivals.zen()(dict(zip(decision.NAMES, case, strict=True)))),
    ],
    ids=["by hand", "CEL", "ZEN"],
)
def test_rivals_agree(cases, answer):
    """The three others answer as the oracle does."""
    some = cases[:100]

    assert decision.checked("rival", some, [answer(*case) for case in some]).met


def test_generated_agrees(cases):
    """The generated decision answers as the oracle does."""
    decide = population.grocery().decision("purchase").decide

    assert decision.checked("generated", cases, [decide(*case)[:2] for case in cases]).met


def test_generated_has_a_reason():
    """The number that comes with the answer stands for the tier's condition and for the rule that earns."""
    generated = population.grocery().decision("purchase")
    _tier, _points, reason = generated.decide(40_000, 1, 1_000, 400)

    assert ["gold", "base"] == [text.split()[0].rstrip(":") for text in generated.reason(reason)]


def test_known_bad(cases):
    """A decision that takes more than 400 for at least 400 is seen as wrong."""

    def wrong(recent, visits, eligible, room):
        return decision_by_hand.decide(recent - (recent == 40_000), visits, eligible, room)

    assert not decision.checked("wrong", cases, [wrong(*case) for case in cases]).met


def test_slow_misses_its_bars():
    """A decision that takes ten times as long misses the bars that it would keep."""
    quick = {"generated": [100.0] * 5, "by hand": [90.0] * 5, "zen": [4000.0] * 5, "cel": [2000.0] * 5}
    slow = {**quick, "generated": [1000.0] * 5}

    assert [True, True, True] == [bar.met for bar in decision.bars(quick, 100)]
    assert [False, False, False] == [bar.met for bar in decision.bars(slow, 100)]
