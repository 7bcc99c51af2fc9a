"""Requests: terms and refusals, who decides, how each ends, and the gates that they open."""

import pytest

import loyalty
from loyalty.engine import effects as e
from tests.unit.engine.stories import at, joined, shop, text_of, told

TEXT = """
[member.fields]
phone = { type = "text", name = { zh = "电话", en = "phone" } }
people_at_home = { type = "integer", default = 1 }

[member.kinds.partner]
name = { zh = "合作伙伴", en = "partner" }
[member.kinds.visitor]

[events.purchase]
amount = "money"

[events.room_request]
purpose = { type = "text", default = "talk" }
from_when = "instant"
guests = { type = "integer", default = 0 }
taken = { type = "integer", default = 0 }
cost = { type = "money", default = 0 }
by = { type = "text", default = "li" }

[events.trip_request]

[events.board_request]
by = { type = "text", default = "li" }

[metrics]
spend = { sum = "purchase.amount" }

[[tiers]]
id = "silver"
name = { zh = "银卡", en = "Silver" }
enter = "spend >= 1_000"

[[requests]]
id = "room"
name = { zh = "VIP室", en = "VIP room" }
on = "room_request"
tiers = ["none", "silver"]
kinds = ["partner"]
when = "people_at_home < 9"
needs = "phone"
start = "from_when"
lead = "PT24H"
guests = "guests"
companions = 4
capacity = 12
taken = "taken"
refuse = [
  { id = "party", when = 'purpose == "party"', reason = { zh = "不得举办私人聚会", en = "no private parties" } },
  { id = "poor", when = "cost > spend + 50" },
]
requester = "by"
approve_by = ["office", "manager"]
above = [
  { amount = "cost", over = 100, approve_by = ["director"] },
  { amount = "cost", from = 200, approve_by = "board" },
]
expires = "P14D"

[[requests]]
id = "trip"
on = "trip_request"

[[requests]]
id = "election"
on = "board_request"
requester = "by"
committee = { role = "committee", members = 5, quorum = 3, majority = "1/2" }
expires = "P7D"
"""
PROGRAM = shop(TEXT)
START = at("2024-02-10T10:00")
ENDS = (e.RequestAccepted, e.RequestRefused, e.RequestRejected, e.RequestWithdrawn, e.RequestExpired)


def story(*rows, **fields):
    """A member of the kind partner with a phone, and what happens to him."""
    return joined(*rows, **{"as": "partner", "phone": "138", **fields})


def room(time="2024-02-01T10:00", **fields):
    """The row of an application for the room."""
    return (time, "room_request", {"from_when": START, **fields})


def vote(time, kind, of="e1", **fields):
    """The row of a decision on an application."""
    more = {"reason": "full"} if kind == "reject" else {}
    return (f"2024-02-{time}", kind, {"of": of, **more, **fields})


def ended(events, time="2024-03-01", program=PROGRAM):
    """What became of the requests: (application, outcome, instant, cause)."""
    effects = program.replay(events, at=at(time)).effects
    found = [each for each in effects if isinstance(each, ENDS)]
    names = [type(each).__name__.removeprefix("Request").lower() for each in found]
    return [(each.request, name, each.at, each.cause) for each, name in zip(found, names, strict=True)]


def outcome(*rows, time="2024-03-01", **fields):
    """How the first request of a story ended."""
    found = ended(story(*rows, **fields), time)
    return found[0][1] if found else "open"


def reasons(*rows, **fields):
    """The codes of a refusal."""
    effects = PROGRAM.replay(story(*rows, **fields), at=at("2024-03-01")).effects
    return [each.code for found in effects if isinstance(found, e.RequestRefused) for each in found.reasons]


def codes(*rows, program=PROGRAM, **fields):
    """The codes of all rejections."""
    return [each.code for each in program.replay(story(*rows, **fields), at=at("2024-03-01")).rejected.values()]


APPROVED = (vote("02", "approve", by="wang", role="office"), vote("03", "approve", by="chen", role="manager"))


def test_accepted():
    """A request is accepted when every role has approved, in any order."""
    other = (vote("02", "approve", by="chen", role="manager"), vote("03", "approve", by="wang", role="office"))

    assert [("e1", "accepted", at("2024-02-03"), "e3")] == ended(story(room(), *APPROVED))
    assert [("e1", "accepted", at("2024-02-03"), "e3")] == ended(story(room(), *other))
    assert [] == ended(story(room(), APPROVED[0]), "2024-02-10")


def test_accepted_at_once():
    """Where nobody is asked, an application that fulfils its terms is accepted."""
    assert [("e1", "accepted", at("2024-02-01"), "e1")] == ended(story(("2024-02-01", "trip_request")))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"from_when": at("2024-02-02T10:00")}, []),
        ({"from_when": at("2024-02-02T09:59:59")}, ["lead"]),
        ({"guests": 4}, []),
        ({"guests": 5}, ["companions"]),
        ({"guests": 3, "taken": 8}, []),
        ({"guests": 3, "taken": 9}, ["capacity"]),
        ({"purpose": "party"}, ["party"]),
        ({"cost": 50}, []),
        ({"cost": "50.01"}, ["poor"]),
    ],
)
def test_terms_of_the_application(fields, expected):
    """Each limit includes its number: exactly 24 hours ahead, exactly four guests, exactly full."""
    assert expected == reasons(room(**fields))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"as": "visitor"}, ["kind"]), ({"phone": None}, ["needs"]), ({"people_at_home": 9}, ["when"])],
)
def test_terms_of_the_member(fields, expected):
    """Who may apply, and what must be known of him."""
    assert expected == reasons(room(), **fields)


def test_all_reasons_at_once():
    """A refusal tells everything that is wrong, in both languages, each with its place."""
    bad = room(from_when=at("2024-02-02"), guests=5, taken=9, purpose="party", cost=60)
    effects = PROGRAM.replay(story(bad, **{"as": "visitor"}, phone=None), at=at("2024-03-01")).effects
    (refused,) = [each for each in effects if isinstance(each, e.RequestRefused)]

    assert [
        ("kind", "仅限合作伙伴申请", "only for members of the kind partner"),
        ("needs", "缺少资料：电话", "not known: phone"),
        (
            "lead",
            "须至少提前 24 小时申请，最早 2024-02-02 10:00 开始",
            "at least 24 hours ahead: 2024-02-02 10:00 at the earliest",
        ),
        ("companions", "随行不得超过 4 人（申请 5 人）", "at most 4 may come along (asked for 5)"),
        ("capacity", "最多容纳 12，已占 9，申请 6", "room for 12: 9 taken, 6 asked for"),
        ("party", "不得举办私人聚会", "no private parties"),
        ("poor", "不予受理：cost 超过 spend + 50 元", "refused: cost is more than spend + 50 yuan"),
    ] == [(each.code, each.texts["zh"], each.texts["en"]) for each in refused.reasons]
    assert 7 == len({each.where for each in refused.reasons})
    assert all(each.where.startswith("<program>:") for each in refused.reasons)


def test_a_tier_is_told_by_its_name():
    """Who stands too low is told for whom it is."""
    program = shop(TEXT.replace('tiers = ["none", "silver"]', 'tiers = "silver"'))
    effects = program.replay(story(room()), at=at("2024-03-01")).effects
    (refused,) = [each for each in effects if isinstance(each, e.RequestRefused)]

    assert ("仅限银卡申请（现为无等级）", "only for Silver (now no tier)") == (
        refused.reasons[0].texts["zh"],
        refused.reasons[0].texts["en"],
    )


def test_while_paused():
    """Who pauses applies for nothing; what was applied for goes on."""
    assert ["paused"] == reasons(("2024-01-20", "pause"), room())
    assert "accepted" == outcome(room(), ("2024-02-01T11:00", "pause"), *APPROVED)


@pytest.mark.parametrize(
    ("cost", "roles"),
    [
        (0, ["office", "manager"]),
        (100, ["office", "manager"]),
        ("100.01", ["office", "manager", "director"]),
        ("199.99", ["office", "manager", "director"]),
        (200, ["office", "manager", "director", "board"]),
    ],
)
def test_more_roles_above_an_amount(cost, roles):
    """`over` leaves its amount out, `from` takes it in."""
    events = story(
        ("2024-01-20", "purchase", {"amount": 999}),
        ("2024-02-01T10:00", "room_request", {"from_when": START, "cost": cost}),
    )
    (waiting,) = PROGRAM.requests(PROGRAM.fold(events, at=at("2024-02-02")))

    assert dict.fromkeys(roles, 1) == waiting.missing


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([vote("02", "approve", by="li", role="office")], "own-request"),
        ([vote("02", "approve", by="m", role="office")], "own-request"),
        ([vote("02", "approve", by="ＬＩ", role="office")], "own-request"),
        ([*APPROVED[:1], vote("03", "approve", by="Wang", role="manager")], "decided-already"),
        ([vote("02", "reject", by="li", role="office")], "own-request"),
        ([vote("02", "approve", by="wang")], "role-needed"),
        ([vote("02", "approve", by="wang", role="chief")], "wrong-role"),
        ([*APPROVED[:1], vote("03", "approve", by="wang", role="manager")], "decided-already"),
        ([*APPROVED[:1], vote("03", "approve", by="zhao", role="office")], "decided-already"),
        ([vote("02", "approve", of="e9", by="wang", role="office")], "unknown-request"),
        ([*APPROVED, vote("04", "reject", by="zhao", role="office")], "unknown-request"),
        ([*APPROVED, vote("04", "withdraw")], "unknown-request"),
        ([vote("02", "approve", by="wang", role="office", tier="gold")], "unknown-tier"),
        ([vote("02", "approve", by="wang", role="office", tier="silver")], "unknown-gate"),
        ([vote("01T10:00", "approve", by="wang", role="office")], "unknown-request"),
    ],
)
def test_who_may_not_decide(rows, expected):
    """The applicant never decides, one person counts once, and only roles that are asked count."""
    assert [expected] == codes(room(), *rows)


def test_two_people_of_a_role():
    """With `approvals`, so many different people of each role are needed."""
    text = TEXT.replace('approve_by = ["office", "manager"]', 'approve_by = "office"\napprovals = 2')
    first, second = vote("02", "approve", by="wang"), vote("03", "approve", by="chen")

    assert [] == ended(story(room(), first), "2024-02-10", shop(text))
    assert "accepted" == ended(story(room(), first, second), program=shop(text))[0][1]


def test_rejected():
    """One rejection ends it, with its reason."""
    events = story(room(), APPROVED[0], vote("03", "reject", by="chen", role="manager"))
    found = [
        each for each in PROGRAM.replay(events, at=at("2024-03-01")).effects if isinstance(each, e.RequestRejected)
    ]

    assert [("e1", "chen", "manager", "full")] == [(each.request, each.by, each.role, each.reason) for each in found]


@pytest.mark.parametrize(
    ("time", "expected"),
    [("14T09:59:59.999999", "accepted"), ("15T10:00", "accepted"), ("15T10:00:00.000001", "expired")],
)
def test_expiry(time, expected):
    """A decision at the very end of the time is in time; after it the request has expired."""
    late = vote(time, "approve", by="chen", role="manager")

    assert expected == outcome(room(), APPROVED[0], late)
    assert "open" == outcome(room(), time="2024-02-15T09:59:59.999999")
    assert "expired" == outcome(room(), time="2024-02-15T10:00")


def test_until_the_use_begins():
    """`expires = "start"` gives time until the use begins."""
    program = shop(TEXT.replace('expires = "P14D"', 'expires = "start"'))

    assert [("e1", "expired", START, "")] == ended(story(room()), program=program)


@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        ("instant", "2024-02-01T10:00+08:00", []),
        ("instant", "2024-02-01T09:59:59+08:00", ["start"]),
        ("date", "2024-02-01", []),
        ("date", "2024-01-31", ["start"]),
    ],
)
def test_a_start_that_has_passed(kind, start, expected):
    """Nobody applies for what has begun; a day can be applied for until it is over."""
    text = f"""
[events.ask]
begins = "{kind}"
[[requests]]
id = "ask"
on = "ask"
start = "begins"
"""
    replay = shop(text).replay(joined(("2024-02-01T10:00", "ask", {"begins": start})), at=at("2024-02-01T10:00"))
    refused = [each for each in replay.effects if isinstance(each, e.RequestRefused)]

    assert expected == [each.code for one in refused for each in one.reasons]


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2024-02-02", "open"), ("2024-02-01", "refused"), ("9999-12-31", "open"), ("0001-01-01", "refused")],
)
def test_a_date_until_which_it_can_be_decided(start, expected):
    """A date begins at its midnight, in any year that a date can have."""
    text = """
[events.ask]
begins = "date"
[[requests]]
id = "ask"
on = "ask"
start = "begins"
approve_by = "office"
expires = "start"
"""
    program = shop(text)
    events = joined(("2024-02-01T10:00", "ask", {"begins": start}))
    found = ended(events, "2024-02-01T12:00", program)

    assert expected == (found[0][1] if found else "open")
    assert program.state(program.fold(events, at=at("2024-02-01T12:00")).to_json())


def test_withdrawn():
    """The applicant withdraws it, or his membership ends."""
    assert [("e1", "withdrawn", at("2024-02-02"), "e2")] == ended(story(room(), vote("02", "withdraw", by="li")))
    assert [("e1", "withdrawn", at("2024-02-02"), "e2")] == ended(story(room(), ("2024-02-02", "cancel")))
    assert ["cancelled"] == codes(room(), ("2024-02-02", "cancel"), APPROVED[0])


def ballots(votes, day=2):
    """Votes of a committee, one a day: y for yes, n for no."""
    kinds = {"y": "approve", "n": "reject"}
    return [vote(f"{day + n:02}", kinds[each], by=f"p{n}") for n, each in enumerate(votes)]


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("yy", "expired"),
        ("yyy", "accepted"),
        ("yyn", "accepted"),
        ("yynn", "rejected"),
        ("ynn", "rejected"),
        ("nnn", "rejected"),
        ("nn", "expired"),
        ("ynyy", "accepted"),
        ("ynyn", "rejected"),
    ],
)
def test_a_committee(votes, expected):
    """A vote needs its quorum and more than half of the votes cast; when the time is over, those cast decide."""
    assert expected == outcome(("2024-02-01", "board_request"), *ballots(votes))


@pytest.mark.parametrize(("votes", "when"), [("yyy", "2024-02-04"), ("nnn", "2024-02-04"), ("yyn", "2024-02-08")])
def test_when_a_committee_has_decided(votes, when):
    """It has decided as soon as nobody can change the result, or at the end of the time."""
    assert at(when) == ended(story(("2024-02-01", "board_request"), *ballots(votes)))[0][2]


def test_a_number_of_votes():
    """With `yes`, so many votes for it are needed."""
    program = shop(TEXT.replace('majority = "1/2"', "yes = 4"))
    found = {
        votes: ended(story(("2024-02-01", "board_request"), *ballots(votes)), program=program)[0][1]
        for votes in ("yyyy", "yyy", "nn", "yynn")
    }

    assert {"yyyy": "accepted", "yyy": "rejected", "nn": "expired", "yynn": "rejected"} == found


GATED = """
[events.purchase]
amount = "money"
[events.form]
by = { type = "text", default = "li" }
[metrics]
spend = { sum = "purchase.amount" }
[[tiers]]
id = "silver"
enter = "spend >= 1_000"
gate = "application"
[[tiers]]
id = "gold"
enter = "spend >= 10_000"
gate = ["application", "interview"]
[[requests]]
id = "application"
on = "form"
requester = "by"
approve_by = "office"
"""
MEMBER = shop(GATED)
BOUGHT = ("2024-01-10", "purchase", {"amount": 1000})
FORM = ("2024-02-01", "form")
YES = ("2024-02-02", "approve", {"of": "e2", "by": "wang"})


STORIES = [
    story(room(), *APPROVED),
    story(room(guests=9)),
    story(room(), vote("02", "reject", by="wang", role="office")),
    story(room(), vote("02", "withdraw")),
    story(("2024-02-01", "board_request"), *ballots("n")),
]
"""Histories with every effect of requests."""


def tier(*rows, program=MEMBER):
    """The tier at the end, and what was rejected."""
    replay = program.replay(joined(*rows), at=at("2024-03-01"))
    return replay.state.tier, [each.code for each in replay.rejected.values()]


def test_a_gate_is_opened_by_a_request():
    """Eligible is not yet a member, and neither is the applicant."""
    assert ("none", []) == tier(BOUGHT)
    assert ("none", []) == tier(BOUGHT, FORM)
    assert ("silver", []) == tier(BOUGHT, FORM, YES)


def test_not_eligible():
    """The approval that would accept it is rejected while no condition holds; later it is not."""
    no = ("2024-01-10", "purchase", {"amount": 999})
    more = ("2024-02-03", "purchase", {"amount": 1})

    assert ("none", ["not-eligible"]) == tier(no, FORM, YES)
    assert ("silver", ["not-eligible"]) == tier(
        no, FORM, YES, more, ("2024-02-04", "approve", {"of": "e2", "by": "wang"})
    )


def test_a_gate_takes_no_approval_of_its_own():
    """The gate of a request is opened by the request alone."""
    assert ("none", ["needs-request"]) == tier(BOUGHT, ("2024-02-02", "approve", {"gate": "application", "by": "wang"}))


def test_each_tier_needs_its_own_request():
    """A request opens the gate of the highest tier that the member may enter, beside other gates of it."""
    rich = ("2024-01-10", "purchase", {"amount": 10_000})
    talk = ("2024-02-03", "approve", {"gate": "interview", "by": "wang"})
    narrow = ("2024-02-02", "approve", {"of": "e2", "by": "wang", "tier": "silver"})

    assert ("none", []) == tier(rich, FORM, YES)
    assert ("gold", []) == tier(rich, FORM, YES, talk)
    assert ("silver", []) == tier(rich, FORM, narrow, talk)


def test_nobody_is_asked_and_nobody_is_eligible():
    """Where nobody is asked, who is not eligible is refused."""
    program = shop(GATED.replace('requester = "by"\napprove_by = "office"\n', ""))
    replay = program.replay(joined(FORM), at=at("2024-03-01"))
    (refused,) = [each for each in replay.effects if isinstance(each, e.RequestRefused)]

    assert ["not-eligible"] == [each.code for each in refused.reasons]
    assert "silver" == program.fold(joined(BOUGHT, FORM), at=at("2024-03-01")).tier


def test_a_serial_comes_with_the_last_approval():
    """The number of a card is given with the approval (S61)."""
    head = '[member.number]\nformat = "C{serial:03}"\non = "tier:silver"\n'
    program = shop(head + GATED)
    good = ("2024-02-02", "approve", {"of": "e2", "by": "wang", "serial": 243})

    assert "C243" == program.fold(joined(BOUGHT, FORM, good), at=at("2024-03-01")).number


def test_a_decision_stays_taken():
    """What was approved stays approved, whatever is learnt later of the time before (clause 2)."""
    events = [
        *joined(BOUGHT, FORM, YES),
        *told(("2024-01-20", "refund", {"of": "e1", "recorded_at": "2024-02-10"}), first=9),
    ]
    replay = MEMBER.replay(events, at=at("2024-03-01"))

    assert ({}, "none") == (dict(replay.rejected), replay.state.tier)
    assert ["accepted"] == [each[1] for each in ended(events, program=MEMBER)]


def test_a_void_takes_the_request_away():
    """Without the application there is nothing that its approval could accept."""
    events = [*joined(BOUGHT, FORM, YES), *told(("2024-02-10", "void", {"of": "e2"}), first=9)]
    replay = MEMBER.replay(events, at=at("2024-03-01"))

    assert ({}, "none", []) == (dict(replay.rejected), replay.state.tier, ended(events, program=MEMBER))


def test_open_requests():
    """What waits is listed, what expires first in front, with what is missing in words."""
    events = story(room(), ("2024-02-01T12:00", "board_request"), APPROVED[0], vote("03", "reject", of="e2", by="p"))
    first, second = PROGRAM.requests(PROGRAM.fold(events, at=at("2024-02-04")))

    assert ("election", "e2", at("2024-02-08T12:00"), {"committee": 3}) == (
        first.request,
        first.id,
        first.expires_at,
        first.missing,
    )
    assert (first, second) == PROGRAM.member(PROGRAM.fold(events, at=at("2024-02-04"))).requests()
    assert (((("wang", "office"),), ()), ((), (("p", "committee"),))) == (
        (second.yes, second.no),
        (first.yes, first.no),
    )
    assert "待批准：manager 1 人，2024-02-15 10:00 失效" == second.texts["zh"]
    assert "to be approved by 1 of manager, expires 2024-02-15 10:00" == second.texts["en"]
    assert second.where.startswith("<program>:")


def test_saved_and_restored():
    """A state with open requests is saved, and goes on the same."""
    events = story(
        room(),
        ("2024-02-01T12:00", "board_request"),
        APPROVED[0],
        vote("03", "reject", of="e2", by="p"),
        vote("04", "approve", by="chen", role="manager"),
    )
    state = PROGRAM.fold([], at=at("2023-12-31"))
    for event in events:
        state = PROGRAM.apply(PROGRAM.state(state.to_json()), event).state

    assert PROGRAM.fold(events, at=state.at) == state
    assert PROGRAM.state(state.to_json()) == state


def test_a_version_changes_nothing_that_runs():
    """Roles and time are those of the version in which the request was made (clause 27)."""
    new = TEXT.replace('approve_by = ["office", "manager"]', 'approve_by = "chief"').replace('"P14D"', '"P1D"')
    program = loyalty.loads(text_of(TEXT), text_of(new, version="2", since="2024-02-01"))

    assert "accepted" == ended(story(room("2024-01-31T10:00"), *APPROVED), program=program)[0][1]
    assert "expired" == ended(story(room("2024-02-01T10:00"), *APPROVED), program=program)[0][1]


def test_the_order_of_the_file_means_nothing():
    """Requests in another order are the same program, and what is dumped is read as the same."""
    head, *tables = TEXT.split("[[requests]]")
    program = shop("[[requests]]".join([head, *tables[::-1]]))

    assert PROGRAM.hash == program.hash == loyalty.loads(program.dump()).hash


def test_explained():
    """The explanation tells what waits, and why something was refused."""
    events = story(
        room(), room("2024-02-01T11:00", guests=5), *APPROVED[:1], vote("03", "reject", by="q", role="office")
    )
    early, late = (PROGRAM.explain(events, at=at(f"2024-02-0{day}")) for day in (2, 4))

    assert "VIP室（e1）：待批准：manager 1 人，2024-02-15 10:00 失效" in early.render("zh")
    assert "2024-02-02 00:00 wang (office): yes" in early.render("en")
    assert "requests that wait for a decision: 1" in early.render("en")
    assert "✗ at most 4 may come along (asked for 5)" in late.render("en")
    assert "VIP room (e1): rejected 2024-02-03 00:00 (full)" in late.render("en")


@pytest.mark.parametrize(("name", "expected"), [("room", 2), ("election", 0)])
def test_one_kind_of_request_explained(name, expected):
    """Asked for by its id, a request is told alone."""
    reason = PROGRAM.explain(story(room(), room("2024-02-01T11:00")), at=at("2024-02-02"), tier=name)

    assert ("requests", expected) == (reason.kind, len(reason.children))
