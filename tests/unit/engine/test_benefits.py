"""Benefits in the fold: who has which, uses, reservations, quotas, bonuses and multipliers."""

import pytest

from loyalty.benefits import Discount, Request
from loyalty.engine import effects as e
from loyalty.engine.offer_wording import OfferWording
from loyalty.engine.wording import Wording
from tests.unit.engine.stories import POINTS, PURCHASE, at, bought, joined, shop

TEXT = (
    PURCHASE
    + POINTS
    + """
[events.visit]

[member.fields]
birthday = { type = "date" }
abroad = { type = "bool", default = false }

[member.kinds.person]

[member.kinds.company]

[calendar.festivals]
member-day = "day 8"
mid-autumn = "lunar 08-15"

[metrics]
spend = { sum = "purchase.amount" }
last_visit = { recency = "visit" }

[[tiers]]
id = "silver"
enter = "spend >= 1_000"

[[tiers]]
id = "gold"
enter = "spend >= 10_000"

[[benefits]]
id = "price"
kind = "discount"
percent = { silver = 5, gold = 10 }

[[benefits]]
id = "birthday-price"
kind = "discount"
percent = 20
on = "birthday"
before = "P1D"
after = "P1D"
replaces = "price"

[[benefits]]
id = "package"
kind = "voucher"
worth = "200.00"
quota = { silver = 1, gold = 2, per = "tier-entry" }

[[benefits]]
id = "lounge"
kind = "booking"
resource = "lounge"
tiers = "all"
kinds = "person"
when = "abroad"
lead = "PT24H"
companions = 2
capacity = 3

[[benefits]]
id = "wash"
kind = "service"
quota = { count = 1, per = "month", rollover = 1 }

[[benefits]]
id = "present"
kind = "bonus"
points = { silver = 50, gold = 80 }
on = "birthday"
during = "month"
quota = 1

[[benefits]]
id = "double"
kind = "multiplier"
times = 2
on = "member-day"

[[benefits]]
id = "cake"
kind = "gift"
item = "moon cake"
on = "mid-autumn"
from = 2025-01-01

[[benefits]]
id = "again"
kind = "voucher"
worth = 10
on = "last_visit"
after = "P7D"
"""
)
PROGRAM = shop(TEXT)
WANG = {"as": "person", "birthday": "1992-02-29", "abroad": True}


def story(*rows, fields=WANG):
    """A member who became silver on 2 January."""
    return joined(bought("2024-01-02", 1_000), *rows, **fields)


def answer(time, *rows, request=None, fields=WANG):
    """What a member is entitled to at a time."""
    return PROGRAM.benefits(PROGRAM.fold(story(*rows, fields=fields), at=at(time)), request)


def code(found, benefit):
    """How an answer speaks of one benefit."""
    if found.get(benefit):
        return "granted"
    return next(each.code for each in (*found.skipped, *found.inapplicable) if each.id == benefit)


@pytest.mark.parametrize(
    ("benefit", "time", "expected"),
    [
        ("price", "2024-01-01T23:59", "tier"),
        ("price", "2024-01-02", "granted"),
        ("birthday-price", "2024-02-27T23:59:59", "window"),
        ("birthday-price", "2024-02-28", "granted"),
        ("price", "2024-02-28", "replaced"),
        ("birthday-price", "2024-03-01T23:59:59", "granted"),
        ("birthday-price", "2024-03-02", "window"),
        ("birthday-price", "2025-02-27", "granted"),
        ("birthday-price", "2025-03-01T23:59:59", "granted"),
        ("birthday-price", "2025-03-02", "window"),
        ("present", "2024-02-01", "granted"),
        ("present", "2024-01-31T23:59:59", "window"),
        ("present", "2024-03-01", "window"),
        ("double", "2024-03-08", "granted"),
        ("double", "2024-03-09", "window"),
        ("cake", "2024-09-17", "dates"),
        ("cake", "2025-10-06", "granted"),
        ("cake", "2025-10-07", "window"),
        ("lounge", "2024-01-01", "granted"),
        ("again", "2024-01-03", "window"),
    ],
)
def test_when(benefit, time, expected):
    """Windows are half-open days of the program's zone; born on 29 February, the day is the 28th in other years."""
    assert expected == code(answer(time), benefit)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({**WANG, "as": "company"}, "kind"),
        ({**WANG, "abroad": False}, "condition"),
        (WANG, "granted"),
    ],
)
def test_who(fields, expected):
    """Kinds and conditions of members decide."""
    assert expected == code(answer("2024-01-03", fields=fields), "lounge")


def test_every_benefit_once():
    """An answer has every benefit of the program exactly once."""
    found = answer("2024-02-28")
    ids = [each.id for each in (*found.granted, *found.skipped, *found.inapplicable)]

    assert sorted(ids) == sorted(benefit.id for benefit in PROGRAM.versions[0].benefits)


def test_values_by_tier():
    """The settings are those of the standing."""
    silver, gold = answer("2024-01-03"), answer("2024-01-04", bought("2024-01-03", 9_000))

    assert ("1/20", "1/10") == (str(silver.get("price").settings.percent), str(gold.get("price").settings.percent))
    assert (1, 2) == (silver.get("package").left, gold.get("package").left)


def test_after_an_event():
    """A benefit after an event lasts so long, from its instant."""
    visit = ("2024-03-01T10:00", "visit")

    assert "granted" == code(answer("2024-03-08T09:59:59", visit), "again")
    assert "window" == code(answer("2024-03-08T10:00", visit), "again")


def test_the_next_window_is_told():
    """What is closed says when it opens."""
    (closed,) = [each for each in answer("2024-03-09").inapplicable if each.id == "double"]

    assert at("2024-04-08") == closed.facts["next"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(start=at("2024-01-04")), "granted"),
        (Request(start=at("2024-01-03T23:59:59")), "lead"),
        (Request(companions=2), "granted"),
        (Request(companions=3), "companions"),
        (Request(taken=2), "granted"),
        (Request(taken=3), "capacity"),
        (Request(taken=2, quantity=2), "capacity"),
        (Request(benefit="package"), "request"),
        (Request(kind="booking"), "granted"),
    ],
)
def test_requests(request_, expected):
    """Lead times, companions and capacities are inclusive."""
    assert expected == code(answer("2024-01-03", request=request_), "lounge")


def use(time, benefit, **fields):
    """The row of a use."""
    return (time, "use", {"benefit": benefit, **fields})


def codes(*rows, time="2026-01-01"):
    """The codes of all rejections, by event."""
    found = PROGRAM.replay(story(*rows), at=at(time)).rejected
    return {name: each.code for name, each in found.items()}


def test_a_quota_by_tier_entry():
    """A package per entry of silver, two more for gold."""
    rows = [
        use("2024-02-01", "package"),
        use("2024-02-02", "package"),
        bought("2024-02-03", 9_000),
        use("2024-02-04", "package", quantity=2),
        use("2024-02-05", "package"),
    ]

    assert {"e3": "quota-exhausted", "e6": "quota-exhausted"} == codes(*rows)


def test_what_is_not_used_is_carried_over_once():
    """One wash a month, and at most one from the month before, never one from earlier."""
    rows = [use(f"2024-04-0{day}", "wash") for day in (1, 2, 3)] + [
        use("2024-05-01", "wash"),
        use("2024-05-02", "wash"),
    ]

    assert {"e4": "quota-exhausted", "e6": "quota-exhausted"} == codes(*rows)


def test_once_per_birthday():
    """Each birthday anew."""
    rows = [use("2024-02-10", "present"), use("2024-02-28", "present"), use("2025-02-01", "present")]

    assert {"e3": "quota-exhausted"} == codes(*rows)


def test_once_per_birthday_even_if_it_moves():
    """Another date of birth does not make a second birthday in the same year."""
    moved = ("2024-03-01", "update", {"birthday": "1992-05-05"})
    rows = [use("2024-02-10", "present"), moved, use("2024-05-02", "present"), use("2025-05-02", "present")]

    assert {"e4": "quota-exhausted"} == codes(*rows)


@pytest.mark.parametrize("late", [{}, {"recorded_at": "2024-03-02"}])
def test_a_restore_takes_back_what_was_credited(late):
    """A bonus is taken back as it was credited, whatever the tier is by then."""
    rows = [
        use("2024-02-10", "present"),
        bought("2024-02-11", 9_000, **late),
        ("2024-02-12", "restore", {"of": "e2"}),
    ]
    points = PROGRAM.fold(story(*rows), at=at("2024-03-03")).points

    assert (10_000, 50) == (points.available, points.reversed)


def test_a_bonus_is_credited_and_taken_back():
    """A use of a bonus credits its points; restored, they are gone."""
    rows = [use("2024-02-10", "present"), ("2024-02-11", "restore", {"of": "e2"})]
    used = PROGRAM.fold(story(*rows), at=at("2024-02-10T12:00")).points
    restored = PROGRAM.fold(story(*rows), at=at("2024-02-12"))

    assert 1_050 == used.available
    assert 1_000 == restored.points.available
    assert "granted" == code(PROGRAM.benefits(restored), "present")


def test_a_multiplier_multiplies_what_is_earned():
    """On member day, members earn double; who stands on no tier earns as ever."""
    rows = [bought("2024-03-08", 10), bought("2024-03-09", 10)]
    nobody = joined(bought("2024-03-08", 10), **WANG)

    assert 1_030 == PROGRAM.fold(story(*rows), at=at("2024-03-10")).points.available
    assert 10 == PROGRAM.fold(nobody, at=at("2024-03-10")).points.available


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2024-02-02", "commit", {"of": "e2"})], "quota"),
        ([("2024-02-02", "release", {"of": "e2"})], "granted"),
        ([("2024-02-02", "commit", {"of": "e2"}), ("2024-02-03", "restore", {"of": "e3"})], "granted"),
        ([("2024-02-02", "commit", {"of": "e2"}), ("2024-02-03", "restore", {"of": "e2"})], "quota"),
        ([], "granted"),
    ],
)
def test_reservations(rows, expected):
    """A reservation counts until it is released or its time is over; a commit makes it a use."""
    reserve = ("2024-02-01", "reserve", {"benefit": "package", "until": at("2024-02-05").isoformat()})

    assert "quota" == code(answer("2024-02-01T12:00", reserve, *rows), "package")
    assert expected == code(answer("2024-02-05", reserve, *rows), "package")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (use("2024-02-01", "pakage"), "no-such-benefit"),
        (use("2024-02-01", "birthday-price"), "not-entitled"),
        (use("2024-02-01", "lounge"), "missing-field"),
        (use("2024-02-01", "lounge", start=at("2024-02-01T12:00").isoformat()), "too-late"),
        (use("2024-02-01", "lounge", start=at("2024-02-02").isoformat(), companions=3), "too-many-companions"),
        (use("2024-02-01", "lounge", start=at("2024-02-02").isoformat(), quantity=4), "no-capacity"),
        (("2024-02-01", "release", {"of": "x"}), "unknown-reservation"),
        (("2024-02-01", "commit", {"of": "x"}), "unknown-reservation"),
        (("2024-02-01", "restore", {"of": "x"}), "unknown-redemption"),
    ],
)
def test_refused(row, expected):
    """A use that cannot be is refused with its reason, and changes nothing."""
    assert {"e2": expected} == codes(row)
    assert PROGRAM.fold(story(row), at=at("2024-02-03")) == PROGRAM.fold(story(), at=at("2024-02-03"))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (("2024-02-06", "commit", {"of": "e2"}), "unknown-reservation"),
        (("2024-02-02", "commit", {"of": "e2", "quantity": 2}), "insufficient"),
        (("2024-02-02", "restore", {"of": "e2"}), "unknown-redemption"),
    ],
)
def test_a_reservation_is_settled_once_and_in_time(second, expected):
    """After its end, beyond its quantity or by a restore, a reservation is not settled."""
    reserve = ("2024-02-01", "reserve", {"benefit": "package", "until": at("2024-02-05").isoformat()})

    assert {"e3": expected} == codes(reserve, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("reserve", {"benefit": "package"}), ("commit", {"points": 1})),
        (("use", {"benefit": "package"}), ("restore", {"points": 1})),
        (("reserve", {"points": 10}), ("commit", {"quantity": 1})),
        (("redeem", {"points": 10}), ("restore", {"quantity": 1})),
    ],
)
def test_points_and_quantities_are_told_apart(first, second):
    """What is counted in the other way is refused, never settled as a whole."""
    kind, fields = second

    assert {"e3": "wrong-type"} == codes(("2024-02-01", *first), ("2024-02-02", kind, {"of": "e2", **fields}))


def test_a_quantity_of_points():
    """A reservation of points has no quantity."""
    assert {"e2": "wrong-type"} == codes(("2024-02-01", "reserve", {"points": 10, "quantity": 2}))


EFFECTS = [
    use("2024-02-10", "present"),
    ("2024-02-11", "reserve", {"benefit": "package"}),
    ("2024-02-12", "release", {"of": "e3"}),
    ("2024-02-13", "reserve", {"benefit": "package"}),
    ("2024-02-14", "commit", {"of": "e5"}),
    ("2024-02-15", "restore", {"of": "e6"}),
]


def test_effects():
    """Each use, reservation, release and restore is told, with the rule and its line."""
    effects = PROGRAM.replay(story(*EFFECTS), at=at("2024-03-01")).effects[3:]
    line = {
        each.id: PROGRAM.benefits(PROGRAM.fold(story(), at=at("2024-02-10"))).get(each.id)
        for each in PROGRAM.versions[0].benefits
    }

    assert [
        (e.BenefitUsed, "e2", "present"),
        (e.Earned, "e2", "present"),
        (e.BenefitReserved, "e3", "package"),
        (e.BenefitReleased, "e4", "package"),
        (e.BenefitReserved, "e5", "package"),
        (e.BenefitUsed, "e6", "package"),
        (e.BenefitRestored, "e7", "package"),
    ] == [(type(each), each.cause, each.rule) for each in effects]
    assert all(each.where == line[each.rule].where for each in effects)


def test_one_by_one():
    """Applied one by one and saved in between, uses give the same state as folded together."""
    state, events = PROGRAM.fold([], at=at("2023-12-31")), story(*EFFECTS)
    for event in events:
        state, _ = PROGRAM.apply(PROGRAM.state(state.to_json()), event)

    assert state == PROGRAM.fold(events, at=state.at)


def test_paused_and_cancelled():
    """Who is paused or no member has no benefits."""
    paused, cancelled = ("2024-02-01", "pause"), ("2024-02-02", "cancel")

    assert {"paused"} == {each.code for each in answer("2024-02-01", paused).inapplicable}
    assert {"not-a-member"} == {each.code for each in answer("2024-02-02", paused, cancelled).inapplicable}


@pytest.mark.parametrize(
    ("benefit", "time", "zh", "en"),
    [
        (
            "price",
            "2024-01-03",
            "price：享有（优惠 5%）",
            "price: granted (5% off)",
        ),
        (
            "price",
            "2024-02-28",
            "price：由 birthday-price 代替，不叠加",
            "price: replaced by birthday-price, never on top",
        ),
        (
            "price",
            "2024-01-01T12:00",
            "price：限silver、gold（目前无等级）",
            "price: for silver, gold only (now no tier)",
        ),
        (
            "package",
            "2024-01-03",
            "package：享有（价值 200.00 元，还可用 1 次）",
            "package: granted (worth 200.00, 1 left)",
        ),
        (
            "double",
            "2024-03-09",
            "double：不在适用的日期，下一次自 2024-04-08 00:00 起",
            "double: not on one of its dates; it opens next on 2024-04-08 00:00",
        ),
        ("cake", "2024-09-17", "cake：有效期自 2025-01-01 00:00 起", "cake: valid from 2025-01-01 00:00"),
    ],
)
def test_why(benefit, time, zh, en):
    """Each benefit says in both languages whether it is granted, and why not."""
    reason = PROGRAM.explain(story(), at=at(time), tier=benefit)

    assert (zh, en) == (reason.text["zh"], reason.text["en"])
    assert reason.where.startswith("<program>:")


@pytest.mark.parametrize(
    ("request_", "benefit", "zh", "en"),
    [
        (Request(companions=3), "lounge", "随行最多 2 人，要带 3 人", "at most 2 companions, 3 asked"),
        (Request(taken=3), "lounge", "最多 3，已占 3", "3 of 3 are taken"),
        (Request(quantity=2), "package", "还可用 1 次，要用 2 次", "1 left, 2 asked"),
        (
            Request(quantity=2),
            "wash",
            "还可用 1 次，要用 2 次，2024-02-01 00:00 起重新计次",
            "1 left, 2 asked; counted anew from 2024-02-01 00:00",
        ),
        (
            Request(start=at("2024-01-03T12:00")),
            "lounge",
            "须提前 24 小时，最早 2024-01-04 00:00",
            "to be asked 24 hours ahead: 2024-01-04 00:00 at the earliest",
        ),
        (Request(benefit="price"), "lounge", "不是所要的权益", "not what was asked for"),
    ],
)
def test_why_not_as_asked(request_, benefit, zh, en):
    """What cannot be had as asked says by how much."""
    found = answer("2024-01-03", request=request_)
    words = OfferWording(Wording(PROGRAM.versions[0]))
    (refused,) = [each for each in found.inapplicable if each.id == benefit]

    assert {"zh": f"{benefit}：{zh}", "en": f"{benefit}: {en}"} == words.inapplicable(refused)


def test_who_in_words():
    """Kinds, conditions, pauses and former members have their sentences too."""
    words = OfferWording(Wording(PROGRAM.versions[0]))
    found = [
        *answer("2024-01-03", fields={**WANG, "as": "company"}).inapplicable,
        *answer("2024-01-03", fields={**WANG, "abroad": False}).inapplicable,
        *answer("2024-02-01", ("2024-02-01", "pause")).inapplicable,
        *answer("2024-02-01", ("2024-02-01", "cancel")).inapplicable,
    ]
    said = {words.inapplicable(each)["en"] for each in found if each.id == "lounge"}

    assert {
        "lounge: for members of the kind person only",
        "lounge: needed: abroad",
        "lounge: the membership is paused",
        "lounge: not an active member",
    } == said


@pytest.mark.parametrize("used", [[], [use("2024-02-10", "present")]])
def test_personal_dates_are_not_told(used):
    """Where the date of birth is personal data, no answer and no sentence says when its window closes or opens."""
    program = shop(TEXT.replace('birthday = { type = "date" }', 'birthday = { type = "date", pii = true }'))
    found = program.benefits(program.fold(story(*used), at=at("2024-02-28T12:00")))
    rest = [each for each in (*found.granted, *found.inapplicable) if each.id in {"birthday-price", "present"}]
    told = program.explain(story(*used), at=at("2024-02-28T12:00"), tier="birthday-price").text

    assert 2 == len(rest)
    assert not [each for each in rest if "2024-03" in repr(each) or "datetime(2024, 3" in repr(each)]
    assert "2024-03" not in str(told)


def test_explained_together():
    """The explanation of everything has every benefit."""
    reason = PROGRAM.explain(story(), at=at("2024-01-03"))
    (benefits,) = [child for child in reason.children if child.kind == "benefits"]

    assert len(PROGRAM.versions[0].benefits) == len(benefits.children)


def test_a_member_for_adapters():
    """A member is a state with its program, at any later instant."""
    member = PROGRAM.member(PROGRAM.fold(story(), at=at("2024-02-01")))
    later = member.at(at("2024-02-28"))

    assert ("m", {"main": "silver"}) == (member.id, member.tiers)
    assert member is member.at(at("2024-02-01"))
    assert ["birthday-price", "price"] == [each.id for each in later.granted(Discount)]
    assert later.benefits(Request(benefit="price")).get("birthday-price") is None


BY = (
    PURCHASE
    + """
[member.fields]
credit = { type = "text", values = ["a", "b", "c"] }

[member.kinds.person]

[member.kinds.company]

[[benefits]]
id = "signing"
kind = "fee"
amount = { by = "credit", a = 50_000, b = 10_000 }
quota = { by = "credit", a = 2, b = 1 }

[[benefits]]
id = "price"
kind = "discount"
percent = { by = "kind", person = 5, company = 10 }
"""
)


@pytest.mark.parametrize(
    ("fields", "amount", "left", "percent"),
    [
        ({"as": "person", "credit": "a"}, 5_000_000, 2, "1/20"),
        ({"as": "company", "credit": "b"}, 1_000_000, 1, "1/10"),
    ],
)
def test_tables_by_field_and_kind(fields, amount, left, percent):
    """Tables go by a field of members or by their kind, quotas too."""
    program = shop(BY)
    found = program.benefits(program.fold(joined(**fields), at=at("2024-01-02")))

    assert (amount, left) == (found.get("signing").settings.amount, found.get("signing").left)
    assert percent == str(found.get("price").settings.percent)


@pytest.mark.parametrize("fields", [{"as": "person", "credit": "c"}, {"as": "person"}])
def test_no_value(fields):
    """Whom a table gives nothing does not have the benefit."""
    program = shop(BY)
    found = program.benefits(program.fold(joined(**fields), at=at("2024-01-02")))

    assert "value" == code(found, "signing")
    assert (
        "nothing is declared for this member's credit"
        in program.explain(joined(**fields), at=at("2024-01-02"), tier="signing").text["en"]
    )


def test_uses_of_an_occasion_are_counted_anew_when_it_returns():
    """Who has used all is told of the next festival, not of the end of this one; of personal dates nothing is told."""
    gift = '[[benefits]]\nid = "{0}"\nkind = "gift"\nitem = "{0}"\non = "{1}"\nquota = 1\n'
    fields = '[member.fields]\nbirthday = { type = "date", pii = true }\n[calendar.festivals]\nmember-day = "day 8"\n'
    program = shop(fields + gift.format("tea", "member-day") + gift.format("cake", "birthday"))
    events = joined(*(use("2024-03-08T09:00", each) for each in ("tea", "cake")), birthday="1990-03-08")
    state = program.fold(events, at=at("2024-03-08T10:00"))
    facts = {each.id: each.facts["next"] for each in program.benefits(state).inapplicable}
    said = {name: program.explain(events, at=state.at, tier=name).text for name in facts}

    assert {"tea": at("2024-04-08"), "cake": None} == facts
    assert "tea：已用完，2024-04-08 00:00 起重新计次" == said["tea"]["zh"]
    assert "cake: used up" == said["cake"]["en"]


INSTEAD = (
    PURCHASE
    + """
[calendar.festivals]
member-day = "day 8"

[[benefits]]
id = "tea"
kind = "gift"
item = "tea"

[[benefits]]
id = "cake"
kind = "gift"
item = "cake"
on = "member-day"
replaces = "tea"
"""
)


@pytest.mark.parametrize(("time", "expected"), [("2024-03-08", ["e1"]), ("2024-03-09", [])])
def test_instead_and_not_on_top(time, expected):
    """What another benefit replaces cannot be used while that one acts."""
    program = shop(INSTEAD)
    refused = program.replay(joined(use(time, "tea")), at=at("2024-04-01")).rejected

    assert expected == list(refused)
    assert all(("not-entitled", "`cake` acts instead of it") == (one.code, one.message) for one in refused.values())
