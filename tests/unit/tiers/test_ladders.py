"""Rising, being reviewed, grace and going down; gates, grants and declared starts."""

import pytest

from loyalty.engine.effects import TierReached
from tests.unit.engine.stories import PURCHASE, SPEND, at, bought, joined, shop

TIERS = """
[[tiers]]
id = "bronze"
enter = "spend >= 10"

[[tiers]]
id = "silver"
enter = "spend >= 100"
keep = "spend >= 50"

[[tiers]]
id = "gold"
enter = "spend >= 1_000"
keep = "spend >= 500"
"""
YEAR = SPEND.replace('"purchase.amount" }', '"purchase.amount", window = "year" }')


def ladder(settings="", tiers=TIERS, metrics=YEAR, **head):
    """A program with one ladder."""
    return shop(f"{PURCHASE}{metrics}\n[ladders.main]\n{settings}\n{tiers}", **head)


def standings(program, events, *moments):
    """The standing at each moment."""
    return [program.fold(events, at=at(when)).tier for when in moments]


RICH = joined(bought("2024-03-10", 1000), bought("2025-05-01", 60))


@pytest.mark.parametrize(
    ("settings", "moments", "expected"),
    [
        ("", ["2024-03-09", "2024-03-10", "2030-01-01"], ["none", "gold", "gold"]),
        ('review = "year"', ["2025-12-31T23:59:59.999999", "2026-01-01", "2027-01-01"], ["gold", "silver", "none"]),
        (
            'review = "year"\ndemote = "one-step"',
            ["2025-12-31", "2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01"],
            ["gold", "silver", "bronze", "none", "none"],
        ),
        (
            'review = "year"\ngrace = "P1M"',
            ["2026-01-01", "2026-01-31T23:59:59", "2026-02-01", "2026-12-31", "2027-01-01", "2027-02-01"],
            ["gold", "gold", "silver", "silver", "silver", "none"],
        ),
        ('review = "P1Y"', ["2025-03-09T23:59:59", "2025-03-10"], ["gold", "none"]),
        ('review = "P1M"', ["2024-12-10", "2025-01-09T23:59:59", "2025-01-10"], ["gold", "gold", "none"]),
        ('review = "quarter"', ["2024-04-01", "2025-03-31", "2025-04-01"], ["gold", "gold", "none"]),
    ],
)
def test_reviews(settings, moments, expected):
    """A standing lasts until a review fails and grace is over; a review judges the period that has ended."""
    assert expected == standings(ladder(settings), RICH, *moments)


def test_periods_are_counted_from_entering():
    """Reviews by period are counted from the entering, so that the 31st comes back after a short month."""
    program = ladder('review = "P1M"', metrics=SPEND)
    events = joined(bought("2024-01-31", 1000))

    assert [at("2024-02-29"), at("2024-03-31"), at("2024-04-30")] == [
        program.fold(events, at=at(when)).reviews["main"] for when in ("2024-01-31", "2024-02-29", "2024-04-01")
    ]


def test_grace_that_is_used():
    """Whoever fulfils the condition within the grace stays; the next review is the next boundary."""
    program = ladder('review = "year"\ngrace = "P1M"')
    state = program.fold(joined(bought("2024-03-10", 1000), bought("2026-01-20", 500)), at=at("2026-02-01"))

    assert ("gold", at("2027-01-01")) == (state.tier, state.reviews["main"])


def test_time_alone_lifts_nobody():
    """A condition that becomes true by time is looked at only at an event that bears on it, or at a review."""
    text = f"""{PURCHASE}{SPEND}
[member.fields]
since = {{ type = "date", default = 2024-01-01 }}
[ladders.main]
[[tiers]]
id = "old"
enter = "days_since(since) >= 100 and visits >= 1"
"""
    events = joined(bought("2024-02-01", 1), bought("2024-06-01", 1))

    assert ["none", "none", "old"] == standings(shop(text), events, "2024-02-01", "2024-05-31", "2024-06-01")


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        ("now", "2024-03-10T12:00"),
        ("next-day", "2024-03-11"),
        ("next-month", "2024-04-01"),
        ("next-quarter", "2024-04-01"),
        ("next-half-year", "2024-07-01"),
        ("next-year", "2025-01-01"),
    ],
)
def test_starts(start, begins):
    """An entered tier begins at once or at the declared boundary, whatever is refunded in between."""
    program = ladder(f'start = "{start}"')
    events = joined(bought("2024-03-10T12:00", 1000), ("2024-03-10T13:00", "refund", {"of": "e1", "amount": 900}))
    reached = [each for each in program.replay(events, at=at("2025-06-01")).effects if isinstance(each, TierReached)][
        -1
    ]

    assert ("gold", at(begins)) == (reached.tier, reached.at)


def test_a_refund_demotes_only_at_the_review():
    """A refund lowers the metric at once, and the standing at the next review."""
    events = joined(bought("2024-03-10", 1000), ("2024-04-01", "refund", {"of": "e1", "amount": 990}))

    assert ["gold", "bronze"] == standings(ladder('review = "year"'), events, "2024-12-31", "2025-01-01")


GATED = TIERS + 'gate = ["interview", "office"]\n'


def approve(when, gate, **more):
    """The row of an approval."""
    return when, "approve", {"gate": gate, "by": "b", **more}


def test_gates():
    """A gated tier waits for all its approvals, in any order; the lower tier is held meanwhile."""
    events = joined(
        bought("2024-02-01", 1000), approve("2024-02-03", "office"), approve("2024-02-04", "interview", tier="gold")
    )

    assert ["silver", "silver", "gold"] == standings(
        ladder(tiers=GATED), events, "2024-02-01", "2024-02-03", "2024-02-04"
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (approve("2024-01-15", "interview"), "not-eligible"),
        (approve("2024-02-02", "garden"), "unknown-gate"),
        (approve("2024-02-02", "interview", tier="silver"), "unknown-gate"),
        (approve("2024-02-02", "interview", tier="iron"), "unknown-tier"),
        (("2024-02-02", "grant", {"tier": "iron", "reason": "r", "by": "b"}), "unknown-tier"),
        (("2024-02-02", "grant", {"tier": "gold", "ladder": "side", "reason": "r", "by": "b"}), "unknown-tier"),
    ],
)
def test_refused(row, code):
    """An approval or grant of what there is not, or not yet, is refused."""
    replay = ladder(tiers=GATED).replay(joined(bought("2024-02-01", 1000), row), at=at("2024-03-01"))

    assert {"e2": code} == {name: found.code for name, found in replay.rejected.items()}


TWO = (
    """
[[tiers]]
id = "host"
ladder = "club"
enter = "spend >= 100"
gate = "interview"
""",
    """
[[tiers]]
id = "expert"
ladder = "board"
enter = "spend >= 1_000"
gate = "interview"
""",
)


@pytest.mark.parametrize("tiers", [TWO, TWO[::-1]])
def test_ladders_in_any_order(tiers):
    """Without `main` the first ladder by id shows; an approval that may be for two ladders has to name the tier."""
    program = shop(PURCHASE + YEAR + "".join(tiers))
    events = joined(
        bought("2024-02-01", 100),
        approve("2024-02-02", "interview"),
        bought("2024-03-01", 900),
        approve("2024-03-02", "interview"),
        approve("2024-03-03", "interview", tier="expert"),
    )
    replay = program.replay(events, at=at("2024-03-02"))
    refused = replay.rejected["e4"]

    assert {"board": "none", "club": "host"} == replay.state.tiers
    assert "none" == replay.state.tier
    assert "ambiguous-tier" == refused.code
    assert all(name in refused.message for name in ("`board`, `club`", "`interview`"))
    assert "expert" == program.fold(events, at=at("2024-03-03")).tier


def test_an_approval_ends_with_the_tier():
    """Who goes down needs the approval again; who stays keeps it."""
    program = ladder('review = "year"', TIERS + 'gate = "interview"\n')
    events = joined(bought("2024-02-01", 1000), approve("2024-02-02", "interview"), bought("2026-02-01", 1000))

    assert ["gold", "none", "silver"] == standings(program, events, "2024-03-01", "2026-01-01", "2026-03-01")


def test_a_grant_is_a_floor():
    """A granted tier shows until its end; what was earned goes on underneath."""
    grant = {"tier": "silver", "until": "2024-06-01T00:00:00+08:00", "reason": "r", "by": "b"}
    events = joined(("2024-02-01", "grant", grant), bought("2024-03-01", 10), bought("2024-07-01", 990))

    assert ["silver", "silver", "bronze", "gold"] == standings(
        ladder(), events, "2024-02-01", "2024-05-31", "2024-06-01", "2024-07-01"
    )


def test_ladders_apart():
    """Several ladders stand side by side; one may read the other, by rank."""
    text = f"""{PURCHASE}{SPEND}
[ladders.service]
{TIERS}
[[tiers]]
id = "a"
ladder = "service"
enter = 'tier >= "silver" and visits >= 2'
"""
    events = joined(bought("2024-02-01", 100), bought("2024-03-01", 1))
    program = shop(text)

    assert [{"main": "silver", "service": "none"}, {"main": "silver", "service": "a"}] == [
        program.fold(events, at=at(when)).tiers for when in ("2024-02-01", "2024-03-01")
    ]


LIFE = """
[lifecycle]
pause = { earn = true, redeem = true, expire = false, review = false }
cancel = { points = "keep", metrics = "keep" }
rejoin = { tier = "restore", after_cause = true }
"""


def test_a_paused_review():
    """With `review = false` a review that falls into a pause passes."""
    rows = [bought("2024-03-10", 1000), ("2025-12-01", "pause"), ("2026-02-01", "resume")]
    program = ladder('review = "year"', TIERS + LIFE)

    assert ["gold", "none"] == standings(program, joined(*rows), "2026-12-31", "2027-01-01")
    assert ["none"] == standings(program, joined(rows[0]), "2026-01-01")


@pytest.mark.parametrize(("rejoin", "expected"), [("restore", "gold"), ("none", "none")])
def test_coming_back(rejoin, expected):
    """A rejoining member gets the tier back where the program says so and its `keep` holds."""
    rows = [
        bought("2024-03-10", 1000),
        ("2024-04-01", "cancel", {"reason": "r", "by": "b"}),
        ("2024-05-01", "rejoin"),
    ]
    program = ladder("", TIERS + LIFE.replace("restore", rejoin))

    assert ["none", expected] == standings(program, joined(*rows), "2024-04-15", "2024-05-01")
    assert "none" == standings(program, joined(*rows[:2], ("2025-05-01", "rejoin")), "2025-05-01")[0]
