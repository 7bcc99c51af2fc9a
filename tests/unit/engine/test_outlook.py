"""What is still missing, to the smallest unit, and until when."""

from decimal import Decimal

import pytest

from tests.unit.engine.stories import PURCHASE, SPEND, at, bought, joined, shop


def tier(condition, *, head="", more=""):
    """A program with one tier."""
    return shop(f'{PURCHASE}{head}{SPEND}\n[[tiers]]\nid = "gold"\nenter = """{condition}"""\n{more}')


def ways(program, events, when="2024-03-01"):
    """The ways to the first tier above, as (name, missing)."""
    (ladder,) = program.outlook(program.fold(events, at=at(when)))
    return [[(gap.name, gap.missing) for gap in way] for way in ladder.above[0].ways]


BOUGHT = joined(bought("2024-02-01", "100.25"), bought("2024-02-02", "200.00"))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("spend >= 1_000", [[("spend", Decimal("699.75"))]]),
        ("spend > 1_000", [[("spend", Decimal("699.76"))]]),
        ("spend >= 300.26", [[("spend", Decimal("0.01"))]]),
        ("spend > 300.25", [[("spend", Decimal("0.01"))]]),
        ("spend < 300.25 and visits > 0", [[("spend", Decimal("0.01"))]]),
        ("spend <= 100", [[("spend", Decimal("200.25"))]]),
        ("visits >= 5", [[("visits", 3)]]),
        ("visits > 5", [[("visits", 4)]]),
        ("visits == 5", [[("visits", 3)]]),
        ("visits == 1", [[("visits", -1)]]),
        ("visits != 2", [[("visits", None)]]),
        ("3 <= visits <= 5", [[("visits", 1)]]),
        ("spend >= 2.5 * 200", [[("spend", Decimal("199.75"))]]),
        ("spend / 3 > 200", [[("spend", Decimal("299.76"))]]),
        ("visits * 2 > 5", [[("visits", 1)]]),
        ("spend >= 1_000 and visits >= 3", [[("spend", Decimal("699.75")), ("visits", 1)]]),
        ("spend >= 1_000 or visits >= 3", [[("spend", Decimal("699.75"))], [("visits", 1)]]),
        ("(spend >= 1_000 and visits >= 3) or visits >= 9", [
            [("visits", 7)], [("spend", Decimal("699.75")), ("visits", 1)],
        ]),
        ("spend >= 300 and visits >= 3", [[("visits", 1)]]),
        ("not (spend < 1_000)", [[("spend", Decimal("699.75"))]]),
        ("spend + visits * 100 >= 1_000", [[("", None)]]),
    ],
)  # fmt: skip
def test_gaps(condition, expected):
    """What is missing is exact: to the cent, to one more, with what holds left out."""
    assert expected == ways(tier(condition, more='gate = "g"\n'), BOUGHT)


def test_a_gap_says_all():
    """A gap has name, comparison, threshold, present value, what is missing, until when, and its own words."""
    (ladder,) = tier("spend >= 1_000").outlook(tier("spend >= 1_000").fold(BOUGHT, at=at("2024-03-01")))
    ((gap,),) = ladder.above[0].ways

    assert ("spend", ">=", Decimal("1000.00"), Decimal("300.25"), Decimal("699.75"), None, "spend >= 1_000") == (
        gap.name, gap.op, gap.threshold, gap.value, gap.missing, gap.until, gap.text,
    )  # fmt: skip


def window(text, enter="m >= 1_000", **more):
    """A program with one metric over a window."""
    options = "".join(f", {key} = {value}" for key, value in more.items())
    return shop(f"""{PURCHASE}
[events.complaint]
[metrics]
m = {{ {text}{options} }}
[[tiers]]
id = "gold"
enter = "{enter}"
""")


def until(program, events, when):
    """Until when the first gap stays as it is."""
    (ladder,) = program.outlook(program.fold(events, at=at(when)))
    return ladder.above[0].ways[0][0].until


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ('sum = "purchase.amount"', "2024-03-01", None),
        ('sum = "purchase.amount", window = "day"', "2024-02-02", "2024-02-03"),
        ('sum = "purchase.amount", window = "week"', "2024-02-02", "2024-02-05"),
        ('sum = "purchase.amount", window = "month"', "2024-02-02", "2024-03-01"),
        ('sum = "purchase.amount", window = "quarter"', "2024-02-02", "2024-04-01"),
        ('sum = "purchase.amount", window = "half-year"', "2024-02-02", "2024-07-01"),
        ('sum = "purchase.amount", window = "year"', "2024-02-02", "2025-01-01"),
        ('sum = "purchase.amount", window = "membership-year"', "2024-02-02", "2025-01-01"),
        ('sum = "purchase.amount", window = "tier-entry"', "2024-02-02", None),
        ('sum = "purchase.amount", window = "P1M"', "2024-02-20", "2024-03-01"),
        ('sum = "purchase.amount", window = "P1M"', "2024-03-01", "2024-03-02"),
        ('sum = "purchase.amount", window = "P1M"', "2024-03-02", None),
        ('max = "purchase.amount", window = "month"', "2024-02-20", "2024-03-01"),
        ('max = "purchase.amount", window = "P1M"', "2024-02-20", "2024-03-01"),
        ('distinct = "purchase.amount", window = "P1M"', "2024-03-01", "2024-03-02"),
        ('streak = "purchase", max_gap = "P10D"', "2024-02-03", "2024-02-12T00:00:00.000001"),
        ('streak = "purchase", max_gap = "P10D"', "2024-02-12T00:00:00.000001", None),
    ],
)  # fmt: skip
def test_until(text, when, expected):
    """The present value begins to fall, or starts anew, at the first instant at which time alone changes it."""
    assert (expected and at(expected)) == until(window(text), BOUGHT, when)


def test_a_broken_streak_ends_nowhere():
    """A run that something broke has no end to come."""
    program = window('streak = "purchase", max_gap = "P10D", broken_by = ["complaint"]')
    complaint = {"id": "x", "member": "m", "kind": "complaint", "at": at("2024-02-03")}

    assert None is until(program, [*BOUGHT, complaint], "2024-02-04")


def test_a_formula_falls_with_its_first_part():
    """A calculated metric changes when the first of its parts does."""
    program = shop(PURCHASE + """
[metrics]
a = { sum = "purchase.amount", window = "year" }
b = { count = "purchase", window = "month" }
m = { formula = "a / b", zero_division = 0 }
[[tiers]]
id = "gold"
enter = "m >= 1_000"
""")  # fmt: skip

    assert at("2024-03-01") == until(program, BOUGHT, "2024-02-20")


REVIEWED = """
[ladders.main]
review = "year"
grace = "P1M"
"""


def keeping(program, events, when):
    """What keeps the standing: until when, whether it is kept, grace, and what is missing as (name, missing, until)."""
    (ladder,) = program.outlook(program.fold(events, at=at(when)))
    if ladder.keep is None:
        return None
    keep = ladder.keep
    missing = [[(gap.name, gap.missing, gap.until) for gap in way] for way in keep.ways]
    return keep.until, keep.holds, keep.grace, missing


YEARLY = (
    PURCHASE
    + REVIEWED
    + """
[metrics]
spend = { sum = "purchase.amount", window = "P1Y" }

[[tiers]]
id = "gold"
enter = "spend >= 1_000"
keep = "spend >= 800"
"""
)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-02-01", (at("2025-01-01"), True, False, [])),
        (
            "2025-01-01",
            (at("2026-01-01"), False, False, [[("spend", Decimal("800.00"), at("2026-01-01"))]]),
        ),
        (
            "2026-01-01",
            (at("2026-02-01"), False, True, [[("spend", Decimal("800.00"), at("2026-02-01"))]]),
        ),
        ("2026-02-01", None),
    ],
)
def test_keeping(when, expected):
    """The standing is judged as it will be at the review if nothing more happens: facts may have left by then."""
    assert expected == keeping(shop(YEARLY), joined(bought("2024-01-15", 1000)), when)


def test_kept_for_ever():
    """Without a review nothing has to be kept, and below all tiers there is nothing to keep."""
    assert None is keeping(tier("spend >= 10"), BOUGHT, "2024-03-01")
    assert None is keeping(shop(YEARLY), joined(), "2024-03-01")


def test_gates():
    """Approvals still missing are listed; an empty way says that nothing else is."""
    program = tier("spend >= 100", more='gate = ["interview", "office"]\n')
    approved = [*BOUGHT, {
        "id": "a", "member": "m", "kind": "approve", "at": at("2024-02-03"), "gate": "interview", "by": "x",
    }]  # fmt: skip
    seen = [program.outlook(program.fold(events, at=at("2024-03-01")))[0].above[0] for events in (BOUGHT, approved)]

    assert [("interview", "office"), ("office",)] == [each.gates for each in seen]
    assert [((),), ((),)] == [each.ways for each in seen]


def test_a_declared_start():
    """A tier that begins later is still above, and nothing is missing."""
    program = tier("spend >= 100", more='start = "next-month"\n')
    (ladder,) = program.outlook(program.fold(BOUGHT, at=at("2024-02-03")))

    assert ("none", [("gold", ((),), ())]) == (
        ladder.tier, [(each.tier, each.ways, each.gates) for each in ladder.above],
    )  # fmt: skip


def test_several_ladders():
    """Every ladder has its own prospects; a condition on another ladder names it."""
    program = shop(PURCHASE + SPEND + """
[[tiers]]
id = "silver"
enter = "spend >= 100"
[[tiers]]
id = "gold"
enter = "spend >= 1_000"
[[tiers]]
id = "a"
ladder = "service"
enter = 'tier >= "gold" and visits >= 2'
""")  # fmt: skip
    main, service = program.outlook(program.fold(BOUGHT, at=at("2024-03-01")))

    assert ("main", "silver", ["gold"]) == (main.ladder, main.tier, [each.tier for each in main.above])
    assert [("tier", ">=", "gold", "silver", None)] == [
        (gap.name, gap.op, gap.threshold, gap.value, gap.missing) for gap in service.above[0].ways[0]
    ]


FIELDS = """
[member.fields]
income = { type = "money", pii = true, default = 0 }
weight = { type = "decimal", default = "1.5" }
since = { type = "date" }
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("income >= 500", ("income", Decimal("500.00"), "***", None)),
        ("weight >= 2.25", ("weight", Decimal("2.25"), Decimal("1.5"), Decimal("0.75"))),
        ("weight < 1.2", ("weight", Decimal("1.2"), Decimal("1.5"), Decimal("0.3"))),
        ("known(since)", ("since", None, None, None)),
    ],
)
def test_member_fields(condition, expected):
    """Fields have gaps like metrics; personal data does not show, nor can it be worked out."""
    program = tier(condition, head=FIELDS)
    (ladder,) = program.outlook(program.fold(joined(income="123.45"), at=at("2024-03-01")))
    ((gap,),) = ladder.above[0].ways

    assert expected == (gap.name, gap.threshold, gap.value, gap.missing)


SCORES = """
[member.fields]
share = { type = "percent", default = "15%", set_by = "held.share" }

[events.held]
share = "percent"

[events.mark]
score = "decimal"

[metrics]
total = { sum = "mark.score" }
best = { max = "held.share" }
"""


@pytest.mark.parametrize(
    ("condition", "missing", "strict", "english", "chinese"),
    [
        ("total > 2.5", None, True, "total: more than 2.5 needed (now 2.5)", "total：须超过 2.5（目前 2.5）"),
        (
            "total > 3",
            Decimal("0.5"),
            True,
            "total: more than 0.5 more needed (> 3, now 2.5)",
            "total还差不止 0.5（须 > 3，目前 2.5）",
        ),
        (
            "total >= 3",
            Decimal("0.5"),
            False,
            "total: 0.5 more needed (>= 3, now 2.5)",
            "total还差 0.5（须 >= 3，目前 2.5）",
        ),
        ("0.5 < total < 2.5", None, True, "total: less than 2.5 needed (now 2.5)", "total：须低于 2.5（目前 2.5）"),
        (
            "share >= 20%",
            Decimal("0.05"),
            False,
            "share: 5% more needed (>= 20%, now 15%)",
            "share还差 5%（须 >= 20%，目前 15%）",
        ),
        ("best > 15%", None, True, "best: one of more than 15% needed (now 15%)", "best：须有一笔超过 15%（目前 15%）"),
    ],
)
def test_decimals_and_percentages(condition, missing, strict, english, chinese):
    """A strict threshold of decimals is never 0 away but to be passed, and a percentage is told as one."""
    program = shop(f'{SCORES}\n[[tiers]]\nid = "gold"\nenter = "{condition}"\n')
    events = joined(("2024-02-01", "held", {"share": "15%"}), ("2024-02-02", "mark", {"score": "2.5"}))
    (ladder,) = program.outlook(program.fold(events, at=at("2024-03-01")))
    ((gap,),) = ladder.above[0].ways
    why = program.explain(events, at=at("2024-03-01"), ask="why-not", tier="gold")
    told = [child.text for child in why.children if child.kind == "missing"]

    assert (missing, strict) == (gap.missing, gap.strict)
    assert [{"en": english, "zh": chinese}] == told
