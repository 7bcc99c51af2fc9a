"""What is owed, told in both languages."""

import pytest

import loyalty
from tests.unit.promises.house import at, happened, house, promise

TEXT = """
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[roles]
lead = { name = { zh = "组长", en = "Team lead" } }
office = {}

[events.appointment]
start = "instant"

[events.arrival]

[[promises]]
id = "arrival"
name = { zh = "准时到达", en = "Arrival in time" }
on = "appointment"
counted_from = "start"
before = "PT0S"
kept_by = "arrival"
escalate = [{ to = "lead" }, { to = "office" }]
"""


@pytest.mark.parametrize(
    ("time", "chinese", "english"),
    [
        (
            "2024-03-01T09:00",
            "准时到达（a）：应在 2024-03-01 10:00 前完成（到那一刻为止）；始于 2024-03-01 08:00",
            "Arrival in time for a: due by 2024-03-01 10:00 (by that very moment); open since 2024-03-01 08:00",
        ),
        (
            "2024-03-01T11:00",
            "准时到达（a）：自 2024-03-01 10:00 起逾期（到那一刻为止）；已移交 组长、office；始于 2024-03-01 08:00",
            (
                "Arrival in time for a: late since 2024-03-01 10:00 (by that very moment); "
                "handed over to Team lead, office; open since 2024-03-01 08:00"
            ),
        ),
    ],
)
def test_by_the_moment_itself(time, chinese, english):
    """What is owed by a moment, with nothing before it, says so; roles are called by their names."""
    program = loyalty.loads(TEXT)
    events = [
        {"id": "e", "member": "li", "kind": "enrol", "at": at("2024-03-01T07:00")},
        {
            "id": "a",
            "member": "li",
            "kind": "appointment",
            "at": at("2024-03-01T08:00"),
            "start": at("2024-03-01T10:00"),
        },
    ]
    (owed,) = program.promises(program.fold(events, at=at(time)))

    assert chinese == owed.texts["zh"]
    assert english == owed.texts["en"]


def test_the_end_of_a_day() -> None:
    """What is due with the end of a working day is due by 24:00 of that day, and its midnight is too late."""
    program = house(promise(due="2 working days"))
    (owed,) = program.promises(program.fold(happened(("2024-03-01T10:00", "problem")), at=at("2024-03-02T00:00")))

    assert owed.due_at is not None
    assert (owed.due_at.isoformat(), owed.inclusive) == ("2024-03-06T00:00:00+08:00", False)
    assert "应在 2024-03-05 24:00 前完成" in owed.texts["zh"]
