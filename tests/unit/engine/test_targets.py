"""Targets: who counts in a period, what their figures are, and when a requirement is met."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

import loyalty
from loyalty.errors import LoyaltyError
from tests.unit.engine.stories import LADDER, PURCHASE, SPEND, at, shop, text_of, told

CHURN = """
[parameters]
joiners = { type = "decimal", value = 0 }

[[targets]]
id = "churn"
name = { zh = "离网率", en = "Churn" }
period = "year"
figures.lost = { members = "left", name = { zh = "离网", en = "lost" } }
figures.base = { members = "start" }
figures.joined = { members = "joined" }
value = "lost / (base + joiners * joined)"
require = "value < 3.5%"
"""
ACTIVITY = """
[events.activity]
[events.survey]
score = { type = "decimal", required = false }

[[targets]]
id = "coverage"
period = "year"
figures.reached = { members_with = "activity" }
figures.all = { members = "ever" }
value = "reached / all"
require = "value == 100%"

[[targets]]
id = "participation"
period = "year"
figures.reached = { members_with = "activity" }
figures.all = { members = "ever" }
value = "reached / all"
require = "value >= 85%"
"""


def one(figure, *, value="x", require="value > 0", period="year", more="", before=""):
    """The program with one target over one figure `x`."""
    table = (
        f'[[targets]]\nid = "t"\nperiod = "{period}"\nfigures.x = {figure}\nvalue = "{value}"\nrequire = "{require}"\n'
    )
    return before + table + more


def measured(program, events, time="2025-06-01", period="2024"):
    """The results of a program over events."""
    return program.targets(events, at=at(time), period=period)


def value(body, events, **asked):
    """The value of the only target."""
    (found,) = measured(shop(body), events, **asked)
    return found.value


def members(number, *rows, since="2023-05-01", start=0):
    """The events of so many members with the same history."""
    found = []
    for place in range(start, start + number):
        found += told((since, "enrol"), *rows, member=f"m{place:04}", first=place * 100)
    return found


@pytest.mark.parametrize(
    ("lost", "state", "gap", "most"),
    [(6, "met", "0.005", 0), (7, "missed", "0", 1), (8, "missed", "0.005", 2)],
)
def test_a_strict_threshold(lost, state, gap, most):
    """Of 200 members, 7 are exactly 3.5 %: that is missed, and 6 are the most that may be lost (S11)."""
    events = members(lost, ("2024-05-01", "cancel")) + members(200 - lost, start=lost)
    (found,) = measured(shop(CHURN), events)

    assert (state, Decimal(gap)) == (found.state, found.gap)
    assert Fraction(lost, 200) == Fraction(found.value)
    assert {"lost": lost, "base": 200, "joined": 0} == dict(found.figures)
    assert [("lost", "<=", 6, most, lost <= 6)] == [
        (each.figure, each.op, each.limit, each.gap, each.kept) for each in found.limits
    ]


@pytest.mark.parametrize(
    ("reached", "coverage", "participation"),
    [(84, "missed", "missed"), (85, "missed", "met"), (99, "missed", "met"), (100, "met", "met")],
)
def test_inclusive_thresholds(reached, coverage, participation):
    """85 of 100 are exactly 85 %, which is met; only all of them are 100 % (S11)."""
    events = members(reached, ("2024-05-01", "activity")) + members(100 - reached, start=reached)

    assert [coverage, participation] == [each.state for each in measured(shop(ACTIVITY), events)]


def test_what_is_missing():
    """One more member would have been enough, as things are."""
    events = members(84, ("2024-05-01", "activity")) + members(16, start=84)
    found = measured(shop(ACTIVITY), events)

    assert [("reached", "==", 100, 16), ("reached", ">=", 85, 1)] == [
        (limit.figure, limit.op, limit.limit, limit.gap) for each in found for limit in each.limits
    ]


def test_those_who_join_count_in_the_base_as_declared():
    """The base is the members at the start, and with the parameter those who joined as well (S11)."""
    events = members(7, ("2024-05-01", "cancel")) + members(193, start=7) + members(10, since="2024-03-01", start=200)
    alone, together = (
        loyalty.loads(text_of(CHURN), parameters={"joiners": share}).targets(events, at=at("2025-02-01"), period="2024")
        for share in (0, 1)
    )

    assert ("missed", Decimal("0.035")) == (alone[0].state, alone[0].value)
    assert ("met", Fraction(7, 210)) == (together[0].state, together[0].value)


MEMBERSHIPS = {
    "stays": ([("2023-05-01", "enrol")], "start end ever"),
    "left before": ([("2023-05-01", "enrol"), ("2023-12-31", "cancel")], ""),
    "joins later": ([("2025-01-01", "enrol")], ""),
    "joins": ([("2024-03-01", "enrol")], "joined end ever"),
    "joins and leaves": ([("2024-03-01", "enrol"), ("2024-04-01", "cancel")], "joined left ever"),
    "leaves": ([("2023-05-01", "enrol"), ("2024-04-01", "cancel")], "start left ever"),
    "leaves for cause": ([("2023-05-01", "enrol"), ("2024-04-01", "cancel", {"for_cause": True})], "start left ever"),
    "leaves and comes back": (
        [("2023-05-01", "enrol"), ("2024-04-01", "cancel"), ("2024-05-01", "rejoin")],
        "start end ever",
    ),
    "comes back": ([("2023-05-01", "enrol"), ("2023-06-01", "cancel"), ("2024-05-01", "rejoin")], "joined end ever"),
    "is paused": ([("2023-05-01", "enrol"), ("2024-04-01", "pause")], "start end ever"),
    "was paused": ([("2023-05-01", "enrol"), ("2023-06-01", "pause"), ("2024-06-01", "cancel")], "start left ever"),
    "joins with the period": ([("2024-01-01", "enrol")], "joined end ever"),
    "joins just before": ([("2023-12-31T23:59:59.999999", "enrol")], "start end ever"),
    "leaves with the period": ([("2023-05-01", "enrol"), ("2024-01-01", "cancel")], "start left ever"),
    "leaves at its last instant": (
        [("2023-05-01", "enrol"), ("2024-12-31T23:59:59.999999", "cancel")],
        "start left ever",
    ),
    "leaves when it is over": ([("2023-05-01", "enrol"), ("2025-01-01", "cancel")], "start end ever"),
    "joins and leaves at once": ([("2024-03-01", "enrol"), ("2024-03-01", "cancel")], "joined left ever"),
    "was never one": ([("2024-03-01", "activity")], ""),
}


@pytest.mark.parametrize("case", MEMBERSHIPS)
def test_memberships(case):
    """Who is there at the start or at the end, who joins and who leaves, each counted once, in a half-open period."""
    rows, expected = MEMBERSHIPS[case]
    found = {}
    for word in ("start", "end", "joined", "left", "ever"):
        found[word] = value(one(f'{{ members = "{word}" }}', before="[events.activity]\n"), told(*rows))

    assert set(expected.split()) == {word for word in found if found[word]}
    assert found["start"] + found["joined"] == found["ever"] == found["left"] + found["end"]


def test_merged_members_are_one():
    """Two who turn out to be one count once, also when that is learnt after the period."""
    events = told(("2023-05-01", "enrol"), member="a") + told(("2023-06-01", "enrol"), member="b", first=10)
    united = [*events, *told(("2025-03-01", "merge", {"absorbs": "b"}), member="a", first=20)]
    body = one('{ members = "end" }')

    assert [2, 2, 1] == [
        value(body, events),
        value(body, united, time="2025-02-01"),
        value(body, united),
    ]


def test_corrections_count_late_facts_too():
    """What is known at the instant asked for counts: a void of later, and a fact that came late."""
    body = one('{ count = "activity" }', before="[events.activity]\n")
    events = told(
        ("2024-01-05", "enrol"),
        ("2024-02-01", "activity"),
        ("2024-12-30", "activity", {"recorded_at": "2025-01-20"}),
        ("2025-03-01", "void", {"of": "e2"}),
    )

    assert [2, 1] == [value(body, events, time="2025-02-01"), value(body, events)]


def test_so_far():
    """While the period runs, what happened so far counts; when it is over, the end stays as it was."""
    program = shop(CHURN)
    events = members(9, ("2024-05-01", "cancel")) + members(191, start=9)
    running, last, over, later = (
        program.targets(events, at=at(time), period="2024")[0]
        for time in ("2024-04-30", "2024-12-31T23:59:59.999999", "2025-01-01", "2026-01-01")
    )

    assert [(True, "met"), (True, "missed"), (False, "missed"), (False, "missed")] == [
        (each.so_far, each.state) for each in (running, last, over, later)
    ]
    assert at("2024-04-30") == running.at and at("2024-12-31T23:59:59.999999") == over.at == later.at


def test_the_period_around_the_instant():
    """Without a period, each target is measured over the one in which the instant lies."""
    body = one('{ count = "activity" }', before="[events.activity]\n", period="quarter")
    body += one('{ count = "activity" }', period="lifetime").replace('"t"', '"u"')
    events = told(("2023-01-05", "enrol"), ("2023-12-31", "activity"), ("2024-02-01", "activity"))
    found = shop(body).targets(events, at=at("2024-03-31T12:00"))

    assert [("2024-Q1", 1, True), ("lifetime", 2, False)] == [(each.period, each.value, each.so_far) for each in found]
    assert [(at("2024-01-01"), at("2024-04-01")), (None, None)] == [(each.starts, each.ends) for each in found]


@pytest.mark.parametrize(
    ("period", "expected"), [("2024", []), ("2024-Q1", ["t"]), ("lifetime", []), ("2024-01", []), ("2024-Q2", ["t"])]
)
def test_only_targets_over_such_a_period(period, expected):
    """A period that is named says which targets are meant."""
    program = shop(one('{ members = "end" }', period="quarter"))

    assert expected == [each.target for each in measured(program, [], period=period)]


def test_periods_that_make_no_sense():
    """A period that has not begun, and a word that is none, are refused."""
    program = shop(one('{ members = "end" }'))
    codes = []
    for period in ("2026", "2024-Q7", ""):
        with pytest.raises(LoyaltyError) as caught:
            measured(program, [], period=period)
        codes.append(caught.value.code)

    assert ["out-of-range", "bad-period", "bad-period"] == codes


SURVEYS = told(
    ("2024-01-05", "enrol"),
    ("2024-02-01", "survey", {"score": "4"}),
    ("2024-03-01", "survey", {"score": "4.5"}),
    ("2024-04-01", "survey", {}),
    ("2025-01-01", "survey", {"score": "1"}),
)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [("sum", Decimal("8.5")), ("mean", Decimal("4.25")), ("min", 4), ("max", Decimal("4.5"))],
)
def test_measured_events(operation, expected):
    """Events of the period are added up; one without the field is not."""
    body = one(
        f'{{ {operation} = "survey.score" }}',
        before='[events.survey]\nscore = { type = "decimal", required = false }\n',
    )

    assert expected == value(body, SURVEYS)


def test_nothing_to_measure():
    """The mean of nothing is unknown, the sum of nothing is 0, and 0/0 is unknown or what is declared."""
    before = '[events.survey]\nscore = { type = "decimal", required = false }\n'
    states = []
    for figure, formula, more in (
        ('{ mean = "survey.score" }', "x", ""),
        ('{ max = "survey.score" }', "x", ""),
        ('{ sum = "survey.score" }', "x", ""),
        ('{ members = "end" }', "x / x", ""),
        ('{ members = "end" }', "x / x", "zero_division = 1\n"),
    ):
        (found,) = measured(shop(one(figure, value=formula, more=more, before=before)), [])
        states.append((found.state, found.value))

    assert [("unknown", None), ("unknown", None), ("missed", 0), ("unknown", None), ("met", 1)] == states


def test_conditions_on_events():
    """A figure of events may look at the event, at parameters, and at when somebody was a member."""
    before = '[parameters]\nleast = { type = "decimal", value = 4.5 }\n'
    before += '[events.survey]\nscore = { type = "decimal", required = false }\n'
    wheres = ["known(score)", "known(score) and score >= least", "joined_in", "at_start", "not left_in"]

    assert [2, 1, 3, 0, 3] == [
        value(one(f'{{ count = "survey", where = "{where}" }}', before=before), SURVEYS) for where in wheres
    ]


def test_refunds():
    """Money is what refunds in the period have left of it; what was given back whole does not count."""
    events = told(
        ("2024-01-05", "enrol"),
        ("2024-02-01", "purchase", {"amount": 100}),
        ("2024-02-02", "purchase", {"amount": 40}),
        ("2024-03-01", "refund", {"of": "e2", "amount": 30}),
        ("2024-03-02", "refund", {"of": "e3"}),
        ("2025-01-01", "refund", {"of": "e2", "amount": 10}),
    )
    figures = ['{ sum = "purchase.amount" }', '{ count = "purchase" }', '{ min = "purchase.amount" }']

    assert [70, 1, 70] == [value(one(each, before=PURCHASE), events) for each in figures]


def test_refunds_of_lines():
    """A line that is given back is taken off, whole or in part."""
    lines = '[events.purchase]\namount = "money"\nlines = { amount = "money" }\n'
    events = told(
        ("2024-01-05", "enrol"),
        ("2024-02-01", "purchase", {"lines": [{"amount": 100}, {"amount": 50}]}),
        ("2024-03-01", "refund", {"of": "e2", "lines": [{"line": 1, "amount": 20}]}),
        ("2024-03-02", "refund", {"of": "e2", "lines": [{"line": 1}]}),
    )

    assert 50 == value(one('{ sum = "purchase.amount" }', before=lines), events)


def test_metrics_at_the_end():
    """A metric is read at the end of the period, of those who are members then."""
    events = members(1, ("2024-05-01", "purchase", {"amount": 10}), ("2025-01-01", "purchase", {"amount": 5}))
    events += members(1, ("2024-05-01", "purchase", {"amount": 30}), start=1)
    events += members(1, ("2024-05-01", "purchase", {"amount": 99}), ("2024-06-01", "cancel"), start=2)
    figures = [f'{{ {each}_of = "spend" }}' for each in ("sum", "mean", "min", "max")]

    assert [40, 20, 10, 30] == [value(one(each, before=PURCHASE + SPEND), events) for each in figures]
    assert 30 == value(one('{ sum_of = "spend", where = "spend > 10" }', before=PURCHASE + SPEND), events)


def test_findings():
    """Events that do not keep a standard are counted."""
    before = (
        '[events.survey]\nscore = { type = "decimal", required = false }\n[[standards]]\nid = "good"\non = "survey"\n'
    )
    before += 'require = "otherwise(score, 5) >= 4.5"\n'

    assert 1 == value(one('{ findings = "good" }', before=before), SURVEYS)


def test_whom_it_is_about():
    """A target is about those who stood there when the period began, or as they joined in it."""
    rows = [
        (1, [("2023-05-01", "enrol"), ("2023-06-01", "purchase", {"amount": 1_000})]),
        (2, [("2023-05-01", "enrol"), ("2024-06-01", "purchase", {"amount": 1_000})]),
        (3, [("2024-05-01", "enrol"), ("2024-05-01", "grant", {"tier": "silver"})]),
        (4, [("2024-05-01", "enrol"), ("2024-05-02", "grant", {"tier": "silver"})]),
    ]
    events = [each for place, mine in rows for each in told(*mine, member=f"m{place}", first=place * 10)]
    tail = PURCHASE + SPEND + LADDER
    found = {}
    for more in ('tiers = "silver"\n', 'tiers = "none"\n', 'when = "spend > 0"\n', ""):
        found[more] = value(one('{ members = "ever" }', more=more, before=tail), events)

    assert [2, 2, 1, 4] == list(found.values())


def test_by_tier():
    """One result for each standing, those without a tier too, and empty groups are unknown."""
    body = one('{ members = "left" }', value="x / all", more='figures.all = { members = "ever" }\nby = "tier"\n')
    spent = [("2023-06-01", "purchase", {"amount": 1_000})]
    events = members(2) + members(1, *spent, start=2) + members(1, *spent, ("2024-05-01", "cancel"), start=3)
    found = measured(shop(PURCHASE + SPEND + LADDER + body.replace("value > 0", "value < 50%")), events)

    assert [("none", "met", 0), ("silver", "missed", Decimal("0.5")), ("gold", "unknown", None)] == [
        (each.group, each.state, each.value) for each in found
    ]


def test_by_a_field():
    """A listed field of members makes groups as well, as it was when the period began."""
    before = '[member.fields]\nregion = { type = "text", values = ["north", "south"], required = true }\n'
    body = one('{ members = "ever" }', more='by = "region"\n', before=before)
    events = told(
        ("2023-05-01", "enrol", {"region": "south"}), ("2024-05-01", "update", {"region": "north"}), member="a"
    )

    assert [("north", 0), ("south", 1)] == [(each.group, each.value) for each in measured(shop(body), events)]


def test_conditions_on_members():
    """A figure of members is about how they entered the period, and how they fared in it."""
    before = PURCHASE + SPEND
    events = members(2, ("2023-06-01", "purchase", {"amount": 5})) + members(1, ("2024-03-01", "cancel"), start=2)
    events += members(1, ("2024-02-01", "cancel"), since="2024-01-15", start=3)
    wheres = ['ever", where = "spend > 0', 'left", where = "at_start', 'left", where = "joined_in and spend == 0']

    assert [2, 1, 1] == [value(one(f'{{ members = "{where}" }}', before=before), events) for where in wheres]


@pytest.mark.parametrize(
    ("require", "state", "gap"),
    [
        ("value >= 3", "met", 1),
        ("value > 4", "missed", 0),
        ("3 <= value <= 6", "met", 1),
        ("5 <= value <= 6", "missed", 1),
        ("value < 2 or value > 5", "missed", 1),
        ("value < 5 or value > 5", "met", 1),
        ("value != 4", "missed", None),
        ("value >= 3 and x < 9", "met", 1),
        ("value * x > 20", "missed", None),
    ],
)
def test_gaps(require, state, gap):
    """The gap is how far the value is from the threshold that decides."""
    (found,) = measured(shop(one('{ members = "end" }', require=require)), members(4))

    assert (state, gap) == (found.state, found.gap)


def test_rounding():
    """A rounded value is what is judged."""
    events = members(1, ("2024-05-01", "cancel")) + members(2, start=1)
    body = one('{ members = "left" }', value="x / all", require="value <= 33.3%")
    body += 'figures.all = { members = "ever" }\n'
    exact, short = (measured(shop(body + more), events)[0] for more in ("", 'digits = 3\nrounding = "down"\n'))

    assert [("missed", Fraction(1, 3)), ("met", Decimal("0.333"))] == [
        (each.state, each.value) for each in (exact, short)
    ]
    assert (1, 0) == (len(exact.limits), len(short.limits))


def test_money():
    """Amounts are in major units, and so are their limits."""
    events = members(2, ("2024-05-01", "purchase", {"amount": "10.01"}))
    (found,) = measured(shop(one('{ sum = "purchase.amount" }', require="value >= 25.5", before=PURCHASE)), events)

    assert (Decimal("20.02"), Decimal("5.48")) == (found.value, found.gap)
    assert [(">=", Decimal("25.50"), Decimal("5.48"))] == [(each.op, each.limit, each.gap) for each in found.limits]


def test_texts():
    """The result is told in both languages, with the place of the requirement."""
    events = members(7, ("2024-05-01", "cancel")) + members(193, start=7)
    (found,) = measured(shop(CHURN), events)

    assert found.texts["en"] == (
        "Churn, 2024: missed; value 3.5%, required value is less than 3.5%, exactly at the limit, which is not enough; "
        "base 200, joined 0, lost 7; lost: at most 6, 1 too many"
    )
    assert found.texts["zh"] == (
        "离网率，2024：未达成；数值 3.5%，要求数值低于 3.5%，恰好等于界限，尚不够；"
        "base 200，joined 0，离网 7；离网：至多 6，多出 1"
    )
    assert "<program>:19" == found.where


def test_texts_of_other_results():
    """A value that no decimal can hold is marked, and one that is unknown is said to be none."""
    events = members(1, ("2024-05-01", "cancel")) + members(2, start=1)
    some, none = (measured(shop(CHURN), each)[0].texts["en"] for each in (events, []))

    assert (
        "Churn, 2024: missed; value ≈ 33.33%, required value is less than 3.5%, ≈ 29.83 percentage points apart" in some
    )
    assert "Churn, 2024: unknown; value none, required value is less than 3.5%; base 0, joined 0, lost 0" == none


def test_the_version_in_force_at_the_end():
    """The targets of a period are those of the version in force when it is over."""
    old = text_of(one('{ members = "end" }', require="value < 1"))
    new = text_of(one('{ members = "end" }', require="value < 9"), version="2", since="2024-07-01")
    program = loyalty.loads(old, new)

    assert ["missed", "met"] == [measured(program, members(3), period=period)[0].state for period in ("2023", "2024")]


def test_a_version_that_does_not_measure_what_is_read():
    """Looking at members in a version without the metric is refused in words."""
    old = text_of(PURCHASE)
    new = text_of(
        one('{ members = "ever" }', more='when = "spend > 1"\n', before=PURCHASE + SPEND),
        version="2",
        since="2024-07-01",
    )
    with pytest.raises(LoyaltyError) as caught:
        measured(loyalty.loads(old, new), members(1))

    assert "not-in-version" == caught.value.code


def test_the_order_of_tables_means_nothing():
    """However targets and figures are ordered, the program is the same, and it is dumped and read again."""
    head, *tables = (CHURN + ACTIVITY).split("[[targets]]")
    program, other = shop("[[targets]]".join([head, *tables])), shop("[[targets]]".join([head, *tables[:1]]))
    lines = CHURN.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("figures.base"))
    lines[place], lines[place + 1] = lines[place + 1], lines[place]

    assert program.hash == loyalty.loads(program.dump()).hash != other.hash
    assert shop(CHURN).hash == shop("\n".join(lines)).hash


def test_measured_in_parts():
    """A population may be added part after part, in this process or in another."""
    program = shop(ACTIVITY)
    events = [*members(3, ("2024-05-01", "activity")), *members(4, start=3)]
    whole = program.targets(events, at=at("2025-02-01"), period="2024")
    one_, two = (program.measuring(at=at("2025-02-01"), period="2024") for _ in range(2))
    for each, mine in ((one_, "0123"), (two, "456")):
        assert () == each.add([event for event in events if event["member"][-1] in mine])
    one_.merge(two.sums)

    assert whole == one_.results()


def test_what_was_refused():
    """A measurement says which events did not count, and why."""
    events = told(
        ("2024-01-05", "activity"),
        ("2024-02-01", "enrol"),
        ("2024-02-02", "activity", {"colour": "red"}),
        ("2024-02-03", "refund", {"of": "e9"}),
        ("2025-05-01", "cancel"),
        ("2025-05-02", "activity"),
    )
    refused = shop(ACTIVITY).measuring(at=at("2025-06-01"), period="2024").add(events)

    assert {"e1": "not-enrolled", "e3": "unknown-field", "e4": "waiting"} == {
        each.event_id: each.code for each in refused
    }


PROMISED = """
[events.call]
[events.question]
[events.answer]
of = "text"

[[promises]]
id = "care"
every = "month"
kept_by = "call"

[[promises]]
id = "reply"
on = "question"
due = "PT24H"
kept_by = "answer"
strength = "should"
"""


def owed(promise, outcome, period="month", more=""):
    """A program that counts obligations."""
    return shop(one(f'{{ promises = "{promise}", outcome = "{outcome}" }}', period=period, before=PROMISED, more=more))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("opened", [1, 1, 1]), ("kept", [1, 0, 1]), ("breached", [0, 1, 0]), ("due", [1, 1, 1]), ("missed", [0, 0, 0])],
)
def test_promises_of_a_cadence(outcome, expected):
    """What was owed for a month belongs to it, though it is breached only when the month is over."""
    events = told(("2023-12-01", "enrol"), ("2024-01-31T23:59", "call"), ("2024-03-01", "call"))
    program = owed("care", outcome)
    found = [measured(program, events, period=f"2024-{month}")[0].figures["x"] for month in ("01", "02", "03")]

    assert expected == found


def test_a_month_that_still_runs():
    """What can still be kept is neither kept nor breached; at the first instant of the next month it is judged."""
    program = owed("care", "due")
    events = told(("2023-12-01", "enrol"))
    found = [
        measured(program, events, time=time, period="2024-01")[0].figures["x"]
        for time in ("2024-01-31T23:59:59.999999", "2024-02-01")
    ]

    assert [0, 1] == found


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2024-02-01T00:00", {"kept": [0, 1], "missed": [0, 0]}),
        ("2024-01-31T23:59", {"kept": [1, 0], "missed": [0, 0]}),
        ("2024-02-01T00:00:00.000001", {"kept": [0, 0], "missed": [0, 1]}),
    ],
)
def test_promises_of_a_case(answered, expected):
    """An obligation belongs to the period in which it was kept, or in which it could have been kept last."""
    events = told(("2023-12-01", "enrol"), ("2024-01-31T00:00", "question"), (answered, "answer", {"of": "e2"}))
    found = {
        outcome: [
            measured(owed("reply", outcome), events, period=period)[0].figures["x"] for period in ("2024-01", "2024-02")
        ]
        for outcome in expected
    }

    assert expected == found


def test_promises_of_those_whom_the_target_is_about():
    """Obligations to others do not count, nor do those that were waived because the membership ended."""
    events = members(1) + members(1, ("2024-01-15", "cancel"), start=1) + members(1, since="2024-01-02", start=2)
    kept = {
        more: measured(owed("care", "due", more=more), events, period="2024-01")[0].figures["x"]
        for more in ("", 'when = "at < 2024-01-02"\n', 'when = "at >= 2024-01-02"\n')
    }

    assert [1, 1, 0] == list(kept.values())
    assert 1 == measured(owed("care", "waived"), events, period="2024-01")[0].figures["x"]


def test_a_rate_of_kept_promises():
    """At least 90 % of what fell due was kept (S40), and how many more would have been enough."""
    body = '[[targets]]\nid = "t"\nperiod = "year"\nvalue = "kept / due"\nrequire = "value >= 90%"\n'
    body += 'figures.kept = { promises = ["reply"], outcome = "kept" }\n'
    body += 'figures.due = { promises = ["reply"], outcome = "due" }\n'
    rows = [(f"2024-03-{day:02}", "question") for day in range(1, 11)]
    answers = [(f"2024-03-{day:02}T12:00", "answer", {"of": "x"}) for day in range(1, 11)]
    nine, eight = (
        measured(shop(PROMISED + body), told(("2024-01-01", "enrol"), *rows, *answers[:many])) for many in (9, 8)
    )

    assert [("met", Decimal("0.9")), ("missed", Decimal("0.8"))] == [
        (each.state, each.value) for (each,) in (nine, eight)
    ]
    assert [(">=", 9, 1)] == [(each.op, each.limit, each.gap) for each in eight[0].limits]


def test_thresholds_by_tier():
    """With a table, each tier has a threshold of its own (S11: 3.5 % and 2 %)."""
    most = '[parameters]\nmost = { type = "percent", value = { by = "tier", none = 50, silver = 25, gold = 10 } }\n'
    body = one(
        '{ members = "left" }', value="x / all", require="value < most", more='figures.all = { members = "ever" }\n'
    )
    spent = ("2023-06-01", "purchase", {"amount": 1_000})
    events = members(1, ("2024-05-01", "cancel")) + members(3, start=1)
    events += members(1, spent, ("2024-05-01", "cancel"), start=4) + members(3, spent, start=5)
    none, silver, gold = measured(shop(most + PURCHASE + SPEND + LADDER + body + 'by = "tier"\n'), events)

    assert [("met", Decimal("0.25")), ("missed", 0), ("unknown", None)] == [
        (each.state, each.gap) for each in (none, silver, gold)
    ]
    assert [1, 0] == [each.limits[0].limit for each in (none, silver)]
    assert "value 25%" in silver.texts["en"]


def test_the_group_itself_may_be_asked_for():
    """A requirement may name the group, on whichever ladder it is."""
    ladder = LADDER.replace("[[tiers]]", '[[tiers]]\nladder = "club"')
    body = one('{ members = "ever" }', require="value > 0 or club == 'gold'", more='by = "tier"\n')
    found = measured(shop(PURCHASE + SPEND + ladder + body), members(1))

    assert [("none", "met"), ("silver", "missed"), ("gold", "met")] == [(each.group, each.state) for each in found]


def test_functions_of_figures_are_no_straight_lines():
    """Only sums, differences, products and quotients say how far a figure may go."""
    events = members(4)
    formulas = {"min(x, 9)": 0, "round(x / 3, 1)": 0, "abs(x - 9)": 0, "x * x": 0, "12 / x": 0, "(x + 2) * 3 - 1": 1}
    more = {"require": "value > 20", "more": "zero_division = 0\n"}
    found = {value: measured(shop(one('{ members = "end" }', value=value, **more)), events)[0] for value in formulas}

    assert formulas == {value: len(each.limits) for value, each in found.items()}


def test_a_target_is_not_about_one_member():
    """Who asks why of a target is told where it is answered."""
    program = loyalty.loads("""
        [program]
        id = "club"
        version = "1"
        effective_from = 2024-01-01
        timezone = "Asia/Shanghai"
        currency = "CNY"
        [[targets]]
        id = "size"
        period = "year"
        figures.all = { members = "end" }
        value = "all"
        require = "value >= 1"
        """)
    with pytest.raises(LoyaltyError) as caught:
        program.explain([], at=datetime.fromisoformat("2024-06-01T00:00:00+08:00"), tier="size")

    assert "loyalty targets" in caught.value.hint
