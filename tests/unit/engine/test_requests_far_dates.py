"""A use that begins on the first or the last day of all: its midnight is that of the house."""

from datetime import datetime

import pytest

import loyalty

PROGRAM = """
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "{zone}"
currency = "CNY"
[events.journey]
begin = "date"
[[requests]]
id = "trip"
on = "journey"
start = "begin"
approve_by = ["office"]
expires = "start"
"""
HEAD = {"member": "m", "at": "2024-03-01T10:00:00Z"}
LATER = datetime.fromisoformat("2024-03-02T10:00:00Z")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York"])
@pytest.mark.parametrize(("begin", "expires"), [("0001-01-01", []), ("9999-12-31", ["9999-12-31T00:00:00"])])
def test_the_first_and_the_last_day_of_all(zone, begin, expires):
    """The one has passed wherever the house stands, and the other begins with its midnight."""
    program = loyalty.loads(PROGRAM.format(zone=zone))
    events = [{**HEAD, "id": "e0", "kind": "enrol"}, {**HEAD, "id": "e1", "kind": "journey", "begin": begin}]
    waiting = program.requests(program.replay(events, at=LATER).state)

    assert expires == [each.expires_at.replace(tzinfo=None).isoformat() for each in waiting]
