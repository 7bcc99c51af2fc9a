"""Law of the ends of points: what is remembered of them is what the calendar says, checked without any memory."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.periods import DAY, UNITS, Period, Zone
from loyalty.points import Expiry
from loyalty.points.policy import Policy
from tests.property.test_periods_laws import CONTROLS, LAWS, moments, settings

Ends = Callable[[Zone, Period, str], Callable[[int], int]]


def ends_law(ends: Ends, how: settings) -> None:
    """Points end with the unit that contains the instant one period later, whatever was asked before."""

    @how
    @given(moments(), st.sampled_from(UNITS), st.lists(st.integers(0, DAY - 1), min_size=1, max_size=6))
    def law(moment: tuple[str, int, Period], unit: str, times_of_day: list[int]) -> None:
        name, t, period = moment
        zone, ours = Zone(name), ends(Zone(name), period, unit)
        for instant in [t, *(t // DAY * DAY + time for time in times_of_day), t, t + 1]:
            expected = zone.end_of(zone.add(instant, period, end=True), unit)

            assert expected == ours(instant)

    law()


def remembered(zone: Zone, period: Period, unit: str) -> Callable[[int], int]:
    """The ends as the engine finds them."""
    return Policy(zone, expire=Expiry(after=period, round=unit)).expires  # type: ignore[arg-type]


def trusting(zone: Zone, period: Period, unit: str) -> Callable[[int], int]:
    """Remembers the first answer of a day for the whole day."""
    known: dict[int, int] = {}

    def end(t: int) -> int:
        return known.setdefault(t // DAY, zone.end_of(zone.add(t, period, end=True), unit))

    return end


def test_ends() -> None:
    """The end of points is that of the calendar, for every instant of a day."""
    ends_law(remembered, LAWS)


def test_ends_control() -> None:
    """The law catches a memory that trusts a day too easily."""
    with pytest.raises(AssertionError):
        ends_law(trusting, CONTROLS)
