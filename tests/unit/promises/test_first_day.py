"""A date that no calendar of the zone can begin: it is an odd date, and the member can still be folded."""

import pytest

from tests.unit.promises.house import MEMBER, at, house, promise


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York"])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "9999-12-31"])
@pytest.mark.parametrize("clock", [{"due": "P1D"}, {"before": "P1D"}])
def test_the_first_day_of_all(zone: str, day: str, clock: dict[str, str]) -> None:
    """The first and the last day of all open an obligation, wherever the house stands."""
    more = '[events.journey]\nbegin = "date"'
    program = house(promise(on="journey", counted_from="begin", tiers="all", **clock), zone=zone, more=more)
    head = {"member": MEMBER, "at": "2024-03-01T10:00:00Z"}
    events = [{**head, "id": "e0", "kind": "enrol"}, {**head, "id": "e1", "kind": "journey", "begin": day}]
    (owed,) = program.promises(program.fold(events, at=at("2024-03-02T00:00")))

    assert "e1" == owed.case
    assert "e1" in owed.texts["zh"]
