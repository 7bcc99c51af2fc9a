"""Each known mistake of loyalty engines is found by the laws that the engine is held to."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle import broken
from tests.property.strategies import compared, laws
from tests.property.strategies.programs import documents

SEARCH = settings(
    max_examples=3_000,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def with_points(**wanted):
    """Documents whose points have these settings."""
    return documents().filter(lambda each: "points" in each).map(lambda each: with_settings(each, wanted))


def with_settings(document, wanted):
    """The document with some settings of its points."""
    return {**document, "points": {**document["points"], **wanted}}


def limited(document):
    """The document with a small limit on its first rule."""
    first, *rest = document["points"]["earn"]
    first = {**first, "limit": {"points": 60, "per": "month"}}
    return with_settings(document, {"earn": [first, *rest]})


def rolling(document):
    """The document with metrics that look back a day."""
    metrics = {"spend": {"sum": "purchase.amount"}, "visits": {"count": "visit"}, "best": {"max": "purchase.amount"}}
    looking_back = {name: {**metric, "window": "P1D"} for name, metric in metrics.items()}
    return {**document, "metrics": {**document["metrics"], **looking_back}}


POINTS = laws.as_the_oracle("points", with_points(expire={"after": "P1M"}, debt="carry"))
KNOWN_BAD = {
    "a refund recalculated by today's rate": (broken.RefundsAtTodaysRate, laws.as_recorded),
    "expiry only by a job": (broken.ExpiresByJob, POINTS),
    "points in floats": (broken.FloatPoints, laws.exact),
    "rounding line by line": (broken.RoundsEachLine, laws.as_the_oracle("points")),
    "spending demotes": (broken.TierFromBalance, laws.spending_keeps_tiers),
    "a refund in its own window": (broken.RefundsInTheirOwnWindow, laws.as_the_oracle("tiers")),
    "debt that is forgotten": (broken.IgnoresDebt, POINTS),
    "a restore with a fresh expiry": (broken.RestoresAfresh, laws.restored),
    "windows closed at both ends": (broken.ClosedWindows, laws.as_the_oracle("usual", documents().map(rolling))),
    "limits that are not given back": (
        broken.KeepsLimits,
        laws.as_the_oracle("points", with_points().map(limited)),
    ),
    "the newest lot first": (broken.ConsumesLatestFirst, POINTS),
    "decisions taken again": (broken.JudgesAgain, laws.answers_stay),
}


def counterexample(law, look):
    """Whether the search finds a history for which the law does not hold."""

    @SEARCH
    @given(st.data())
    def check(data):
        law(look, data)

    try:
        check()
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("name", KNOWN_BAD)
def test_known_bad(name):
    """A bad engine has a counterexample to the law that its mistake breaks."""
    teller, law = KNOWN_BAD[name]

    assert counterexample(law, broken.view(teller))


def test_order_of_arrival():
    """So has one that folds events in the order in which they arrive."""
    assert counterexample(laws.any_order, broken.in_order_of_arrival)


LAWS = ("conserved", "restored", "refund_split", "never_bought", "never_happened", "rejected_changes_nothing")


@pytest.mark.parametrize("name", LAWS)
def test_oracle_keeps_the_laws(name):
    """The oracle itself, which all are compared with, breaks no law."""

    @settings(SEARCH, max_examples=15)
    @given(st.data())
    def check(data):
        getattr(laws, name)(compared.of_oracle, data)

    check()
