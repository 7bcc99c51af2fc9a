"""What is owed in every calendar period, and around dates."""

import pytest

from loyalty import Program
from tests.unit.promises.house import at, ends, happened, house, promise, told

CARE = promise("care", every="month", kept_by="solution")


def test_a_month_is_kept_by_an_event_in_it() -> None:
    """The first month is the first that begins after enrolling; each is half-open, and nothing is carried over."""
    rows = [
        ("2024-01-15T10:00", "solution"),
        ("2024-02-01T00:00", "solution"),
        ("2024-02-29T23:59:59.999999", "solution"),
        ("2024-04-01T00:00", "solution"),
    ]

    assert told(house(CARE), happened(*rows), "2024-05-01T00:00") == [
        "2024-02-01T00:00:00 Opened care 2024-02",
        "2024-02-01T00:00:00 Kept care 2024-02",
        "2024-03-01T00:00:00 Opened care 2024-03",
        "2024-04-01T00:00:00 Breached care 2024-03",
        "2024-04-01T00:00:00 Opened care 2024-04",
        "2024-04-01T00:00:00 Kept care 2024-04",
        "2024-05-01T00:00:00 Opened care 2024-05",
    ]


@pytest.mark.parametrize(
    ("every", "cases"),
    [
        ("day", ["2024-01-02", "2024-01-03", "2024-01-04"]),
        ("working-day", ["2024-01-02", "2024-01-03", "2024-01-04"]),
        ("week", ["2024-W02", "2024-W03", "2024-W04"]),
        ("month", ["2024-02", "2024-03", "2024-04"]),
        ("quarter", ["2024-Q2", "2024-Q3", "2024-Q4"]),
        ("half-year", ["2024-H2", "2025-H1", "2025-H2"]),
        ("year", ["2025", "2026", "2027"]),
    ],
)
def test_the_names_of_periods(every: str, cases: list[str]) -> None:
    """Each obligation has the period as its case; the first begins after 1 January 2024, 0 o'clock."""
    said = told(house(promise("care", every=every)), happened(), "2028-01-01T00:00")

    assert [each.split()[3] for each in said if " Opened " in each][:3] == cases


def test_working_days_leave_out_holidays_and_have_the_adjusted_weekend() -> None:
    """The Spring Festival of 2024: 4 February, a Sunday, is a working day; then closed until the 18th."""
    said = told(house(promise("check", every="working-day")), happened(), "2024-02-20T00:00")
    cases = [each.split()[3] for each in said if " Opened " in each]

    assert cases[cases.index("2024-02-02") :][:8] == [
        *(f"2024-02-{day:02}" for day in (2, 4, 5, 6, 7, 8, 9)),
        "2024-02-18",
    ]


def test_a_period_by_tier_is_that_of_the_tier_at_its_beginning() -> None:
    """Without a tier a quarter, gold a month: the quarter that began before the climb runs on."""
    program = house(promise("care", every={"none": "quarter", "gold": "month"}))
    rows = [("2024-04-10T10:00", "purchase", {"amount": 100})]

    assert told(program, happened(*rows), "2024-07-01T00:00") == [
        "2024-04-01T00:00:00 Opened care 2024-Q2",
        "2024-05-01T00:00:00 Opened care 2024-05",
        "2024-06-01T00:00:00 Breached care 2024-05",
        "2024-06-01T00:00:00 Opened care 2024-06",
        "2024-07-01T00:00:00 Breached care 2024-Q2",
        "2024-07-01T00:00:00 Breached care 2024-06",
        "2024-07-01T00:00:00 Opened care 2024-07",
    ]


def test_a_pause_opens_nothing() -> None:
    """What runs goes on; the first period after is the first that begins after the resumption."""
    rows = [("2024-02-10T10:00", "pause"), ("2024-05-01T00:00", "resume")]

    assert told(house(CARE), happened(*rows), "2024-06-01T00:00") == [
        "2024-02-01T00:00:00 Opened care 2024-02",
        "2024-03-01T00:00:00 Breached care 2024-02",
        "2024-06-01T00:00:00 Opened care 2024-06",
    ]


def test_a_pause_may_waive() -> None:
    """With `pause = { promises = "waive" }` nothing is owed meanwhile, and what had been breached is dropped."""
    program = house(CARE, promise(due="PT1H"), more='[lifecycle]\npause = { promises = "waive" }\n')
    rows = [("2024-02-05T10:00", "problem"), ("2024-02-10T10:00", "pause"), ("2024-02-11T10:00", "resume")]

    assert ends(program, happened(*rows), "2024-02-28T00:00") == [
        "2024-02-05T11:00:00.000001 Breached solution e1",
        "2024-02-10T10:00:00 Waived care 2024-02",
        "2024-02-10T10:00:00 Dropped solution e1",
    ]


def test_a_cancellation_waives_and_a_return_begins_anew() -> None:
    """Nothing is owed to somebody who left; whoever returns is owed the next period that begins."""
    rows = [("2024-02-10T10:00", "cancel"), ("2024-04-10T10:00", "rejoin")]

    assert told(house(CARE), happened(*rows), "2024-05-01T00:00") == [
        "2024-02-01T00:00:00 Opened care 2024-02",
        "2024-02-10T10:00:00 Waived care 2024-02",
        "2024-05-01T00:00:00 Opened care 2024-05",
    ]


def test_events_of_the_instant_come_after_its_beginning() -> None:
    """Who cancels as the month begins was owed it, and who resumes then is not."""
    cancelled = told(house(CARE), happened(("2024-02-01T00:00", "cancel")), "2024-02-01T00:00")
    resumed = [("2024-01-10T00:00", "pause"), ("2024-02-01T00:00", "resume")]

    assert cancelled == ["2024-02-01T00:00:00 Opened care 2024-02", "2024-02-01T00:00:00 Waived care 2024-02"]
    assert told(house(CARE), happened(*resumed), "2024-02-20T00:00") == []


def test_what_is_missed_in_a_period_is_handed_over_and_made_good_once() -> None:
    """A breach of a period is one like any other, though nothing is owed after it."""
    escalate = [{"to": "lead", "before": "P7D"}, {"to": "board"}]
    program = house(promise("care", every="month", escalate=escalate, remedy={"points": 5}))
    state = program.fold(happened(), at=at("2024-03-02T00:00"))

    assert ends(program, happened(), "2024-03-01T00:00") == [
        "2024-02-23T00:00:00 Escalated care 2024-02 lead",
        "2024-03-01T00:00:00 Breached care 2024-02",
        "2024-03-01T00:00:00 Escalated care 2024-02 board",
        "2024-03-01T00:00:00 Remedied care 2024-02",
    ]
    assert (state.points.available, [each.case for each in program.promises(state)]) == (5, ["2024-03"])


def dated(words: dict[str, object], on: str = "birthday") -> Program:
    """Return a program with a promise around a date."""
    return house(promise("greeting", on=on, **words), more='[calendar.festivals]\nmid-autumn = "lunar 08-15"\n')


def test_a_personal_date_opens_something_every_year() -> None:
    """Born on 15 June: the day itself opens the greeting, its case is the year."""
    rows = [("2024-06-16T00:00", "solution"), ("2025-06-16T00:01", "solution")]

    assert told(dated({"due": "P1D"}), happened(*rows), "2025-12-31T00:00") == [
        "2024-06-15T00:00:00 Opened greeting 2024",
        "2024-06-16T00:00:00 Kept greeting 2024",
        "2025-06-15T00:00:00 Opened greeting 2025",
        "2025-06-16T00:00:00.000001 Breached greeting 2025",
        "2025-06-16T00:01:00 Performed greeting 2025",
    ]


def test_so_long_before_a_date() -> None:
    """From ten to three days before the birthday: it opens with its earliest instant."""
    program = dated({"before": "P3D", "earliest": "P10D"})

    assert told(program, happened(("2024-06-12T00:00", "solution"))) == [
        "2024-06-05T00:00:00 Opened greeting 2024",
        "2024-06-12T00:00:00 Kept greeting 2024",
    ]
    assert ends(program, happened(("2024-06-12T00:00:00.000001", "solution")))[0].split()[1] == "Breached"


def test_before_a_date_without_an_earliest_instant() -> None:
    """It opens a year ahead, and so for the first time with the next one after enrolling."""
    program = dated({"before": "P3D"})

    assert told(program, happened(("2024-06-14T00:00", "solution"), ("2024-06-16T00:00", "solution"))) == [
        "2024-06-15T00:00:00 Opened greeting 2025",
        "2024-06-16T00:00:00 Kept greeting 2025",
    ]


def test_a_date_that_changes() -> None:
    """The date as it is known then opens; what had opened stays."""
    days = {"2024-03-01T00:00": "1990-05-01", "2024-06-01T00:00": "1990-07-01"}
    rows = [(when, "update", {"birthday": day}) for when, day in days.items()]
    kept = ("2024-05-01T10:00", "solution")

    assert told(dated({"due": "P1D"}), happened(rows[0], kept, rows[1]))[::2] == [
        "2024-05-01T00:00:00 Opened greeting 2024",
        "2024-07-01T00:00:00 Opened greeting 2024",
    ]


def test_a_festival() -> None:
    """The Mid-Autumn festival of 2024 falls on 17 September; its case is the day."""
    assert told(dated({"before": "P1D", "earliest": "P7D"}, "mid-autumn"), happened()) == [
        "2024-09-10T00:00:00 Opened greeting 2024-09-17",
        "2024-09-16T00:00:00.000001 Breached greeting 2024-09-17",
    ]


def test_a_birthday_that_is_moved_makes_no_second_one_while_it_is_owed() -> None:
    """What is still owed for the year is owed once; when it was kept, the date as it is known opens again."""
    moved = ("2024-06-20T00:00", "update", {"birthday": "1990-07-01"})
    program = dated({"due": "P1M"})

    assert [each.split()[1] for each in told(program, happened(moved), "2024-07-20T00:00")] == ["Opened", "Breached"]
    kept = happened(("2024-06-16T00:00", "solution"), moved)
    assert [each.split()[1] for each in told(program, kept, "2024-07-20T00:00")] == ["Opened", "Kept", "Opened"]
