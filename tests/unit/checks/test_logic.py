"""What can be decided about conditions: each yes is certain."""

import pytest

from loyalty.checks.logic import Logic, logic
from loyalty.config import read
from tests.unit.config.programs import HEAD, METRICS, PURCHASE

PROGRAM = (
    HEAD
    + """
[parameters]
low = { type = "money", value = 500 }
half = { type = "percent", value = 50 }
strict = { type = "bool", value = true }

[member.fields]
region = { type = "text", values = ["north", "south"], default = "north" }
staff = { type = "bool", default = false }
rate = { type = "decimal", default = 1, min = 0, max = 10 }
birthday = "date"
"""
    + PURCHASE
    + METRICS
    + """
[[tiers]]
id = "silver"
enter = "ONE"

[[tiers]]
id = "gold"
enter = "OTHER"
"""
)


def asked(one: str, other: str = "visits >= 1"):
    """The logic of a program with two conditions, and the conditions."""
    version, diagnostics = read(PROGRAM.replace("ONE", one).replace("OTHER", other))
    assert diagnostics == ()
    first, second = (tier.enter.typed for tier in version.ladders["main"].tiers)
    return logic(version), first, second


@pytest.mark.parametrize(
    "condition",
    [
        "visits < 0",
        "visits > 2 and visits < 3",
        "spend < 0",
        "spend >= 100 and spend < 99.99",
        "spend > 100 and spend < 100.01",
        "staff and not staff",
        "region == 'north' and region == 'south'",
        "region != 'north' and region != 'south'",
        "rate > 10",
        "rate < 1 and rate > 2 or visits < 0",
        "tier > 'gold'",
        "not strict",
        "known(birthday) and not known(birthday)",
        "spend < low and spend >= low",
        "spend < low * half and spend > 250",
        "spend + visits * low > 3 and not (spend + visits * low > 3)",
        "3 > visits and visits > 4",
        "visits == 3 and visits != 3",
    ],
)
def test_never(condition):
    """A condition that contradicts itself, or what a name can be, never holds."""
    about, typed, _ = asked(condition)

    assert about.never(typed)
    assert not about.always(typed)


@pytest.mark.parametrize(
    "condition",
    [
        "visits >= 0",
        "visits > 3 or visits <= 3",
        "region in ('north', 'south')",
        "staff or not staff",
        "strict",
        "rate <= 10",
        "tier >= 'none'",
        "spend >= 0 or staff",
        "spend > low or spend <= 500",
    ],
)
def test_always(condition):
    """A condition whose opposite never holds always does."""
    about, typed, _ = asked(condition)

    assert about.always(typed)
    assert not about.never(typed)


@pytest.mark.parametrize(
    "condition",
    ["visits > 3", "spend >= 0.01", "region == 'north'", "rate > 0", "spend + visits * low > 3", "known(birthday)"],
)
def test_neither(condition):
    """An ordinary condition sometimes holds."""
    about, typed, _ = asked(condition)

    assert (False, False) == (about.never(typed), about.always(typed))


@pytest.mark.parametrize(
    ("one", "other", "forth", "back"),
    [
        ("spend >= 10", "spend >= 5", True, False),
        ("spend > 5", "spend >= 5.01", True, True),
        ("visits > 5", "visits >= 6", True, True),
        ("rate > 5", "rate >= 5", True, False),
        ("spend >= 10 and visits > 3", "spend >= 10", True, False),
        ("spend >= 10 or visits > 3", "spend >= 10", False, True),
        ("spend >= low", "spend >= 500", True, True),
        ("spend >= low * half", "spend >= 250", True, True),
        ("region == 'north'", "region != 'south'", True, True),
        ("region in ('north', 'south')", "visits >= 0", True, True),
        ("spend > 10 and staff", "staff", True, False),
        ("visits > 1 and (spend > 3 or staff)", "spend > 3 or staff", True, False),
        ("3 <= visits <= 5", "visits >= 2", True, False),
        ("otherwise(birthday, 2000-01-01) > 1999-01-01", "spend > 1", False, False),
        ("tier >= 'gold'", "tier > 'none'", True, False),
        ("tier == 'gold'", "tier >= 'gold'", True, True),
    ],
)
def test_implies(one, other, forth, back):
    """The stricter condition implies the looser, and equal ones each other."""
    about, first, second = asked(one, other)

    assert (forth, back) == (about.implies(first, second), about.implies(second, first))


def test_beyond_its_work_nothing_is_decided():
    """Where looking would take too long, every answer is no."""
    about, first, second = asked("spend >= 10", "spend >= 5")
    tired = Logic(about.version, about.domains, about.parameters)
    tired._work[0] = 10**9

    assert not tired.implies(first, second)
    assert not tired.never(first)
    assert not tired.always(first)
