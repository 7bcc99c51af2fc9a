"""Beds in VIP wards: who is admitted, who waits, what it costs, and that no bed is given twice."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loyalty
from loyalty_clinic import Desk, Request, Room, Stay, Wards, admit, lane, nights, promoted, quote

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = """
[program]
id = "hospital"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
plugins = ["clinic"]

[member.fields]
cancelled = { type = "bool", default = false }

[events.service_fee]
amount = "money"

[metrics]
fee = { sum = "service_fee.amount" }

[[tiers]]
id = "silver"
enter = "fee >= 1_000"

[[tiers]]
id = "gold"
enter = "fee >= 5_000"
"""
WARD = """
[[benefits]]
id = "ward"
kind = "clinic.ward"
classes = ["single", "double"]
when = "not cancelled"
lead = "PT24H"
companions = 1
nights = 7
order = "level"
level = { silver = 2, gold = 1 }

[[benefits]]
id = "night"
kind = "clinic.fee"
amount = "800.00"
classes = "single"

[[benefits]]
id = "night-in-two"
kind = "clinic.fee"
amount = "300.00"
classes = "double"

[[benefits]]
id = "gold-pays-half"
kind = "waiver"
of = "night"
percent = { gold = 50 }

[[benefits]]
id = "lane"
kind = "clinic.fast-lane"
level = { silver = 2, gold = 1 }
"""
PROGRAM = loyalty.loads(HEAD + WARD)
ASKED = datetime(2024, 3, 1, 10, tzinfo=ZONE)
START = datetime(2024, 3, 4, 10, tzinfo=ZONE)


def member(name="wang", fee=1_000, *, program=PROGRAM, **fields):
    """A member who has paid so much for services."""
    told = {"member": name, "at": "2024-01-01T00:00:00+08:00"}
    events = [
        {"id": f"{name}-enrol", "kind": "enrol", **told, **fields},
        {"id": f"{name}-fee", "kind": "service_fee", "amount": fee, **told},
    ]
    return program.member(program.fold(events, at=ASKED))


def request(name="r1", who="wang", *, start=START, days=2, asked=ASKED, **more):
    """A request for some days."""
    return Request(name, who, start, start + timedelta(days=days), asked, **more)


def wards(**rooms):
    """Wards of one room for each class."""
    return Wards(tuple(Room(f"{kind}-1", kind, beds) for kind, beds in rooms.items()))


def test_admitted():
    """A free bed of the first class is given, with the fee told and the lead time that was kept."""
    answer = admit(member(), request(), wards(single=1, double=1), ASKED)

    assert ("admitted", "free-bed", "ward") == (answer.status, answer.code, answer.benefit)
    assert ("single-1", 1) == (answer.stay.room, answer.stay.bed)
    assert 160_000 == answer.quote.total
    assert timedelta(days=3) == answer.lead
    assert ("可入住：安排床位", "admitted: a bed is reserved") == (answer.text("zh"), answer.text("en"))


def test_a_refusal_for_the_lead_time_says_from_when():
    """Who asks too late is told the earliest start, as people write a time."""
    answer = admit(member(), request(start=ASKED + timedelta(hours=23)), wards(single=1), ASKED)
    earliest = f"{ASKED + timedelta(hours=24):%Y-%m-%d %H:%M}"

    assert f"不能入住：申请太晚，最早自 {earliest} 起" == answer.text("zh")
    assert f"refused: asked too late: {earliest} at the earliest" == answer.text("en")


@pytest.mark.parametrize(
    ("who", "asked", "code"),
    [
        (member(fee=999), request(), "tier"),
        (member(cancelled=True), request(), "condition"),
        (member(), request(start=ASKED + timedelta(hours=24)), "free-bed"),
        (member(), request(start=ASKED + timedelta(hours=24, seconds=-1)), "lead"),
        (member(), request(companions=1), "free-bed"),
        (member(), request(companions=2), "companions"),
        (member(), request(days=7), "free-bed"),
        (member(), request(days=8), "nights"),
        (member(), request(kinds=("suite",)), "class"),
    ],
)
def test_reasons(who, asked, code):
    """Each refusal names its reason; equal to a limit is within it."""
    answer = admit(who, asked, wards(single=1, double=1), ASKED)

    assert code == answer.code
    assert (answer.status == "admitted") is (code == "free-bed")
    assert answer.text("zh") != answer.text("en")


def test_lead_counts_from_asking():
    """A decision that comes later does not shorten the lead time."""
    late = ASKED + timedelta(days=2, hours=23)

    assert "free-bed" == admit(member(), request(), wards(single=1), late).code


def test_the_last_bed():
    """Of two requests for the last bed the second waits; a discharge gives it the bed."""
    first = admit(member("wang"), request("r1", "wang"), wards(single=1), ASKED)
    second = admit(member("li"), request("r2", "li"), first.wards, ASKED)
    freed, moved = promoted(second.wards.without("r1", ASKED), ASKED)

    assert ("waiting", "no-bed", 1) == (second.status, second.code, second.place)
    assert ["r2"] == [each.stay.request.id for each in moved]
    assert ["r2"] == [stay.request.id for stay in freed.stays]
    assert () == freed.waiting


def test_asked_again():
    """The same request has the same answer, and takes no second bed."""
    first = admit(member(), request(), wards(single=2), ASKED)
    again = admit(member(), request(), first.wards, ASKED)
    waits = admit(
        member("li"), request("r2", "li"), admit(member(), request("r3"), wards(single=1), ASKED).wards, ASKED
    )
    waits_again = admit(member("li"), request("r2", "li"), waits.wards, ASKED)

    assert (first.stay, first.wards) == (again.stay, again.wards)
    assert (1, waits.wards) == (waits_again.place, waits_again.wards)


def test_the_waiting_list():
    """The better level is first, then who asked first."""
    full = admit(member("zhao"), request("r0", "zhao"), wards(single=1), ASKED).wards
    later = ASKED + timedelta(minutes=1)
    for who, name, asked in ((member("a"), "r1", ASKED), (member("b"), "r2", later), (member("c", 5_000), "r3", later)):
        full = admit(who, request(name, who.id, asked=asked), full, later).wards
    _freed, moved = promoted(full.without("r0", later), later)

    assert ["r3", "r1", "r2"] == [each.request.id for each in full.waiting]
    assert ["r3"] == [each.stay.request.id for each in moved]


def test_capacity():
    """A right's capacity holds below the number of beds, also for who is on the waiting list."""
    program = loyalty.loads(HEAD + WARD.replace("companions = 1", "companions = 1\ncapacity = 1"))
    first = admit(member("wang", program=program), request("r1", "wang"), wards(single=3), ASKED)
    second = admit(member("li", program=program), request("r2", "li"), first.wards, ASKED)
    third = admit(member("zhao", program=program), request("r3", "zhao"), second.wards, ASKED)
    _freed, moved = promoted(third.wards.without("r1", ASKED), ASKED)

    assert ["admitted", "waiting", "waiting"] == [first.status, second.status, third.status]
    assert 1 == len(moved)


@pytest.mark.parametrize(("paid", "code"), [(199_999, "deposit"), (200_000, "free-bed")])
def test_deposit(paid, code):
    """The deposit is paid ahead, in full."""
    program = loyalty.loads(HEAD + WARD.replace("companions = 1", 'deposit = "2_000"'.replace("_", "")))
    answer = admit(member(program=program), request(paid=paid), wards(single=1), ASKED)

    assert (code, 200_000) == (answer.code, answer.deposit)


@pytest.mark.parametrize(
    ("fee", "kind", "total"), [(1_000, "single", 160_000), (5_000, "single", 80_000), (5_000, "double", 60_000)]
)
def test_quotes(fee, kind, total):
    """Fees are those of the class and the nights, less what is waived."""
    found = quote(member(fee=fee), kind, START, START + timedelta(days=2))

    assert total == found.total
    assert all(line.gross == line.net + line.waived for line in found.lines)


def test_nights():
    """Nights are midnights of the program's zone, and at least one."""
    late = datetime(2024, 3, 4, 23, 59, tzinfo=ZONE)

    assert [1, 1, 2] == [nights(late, late + timedelta(minutes=m), ZONE) for m in (1, 2, 24 * 60 + 1)]


def test_the_fast_lane():
    """Gold before silver before nobody, and within a level by arrival."""
    people = {name: member(name, fee) for name, fee in (("a", 0), ("b", 1_000), ("c", 5_000), ("d", 1_000))}
    arrivals = [
        (people[name], ASKED + timedelta(minutes=m), False) for name, m in (("a", 0), ("b", 2), ("c", 3), ("d", 1))
    ]

    assert ["c", "d", "b", "a"] == [each.id for each in lane(arrivals, ASKED)]


@pytest.mark.parametrize(
    "change",
    [{"end": START}, {"start": START.replace(tzinfo=None)}, {"companions": -1}, {"paid": -1}],
)
def test_bad_requests(change):
    """A request that cannot be is refused when it is made."""
    good = {"id": "r", "member": "wang", "start": START, "end": START + timedelta(days=1), "asked_at": ASKED}

    with pytest.raises(ValueError, match=r"offset|after|negative"):
        Request(**{**good, **change})


def test_a_member_whose_right_was_cancelled():
    """A cancelled right ends the stays and requests of the member, and the bed goes to who waits (S58)."""
    desk = Desk(wards(single=1))
    desk.admit(member("wang"), request("r1", "wang"), ASKED)
    desk.admit(member("li"), request("r2", "li"), ASKED)
    moved = desk.cancelled("wang", ASKED)

    assert ["r2"] == [each.stay.request.id for each in moved]


def test_two_at_once():
    """Twenty threads ask for the last bed at the same time, and one has it."""
    desk, gate, answers = Desk(wards(single=1)), Barrier(20), []

    def ask(number):
        who = member(f"m{number}")
        gate.wait()
        answers.append(desk.admit(who, request(f"r{number}", who.id), ASKED).status)

    threads = [Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {"admitted": 1, "waiting": 19} == {status: answers.count(status) for status in set(answers)}


def clashes(stays):
    """Pairs of stays in one bed at one time."""
    return [
        (one, other)
        for place, one in enumerate(stays)
        for other in stays[place + 1 :]
        if (one.room, one.bed) == (other.room, other.bed) and other.overlaps(one.request.start, one.end)
    ]


SILVER = member()
ACTS = st.lists(
    st.tuples(st.sampled_from(["ask", "leave"]), st.integers(0, 6), st.integers(1, 6), st.integers(1, 4)), max_size=20
)


@given(ACTS, st.integers(0, 2), st.integers(0, 2))
def test_no_bed_is_given_twice(acts, single, double):
    """Whatever is asked and left in whatever order, no bed has two at a time, and nobody waits for a free bed."""
    desk = Desk(wards(single=single, double=double))
    for what, number, after, days in acts:
        if what == "ask":
            asked = request(f"r{number}", start=START + timedelta(days=after), days=days)
            known = desk.wards.of(asked.id)
            desk.admit(SILVER, known.request if known else asked, ASKED)
        else:
            desk.discharge(f"r{number}", ASKED)
        free = [each for each in desk.wards.waiting if desk.wards.room_for(each)]

        assert [] == clashes(desk.wards.stays)
        assert [] == free


def test_the_property_can_fail():
    """Two stays in one bed are found."""
    stays = [Stay(request(name), "single-1", 1, START + timedelta(days=2)) for name in ("r1", "r2")]

    assert 1 == len(clashes(stays))


def test_the_rights_are_those_of_the_version_in_force():
    """A later version, which gives the right another name, changes nothing today."""
    later = HEAD.replace('version = "1"', 'version = "2"').replace("2024-01-01", "2025-01-01")
    program = loyalty.loads(HEAD + WARD, later + WARD.replace('id = "ward"', 'id = "room"'))
    wards = Wards((Room("1", "single", 1),))
    asked = Request("r", "wang", START, START + timedelta(days=1), ASKED)

    assert "admitted" == admit(member(program=program), asked, wards, ASKED).status


def test_a_request_is_one_request_of_one_member():
    """An id that comes again with another content is refused, and so is a request in somebody else's name."""
    empty = Wards((Room("1", "single", 1),))
    taken = admit(SILVER, request("r"), empty, ASKED).wards

    with pytest.raises(loyalty.LoyaltyError) as conflict:
        admit(SILVER, request("r", days=3), taken, ASKED)
    with pytest.raises(loyalty.LoyaltyError) as other:
        admit(member("li"), request("r"), empty, ASKED)

    assert ("conflict", "wrong-member") == (conflict.value.code, other.value.code)
