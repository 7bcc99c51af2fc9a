"""Advisers who stay, capacities that hold, substitutes, lanes, fees and signing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loyalty
from loyalty_bank import Absence, Adviser, Need, Roster, assign, fees, lane, sign

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2024, 3, 1, 10, tzinfo=ZONE)
PROGRAM = loyalty.loads("""
[program]
id = "bank"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
plugins = ["bank"]

[member.fields]
language = { type = "text", values = ["zh", "en"], default = "zh" }
grade = { type = "text", values = ["a", "b"], default = "b" }

[events.purchase]
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "silver"
enter = "spend >= 1_000"

[[tiers]]
id = "gold"
enter = "spend >= 5_000"

[[benefits]]
id = "adviser"
kind = "bank.adviser"
skills = "wealth"
language = "language"
share = { silver = "shared", gold = "dedicated" }
limit = 2

[[benefits]]
id = "lane"
kind = "bank.lane"
level = { silver = 2, gold = 1 }

[[benefits]]
id = "by-appointment"
kind = "bank.lane"
tiers = "none"
level = 3
booked = true

[[benefits]]
id = "hotline"
kind = "bank.hotline"
tiers = "gold"

[[benefits]]
id = "annual"
kind = "fee"
tiers = "all"
amount = "300.00"

[[benefits]]
id = "half"
kind = "waiver"
of = "annual"
percent = { silver = 50 }

[[benefits]]
id = "none"
kind = "waiver"
of = "annual"
tiers = "gold"

[[benefits]]
id = "signing"
kind = "bank.signing"
amount = { by = "grade", a = 50_000 }
""")
WEALTH = Need("adviser", frozenset({"wealth"}), "zh", "adviser", 2)


def member(name="wang", spend=1_000, **fields):
    """A member who has spent so much."""
    told = {"member": name, "at": "2024-01-01T00:00:00+08:00"}
    events = [{"id": f"{name}-e", "kind": "enrol", **told, **fields}]
    events += [{"id": f"{name}-p", "kind": "purchase", "amount": spend, **told}] if spend else []
    return PROGRAM.member(PROGRAM.fold(events, at=AT))


def adviser(name, capacity=2, *, absences=(), languages=("zh",), skills=("wealth",)):
    """An adviser for wealth who speaks Chinese."""
    return Adviser(name, capacity, skills=skills, languages=languages, absences=absences)


def test_assigned_and_kept():
    """A member keeps the adviser, whoever else comes."""
    roster = Roster([adviser("a"), adviser("b")])
    first = assign(member("m1"), roster, AT)
    others = [assign(member(f"m{n}"), roster, AT).adviser for n in (2, 3, 4)]
    again = assign(member("m1"), roster, AT + timedelta(days=1))

    assert ("assigned", "a", "shared", "adviser") == (first.code, first.adviser, first.share, first.benefit)
    assert ["b", "a", "b"] == others
    assert first == again
    assert ("由 a 服务", "a advises") == (first.text("zh"), first.text("en"))


@pytest.mark.parametrize(
    ("who", "roster", "code"),
    [
        (member(spend=0), [adviser("a")], "no-right"),
        (member(), [adviser("a", 0)], "nobody-free"),
        (member(), [adviser("a", languages=["en"])], "nobody-free"),
        (member(language="en"), [adviser("a", languages=["en"])], "assigned"),
        (member(), [adviser("a", skills=["loans"])], "nobody-free"),
        (member(), [Adviser("a", 2, "nurse", ["wealth"], ["zh"])], "nobody-free"),
    ],
)
def test_who_fits(who, roster, code):
    """An adviser has the role, the skills and the language, and room."""
    assert code == assign(who, Roster(roster), AT).code


def test_the_limit_of_a_right():
    """A right's own limit holds below the capacity."""
    roster = Roster([adviser("a", 9)])
    codes = [assign(member(f"m{n}"), roster, AT).code for n in (1, 2, 3)]

    assert ["assigned", "assigned", "nobody-free"] == codes


def test_a_lost_right_gives_the_place_back():
    """Who has no right any more makes room."""
    roster = Roster([adviser("a", 1)])
    assign(member("m1"), roster, AT)
    assign(member("m1", spend=0), roster, AT)

    assert "assigned" == assign(member("m2"), roster, AT).code


def test_a_departure_moves_only_its_members():
    """Whoever had another adviser keeps that one."""
    roster = Roster([adviser(name) for name in "abc"])
    for n in range(4):
        assign(member(f"m{n}"), roster, AT)
    before = {name: who for name, (who, _need) in roster.assignments.items()}
    moved = roster.depart("a")
    after = {name: who for name, (who, _need) in roster.assignments.items()}

    assert {name for name, who in before.items() if who == "a"} == set(moved)
    assert {name: who for name, who in before.items() if who != "a"}.items() <= after.items()
    assert all(after[name] == who for name, who in moved.items())


def test_substitution():
    """While the adviser is away somebody who fits stands in; afterwards the adviser is back."""
    away = Absence(AT, AT + timedelta(days=1))
    roster = Roster([adviser("a", absences=[away]), adviser("b")], {"m1": ("a", WEALTH)})
    during = assign(member("m1"), roster, AT)
    after = assign(member("m1"), roster, AT + timedelta(days=1))

    assert ("substituted", "a", "b") == (during.code, during.adviser, during.serving)
    assert ("assigned", "a", "a") == (after.code, after.adviser, after.serving)


def test_nobody_stands_in_beyond_the_capacity():
    """A substitute's own members count."""
    away = Absence(AT, AT + timedelta(days=1))
    given = {"m1": ("a", WEALTH), "m2": ("a", WEALTH), "m3": ("b", WEALTH)}
    roster = Roster([adviser("a", absences=[away]), adviser("b")], given)

    assert {"m1": "b", "m2": None} == roster.substitutes(AT)
    assert "away" == assign(member("m2"), roster, AT).code


def test_saved_and_restored():
    """A roster made of its assignments goes on as before."""
    roster = Roster([adviser("a"), adviser("b")])
    assign(member("m1"), roster, AT)
    again = Roster(roster.advisers.values(), roster.assignments)

    assert roster.assignments == again.assignments
    assert assign(member("m2"), roster, AT) == assign(member("m2"), again, AT)


@pytest.mark.parametrize(
    ("advisers", "given", "message"),
    [
        ([adviser("a"), adviser("a")], {}, "two advisers"),
        ([adviser("a")], {"m": ("b", WEALTH)}, "no adviser"),
        ([adviser("a", 0)], {"m": ("a", WEALTH)}, "more members"),
    ],
)
def test_bad_rosters(advisers, given, message):
    """A roster that cannot be is refused when it is made."""
    with pytest.raises(ValueError, match=message):
        Roster(advisers, given)


def test_an_adviser_who_changes():
    """Somebody with fewer places than members is refused; with other skills, nobody moves until asked."""
    roster = Roster([adviser("a"), adviser("b")], {"m1": ("a", WEALTH), "m2": ("a", WEALTH)})

    with pytest.raises(ValueError, match="more members"):
        roster.arrive(adviser("a", 1))
    roster.arrive(adviser("a", 2, languages=["en"]))

    assert "a" == roster.adviser_of("m1")
    assert "a" == roster.assign("m1", WEALTH)
    assert "b" == roster.assign("m1", Need("adviser", frozenset(), "zh", "adviser", 2))


NEEDS = [
    Need("adviser", frozenset(skills), language) for skills in ((), ("x",), ("x", "y")) for language in (None, "zh")
]
PEOPLE = st.lists(
    st.builds(
        lambda capacity, skills, languages: (capacity, skills, languages),
        st.integers(0, 3),
        st.sets(st.sampled_from("xy")),
        st.sets(st.sampled_from(["zh", "en"])),
    ),
    min_size=1,
    max_size=5,
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["assign", "release", "depart"]), st.integers(0, 9), st.sampled_from(NEEDS)), max_size=40
)


def overloaded(roster):
    """Advisers with more members than places."""
    return [name for name, each in roster.advisers.items() if roster.load(name) > each.capacity]


@given(PEOPLE, ACTS)
def test_never_above_capacity(people, acts):
    """Whatever happens in whatever order, nobody has too many members, all fit, and a place is found where one is."""
    staff = [Adviser(f"a{n}", c, skills=s, languages=ls) for n, (c, s, ls) in enumerate(people)]
    roster = Roster(staff)
    for what, number, need in acts:
        if what == "assign":
            got = roster.assign(f"m{number}", need)
            room = [n for n, a in roster.advisers.items() if a.fits(need) and roster.load(n) < a.capacity]

            assert got is not None or not room
        elif what == "release":
            roster.release(f"m{number}")
        elif len(roster.advisers) > 1:
            roster.depart(sorted(roster.advisers)[number % len(roster.advisers)])

        assert [] == overloaded(roster)
        assert all(roster.advisers[name].fits(need) for name, need in roster.assignments.values())


@given(PEOPLE, st.lists(st.sampled_from(NEEDS), max_size=10), st.randoms())
def test_the_order_of_advisers_means_nothing(people, needs, random):
    """However advisers are listed, members get the same ones."""
    staff = [Adviser(f"a{n}", c, skills=s, languages=ls) for n, (c, s, ls) in enumerate(people)]
    shuffled = random.sample(staff, len(staff))
    one, other = Roster(staff), Roster(shuffled)

    assert [one.assign(f"m{n}", need) for n, need in enumerate(needs)] == [
        other.assign(f"m{n}", need) for n, need in enumerate(needs)
    ]


def test_the_property_can_fail():
    """An adviser above the capacity is found."""
    roster = Roster([adviser("a", 1)], {"m1": ("a", WEALTH)})
    roster._members["a"]["m2"] = WEALTH

    assert ["a"] == overloaded(roster)


def test_the_lane():
    """Gold, silver, those with an appointment, the rest; within a level by arrival."""
    arrivals = [
        (member("n", 0), AT, False),
        (member("b", 0), AT + timedelta(minutes=4), True),
        (member("s", 1_000), AT + timedelta(minutes=5), False),
        (member("g", 5_000), AT + timedelta(minutes=6), False),
    ]

    assert ["g", "s", "b", "n"] == [who.id for who in lane(arrivals, AT)]
    assert ["g", "n", "b", "s"] == [who.id for who in lane(arrivals, AT, "hotline")]


@pytest.mark.parametrize(("spend", "net", "by"), [(0, 30_000, ()), (1_000, 15_000, ("half",)), (5_000, 0, ("none",))])
def test_fees(spend, net, by):
    """A fee is waived whole, in part, or not at all."""
    (charge,) = fees(member(spend=spend), AT)

    assert (net, by) == (charge.net, charge.by)
    assert charge.gross == charge.net + charge.waived


@pytest.mark.parametrize(
    ("amount", "open_amount", "allowed"),
    [(5_000_000, 0, True), (5_000_001, 0, False), (1, 4_999_999, True), (2, 4_999_999, False)],
)
def test_signing(amount, open_amount, allowed):
    """The allowance is inclusive, and what is open counts."""
    signed = sign(member(grade="a"), amount, open_amount, AT)

    assert (allowed, 5_000_000, "signing") == (signed.allowed, signed.limit, signed.benefit)
    assert signed.text("zh") != signed.text("en")


def test_no_allowance():
    """Who has no credit grade with an allowance signs for nothing."""
    signed = sign(member(grade="b"), 1, 0, AT)

    assert (False, "没有签单权", "no right to sign") == (signed.allowed, signed.text("zh"), signed.text("en"))


@pytest.mark.parametrize(("amount", "open_amount"), [(0, 0), (-1, 0), (1, -1)])
def test_bad_amounts(amount, open_amount):
    """Nothing and less than nothing cannot be signed for."""
    with pytest.raises(ValueError, match="signed for"):
        sign(member(grade="a"), amount, open_amount, AT)


@pytest.mark.parametrize("change", [{"end": AT}, {"start": AT.replace(tzinfo=None)}])
def test_bad_absences(change):
    """An absence has times with offsets, and ends after it begins."""
    with pytest.raises(ValueError, match=r"offset|after"):
        Absence(**{"start": AT, "end": AT + timedelta(days=1), **change})


def test_a_right_that_is_left_makes_room():
    """A member who goes over to another right of the same adviser makes room under the first right's limit."""
    narrow, wide = Need("adviser", benefit="narrow", limit=1), Need("adviser", benefit="wide")
    roster = Roster([Adviser("a", 9)])

    assert ("a", None) == (roster.assign("m1", narrow), roster.assign("m2", narrow))
    assert ("a", "a") == (roster.assign("m1", wide), roster.assign("m2", narrow))
