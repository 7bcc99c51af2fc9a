"""An act counts for every calendar period in which it lies."""

from tests.unit.promises.house import ends, happened, house, promise

BY_TIER = {"none": "quarter", "gold": "month"}


def test_after_a_climb_one_act_keeps_the_quarter_and_the_month() -> None:
    """Once in the quarter and once in the month are both true of it; the next month needs its own."""
    program = house(promise("care", every=BY_TIER))
    rows = [("2024-04-10T10:00", "purchase", {"amount": 100}), ("2024-05-10T10:00", "solution")]

    assert ends(program, happened(*rows), "2024-07-01T00:00") == [
        "2024-05-10T10:00:00 Kept care 2024-Q2",
        "2024-05-10T10:00:00 Kept care 2024-05",
        "2024-07-01T00:00:00 Breached care 2024-06",
    ]


def test_an_act_of_several_counts_once_for_each_period() -> None:
    """Two in the quarter and two in the month: the second one completes both."""
    program = house(promise("care", every=BY_TIER, times=2))
    rows = [
        ("2024-04-10T10:00", "purchase", {"amount": 100}),
        ("2024-05-10T10:00", "solution"),
        ("2024-05-20T10:00", "solution"),
    ]

    assert [each.split()[1:4] for each in ends(program, happened(*rows), "2024-06-01T00:00")] == [
        ["Step", "care", "2024-Q2"],
        ["Step", "care", "2024-05"],
        ["Kept", "care", "2024-Q2"],
        ["Kept", "care", "2024-05"],
    ]


def test_an_event_opens_its_own_case_and_keeps_the_oldest() -> None:
    """What an event opened is kept one by one, the oldest first."""
    program = house(promise(due="PT24H"))
    rows = [("2024-03-01T10:00", "problem"), ("2024-03-01T11:00", "problem"), ("2024-03-01T12:00", "solution")]

    assert ends(program, happened(*rows), "2024-03-01T13:00") == ["2024-03-01T12:00:00 Kept solution e1"]
