"""When obligations are due: equal to the limit is kept, a microsecond later is breached (semantics 11, 15)."""

from datetime import datetime, timedelta

import pytest

from tests.unit.promises.house import ends, happened, house, promise, told

START = "2024-03-01T10:00:00"


def outcome(words: dict[str, object], kept: str, *, start: str = START, zone: str = "Asia/Shanghai") -> str:
    """Return what became of the one obligation that a problem opened and a solution answered."""
    said = ends(
        house(promise(**words), zone=zone), happened((start, "problem"), (kept, "solution")), "2025-12-31T00:00"
    )
    return said[0].split()[1]


@pytest.mark.parametrize(
    ("words", "last", "after"),
    [
        ({"due": "PT24H"}, "2024-03-02T10:00:00", "2024-03-02T10:00:00.000001"),
        ({"due": "PT24H", "strict": True}, "2024-03-02T09:59:59.999999", "2024-03-02T10:00:00"),
        ({"due": "P1M"}, "2024-04-01T10:00:00", "2024-04-01T10:00:00.000001"),
        ({"due": "2 working hours"}, "2024-03-01T12:00:00", "2024-03-01T12:00:00.000001"),
        ({"due": "8 working hours"}, "2024-03-04T10:00:00", "2024-03-04T10:00:00.000001"),
        ({"due": "5 working days"}, "2024-03-08T23:59:59.999999", "2024-03-09T00:00:00"),
        ({"due": "5 working days", "strict": True}, "2024-03-08T23:59:59.999999", "2024-03-09T00:00:00"),
    ],
)
def test_the_limit_itself_is_kept_and_what_follows_is_not(words: dict[str, object], last: str, after: str) -> None:
    """Equal is kept unless strict; working days end with their midnight."""
    assert (outcome(words, last), outcome(words, after)) == ("Kept", "Breached")


@pytest.mark.parametrize(
    ("words", "start", "first", "last"),
    [
        ({"before": "PT5M", "earliest": "PT10M"}, "2024-03-02T10:00", "2024-03-02T09:50:00", "2024-03-02T09:55:00"),
        ({"before": "P7D", "earliest": "P1M"}, "2024-03-31T10:00", "2024-02-29T10:00:00", "2024-03-24T10:00:00"),
        ({"due": "PT1H", "earliest": "PT15M"}, "2024-03-02T10:00", "2024-03-02T10:15:00", "2024-03-02T11:00:00"),
    ],
)
def test_two_sided_windows(words: dict[str, object], start: str, first: str, last: str) -> None:
    """Kept from the earliest instant to the last, both included (S15); sooner is a breach too."""
    program = house(promise(counted_from="start", **words))
    early, late = _moved(first, -1), _moved(last, 1)

    def of(when: str) -> list[str]:
        rows = [("2024-02-01T10:00", "booking", {"start": f"{start}:00"}), (when, "solution")]
        return [each.split()[1] for each in ends(program, happened(*rows))]

    assert [of(first), of(last)] == [["Kept"], ["Kept"]]
    assert [of(early), of(late)] == [["Breached-early", "Performed"], ["Breached", "Performed"]]


def _moved(moment: str, micros: int) -> str:
    return (datetime.fromisoformat(moment) + timedelta(microseconds=micros)).isoformat()


def test_waiting_without_a_limit() -> None:
    """With `earliest` alone only too early is a breach: waiting for 15 minutes (S15)."""
    program = house(promise(earliest="PT15M"))

    def of(when: str) -> list[str]:
        return [each.split()[1] for each in ends(program, happened((START, "problem"), (when, "solution")))]

    assert of("2024-03-01T10:14:59") == ["Breached-early", "Performed"]
    assert of("2024-03-01T10:15:00") == of("2024-12-01T00:00") == ["Kept"]


def test_by_the_instant_itself() -> None:
    """`before` of no length: at the latest when it begins (S05)."""
    program = house(promise(counted_from="start", before="PT0S"))
    opened = ("2024-03-01T10:00", "booking", {"start": "2024-03-02T10:00:00"})

    assert ends(program, happened(opened, ("2024-03-02T10:00", "solution"))) == ["2024-03-02T10:00:00 Kept solution e1"]
    assert ends(program, happened(opened)) == ["2024-03-02T10:00:00.000001 Breached solution e1"]


def test_a_limit_that_lies_before_the_opening() -> None:
    """It is breached when it opens, and who was to be told before it is told then."""
    escalate = [{"to": "lead", "before": "PT1H"}, {"to": "team"}, {"to": "board", "after": "PT2H"}]
    program = house(promise(counted_from="start", before="PT2H", escalate=escalate))
    opened = ("2024-03-01T10:00", "booking", {"start": "2024-03-01T11:00:00"})

    assert ends(program, happened(opened)) == [
        "2024-03-01T10:00:00 Escalated solution e1 lead",
        "2024-03-01T10:00:00 Breached solution e1",
        "2024-03-01T10:00:00 Escalated solution e1 team",
        "2024-03-01T12:00:00 Escalated solution e1 board",
    ]


def test_month_ends_and_leap_days() -> None:
    """31 January + 1 month is the last day of February, in leap years the 29th (semantics 12)."""
    words = {"due": "P1M"}

    assert outcome(words, "2024-02-29T10:00:00", start="2024-01-31T10:00:00") == "Kept"
    assert outcome(words, "2024-02-29T10:00:00.000001", start="2024-01-31T10:00:00") == "Breached"
    assert outcome({"due": "P1Y"}, "2025-02-28T10:00:00", start="2024-02-29T10:00:00") == "Kept"
    assert outcome({"due": "P1Y"}, "2025-02-28T10:00:00.000001", start="2024-02-29T10:00:00") == "Breached"


def test_holidays_with_an_adjusted_weekend() -> None:
    """The National Day holidays of 2024 end on 7 October; Saturday 12 October is a working day."""
    start = "2024-09-30T10:00:00"

    assert outcome({"due": "5 working days"}, "2024-10-12T23:59:59.999999", start=start) == "Kept"
    assert outcome({"due": "5 working days"}, "2024-10-13T00:00:00", start=start) == "Breached"


@pytest.mark.parametrize(
    ("due", "last"),
    [("PT24H", "2024-03-31T11:00:00+02:00"), ("P1D", "2024-03-31T10:00:00+02:00")],
)
def test_clocks_that_change(due: str, last: str) -> None:
    """In Berlin the day of the change has 23 hours: hours elapse, days are counted on the calendar."""
    start, zone = "2024-03-30T10:00:00+01:00", "Europe/Berlin"
    after = _moved(last, 1)

    assert outcome({"due": due}, last, start=start, zone=zone) == "Kept"
    assert outcome({"due": due}, after, start=start, zone=zone) == "Breached"


def test_a_midnight_that_does_not_exist() -> None:
    """In Santiago 8 September 2024 begins at 1 o'clock: Friday the 6th, one working day, ends on time all the same."""
    start, zone = "2024-09-05T10:00:00-04:00", "America/Santiago"
    program = house(promise("care", every="day", kept_by="solution"), zone=zone)
    said = told(program, happened((start, "problem")), "2024-09-09T00:00:00-03:00")

    assert outcome({"due": "1 working day"}, "2024-09-06T23:59:59.999999-04:00", start=start, zone=zone) == "Kept"
    assert "2024-09-08T01:00:00 Breached care 2024-09-07" in said
    assert "2024-09-08T01:00:00 Opened care 2024-09-08" in said
