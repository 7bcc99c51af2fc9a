"""Zones as values: their names, and what they remember."""

import pickle
from datetime import date, datetime

import pytest

from loyalty.errors import LoyaltyError
from loyalty.periods import (
    DAY,
    Period,
    Zone,
    boundary,
    shift,
    to_instant,
    zone,
)

SHANGHAI = zone("Asia/Shanghai")


def moment(text: str) -> int:
    """An instant, from text with an offset."""
    return to_instant(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Asia/Shanghi", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("UTC+8", "Asia/Shanghai"),
        ("Europe/Berin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("../../etc/passwd", ""),
        ("Asia/Shanghai\0", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
        ("中国", "Asia/Shanghai"),
        ("x" * 10_000, "Asia/Shanghai"),
    ],
)
def test_unknown_zone(name: str, hint: str) -> None:
    """An unknown name is an error with the nearest names, and no path into the file system."""
    with pytest.raises(LoyaltyError) as caught:
        zone(name)

    assert "unknown-timezone" == caught.value.code
    assert hint in caught.value.hint


def test_zone_of_another_type() -> None:
    """Only a text names a zone."""
    with pytest.raises(LoyaltyError) as caught:
        zone(8)  # type: ignore[arg-type]

    assert "wrong-type" == caught.value.code


def test_unknown_unit() -> None:
    """An unknown unit is an error with the nearest one, from every side."""
    for ask in (
        lambda: SHANGHAI.start_of(0, "months"),
        lambda: SHANGHAI.end_of(0, "months"),
        lambda: SHANGHAI.boundary("months").end(0),
    ):
        with pytest.raises(LoyaltyError) as caught:
            ask()

        assert ("unknown-unit", "write 'month'") == (caught.value.code, caught.value.hint)


def test_zone_is_a_value() -> None:
    """Zones compare by name, are made once, and come back from a pickle as the same object."""
    fresh = Zone("Asia/Shanghai")

    assert SHANGHAI is zone("Asia/Shanghai")
    assert SHANGHAI == fresh
    assert 1 == len({SHANGHAI, fresh})
    assert SHANGHAI is pickle.loads(pickle.dumps(fresh))  # noqa: S301 - our own bytes
    assert SHANGHAI != zone("Asia/Tokyo")
    assert "Zone(name='Asia/Shanghai')" == repr(SHANGHAI)


def test_the_machine_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's zone nor its own zone files have a say."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PYTHONTZPATH", "/nonexistent")

    assert moment("2024-01-01T00:00+09:00") == Zone("Asia/Tokyo").midnight(date(2024, 1, 1))


def test_memory_is_shared() -> None:
    """A zone keeps one shift for a period and direction, and one boundary for a unit."""
    year = Period(years=1)

    assert SHANGHAI.shift(year) is SHANGHAI.shift(Period.parse("P1Y"))
    assert SHANGHAI.shift(year) is not SHANGHAI.shift(year, end=True)
    assert SHANGHAI.boundary("month") is SHANGHAI.boundary("month")


class Unreachable:
    """A zone that must not be asked."""

    def __getattr__(self, name: str) -> object:
        message = f"the zone was asked for {name}"
        raise AssertionError(message)


def test_hot_path_is_a_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first question of a day neither a shift nor a boundary asks the zone again."""
    ours = Zone("Asia/Shanghai")
    step, bounds = ours.shift(Period(years=1)), ours.boundary("day")
    t = moment("2024-05-17T12:00+08:00") // DAY * DAY
    expected = [(step.add(t + d), bounds.end(t + d), bounds.start(t + d)) for d in (0, 1, DAY // 2, DAY - 1)]
    monkeypatch.setattr(step, "zone", Unreachable())
    monkeypatch.setattr(bounds, "zone", Unreachable())

    assert expected == [(step.add(t + d), bounds.end(t + d), bounds.start(t + d)) for d in (0, 1, DAY // 2, DAY - 1)]


def test_days_of_a_shift() -> None:
    """Generated code may read the look-up itself: regular days have a number, days of change None."""
    ours = Zone("Europe/Berlin")
    step = ours.shift(Period(days=1))
    plain, change = moment("2024-05-17T12:00Z"), moment("2024-03-30T12:00Z")
    step.add(plain)
    step.add(change)

    assert {plain // DAY: DAY, change // DAY: None} == step.days


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events on arbitrary days cannot fill the memory, and forgetting changes no answer."""
    monkeypatch.setattr(shift, "BUCKETS_MAX", 10)
    monkeypatch.setattr(boundary, "BUCKETS_MAX", 10)
    ours = Zone("Asia/Shanghai")
    step, bounds, year = ours.shift(Period(years=1)), ours.boundary("month"), Period(years=1)
    for t in range(0, 300 * DAY, DAY):
        assert (ours.add(t, year), ours.end_of(t, "month")) == (step.add(t), bounds.end(t))
        assert len(step.days) <= 10
        assert len(bounds.spans) <= 10
