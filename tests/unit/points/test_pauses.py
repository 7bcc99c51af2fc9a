"""Points in a pause that holds back their ends (semantics 28): checked with the oracle."""

import pytest

from tests.oracle import moments
from tests.property.strategies import compared
from tests.unit.engine.stories import POINTS, PURCHASE, at, bought, joined, shop

TERMS = 'expire = { after = "P1M" }\nhold_for = "P60D"'
STILL = "\n[lifecycle]\npause = { expire = false }\n"
PROGRAM = shop(PURCHASE + POINTS.replace("[points]", f"[points]\n{TERMS}") + STILL)
IDLE = shop(PURCHASE + POINTS.replace("[points]", '[points]\nexpire = { inactive = "P1M" }') + STILL)


def seen(rows, when, program=PROGRAM):
    """The points and the rejections, which the oracle sees too."""
    view, oracle = (look(program, joined(*rows), moments.instant(at(when))) for look in LOOKS)

    assert oracle == view
    return {key: value for key, value in view["points"].items() if value}, view["rejected"]


LOOKS = (compared.of_engine, compared.of_oracle)
BUY = bought("2024-02-01", 100)


@pytest.mark.parametrize("program", [PROGRAM, IDLE], ids=["expired", "inactive"])
@pytest.mark.parametrize(
    ("paused", "available"), [("2024-02-29T23:59:59.999999", 100), ("2024-03-01", 0), ("2024-03-01T00:00:00.000001", 0)]
)
def test_at_the_end_of_a_lot(program, paused, available):
    """What ends at the very instant of the pause has ended; a microsecond earlier it is held back."""
    points, _ = seen([BUY, (paused, "pause")], "2024-03-10", program)

    assert (available, 100 - available) == (points.get("available", 0), points.get("lapsed", 0))


@pytest.mark.parametrize(("paused", "available"), [("2024-02-20", 100), ("2024-03-01", 0), ("2024-03-05", 0)])
def test_reserved_points(paused, available):
    """Reserved points of a lot that ended before the pause lapse when they are released in it."""
    rows = [BUY, ("2024-02-10", "reserve", {"points": 100}), (paused, "pause"), ("2024-03-10", "release", {"of": "e2"})]
    points, rejected = seen(rows, "2024-03-11")

    assert (available, 100 - available, {}) == (points.get("available", 0), points.get("lapsed", 0), rejected)
