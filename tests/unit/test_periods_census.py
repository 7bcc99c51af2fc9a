"""Every zone there is: what the remembered shifts and boundaries take for granted, and that they are right."""

import pkgutil
import struct
from itertools import pairwise

import pytest

from loyalty.periods import DAY, Boundary, Period, Zone
from loyalty.periods.iana import names

SECOND = DAY // 86_400
RULES = (Period(days=1), Period(months=1), Period(years=1), Period(days=30, micros=DAY // 24))


def changes(name: str) -> list[int]:
    """The seconds at which the zone's offset changes, read from its file by the format's definition (RFC 8536)."""
    data = pkgutil.get_data("tzdata", f"zoneinfo/{name}") or b""
    isut, isstd, leaps, times, types, chars = struct.unpack(">6l", data[20:44])
    start = 44 + times * 5 + types * 6 + chars + leaps * 8 + isstd + isut
    times, types = struct.unpack(">2l", data[start + 32 : start + 40])
    body = data[start + 44 :]
    instants = struct.unpack(f">{times}q", body[: 8 * times])
    kinds = body[8 * times : 9 * times]
    offsets = [struct.unpack(">l", body[9 * times + 6 * i :][:4])[0] for i in range(types)]
    seen = [offsets[0], *(offsets[kind] for kind in kinds)]
    return [t for t, (a, b) in zip(instants, pairwise(seen), strict=True) if a != b]


def test_changes_are_days_apart() -> None:
    """No zone changes its offset twice within two days: a day whose ends agree is regular in between."""
    gaps = [(b - a, name) for name in names() for a, b in pairwise(changes(name))]

    assert min(gaps) > (2 * 86_400, "")


def test_census_is_not_empty() -> None:
    """The reader of zone files sees what there is to see."""
    skipped_day = 1_325_239_200

    assert skipped_day in changes("Pacific/Apia")
    assert len(names()) > 400


def test_rules_for_the_future_are_months_apart() -> None:
    """Beyond the changes in its file a zone follows a rule of two changes a year, in different months."""
    tails = {(pkgutil.get_data("tzdata", f"zoneinfo/{name}") or b"").split(b"\n")[-2] for name in names()}
    rules = [tail.split(b",")[1:] for tail in tails if b"," in tail]

    assert len(rules) > 10
    assert all(start[:1] == stop[:1] == b"M" and start.split(b".")[0] != stop.split(b".")[0] for start, stop in rules)


@pytest.mark.parametrize("period", RULES, ids=str)
def test_shifts_around_every_change(period: Period) -> None:
    """Around the changes of every zone, a remembered shift is the zone's addition."""
    for name in sorted(names())[::7]:
        ours = Zone(name)
        for change in changes(name)[-6:]:
            target = ours.add(change * SECOND, period, -1)
            for t in (target - DAY, target - 1, target, target + 1, target + DAY, change * SECOND - 1, change * SECOND):
                for end in (False, True):
                    expected = ours.add(t, period, end=end)

                    assert expected == ours.shift(period, end=end).add(t), (name, t)


@pytest.mark.parametrize("unit", ["day", "month"])
def test_boundaries_around_every_change(unit: str) -> None:
    """Around the changes of every zone, remembered boundaries are the zone's, and contain the instant."""
    for name in sorted(names())[::7]:
        ours, bounds = Zone(name), Boundary(Zone(name), unit)
        for change in changes(name)[-6:]:
            for hours in range(-30, 31, 5):
                t = (change + hours * 3600) * SECOND
                expected = (ours.start_of(t, unit), ours.end_of(t, unit))

                assert expected == (bounds.start(t), bounds.end(t)), (name, t)
                assert expected[0] <= t < expected[1]
