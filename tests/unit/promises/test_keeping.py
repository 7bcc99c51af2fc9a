"""What keeps a promise: which obligation an event is about, how many it takes, which steps."""

import pytest

from tests.unit.promises.house import ends, happened, house, promise

DAY = {"due": "PT24H"}


def test_the_oldest_open_one_is_kept_without_a_match() -> None:
    """Two problems, one solution: the first is kept, the second breached."""
    rows = [("2024-03-01T10:00", "problem"), ("2024-03-01T11:00", "problem"), ("2024-03-01T12:00", "solution")]

    assert ends(house(promise(**DAY)), happened(*rows)) == [
        "2024-03-01T12:00:00 Kept solution e1",
        "2024-03-02T11:00:00.000001 Breached solution e2",
    ]


def test_an_open_one_is_kept_before_a_late_one_is_performed() -> None:
    """An event that is about none in particular is about one that can still be kept."""
    rows = [("2024-03-01T10:00", "problem"), ("2024-03-03T10:00", "problem")]
    rows += [("2024-03-03T12:00", "solution"), ("2024-03-03T13:00", "solution")]

    assert ends(house(promise(**DAY)), happened(*rows)) == [
        "2024-03-02T10:00:00.000001 Breached solution e1",
        "2024-03-03T12:00:00 Kept solution e2",
        "2024-03-03T13:00:00 Performed solution e1",
    ]


def test_a_match_by_the_field_of_the_opening_event() -> None:
    """The keeping event names the ticket of the opening one."""
    rows = [
        ("2024-03-01T10:00", "problem", {"ticket": "a"}),
        ("2024-03-01T11:00", "problem", {"ticket": "b"}),
        ("2024-03-01T12:00", "solution", {"ticket": "b"}),
        ("2024-03-01T13:00", "solution", {"ticket": "c"}),
        ("2024-03-01T14:00", "solution"),
    ]

    assert ends(house(promise(**DAY, match="ticket")), happened(*rows)) == [
        "2024-03-01T12:00:00 Kept solution e2",
        "2024-03-02T10:00:00.000001 Breached solution e1",
    ]


def test_a_match_by_the_id_of_the_opening_event() -> None:
    """An opening event without the field is named by its id."""
    rows = [
        ("2024-03-01T10:00", "purchase", {"amount": 1}),
        ("2024-03-01T11:00", "purchase", {"amount": 1}),
        ("2024-03-01T12:00", "solution", {"ticket": "e2"}),
    ]

    assert ends(house(promise(**DAY, on="purchase", match="ticket")), happened(*rows)) == [
        "2024-03-01T12:00:00 Kept solution e2",
        "2024-03-02T10:00:00.000001 Breached solution e1",
    ]


def test_so_many_times() -> None:
    """Two keeping events are needed; after the breach the second one performs it."""
    program = house(promise(**DAY, times=2))
    rows = [("2024-03-01T10:00", "problem"), ("2024-03-01T12:00", "solution")]

    assert ends(program, happened(*rows, ("2024-03-02T10:00", "solution"))) == [
        "2024-03-01T12:00:00 Step solution e1",
        "2024-03-02T10:00:00 Kept solution e1",
    ]
    assert ends(program, happened(*rows, ("2024-03-02T10:01", "solution"))) == [
        "2024-03-01T12:00:00 Step solution e1",
        "2024-03-02T10:00:00.000001 Breached solution e1",
        "2024-03-02T10:01:00 Performed solution e1",
    ]


@pytest.mark.parametrize(
    ("in_order", "done", "expected"),
    [
        (True, ["attendant", "supervisor", "manager"], ["Step", "Step", "Step", "Kept"]),
        (True, ["supervisor", "attendant", "manager", "supervisor"], ["Step", "Step", "Breached"]),
        (True, ["attendant", "attendant", "supervisor", "manager"], ["Step", "Step", "Step", "Kept"]),
        (False, ["manager", "attendant", "supervisor"], ["Step", "Step", "Step", "Kept"]),
        (False, ["manager", "manager", "attendant", "cook"], ["Step", "Step", "Breached"]),
    ],
)
def test_steps(in_order: bool, done: list[str], expected: list[str]) -> None:  # noqa: FBT001 - a parameter of the test
    """Each step once, the last one too, in the order of the list or in any; what is not next does not count."""
    program = house(promise(**DAY, steps=("attendant", "supervisor", "manager"), in_order=in_order))
    rows = [(f"2024-03-01T1{hour}:00", "solution", {"role": role}) for hour, role in enumerate(done, start=1)]
    said = ends(program, happened(("2024-03-01T10:00", "problem"), *rows))

    assert [each.split()[1] for each in said] == expected


def test_an_event_keeps_one_promise_of_each_kind() -> None:
    """Several clocks on one case: one event keeps an obligation under each promise that it bears on."""
    program = house(promise("answer", due="PT2H"), promise("solution", due="PT24H"))
    rows = [("2024-03-01T10:00", "problem"), ("2024-03-01T13:00", "solution")]

    assert ends(program, happened(*rows)) == [
        "2024-03-01T12:00:00.000001 Breached answer e1",
        "2024-03-01T13:00:00 Performed answer e1",
        "2024-03-01T13:00:00 Kept solution e1",
    ]


def test_an_event_may_keep_the_last_one_and_open_the_next() -> None:
    """The obligations of other events are kept before the event opens its own (S27: the next visit)."""
    program = house(promise("visit", on="solution", kept_by="solution", due="P30D"))
    rows = [("2024-03-01T10:00", "solution"), ("2024-03-20T10:00", "solution")]

    assert ends(program, happened(*rows), "2024-04-01T00:00") == ["2024-03-20T10:00:00 Kept visit e1"]


def test_what_was_rejected_opens_and_keeps_nothing() -> None:
    """Events of somebody who is not a member any more have no effect."""
    rows = [
        ("2024-03-01T10:00", "problem"),
        ("2024-03-01T11:00", "cancel"),
        ("2024-03-01T12:00", "solution"),
        ("2024-03-01T13:00", "problem"),
    ]

    assert ends(house(promise(**DAY)), happened(*rows)) == ["2024-03-01T11:00:00 Waived solution e1"]
