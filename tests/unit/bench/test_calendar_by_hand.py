"""The calendar of the fold by hand against that of the SDK, close to where clocks change and months end."""

from random import Random

import pytest

from bench import calendar_by_hand as by_hand
from loyalty.periods import Period, zone

DAY = 86_400_000_000
NEW_YORK = zone("America/New_York")
CHANGES = [1_489_302_000_000_000, 1_509_865_200_000_000]


def instants():
    """Instants of a year, most of them within three days of a change of clocks, two weeks or two months before one."""
    random = Random(7)  # noqa: S311 - a test, not a secret
    near = [change - days * DAY for change in CHANGES for days in (0, 14, 60)]
    found = [random.choice(near) + random.randrange(-3 * DAY, 3 * DAY) for _ in range(4_000)]
    found += [random.randrange(1_483_246_800_000_000, 1_517_461_200_000_000) for _ in range(1_000)]
    ends = [NEW_YORK.boundary("month").end(instant) for instant in found[:200]]
    return found + ends + [end - 1 for end in ends]


@pytest.mark.parametrize(
    ("period", "later"), [("P60D", by_hand.window_end), ("P14D", by_hand.refund_end), ("P14D", by_hand.grace_end)]
)
def test_steps(period, later):
    """Steps of days end at the same instants."""
    shift = NEW_YORK.shift(Period.parse(period), end=True)

    assert [shift.add(instant) for instant in instants()] == [later(instant) for instant in instants()]


@pytest.mark.parametrize(("unit", "end"), [("month", by_hand.month_end), ("quarter", by_hand.quarter_end)])
def test_boundaries(unit, end):
    """Months and quarters end at the same instants."""
    boundary = NEW_YORK.boundary(unit)

    assert [boundary.end(instant) for instant in instants()] == [end(instant) for instant in instants()]


def test_lots():
    """The end of the month that contains the instant six months later."""
    shift, boundary = NEW_YORK.shift(Period.parse("P6M"), end=True), NEW_YORK.boundary("month")

    assert [boundary.end(shift.add(t)) for t in instants()] == [by_hand.lot_end(t) for t in instants()]
