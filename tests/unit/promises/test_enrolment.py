"""What is promised to those who join: the enrolment opens it (S21)."""

import pytest

import loyalty
from tests.unit.promises.house import at

TEXT = """
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[member.kinds.customer]

[member.kinds.employee]

[member.fields]
important = { type = "bool", default = false }

[events.contact]
channel = { type = "text", values = ["phone", "visit"], default = "phone" }

[[promises]]
id = "welcome"
kinds = "customer"
on = "enrol"
where = "important"
due = "P7D"
kept_by = "contact"

[[promises]]
id = "again"
kinds = "customer"
on = ["enrol", "contact"]
due = { by = "kind", customer = "P30D" }
kept_by = "contact"
match = "channel"
"""


def told(*rows, time, **fields):
    """The promises owed to a member at an instant: id, case and limit."""
    program = loyalty.loads(TEXT)
    events = [
        {"id": "e0", "member": "li", "kind": "enrol", "at": at("2024-01-05T09:00"), "as": "customer", **fields},
        *({"id": f"e{number}", "member": "li", "at": at(time), **row} for number, (time, row) in enumerate(rows, 1)),
    ]
    owed = program.promises(program.fold(events, at=at(time)))
    return [(each.promise, each.case, f"{each.due_at:%m-%d %H:%M}") for each in owed]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"important": True}, [("welcome", "e0", "01-12 09:00"), ("again", "e0", "02-04 09:00")]),
        ({}, [("again", "e0", "02-04 09:00")]),
        ({"as": "employee"}, []),
    ],
)
def test_opened_by_the_enrolment(fields, expected):
    """Who joins is promised what is promised to such members; the condition reads what the member is then."""
    assert expected == told(time="2024-01-06T00:00", **fields)


def test_kept_and_opened_again():
    """An event of the same list keeps what the enrolment opened, where no field says which case is meant."""
    text = TEXT.replace('match = "channel"\n', "")
    program = loyalty.loads(text)
    events = [
        {"id": "e0", "member": "li", "kind": "enrol", "at": at("2024-01-05T09:00"), "as": "customer"},
        {"id": "e1", "member": "li", "kind": "contact", "at": at("2024-02-04T09:00")},
    ]
    owed = program.promises(program.fold(events, at=at("2024-02-05T00:00")))

    assert [("again", "e1")] == [(each.promise, each.case) for each in owed]


def test_a_rejected_enrolment_opens_nothing():
    """A second enrolment is rejected and promises nothing."""
    second = ("2024-01-06T00:00", {"kind": "enrol", "as": "customer"})

    assert [("again", "e0", "02-04 09:00")] == told(second, time="2024-01-07T00:00")
