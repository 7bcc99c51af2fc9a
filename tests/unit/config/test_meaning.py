"""What tables mean once they are read: types, units, defaults and scopes."""

from fractions import Fraction

import pytest

from loyalty.config import read
from loyalty.metrics import Source, Window
from loyalty.periods import Period
from loyalty.tiers import Review
from tests.unit.config.programs import HEAD, METRICS, PURCHASE, SHOP

LINES = """
[events.purchase.lines]
amount = "money"
category = "text"
special = { type = "bool", default = false }
"""


def good(text):
    """The version of a text without mistakes."""
    version, diagnostics = read(text)
    assert diagnostics == ()
    return version


def codes(text):
    """The codes of a text with mistakes."""
    return [found.code for found in read(text)[1]]


def test_an_event_field_must_be_given_unless_it_has_a_default():
    """A fact is recorded with its fields; a default or required = false makes one optional."""
    version = good(
        HEAD
        + '[events.visit]\nplace = "text"\nnotes = { type = "text", required = false }\n'
        + 'guests = { type = "integer", default = 1 }\n'
    )
    required = {field.name: field.required for field in version.events["visit"].fields}

    assert {"guests": False, "notes": False, "place": True} == required


def test_a_line_field_may_be_unknown():
    """An order without lines is one line of defaults, so a line field without a default may be unknown."""
    wrong = (
        SHOP
        + LINES
        + '\n[points]\n[[points.earn]]\nid = "a"\non = "purchase"\nper = 1\npoints = 1\nwhere = "category == \'tea\'"\n'
    )

    assert ["LOY160"] == codes(wrong)
    assert good(wrong.replace("category ==", "otherwise(category, '') =="))


def test_the_amount_of_a_line_is_meant_where_another_line_field_is_read():
    """In a where, amount is the line's only beside another name that only lines have."""
    text = (
        HEAD
        + PURCHASE.replace('amount = "money"', 'amount = "money"\nmeters = "integer"')
        + LINES.replace('category = "text"', 'meters = { type = "bool", default = false }')
    )
    of_event = text + '[metrics]\na = { count = "purchase", where = "meters > 3" }\n'
    of_line = text + '[metrics]\na = { count = "purchase", where = "special and meters" }\n'

    assert good(of_event)
    assert good(of_line)
    assert ["LOY140"] == codes(of_event.replace("meters > 3", "meters"))


def test_types_of_metrics():
    """The type of a metric's value follows from what it measures."""
    version = good(
        HEAD
        + PURCHASE
        + """
[metrics]
total = { sum = "purchase.amount" }
largest = { max = "purchase.amount" }
smallest = { min = "purchase.amount" }
times_ = { count = "purchase" }
where_last = { last = "purchase.shop" }
idle = { recency = "purchase" }
mean = { formula = "total / times_", zero_division = 0 }
points_all = { sum = "points" }
"""
    )
    types = {name: (metric.type.kind, metric.type.nullable) for name, metric in version.metrics.items()}

    assert {
        "idle": ("integer", True),
        "largest": ("money", False),
        "mean": ("money", False),
        "points_all": ("integer", False),
        "smallest": ("money", True),
        "times_": ("integer", False),
        "total": ("money", False),
        "where_last": ("text", True),
    } == types
    assert ("online", "store") == version.metrics["where_last"].type.values


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("lifetime", Window()),
        ("P1Y", Window("rolling", Period(years=1))),
        ("quarter", Window("calendar", unit="quarter")),
        ("membership-year", Window("membership-year")),
        ("tier-entry", Window("tier-entry", ladder="main")),
    ],
)
def test_windows(written, window):
    """A window is a word, a calendar word or a period."""
    version = good(SHOP.replace('count = "purchase"', f'count = "purchase", window = "{written}"'))

    assert window == version.metrics["visits"].window


def test_formulas_may_read_formulas_in_any_order():
    """A formula may stand before those that it reads."""
    version = good(HEAD + PURCHASE + METRICS + 'a = { formula = "b * 2" }\nb = { formula = "visits + 1" }\n')

    assert "integer" == version.metrics["a"].type.kind


def test_sources_of_lines_and_of_several_kinds():
    """A source names a kind, a field and whether each line is looked at."""
    version = good(
        HEAD + PURCHASE + LINES + '[events.service]\nfee = "money"\n[metrics]\n'
        'a = { sum = ["purchase.amount", "service.fee"] }\nb = { distinct = "purchase.lines.category" }\n'
    )

    assert (Source("purchase", "amount"), Source("service", "fee")) == version.metrics["a"].sources
    assert (Source("purchase", "category", per_line=True),) == version.metrics["b"].sources


def test_a_tier_takes_its_ladder_s_settings_unless_it_has_its_own():
    """Review, grace, demotion and start come from the ladder; keep from enter."""
    version = good(
        SHOP.replace('id = "gold"', 'id = "gold"\nreview = "P6M"\ndemote = "one-step"')
        + '[ladders.main]\nreview = "year"\ngrace = "P30D"\nstart = "next-month"\n'
    )
    silver, gold = version.ladders["main"].tiers

    assert (Review(unit="year"), "to-fit") == (silver.review, silver.demote)
    assert (Review(period=Period(months=6)), "one-step") == (gold.review, gold.demote)
    assert (Period(days=30), "next-month") == (gold.grace, gold.start)
    assert gold.keep is gold.enter


def test_numbers_by_tier():
    """A number is one for all, or a table; what the table leaves out is 0 points, or once."""
    version = good(
        SHOP + '[points]\n[[points.earn]]\nid = "a"\non = "purchase"\nper = 1\npoints = { gold = "1.5" }\n'
        '[[points.earn]]\nid = "b"\non = "purchase"\ntimes = { gold = 2 }\n'
        '[[points.earn]]\nid = "c"\non = "enrol"\npoints = 100\n'
    )
    rate, fixed = version.points.earn
    (double,) = version.points.multipliers

    assert ({"gold": Fraction(3, 2)}, 0) == (dict(rate.points.tiers), rate.points.other)
    assert ({"gold": 2}, 1) == (dict(double.times.tiers), double.times.other)
    assert ({}, 100) == (dict(fixed.points.tiers), fixed.points.other)


def test_points_may_be_calculated_from_the_event():
    """Fixed points may be an expression over the event's fields."""
    version = good(
        HEAD + '[events.referral]\nbonus = { type = "integer", min = 0 }\n[points]\n'
        '[[points.earn]]\nid = "a"\non = "referral"\npoints = "bonus * 2"\n'
    )

    assert "bonus * 2" == version.points.earn[0].points.text


def test_a_percent_is_a_share():
    """20 percent is a fifth, as a default of a field in billionths."""
    version = good(HEAD + '[member.fields]\nrate = { type = "percent", default = "20%" }\n')

    assert 200_000_000 == version.fields[0].default


def test_a_member_field_set_by_an_event_may_share_its_name():
    """The event's field and the member's are the same fact."""
    version = good(
        HEAD + '[member.fields]\nshares = { type = "integer", default = 0, set_by = "holding.shares" }\n'
        '[events.holding]\nshares = "integer"\n'
    )

    assert ("holding", "shares") == version.fields[0].set_by


def test_notes_are_allowed_everywhere():
    """A note means nothing, in tables of names as well."""
    text = SHOP + '[points]\nnote = "a"\n[lifecycle]\nnote = "b"\npause = { note = "c" }\n[member.fields]\nnote = "d"\n'
    noted = text.replace("[metrics]", '[metrics]\nnote = "x"').replace(
        "[events.purchase]", '[events.purchase]\nnote = "y"'
    )

    assert good(noted).hash == good(text).hash
