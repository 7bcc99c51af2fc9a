"""Reading a correct program: what the version says is what the file says."""

from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.config import dump, locate, read
from loyalty.periods import Period

PROGRAM = Path(__file__).parent / "programs" / "language.toml"
GAP = {"streak_gap": "P30D"}


@pytest.fixture(scope="module")
def version():
    """The program that uses nearly every key of the language."""
    found, diagnostics = read(PROGRAM, parameters=GAP)
    assert diagnostics == ()
    return found


def test_identity(version):
    """The [program] table gives the version its name, start, zone and currency."""
    found = (version.id, version.version, version.zone.name, version.currency.code, version.feb29)

    assert ("grocery", "1", "Asia/Shanghai", "CNY", "feb28") == found
    assert 1_704_038_400_000_000 == version.effective_from


def test_parameters_given_by_the_call(version):
    """A value from the call is read as the parameter's type and remembered as such."""
    gap = version.parameters["streak_gap"]

    assert (Period(days=30), "call") == (gap.value, gap.given)
    assert version.metrics["streak"].max_gap == Period(days=30)


def test_numbers_are_in_the_units_of_the_engine(version):
    """Money is in minor units, points and shares are exact."""
    base, *_ = version.points.earn

    assert (1000, 10_000) == (base.per, base.at_least)
    assert {"none": Fraction(1), "silver": Fraction(1), "gold": Fraction(2)} == dict(base.points.tiers)
    assert Fraction(1, 2) == version.points.redeem.max_share


def test_order_of_names_is_canonical(version):
    """Names come in alphabetical order, so that nothing depends on the order of a file; tiers keep theirs."""
    assert sorted(version.metrics) == list(version.metrics)
    assert ["silver", "gold"] == [tier.id for tier in version.ladders["main"].tiers]


def test_dump_reads_back_with_the_same_hash(version):
    """load(dump(p)) is the same program, and the dump of it is the same text."""
    again, diagnostics = read(dump(version))

    assert () == diagnostics
    assert (version.hash, dump(version)) == (again.hash, dump(again))


def test_a_rule_is_located_at_its_line(version):
    """The path of a rule leads back to where the author wrote it."""
    where = version.points.earn[0].where
    span = locate(version.text, where.path)

    assert 'where = "not special_price"' == span.source_line
    assert "not special_price" in span.source_line[span.column - 1 : span.end_column - 1]
