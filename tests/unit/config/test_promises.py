"""Promises as a program declares them: what of a table becomes what of a value."""

import pytest

import loyalty
from loyalty.periods import Due

HEAD = """[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[calendar]
hours = { monday-friday = "09:00-18:00" }

[calendar.festivals]
mid-autumn = "lunar 08-15"

[parameters]
answer_within = { type = "period", value = "PT24H" }
report_within = { type = "text", value = "5 working days" }
survey = { type = "text", value = "quarter" }
often = { type = "integer", value = 2 }
exactly = { type = "bool", value = true }

[member.fields]
birthday = "date"
rank = { type = "text", values = ["high", "low"], default = "low" }

[member.kinds.person]
[member.kinds.company]

[metrics]
spend = { sum = "purchase.amount" }

[events.purchase]
amount = "money"

[events.problem]
severity = { type = "text", values = ["major", "ordinary"] }

[events.arrival]
start = "instant"
booking = "text"

[events.rebooking]
start = "instant"
booking = "text"

[events.answer]
ticket = "text"
role = "text"
done = "bool"

[events.check]
booking = "text"
role = { type = "text", values = ["attendant", "supervisor"] }

[points]

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1

[ladders.main]
benefits = "inherit"

[[tiers]]
id = "silver"
enter = "spend >= 1_000"

[[tiers]]
id = "gold"
enter = "spend >= 10_000"

[[tiers]]
id = "platinum"
enter = "spend >= 100_000"

[[benefits]]
id = "apology"
kind = "voucher"
worth = "50.00"
tiers = "all"

[[promises]]
id = "reply"
"""


def promise(body, head=HEAD):
    """The promise that a table declares."""
    [found] = loyalty.loads(head + body).versions[0].promises
    return found


def due(text):
    """A length of time."""
    return Due.parse(text, zero=True)


@pytest.mark.parametrize(
    ("written", "values", "source", "name"),
    [
        ('"PT24H"', {"": "PT24H"}, "all", ""),
        ('"answer_within"', {"": "PT24H"}, "all", ""),
        ('"report_within"', {"": "5 working days"}, "all", ""),
        (
            '{ by = "severity", major = "PT4H", ordinary = "answer_within" }',
            {"major": "PT4H", "ordinary": "PT24H"},
            "event",
            "severity",
        ),
        ('{ by = "rank", high = "PT1H", low = "PT2H" }', {"high": "PT1H", "low": "PT2H"}, "member", "rank"),
        ('{ by = "kind", company = "2 working hours" }', {"company": "2 working hours"}, "kind", ""),
        (
            '{ by = "tier", silver = "4 working hours", platinum = "PT30M" }',
            {"silver": "4 working hours", "gold": "4 working hours", "platinum": "PT30M"},
            "tier",
            "main",
        ),
    ],
)
def test_a_limit_may_differ(written, values, source, name):
    """By tier (a higher one inherits what a lower one has, where the ladder says so), by kind, by a listed field."""
    choice = promise(f'on = "problem"\ndue = {written}\nkept_by = "answer"').clock.due

    assert {word: due(text) for word, text in values.items()} == choice.values
    assert (source, name) == (choice.source, choice.name)


def test_who_is_listed_has_it():
    """A table by tier says who has the promise; without any, everybody, on a tier or not."""
    start = 'on = "problem"\nkept_by = "answer"\n'

    assert {"gold", "platinum"} == promise(f'{start}due = {{ gold = "PT1H" }}').who.tiers
    assert {"platinum"} == promise(f'{start}due = "PT1H"\ntiers = "platinum"').who.tiers
    assert promise(f'{start}due = "PT1H"').who.tiers is None


def test_a_cadence():
    """A calendar period by tier, or for all by way of a parameter (S36: every quarter or every year)."""
    care = promise('every = { platinum = "quarter", silver = "half-year" }\nkept_by = "answer"').clock
    survey = promise('every = "survey"\nkept_by = "answer"\ntimes = "often"')

    assert {"silver": "half-year", "gold": "half-year", "platinum": "quarter"} == care.every.values
    assert ({"": "quarter"}, 2) == (survey.clock.every.values, survey.keeping.times)
    assert ((), ()) == (survey.on, survey.occasions)


def test_dates_and_festivals():
    """A date field of members and a festival open a promise as benefits know them."""
    found = promise('on = ["birthday", "mid-autumn"]\nbefore = "P7D"\nkept_by = "answer"')

    assert [("birthday", "field"), ("mid-autumn", "festival")] == [(one.name, one.source) for one in found.occasions]
    assert ((), due("P7D")) == (found.on, found.clock.before.of(None))


def test_before_an_instant():
    """Ten to five minutes before the start, which a rebooking moves (S15)."""
    found = promise(
        'on = "arrival"\ncounted_from = "start"\nbefore = "PT5M"\nearliest = "PT10M"\nstrict = "exactly"\n'
        'kept_by = "check"\nmatch = "booking"\nmoved_by = "rebooking"'
    )
    clock = found.clock

    assert ("start", due("PT5M"), due("PT10M"), True) == (
        clock.counted_from,
        clock.before.of(None),
        clock.earliest.of(None),
        clock.strict,
    )
    assert (("rebooking",), "booking") == (found.moved_by, found.keeping.match)


def test_by_the_instant_itself():
    """No time before is a limit too (S05: inspected before arrival)."""
    found = promise(
        'on = "arrival"\ncounted_from = "start"\nbefore = "PT0S"\nkept_by = "check"\n'
        'steps = ["attendant", "supervisor"]\n'
        'step = "role"\nin_order = false'
    )
    steps = found.keeping.steps

    assert due("PT0S") == found.clock.before.of(None)
    assert (("attendant", "supervisor"), "role", False) == (steps.names, steps.field, steps.in_order)


def test_what_keeps_it():
    """Conditions read the event, the member and parameters; the case is named by a field."""
    found = promise(
        'on = "problem"\nwhere = \'severity == "major" and spend > 100\'\ndue = "PT1H"\nkept_by = "answer"\n'
        'kept_when = "done and often > 1"\nmatch = "ticket"\nwaived_by = "answer"\nwhen = \'tier >= "gold"\''
    )

    assert ("done and often > 1", 'severity == "major" and spend > 100') == (found.keeping.when.text, found.where.text)
    assert ('tier >= "gold"', ("answer",)) == (found.who.condition.text, found.waived_by)


def test_what_follows():
    """Escalations stand in the order of time, whatever that of the file."""
    found = promise(
        'on = "problem"\ndue = "PT4H"\nkept_by = "answer"\nowner = "desk"\nseverity = "critical"\n'
        'escalate = [{ to = "board", after = "PT2H" }, { to = "senior" }, { to = "head", after = "PT1H" }, '
        '{ to = "lead", before = "PT10M" }, { to = "clerk", before = "PT30M" }]\nremedy = { points = "often" }'
    )

    assert ["clerk", "lead", "senior", "head", "board"] == [each.to for each in found.escalations]
    assert ("desk", "critical", "must", 2) == (found.owner, found.severity, found.strength, found.remedy.points)


def test_a_remedy_may_be_a_benefit():
    """One use of a benefit is given."""
    found = promise('on = "problem"\ndue = "PT4H"\nkept_by = "answer"\nremedy = { benefit = "apology" }')

    assert (0, "apology") == (found.remedy.points, found.remedy.benefit)


def test_the_order_of_promises_means_nothing():
    """Programs that list the same promises are the same."""
    one = '[[promises]]\nid = "a"\non = "problem"\nkept_by = "answer"\ndue = "PT1H"\n'
    two = '[[promises]]\nid = "b"\nevery = "month"\nkept_by = "answer"\nnote = "monthly"\n'
    head = HEAD.partition("[[promises]]")[0]
    first, second = loyalty.loads(head + one + two), loyalty.loads(head + two + one)

    assert first.hash == second.hash
    assert ["a", "b"] == [each.id for each in second.versions[0].promises]
    assert first.hash == loyalty.loads(second.dump()).hash


def test_a_pause_may_waive():
    """What a pause does to what is owed is declared."""
    head = HEAD.replace("[points]\n", "[lifecycle]\npause = { promises = 'waive' }\n\n[points]\n")

    assert "waive" == loyalty.loads(head + 'every = "month"\nkept_by = "answer"').versions[0].lifecycle.pause.promises
    assert "run" == loyalty.loads(HEAD + 'every = "month"\nkept_by = "answer"').versions[0].lifecycle.pause.promises
