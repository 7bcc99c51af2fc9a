"""Two versions of one program: what is judged by which (semantics 27)."""

from decimal import Decimal

import pytest

import loyalty
from loyalty.engine.effects import TierLeft
from tests.oracle import moments
from tests.property.strategies import compared
from tests.unit.engine.stories import LADDER, POINTS, PURCHASE, SPEND, at, bought, joined, text_of, told

OLD = text_of(PURCHASE + SPEND + LADDER + POINTS)


def two(body, old=OLD, since="2024-07-01"):
    """The old version, and a new one from July."""
    return loyalty.loads(old, text_of(body, version="2", since=since))


def test_the_rate_of_the_time():
    """A purchase earns by the version of its own instant, to the microsecond."""
    program = two(PURCHASE + SPEND + LADDER + POINTS.replace("points = 1", "points = 3"))
    rows = [bought("2024-06-30T23:59:59.999999", 10), bought("2024-07-01", 10)]

    assert {"e1": 10, "e2": 30} == {
        lot.source: lot.points for lot in program.fold(joined(*rows), at=at("2024-08-01")).lots
    }


def test_a_refund_by_the_recorded_rate():
    """A refund after the switch takes back what was earned before it, by the old rate."""
    program = two(PURCHASE + SPEND + LADDER + POINTS.replace("points = 1", "points = 3"))
    rows = [bought("2024-06-01", 100), ("2024-08-01", "refund", {"of": "e1", "amount": 30})]

    assert 70 == program.fold(joined(*rows), at=at("2024-08-02")).points.available


def test_a_late_purchase():
    """A purchase recorded after the switch earns by the version of when it happened."""
    program = two(PURCHASE + SPEND + LADDER + POINTS.replace("points = 1", "points = 3"))
    rows = [bought("2024-06-01", 100, recorded_at="2024-07-02")]

    assert 100 == program.fold(joined(*rows), at=at("2024-08-02")).points.available


def test_lots_keep_their_expiry():
    """Lots end as they were issued to end; new ones by the new rule."""
    old = text_of(PURCHASE + SPEND + POINTS.replace("[points]", '[points]\nexpire = { after = "P1Y" }'))
    program = two(PURCHASE + SPEND + POINTS.replace("[points]", '[points]\nexpire = { after = "P1M" }'), old)
    rows = [bought("2024-06-30", 1), bought("2024-07-01", 2)]

    assert {1: at("2025-06-30"), 2: at("2024-08-01")} == {
        lot.points: lot.expires_at for lot in program.fold(joined(*rows), at=at("2024-07-02")).lots
    }


def test_points_that_wait():
    """Pending points of the old version become active by the old delay, and live by the old expiry."""
    waits = POINTS.replace("[points]", '[points]\npending = {{ for = "{}" }}\nexpire = {{ after = "{}" }}')
    program = two(
        PURCHASE + SPEND + waits.format("P1D", "P1M"), text_of(PURCHASE + SPEND + waits.format("P10D", "P1Y"))
    )
    (lot,) = program.fold(joined(bought("2024-06-25", 1)), at=at("2024-07-04")).lots
    (active,) = program.fold(joined(bought("2024-06-25", 1)), at=at("2024-07-05")).lots

    assert (at("2024-07-05"), at("2025-07-05")) == (lot.spendable_at, lot.expires_at)
    assert lot == active


def test_metrics_see_all_facts():
    """A metric of the new version counts the old facts too, and one that it dropped is gone."""
    program = two(
        PURCHASE + '[metrics]\nspend = { sum = "purchase.amount" }\nbest = { max = "purchase.amount" }' + LADDER
    )
    events = joined(bought("2024-06-01", 70), bought("2024-07-01", 50))

    assert {"spend": Decimal("70.00"), "visits": 1} == program.fold(events, at=at("2024-06-30")).metrics
    assert {"spend": Decimal("120.00"), "best": Decimal("70.00")} == program.fold(events, at=at("2024-07-02")).metrics


def test_a_metric_that_changed():
    """A metric with a new definition is that of the version asked, over the same facts."""
    program = two(PURCHASE + SPEND.replace('"purchase.amount" }', '"purchase.amount", window = "month" }') + LADDER)
    events = joined(bought("2024-06-01", 70), bought("2024-07-01", 50))

    assert [Decimal("70.00"), Decimal("50.00"), Decimal("0.00")] == [
        program.fold(events, at=at(when)).metrics["spend"] for when in ("2024-06-30", "2024-07-02", "2024-08-02")
    ]


def test_the_condition_of_the_time():
    """Entering is decided by the version at the event; the new threshold lifts at the next event, not by itself."""
    program = two(PURCHASE + SPEND + LADDER.replace("1_000", "100").replace("10_000", "50_000"))
    events = joined(bought("2024-06-01", 500), bought("2024-08-01", 1))

    assert ["none", "none", "silver"] == [
        program.fold(events, at=at(when)).tier for when in ("2024-06-30", "2024-07-02", "2024-08-01")
    ]


REVIEWED = '\n[ladders.main]\nreview = "year"\n'
WITHOUT_GOLD = LADDER[: LADDER.index('[[tiers]]\nid = "gold"')]


def test_a_dropped_tier():
    """A tier that is dropped is held until its review, which it fails; then the one that fits."""
    old = text_of(PURCHASE + SPEND + REVIEWED + LADDER)
    program = two(PURCHASE + SPEND + REVIEWED + WITHOUT_GOLD, old)
    events = joined(bought("2024-06-01", 10_000))

    assert ["gold", "gold", "silver"] == [
        program.fold(events, at=at(when)).tier for when in ("2024-06-30", "2024-12-31", "2025-01-01")
    ]


def test_a_dropped_tier_without_a_place():
    """A dropped tier's end names no rule of the version in force, but the standing before and after."""
    old = text_of(PURCHASE + SPEND + REVIEWED + LADDER)
    program = two(PURCHASE + SPEND + REVIEWED + WITHOUT_GOLD, old)
    (left,) = [
        each
        for each in program.replay(joined(bought("2024-06-01", 10_000)), at=at("2025-01-01")).effects
        if isinstance(each, TierLeft)
    ]

    assert ("gold", "silver", "", "") == (left.before, left.tier, left.rule, left.where)


def test_a_review_at_the_switch():
    """A review at the very instant of the switch judges the year before, by the old condition."""
    old = text_of(
        PURCHASE + SPEND + REVIEWED + LADDER.replace("spend >= 10_000", 'spend >= 10_000"\nkeep = "spend >= 1')
    )
    strict = LADDER.replace("spend >= 10_000", 'spend >= 10_000"\nkeep = "spend >= 99_999')
    program = two(PURCHASE + SPEND + REVIEWED + strict, old, since="2025-01-01")
    events = joined(bought("2024-06-01", 10_000))

    assert ["gold", "gold", "silver"] == [
        program.fold(events, at=at(when)).tier for when in ("2025-01-01", "2025-12-31", "2026-01-01")
    ]


def test_a_limit_goes_on():
    """A cap goes on under its rule's id: what the old version gave counts for the new one."""
    capped = POINTS + "limit = { points = 100, per = 'year' }\n"
    program = two(PURCHASE + SPEND + capped.replace("100", "150"), text_of(PURCHASE + SPEND + capped))
    rows = [bought("2024-06-01", 500), bought("2024-08-01", 500)]

    assert {"e1": 100, "e2": 50} == {
        lot.source: lot.points for lot in program.fold(joined(*rows), at=at("2024-08-01")).lots
    }


def test_fields_of_both():
    """A field that only the new version has is unknown until an update; a dropped one is no longer shown."""
    old = text_of('[member.fields]\nregion = "text"\n' + PURCHASE + SPEND)
    program = two('[member.fields]\ncity = { type = "text", default = "深圳" }\n' + PURCHASE + SPEND, old)
    events = [*joined(region="755"), *told(("2024-08-01", "update", {"city": "广州"}))]

    assert [{"region": "755"}, {"city": None}, {"city": "广州"}] == [
        program.fold(events, at=at(when)).fields for when in ("2024-06-30", "2024-07-02", "2024-08-02")
    ]


@pytest.mark.parametrize("kind", ["purchase", "visit"])
def test_a_kind_that_comes(kind):
    """An event kind of the new version is unknown before the switch."""
    program = two(PURCHASE + SPEND + "[events.visit]\n")
    event = {
        "id": "x",
        "member": "m",
        "kind": kind,
        "at": at("2024-06-30"),
        **({"amount": 1} if kind == "purchase" else {}),
    }
    later = {**event, "at": at("2024-07-01"), "recorded_at": at("2024-07-01")}

    assert ("unknown-kind" if kind == "visit" else None, None) == (
        getattr(program.event(event), "code", None), getattr(program.event(later), "code", None),
    )  # fmt: skip


def test_saved_across_the_switch():
    """A state saved before the switch goes on after it."""
    program = two(PURCHASE + SPEND + WITHOUT_GOLD + POINTS.replace("points = 1", "points = 3"))
    events = joined(bought("2024-06-01", 900), bought("2024-07-01", 100), ("2024-07-02", "refund", {"of": "e1"}))
    state = program.fold(events[:2], at=at("2024-06-15"))
    for event in events[2:]:
        state = program.apply(program.state(state.to_json()), event).state

    assert program.fold(events, at=at("2024-07-02")) == state
    assert (300, "silver") == (state.points.available, state.tier)


def test_the_hash():
    """Two versions have a hash of their own, which changes when any of them does."""
    one, other = two(PURCHASE + SPEND), two(PURCHASE + SPEND + LADDER)

    assert 3 == len({one.hash, other.hash, loyalty.loads(OLD).hash})


def test_explained_in_its_own_words():
    """A question is answered in the words of the version in force, also about what an old rule gave."""
    program = two(PURCHASE + SPEND + LADDER + POINTS.replace('id = "base"', 'id = "new"'))
    reason = program.explain(joined(bought("2024-06-01", 5), bought("2024-07-01", 7)), at=at("2024-07-02"))
    points = reason.children[-1]

    assert ["base gave 5", "new gave 7"] == [child.text["en"] for child in points.children[:2]]


@pytest.mark.parametrize(("before", "after"), [("true", "false"), ("false", "true")])
def test_points_that_wait_count_once(before, after):
    """Whether pending points count is asked of the version they were earned in: they count once."""
    earned = (
        PURCHASE
        + '[metrics]\nearned = {{ sum = "points" }}\n'
        + POINTS.replace("[points]", '[points]\npending = {{ for = "P10D" }}\ncount_pending = {}')
    )
    program = two(earned.format(after), text_of(earned.format(before)))
    events = joined(bought("2024-06-25", 100))

    assert [100 if before == "true" else 0, 100] == [
        program.fold(events, at=at(when)).metrics["earned"] for when in ("2024-06-26", "2024-07-06")
    ]


YEARLY = LADDER.replace("[[tiers]]", '[ladders.main]\nreview = "year"\n\n[[tiers]]', 1)
STILL = "\n[lifecycle]\npause = { review = false }\n"


@pytest.mark.parametrize("pause", [[], [("2024-05-01", "pause")]], ids=["active", "paused"])
@pytest.mark.parametrize("since", ["2024-12-31", "2025-01-01", "2025-01-02", "2026-01-01"])
@pytest.mark.parametrize("grace", ["", '\ngrace = "P30D"'])
def test_a_dropped_tier_ends_at_its_review(pause, since, grace):
    """A tier that a version drops ends at the next review, be it the instant at which the version begins."""
    old = YEARLY.replace('review = "year"', f'review = "year"{grace}')
    new = old.replace('id = "gold"\nenter = "spend >= 10_000"', 'id = "jade"\nenter = "spend >= 99_000"')
    program = two(PURCHASE + SPEND + new + STILL, text_of(PURCHASE + SPEND + old + STILL), since)
    events = joined(bought("2024-03-01", 10_000), *pause)
    ends = max("2025-01-01", since) if since != "2025-01-02" else "2026-01-01"
    before = moments.instant(at(ends)) - 1
    tiers = [
        [look(program, events, t)["tier"] for t in (before, before + 1)]
        for look in (compared.of_engine, compared.of_oracle)
    ]

    assert [["gold", "silver"]] * 2 == tiers
