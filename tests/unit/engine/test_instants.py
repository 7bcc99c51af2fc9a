"""Fields that hold a point in time: read, compared, measured, saved and shown to the microsecond."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

import loyalty
from loyalty.api import reader
from loyalty.periods import to_instant
from tests.unit.engine.stories import at, joined, shop, told

BODY = """
[member.fields]
contacted = { type = "instant", set_by = "call.since" }

[events.call]
since = "instant"

[events.booking]
starts = { type = "instant", required = true }
ends = { type = "instant", required = false }
scheduled = true

[events.booking.lines]
arrives = "instant"

[metrics]
last_start = { last = "booking.starts" }
days = { distinct = "booking.starts" }
late = { count = "booking", where = "starts < at" }
long = { count = "booking", where = "known(ends) and ends > starts" }

[[tiers]]
id = "regular"
enter = "CONDITION"

[[standards]]
id = "ahead"
on = "booking"
require = "starts >= 2024-03-02"
"""
STARTS = "2024-03-01T14:00:00+08:00"


def program(condition="late > 0"):
    """A program with instants of members, events and lines."""
    return shop(BODY.replace("CONDITION", condition))


def folded(rows, when="2024-06-01", condition="late > 0"):
    """The state of a member after some rows."""
    return program(condition).fold(joined(*rows), at=at(when))


@pytest.mark.parametrize(
    "written",
    [
        STARTS,
        "2024-03-01T06:00:00Z",
        datetime(2024, 3, 1, 6, tzinfo=UTC),
        at("2024-03-01T14:00"),
    ],
)
def test_the_same_point_in_time_is_one_value(written):
    """Text and datetimes of any offset mean one instant, which is shown in the program's zone."""
    state = folded([("2024-02-01", "booking", {"starts": written})])

    assert at("2024-03-01T14:00") == state.metrics["last_start"]
    assert "2024-03-01T14:00:00+08:00" == state.metrics["last_start"].isoformat()


@pytest.mark.parametrize("written", ["2024-03-01", date(2024, 3, 1)])
def test_a_date_is_its_first_instant(written):
    """A date means midnight in the program's zone."""
    state = folded([("2024-02-01", "booking", {"starts": written})])

    assert at("2024-03-01") == state.metrics["last_start"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-03-01T14:00:00", "naive-time"),
        (datetime(2024, 3, 1, 14), "naive-time"),  # noqa: DTZ001 - the point of the test
        ("tomorrow at noon", "bad-time"),
        ("2024-02-30T14:00:00Z", "bad-time"),
        ("", "wrong-type"),
        (1_709_272_800, "wrong-type"),
        (True, "wrong-type"),
        ("1850-01-01T00:00:00Z", "bad-time"),
        ("2200-01-01T00:00:00Z", "bad-time"),
        (None, "missing-field"),
    ],
)
def test_what_is_no_point_in_time_is_rejected(written, code):
    """The rejection names the field."""
    [event] = told(("2024-02-01", "booking", {"starts": written}))
    _, [refused] = program().events([event])

    assert (code, "starts") == (refused.code, refused.field)


@pytest.mark.parametrize(("micros", "late"), [(0, 0), (-1, 1), (1, 0)])
def test_instants_compare_to_the_microsecond(micros, late):
    """`starts < at` tells the event itself from one a microsecond earlier."""
    moment = at("2024-03-01T14:00")
    row = ("2024-03-01T14:00", "booking", {"starts": moment + timedelta(microseconds=micros)})

    assert late == folded([row]).metrics["late"]


def test_two_fields_compare():
    """A field that may be unknown is asked for first."""
    rows = [
        ("2024-02-01", "booking", {"starts": "2024-03-01", "ends": "2024-03-02"}),
        ("2024-02-02", "booking", {"starts": "2024-03-02", "ends": "2024-03-02"}),
        ("2024-02-03", "booking", {"starts": "2024-03-02"}),
    ]

    assert (1, 2) == (folded(rows).metrics["long"], folded(rows).metrics["days"])


@pytest.mark.parametrize(
    "condition",
    [
        "known(contacted) and contacted >= 2024-02-10 and contacted <= 2024-02-10",
        "known(contacted) and contacted < at",
        "known(contacted) and contacted in (2024-02-10, 2024-02-11)",
        "known(contacted) and days_since(contacted) == 2",
        "known(contacted) and days_between(contacted, 2024-02-12) == 2",
        "known(contacted) and contacted + P1D == 2024-02-11",
        "known(contacted) and month(contacted) == 2 and day(contacted) == 10 and weekday(contacted) == 6",
        "otherwise(contacted, at) < at",
        "known(contacted) and max(contacted, at) == at",
        "known(last_start) and last_start >= at",
    ],
)
def test_what_an_expression_can_do_with_an_instant(condition):
    """Beside a date an instant is the day on which it falls in the program's zone."""
    rows = [("2024-02-12", "call", {"since": "2024-02-10T00:30:00+08:00"})]
    rows.append(("2024-03-01", "booking", {"starts": "2024-05-01"}))

    assert "regular" == folded(rows, condition=condition).tier


def test_a_missing_instant_is_asked_for():
    """The cure for an instant that may be unknown is one that can be compared with it."""
    with pytest.raises(loyalty.ProgramError) as caught:
        program("contacted < at")

    assert "otherwise(contacted, at)" in str(caught.value)


def test_a_member_field_is_set_updated_shown_and_saved():
    """A saved state goes on as if it had never been saved."""
    shop_ = program()
    rows = joined(("2024-02-12", "call", {"since": STARTS}), ("2024-02-13", "update", {"contacted": "2024-02-01"}))
    half = shop_.fold(rows[:2], at=at("2024-02-12T12:00"))
    restored = shop_.state(half.to_json())

    assert at("2024-03-01T14:00") == half.fields["contacted"] == restored.fields["contacted"]
    assert at("2024-02-01") == shop_.fold(rows, at=at("2024-06-01")).fields["contacted"]


def test_events_are_written_as_they_are_read():
    """The mapping of an event has ISO text in the program's zone, for its lines too."""
    lines = [{"arrives": "2024-03-01T06:00:00.000001Z"}, {}]
    [event], _ = program().events(told(("2024-02-01", "booking", {"starts": STARTS, "lines": lines})))
    read = reader(program().versions[0])
    body = read.body(event)

    assert (STARTS, [{"arrives": "2024-03-01T14:00:00.000001+08:00"}, {}]) == (body["starts"], body["lines"])
    assert event == read.read(body)


@pytest.mark.parametrize(
    ("cell", "kept"), [("", None), ("2024-03-02", at("2024-03-02")), (STARTS, at("2024-03-01T14:00"))]
)
def test_a_cell_of_a_table_is_text(cell, kept):
    """In CSV an empty cell is missing, and a date or a time with its offset is text."""
    [row] = told(("2024-02-01", "booking", {"starts": STARTS, "ends": cell}))
    version = program().versions[0]
    event = attrs.evolve(reader(version), text=True).read({**row, "at": STARTS})

    assert (kept and to_instant(kept)) == event.values[version.events["booking"].position("ends")]


def test_a_finding_tells_times_as_people_read_them():
    """What was measured is told to the minute."""
    events = joined(("2024-03-01T14:00", "booking", {"starts": "2024-03-01T13:30:00+08:00"}))
    [finding] = program().findings(events, at=at("2024-06-01"))

    assert "2024-03-01 13:30" in finding.texts["en"]
    assert at("2024-03-01T13:30") == finding.facts["starts"]


def test_enrolling_comes_first():
    """Where only the day is known, everything has one instant: nobody is a stranger on the day of enrolling."""
    program = loyalty.loads("""
        [program]
        id = "club"
        version = "1"
        effective_from = 2024-01-01
        timezone = "Asia/Shanghai"
        currency = "CNY"
        [member.fields]
        region = { type = "text", default = "north" }
        [[tiers]]
        id = "gold"
        enter = 'region == "south"'
        gate = "card"
        """)
    day = {"member": "li", "at": "2024-03-01T00:00:00+08:00"}
    events = [
        {"id": "z", "kind": "enrol", **day, "region": "south"},
        {"id": "a", "kind": "approve", **day, "gate": "card"},
    ]
    replay = program.replay(events, at=datetime.fromisoformat("2024-03-01T00:00:00+08:00"))

    assert ({}, "gold") == (dict(replay.rejected), replay.state.tier)
