"""Doubts about programs: found, printed, and waived by name."""

from pathlib import Path

import pytest

from loyalty.checks import FAMILIES, check
from loyalty.config import read
from tests.unit.config.programs import HEAD, METRICS, PURCHASE, SHOP, TIERS

LANGUAGE = Path(__file__).parents[1] / "config" / "programs" / "language.toml"
DOUBTFUL = HEAD + PURCHASE + METRICS + '[[tiers]]\nid = "gold"\nenter = "visits < 0"\n'

PROMISE = """
[member.fields]
asleep = { type = "date", pii = true, seen_by = ["desk"] }
[events.problem]
severe = "bool"
[events.solution]
final = "bool"
[events.withdrawal]
[events.rebooking]
start = "instant"
[metrics]
calls = { count = "call" }
[events.call]
start = "instant"
[[promises]]
id = "solution"
on = "problem"
where = "severe"
when = "calls >= 1"
due = "PT4H"
kept_by = "solution"
kept_when = "final"
waived_by = "withdrawal"
[[promises]]
id = "call"
on = "call"
counted_from = "start"
before = "PT0S"
kept_by = "solution"
moved_by = "rebooking"
"""


def found(text):
    """The codes that checking a program reports."""
    version, diagnostics = read(text)
    assert diagnostics == ()
    return [one.code for one in check(version)]


def test_a_good_program_has_no_doubts():
    """The program that uses the whole language gives notes at most."""
    version, _ = read(LANGUAGE, parameters={"streak_gap": "P30D"})

    assert {"note"} == {one.severity for one in check(version)}
    assert [] == found(SHOP)


def test_what_a_promise_reads_is_read():
    """The events that open, keep, move and waive it, and the metrics of its conditions."""
    assert [] == found(HEAD + PROMISE)


@pytest.mark.parametrize(
    "waive", ['"LOY300"', '["LOY300"]', '["LOY311", "LOY300"]'], ids=["text", "list", "with others"]
)
def test_a_doubt_is_waived_by_name(waive):
    """What a program waives is not reported; the waiving is no part of its meaning."""
    waived = DOUBTFUL.replace("[program]", f"[program]\nwaive = {waive}")

    assert ["LOY320", "LOY300"] == found(DOUBTFUL)
    assert ["LOY320"] == found(waived)
    assert read(DOUBTFUL)[0].hash == read(waived)[0].hash


def test_a_doubt_keeps_nothing_from_loading():
    """A doubtful program is a program."""
    version, diagnostics = read(DOUBTFUL)

    assert () == diagnostics
    assert version is not None
    assert {"warning", "note"} == {one.severity for one in check(version)}


def test_a_doubt_has_its_place(tmp_path):
    """A doubt is printed like a mistake: file, line, caret, reason and cure."""
    file = tmp_path / "shop.toml"
    file.write_text(DOUBTFUL, encoding="utf-8")
    version, _ = read(file)
    printed = check(version)[1].render()

    assert printed.startswith(f"{file}:18:9: LOY300 warning: nobody can enter `gold`")
    assert '   18 | enter = "visits < 0"\n      |         ^^^^^^^^^^^^' in printed
    assert "\n   why: " in printed
    assert "\n   write: " in printed


def test_a_gate_makes_a_lower_tier_reachable():
    """A higher tier that waits for an approval leaves the lower one to the others."""
    text = HEAD + PURCHASE + METRICS.replace("visits", "# visits") + TIERS.replace("10_000 or visits >= 50", "500")

    assert ["LOY302"] == found(text)
    assert [] == found(text.replace('id = "gold"', 'id = "gold"\ngate = "interview"'))


def test_rates_with_different_conditions_do_not_add_up():
    """Two rates of which one holds at a time are no pump; without conditions they are."""
    rule = '\n[[points.earn]]\nid = "{0}"\non = "purchase"\nper = "1.00"\npoints = 60\nwhere = "shop == \'{0}\'"\n'
    text = SHOP + '\n[points]\nredeem = { points = 100, worth = "1.00" }\n'
    both = text + rule.format("online") + rule.format("store")

    assert [] == found(both)
    assert ["LOY310"] == found("\n".join(line for line in both.splitlines() if not line.startswith("where")))


def test_families_look_at_one_program_each():
    """Every family can be asked by itself."""
    from loyalty.checks.logic import logic

    version, _ = read(DOUBTFUL)
    by_family = {family.__name__: [one.code for one in family(logic(version))] for family in FAMILIES}

    assert ["LOY300"] == by_family["tiers"]
    assert ["LOY320"] == by_family["unused"]


def test_an_approval_of_its_own_makes_a_tier():
    """Tiers that people decide on have no figures: the same condition is no doubt where the higher one is approved."""
    tier = '[[tiers]]\nid = "{}"\nenter = "visits >= 1"\n{}'
    lower = HEAD + PURCHASE + METRICS + tier.format("silver", 'gate = "card"\n')

    assert "LOY300" not in found(lower + tier.format("gold", 'gate = "card"\n'))
    assert "LOY300" in found(lower + tier.format("gold", ""))


def test_a_benefit_for_breaches_alone():
    """A quota of 0 is no doubt where a promise gives the benefit beyond its quota."""
    gift = '[[benefits]]\nid = "sorry"\nkind = "gift"\nitem = "tea"\nquota = 0\n'
    remedy = 'kept_by = "solution"\nremedy = { benefit = "sorry" }\n'

    assert "LOY331" in found(HEAD + PURCHASE + PROMISE + gift)
    assert "LOY331" not in found(HEAD + PURCHASE + PROMISE.replace('kept_by = "solution"\n', remedy, 1) + gift)
