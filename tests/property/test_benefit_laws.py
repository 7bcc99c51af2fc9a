"""Laws of benefits: quotas hold whatever happens, and the order of tables and of deliveries means nothing."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loyalty

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2024, 1, 1, tzinfo=ZONE)
HEAD = """
[program]
id = "laws"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[member.fields]
birthday = { type = "date" }

[calendar.festivals]
member-day = "day 8"

[points]
"""
TABLES = [
    '[[benefits]]\nid = "monthly"\nkind = "voucher"\nworth = 10\nquota = { count = 2, per = "month" }\n',
    '[[benefits]]\nid = "ever"\nkind = "voucher"\nworth = 10\nquota = 3\n',
    '[[benefits]]\nid = "carried"\nkind = "service"\nquota = { count = 1, per = "month", rollover = 1 }\n',
    '[[benefits]]\nid = "day"\nkind = "gift"\nitem = "tea"\non = "member-day"\nquota = 1\n',
    '[[benefits]]\nid = "points"\nkind = "bonus"\npoints = 7\nquota = { count = 2, per = "week" }\n',
    '[[benefits]]\nid = "birthday"\nkind = "discount"\npercent = 20\non = "birthday"\nreplaces = "price"\n',
    '[[benefits]]\nid = "price"\nkind = "discount"\npercent = 10\n',
    '[[benefits]]\nid = "one"\nkind = "service"\ngroup = "g"\npriority = 2\n',
    '[[benefits]]\nid = "two"\nkind = "service"\ngroup = "g"\npriority = 1\n',
]
PROGRAM = loyalty.loads(HEAD + "\n".join(TABLES))
COUNTED = ("monthly", "ever", "carried", "day", "points")

acts = st.lists(
    st.tuples(
        st.integers(0, 100 * 24),
        st.sampled_from(["use", "use", "reserve", "reserve", "commit", "release", "restore"]),
        st.sampled_from(COUNTED),
        st.integers(1, 2),
        st.integers(0, 7),
        st.integers(1, 30 * 24),
    ),
    max_size=14,
    unique_by=lambda act: act[0],
)


def story(found):
    """Events of one member: uses, reservations with an end, and what settles one of those before."""
    events = [{"id": "0", "member": "m", "kind": "enrol", "at": START.isoformat(), "birthday": "1990-02-08"}]
    found = sorted(found)
    for number, (hours, kind, benefit, quantity, of, lasts) in enumerate(found, start=1):
        at = START + timedelta(hours=hours)
        event = {"id": f"e{number}", "member": "m", "kind": kind, "at": at.isoformat()}
        if kind in ("use", "reserve"):
            event |= {"benefit": benefit, "quantity": quantity}
            event |= {"until": (at + timedelta(hours=lasts)).isoformat()} if kind == "reserve" else {}
        else:
            event["of"] = f"e{max(number - 1 - of, 0)}"
        events.append(event)
    return events


def period(benefit, at):
    """The period in which a use counts."""
    if benefit == "ever":
        return ""
    if benefit == "points":
        return at.date() - timedelta(days=at.weekday())
    return at.date() if benefit == "day" else (at.year, at.month)


def month(at, back):
    """The month so many before."""
    whole = at.year * 12 + at.month - 1 - back
    return whole // 12, whole % 12 + 1


LIMITS = {"monthly": 2, "ever": 3, "day": 1, "points": 2}


def live(accepted, benefit, at):
    """(instant, quantity) of every use and open reservation of a benefit, by the accepted events alone."""
    held = {}
    for event in accepted:
        when = datetime.fromisoformat(event["at"])
        if event["kind"] in ("use", "reserve") and event["benefit"] == benefit:
            until = datetime.fromisoformat(event["until"]) if "until" in event else None
            held[event["id"]] = [when, event["quantity"], until]
        elif event.get("of") in held:
            if event["kind"] == "commit":
                held[event["id"]] = [*held.pop(event["of"])[:2], None]
            else:
                del held[event["of"]]
    return [(when, quantity) for when, quantity, until in held.values() if until is None or until > at]


def allowed(uses, benefit, at):
    """How many uses a period has, slowly: for the one that carries over, month by month from the first."""
    if benefit != "carried":
        return LIMITS[benefit]
    brought = 0
    for back in range(5, 0, -1):
        if month(at, back) >= (START.year, START.month):
            used = sum(q for when, q in uses if (when.year, when.month) == month(at, back))
            brought = min(1, max(1 - max(used - brought, 0), 0))
    return 1 + brought


def exceeded(events, refused, limit=allowed):
    """Instants at which more is used or reserved than the quota allows."""
    accepted = [event for event in events if event["id"] not in refused and event["kind"] != "enrol"]
    found = []
    for number, event in enumerate(accepted, start=1):
        at = datetime.fromisoformat(event["at"])
        for benefit in COUNTED:
            uses = live(accepted[:number], benefit, at)
            mine = sum(q for when, q in uses if period(benefit, when) == period(benefit, at))
            if mine > limit(uses, benefit, at):
                found.append((event["id"], benefit))
    return found


@settings(max_examples=150)
@given(acts)
def test_quotas_are_never_exceeded(found):
    """Under any interleaving of uses, reservations, commits, releases, restores and ends, no quota is exceeded."""
    events = story(found)
    replay = PROGRAM.replay(events, at=START + timedelta(days=120))

    assert [] == exceeded(events, replay.rejected)


@settings(max_examples=150)
@given(acts)
def test_what_a_quota_leaves_is_given(found):
    """A use is refused for its quota only when the quota would be exceeded."""
    events = story(found)
    refused = PROGRAM.replay(events, at=START + timedelta(days=120)).rejected
    for number, event in enumerate(events):
        if event["id"] in refused and refused[event["id"]].code == "quota-exhausted":
            before = [each for each in events[: number + 1] if each["id"] not in refused or each is event]

            assert [] != exceeded(before, {})


def test_the_laws_of_quotas_can_fail():
    """A fold that takes every use is caught."""
    events = story([(n, "use", "ever", 1, 0, 1) for n in range(4)])

    assert [("e4", "ever")] == exceeded(events, {})


def answers(program, events, at):
    """What an answer says, by benefit."""
    found = program.benefits(program.fold(events, at=at))
    granted = {each.id: ("granted", each.left, each.until, each.period) for each in found.granted}
    skipped = {each.id: (each.code, each.by) for each in found.skipped}
    return granted | skipped | {each.id: (each.code, dict(each.facts)) for each in found.inapplicable}


@settings(max_examples=40)
@given(acts, st.randoms(use_true_random=False), st.integers(0, 100))
def test_the_order_of_tables_means_nothing(found, chance, days):
    """However the tables of benefits are ordered, the answers are the same."""
    other = loyalty.loads(HEAD + "\n".join(chance.sample(TABLES, len(TABLES))))
    events, at = story(found), START + timedelta(days=days)

    assert answers(PROGRAM, events, at) == answers(other, events, at)


@settings(max_examples=60)
@given(acts, st.randoms(use_true_random=False), st.integers(0, 15))
def test_any_order_and_any_cut(found, chance, cut):
    """Delivered in any order the state is the same; saved at any cut and gone on, too."""
    events, at = story(found), START + timedelta(days=120)
    whole = PROGRAM.fold(events, at=at)
    state = PROGRAM.fold(events[:cut], at=datetime.fromisoformat(events[:cut][-1]["at"]) if cut else START)
    for event in events[cut:]:
        state, _ = PROGRAM.apply(PROGRAM.state(state.to_json()), event)

    assert whole.to_json() == PROGRAM.fold(chance.sample(events, len(events)), at=at).to_json()
    assert whole == PROGRAM.at(state, at)


@settings(max_examples=60)
@given(acts)
def test_every_benefit_has_one_answer(found):
    """Every benefit is in the answer exactly once, in three parts that do not meet."""
    answer = PROGRAM.benefits(PROGRAM.fold(story(found), at=START + timedelta(days=39)))
    ids = [each.id for each in (*answer.granted, *answer.skipped, *answer.inapplicable)]

    assert sorted(ids) == sorted(each.id for each in PROGRAM.versions[0].benefits)


@pytest.mark.parametrize("seed", [1, 2])
def test_bonuses_balance(seed):
    """Points of bonuses are conserved (clause 18)."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    found = [
        (chance.randrange(2000), chance.choice(["use", "restore"]), "points", 1, chance.randrange(3), 1)
        for _ in range(30)
    ]
    points = PROGRAM.fold(story(found), at=START + timedelta(days=120)).points

    assert points.issued == (
        points.available + points.pending + points.held - points.debt + points.spent + points.lapsed + points.reversed
    )
