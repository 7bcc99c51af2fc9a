"""What else happens to obligations: moved, waived, handed over, made good; and what later facts take back."""

from typing import Any

import pytest

import loyalty
from loyalty import Program
from loyalty.engine.promise_effects import PromiseRemedied
from tests.unit.promises.house import MEMBER, at, ends, happened, house, promise, text_of, told

DAY = {"due": "PT24H"}
OPENED = ("2024-03-01T10:00", "problem")


def test_a_move_counts_from_the_new_instant() -> None:
    """A rebooking moves the appointment; limits that were counted from the old one are gone (S15)."""
    words = {"counted_from": "start", "before": "PT5M", "earliest": "PT10M", "moved_by": "rebooking"}
    rows = [
        ("2024-03-01T10:00", "booking", {"start": "2024-03-02T10:00:00"}),
        ("2024-03-01T11:00", "rebooking", {"start": "2024-03-03T10:00:00"}),
        ("2024-03-03T09:55", "solution"),
    ]

    assert ends(house(promise(**words)), happened(*rows)) == [
        "2024-03-01T11:00:00 Moved solution e1",
        "2024-03-03T09:55:00 Kept solution e1",
    ]


def test_a_move_to_a_limit_that_has_passed() -> None:
    """It is breached at the move; a late one is not moved any more."""
    words = {"counted_from": "start", "before": "PT5M", "moved_by": "rebooking"}
    rows = [
        ("2024-03-01T10:00", "booking", {"start": "2024-03-02T10:00:00"}),
        ("2024-03-01T11:00", "rebooking", {"start": "2024-03-01T11:01:00"}),
        ("2024-03-01T12:00", "rebooking", {"start": "2024-03-09T11:01:00"}),
    ]

    assert ends(house(promise(**words)), happened(*rows)) == [
        "2024-03-01T11:00:00 Moved solution e1",
        "2024-03-01T11:00:00 Breached solution e1",
    ]


def test_a_move_keeps_the_length_that_was_promised() -> None:
    """The severity of the opening event stays, whatever the rebooking says."""
    due = {"by": "severity", "major": "PT4H", "ordinary": "PT24H"}
    program = house(promise(counted_from="start", due=due, moved_by="rebooking"))
    rows = [
        ("2024-03-01T10:00", "booking", {"start": "2024-03-01T10:00:00", "severity": "major"}),
        ("2024-03-01T11:00", "rebooking", {"start": "2024-03-01T12:00:00"}),
    ]

    assert ends(program, happened(*rows))[-1] == "2024-03-01T16:00:00.000001 Breached solution e1"


def test_a_word_that_is_not_listed_has_no_promise() -> None:
    """Nobody is promised anything for a severity that the table does not have."""
    due = {"by": "severity", "major": "PT4H"}
    rows = [("2024-03-01T10:00", "problem", {"severity": "ordinary"}), OPENED]

    assert told(house(promise(due=due)), happened(*rows)) == []


def test_a_withdrawal_waives() -> None:
    """An event that says so releases the house; a late obligation is only dropped."""
    program = house(promise(**DAY, waived_by="withdrawal", match="ticket"))
    rows = [
        ("2024-03-01T10:00", "problem", {"ticket": "a"}),
        ("2024-03-01T11:00", "problem", {"ticket": "b"}),
        ("2024-03-02T10:30", "withdrawal", {"ticket": "b"}),
        ("2024-03-02T10:30", "withdrawal", {"ticket": "a"}),
    ]

    assert ends(program, happened(*rows)) == [
        "2024-03-02T10:00:00.000001 Breached solution e1",
        "2024-03-02T10:30:00 Waived solution e2",
        "2024-03-02T10:30:00 Dropped solution e1",
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-03-01T10:00", ["Waived"]),
        ("2024-03-02T10:00", ["Waived"]),
        ("2024-03-02T10:01", ["Breached", "Dropped"]),
    ],
)
def test_a_decision_waives(when: str, expected: list[str]) -> None:
    """`waive` names promise and case; before the limit it ends waived, after it the breach stays."""
    rows = [OPENED, (when, "waive", {"promise": "solution", "of": "e1", "by": "chen"})]

    assert [each.split()[1] for each in ends(house(promise(**DAY)), happened(*rows))] == expected


def test_a_decision_waives_a_whole_case() -> None:
    """Without a promise, everything that is owed for the case is waived, and nothing of another case."""
    program = house(promise("answer", **DAY), promise("report", due="P3D"))
    rows = [OPENED, OPENED, ("2024-03-02T11:00", "waive", {"of": "e2", "by": "chen"})]

    assert ends(program, happened(*rows))[:5] == [
        "2024-03-02T10:00:00.000001 Breached answer e1",
        "2024-03-02T10:00:00.000001 Breached answer e2",
        "2024-03-02T11:00:00 Dropped answer e2",
        "2024-03-02T11:00:00 Waived report e2",
        "2024-03-04T10:00:00.000001 Breached report e1",
    ]


def test_last_year_is_not_made_up_for() -> None:
    """A birthday that nobody wished is let go when the next one opens, and the next wish is for that one."""
    program = house(promise("wish", on="birthday", due="P1D", strict=True))
    rows = [("2024-01-02T10:00", "update", {"birthday": "1990-03-05"}), ("2025-03-05T10:00", "solution")]

    assert ends(program, happened(*rows), "2025-12-31T00:00") == [
        "2024-03-06T00:00:00 Breached wish 2024",
        "2025-03-05T00:00:00 Dropped wish 2024",
        "2025-03-05T10:00:00 Kept wish 2025",
    ]


def test_nothing_to_waive() -> None:
    """A decision on what is not owed is rejected, in a program without promises too."""
    rows = [
        OPENED,
        ("2024-03-01T11:00", "solution"),
        ("2024-03-01T12:00", "waive", {"promise": "solution", "of": "e1"}),
    ]
    for program in (house(promise(**DAY)), house()):
        rejected = program.replay(happened(*rows), at=at("2024-04-01T00:00")).rejected

        assert {name: each.code for name, each in rejected.items()} == {"e3": "no-open-promise"}


def test_the_chain_of_escalation() -> None:
    """Earlier, at the breach, and so long after it; who performs it in time is not told on."""
    escalate = [{"to": "lead", "before": "PT30M"}, {"to": "team"}, {"to": "board", "after": "PT2H"}]
    program = house(promise(**DAY, escalate=escalate))

    assert ends(program, happened(OPENED)) == [
        "2024-03-02T09:30:00 Escalated solution e1 lead",
        "2024-03-02T10:00:00.000001 Breached solution e1",
        "2024-03-02T10:00:00.000001 Escalated solution e1 team",
        "2024-03-02T12:00:00.000001 Escalated solution e1 board",
    ]
    assert [each.split()[1] for each in ends(program, happened(OPENED, ("2024-03-02T12:00", "solution")))] == [
        "Escalated", "Breached", "Escalated", "Performed",
    ]  # fmt: skip
    assert ends(program, happened(OPENED, ("2024-03-02T09:29:59", "solution"))) == [
        "2024-03-02T09:29:59 Kept solution e1"
    ]


def test_what_should_be_is_missed() -> None:
    """A soft target is never breached (S24)."""
    program = house(promise(**DAY, strength="should"))

    assert ends(program, happened(OPENED)) == ["2024-03-02T10:00:00.000001 Missed solution e1"]


def test_points_make_good() -> None:
    """A breach credits a lot at its instant, and every entry balances."""
    program = house(promise(**DAY, remedy={"points": 100}))
    state = program.fold(happened(OPENED), at=at("2024-03-03T00:00"))
    again = program.state(state.to_json())

    assert (100, 100) == (state.points.available, state.points.issued)
    assert [("e1\u00a0solution", at("2024-03-02T10:00:00.000001"))] == [
        (lot.source, lot.earned_at) for lot in state.lots
    ]
    assert again.lots == state.lots


def test_points_pay_what_is_owed() -> None:
    """Debt takes the points of a remedy first, as it takes any credit."""
    program = house(promise(**DAY, remedy={"points": 100}))
    rows = [OPENED, ("2024-03-01T11:00", "adjust", {"points": -30})]
    points = program.fold(happened(*rows), at=at("2024-03-03T00:00")).points

    assert (70, 0, 100, 30) == (points.available, points.debt, points.issued, points.reversed)


GIVING = """
[[benefits]]
id = "apology"
kind = "voucher"
worth = "20.00"
tiers = "gold"
quota = { count = 1, per = "lifetime" }
"""


def giving() -> Program:
    """Return a program that gives one use of a benefit that only gold members have."""
    return house(promise(**DAY, remedy={"benefit": "apology"}), more=GIVING)


def test_a_benefit_makes_good() -> None:
    """One use each, also for somebody who does not have the benefit."""
    program = giving()
    use = ("2024-03-03T10:00", "use", {"benefit": "apology"})
    again = ("2024-03-03T11:00", "use", {"benefit": "apology"})
    replay = program.replay(happened(OPENED, use, again), at=at("2024-04-01T00:00"))
    before = program.replay(
        happened(OPENED, ("2024-03-02T10:00", "use", {"benefit": "apology"})), at=at("2024-04-01T00:00")
    )

    assert {"e3": "not-entitled"} == {name: each.code for name, each in replay.rejected.items()}
    assert {"e2": "not-entitled"} == {name: each.code for name, each in before.rejected.items()}
    assert [("", "apology")] == [
        (each.cause, each.benefit) for each in replay.effects if isinstance(each, PromiseRemedied)
    ]


def left(program: Program, *rows: Any) -> int | None:
    """Return how many uses of the apology are left; None when the member does not have it."""
    granted = program.benefits(program.fold(happened(*rows), at=at("2024-06-01T00:00"))).get("apology")
    return None if granted is None else granted.left


def test_uses_that_were_given_come_on_top() -> None:
    """A gold member has his own use and those that were given; what is restored or released comes back."""
    program = giving()
    gold = ("2024-02-01T10:00", "purchase", {"amount": 100})
    twice = [gold, OPENED, ("2024-03-01T11:00", "problem")]
    used = ("2024-04-01T10:00", "use", {"benefit": "apology", "quantity": 2})
    held = ("2024-04-01T10:00", "reserve", {"benefit": "apology", "quantity": 3, "until": "2024-05-01T00:00:00+08:00"})

    assert [None, 1, 1, 3] == [left(program), left(program, OPENED), left(program, gold), left(program, *twice)]
    assert [1, 3] == [left(program, *twice, used), left(program, *twice, held)]
    assert left(program, *twice, used, ("2024-04-02T10:00", "restore", {"of": "e4", "quantity": 1})) == 2
    assert left(program, OPENED, ("2024-05-01T10:00", "cancel"), ("2024-05-02T10:00", "rejoin")) is None


def test_a_late_fact_takes_a_breach_and_its_remedy_back() -> None:
    """The solution was recorded late: folded again, the promise was kept and nothing was given."""
    program = house(promise(**DAY, remedy={"points": 100}))
    past = happened(OPENED, ("2024-03-05T10:00", "problem"))
    state = program.fold(past, at=at("2024-03-04T00:00"))
    late = {
        "id": "x",
        "kind": "solution",
        "member": MEMBER,
        "at": at("2024-03-02T09:00"),
        "recorded_at": at("2024-03-06T00:00"),
    }
    applied = program.apply(program.fold(past, at=at("2024-03-05T12:00")), late, history=past)

    assert (100, 0) == (state.points.available, applied.state.points.available)
    assert ["2024-03-02T09:00:00 Kept solution e1"] == ends(program, [*past, late], "2024-03-05T12:00")
    assert {"available": -100, "issued": -100} == applied.effects[-1].points
    assert {("solution", "e1"): ("breached", "kept")} == applied.effects[-1].promises


def test_what_never_happened_promised_nothing() -> None:
    """A void of the opening event, or of the keeping one, folds without it."""
    program, voided = house(promise(**DAY)), {"of": "e1", "reason": "typed twice"}
    rows = [OPENED, ("2024-03-01T12:00", "solution")]

    assert told(program, happened(*rows, ("2024-03-04T10:00", "void", voided))) == []
    assert (
        ends(program, happened(*rows, ("2024-03-04T10:00", "void", {**voided, "of": "e2"})))[0].split()[1] == "Breached"
    )


def test_an_obligation_runs_under_the_version_that_opened_it() -> None:
    """A new version changes the length for new cases only; one without the promise lets the old one run."""
    old = text_of(promise(**DAY))
    new, gone = (text_of(*each, version="2", since="2024-03-02") for each in ([promise(due="PT1H")], []))
    rows = [OPENED, ("2024-03-02T01:00", "problem"), ("2024-03-02T10:00", "solution")]

    assert ends(loyalty.loads(old, new), happened(*rows)) == [
        "2024-03-02T02:00:00.000001 Breached solution e2",
        "2024-03-02T10:00:00 Kept solution e1",
    ]
    assert told(loyalty.loads(old, gone), happened(*rows)) == [
        "2024-03-01T10:00:00 Opened solution e1",
        "2024-03-02T10:00:00 Kept solution e1",
    ]


def test_periods_of_a_new_version() -> None:
    """A version that begins in the middle of a month opens with the next period that begins under it."""
    care = promise("care", every="month")
    old, new = text_of(care), text_of(care, promise("plan", every="week"), version="2", since="2024-02-15")
    said = told(loyalty.loads(old, new), happened(), "2024-03-01T00:00")

    assert [each.split()[2:] for each in said if " Opened " in each] == [
        ["care", "2024-02"], ["plan", "2024-W08"], ["plan", "2024-W09"], ["care", "2024-03"],
    ]  # fmt: skip


def test_limits_that_are_not_official() -> None:
    """Beyond the last official year the limit is not known: it stays open, says why, and is kept when performed."""
    program = house(promise(due="5 working days", escalate=[{"to": "lead", "before": "PT1H"}]))
    rows = [("2026-12-30T10:00", "problem")]
    (open_one,) = program.promises(program.fold(happened(*rows), at=at("2030-01-01T00:00")))

    assert (None, "open", "not-official") == (open_one.due_at, open_one.state, open_one.problem.partition(":")[0])
    assert ends(program, happened(*rows, ("2028-01-01T10:00", "solution")), "2029-01-01T00:00") == [
        "2028-01-01T10:00:00 Kept solution e1"
    ]


def test_working_days_that_are_not_official() -> None:
    """The first unknown working day opens one obligation without a limit, and then none."""
    program = house(promise("check", every="working-day"), promise("plan", every="day", kept_by="problem"))
    listed = program.promises(program.fold(happened(), at=at("2030-01-01T00:00")))

    assert [("2027-01-01", None)] == [(each.case, each.due_at) for each in listed if each.promise == "check"]


def test_two_members_become_one() -> None:
    """The histories are folded as one: what was promised to either is owed once."""
    program = house(promise(**DAY), promise("care", every="month"))
    events = happened(OPENED, ("2024-03-01T12:00", "merge", {"absorbs": "li"}))
    events += [
        {
            **events[0],
            "id": "li0",
            "member": "li",
            "at": "2024-01-20T00:00:00+08:00",
            "recorded_at": "2024-01-20T00:00:00+08:00",
        },
        {
            **events[1],
            "id": "li1",
            "member": "li",
            "at": "2024-02-29T10:00:00+08:00",
            "recorded_at": "2024-02-29T10:00:00+08:00",
        },
    ]
    (state,) = program.fold_members(events, at=at("2024-03-01T13:00"))

    assert [("solution", "li1", "late"), ("solution", "e1", "open"), ("care", "2024-03", "open")] == [
        (each.promise, each.case, each.state) for each in program.promises(state)
    ]


def test_a_limit_beyond_all_calendars() -> None:
    """What would be due after the year 9999 has no limit that could be known, and says so."""
    program = house(promise(due="P9000Y"))
    (owed,) = program.promises(program.fold(happened(OPENED), at=at("2024-03-02T00:00")))

    assert (None, "out-of-range") == (owed.due_at, owed.problem.partition(":")[0])
    assert "期限未知" in owed.texts["zh"]
