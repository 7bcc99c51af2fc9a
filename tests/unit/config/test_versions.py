"""Several versions of one program: their order, and whether one history can run through them."""

import pytest

from loyalty.config import read_versions
from tests.unit.config.programs import SHOP

SECOND = SHOP.replace('version = "1"', 'version = "2"').replace("2024-01-01", "2025-01-01")


def codes(*texts):
    """The codes that reading texts together reports."""
    return [found.code for found in read_versions(texts)[1]]


def test_versions_come_in_the_order_of_their_dates():
    """Whatever the order of the files, the earliest version comes first."""
    versions, diagnostics = read_versions([SECOND, SHOP])

    assert () == diagnostics
    assert ["1", "2"] == [version.version for version in versions]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('id = "shop"', 'id = "shops"'), "LOY290"),
        (('version = "2"', 'version = "1"'), "LOY291"),
        (("2025-01-01", "2024-01-01"), "LOY292"),
        (('"CNY"', '"EUR"'), "LOY294"),
        (("Asia/Shanghai", "Asia/Tokyo"), "LOY294"),
    ],
    ids=["id", "version", "date", "currency", "timezone"],
)
def test_versions_that_do_not_belong_together(change, code):
    """What all versions must share, or must not share, is reported at the newer one."""
    assert code in codes(SHOP, SECOND.replace(*change))


def test_a_metric_needs_what_the_older_version_records():
    """A new required field is not in the older facts, which stay in the windows."""
    newer = SECOND.replace('amount = "money"', 'amount = "money"\nshipping = "money"').replace(
        'spend = { sum = "purchase.amount" }', 'spend = { sum = ["purchase.amount", "purchase.shipping"] }'
    )
    versions, (found,) = read_versions([SHOP, newer])

    assert versions is None
    assert ("LOY293", "spend") == (found.code, found.path[-1])
    assert "purchase.shipping" in found.message


def test_a_new_field_with_a_default_is_fine():
    """Older facts take the default."""
    newer = SECOND.replace('amount = "money"', 'amount = "money"\nsale = { type = "bool", default = false }').replace(
        '"purchase.amount" }', '"purchase.amount", where = "not sale" }'
    )

    assert [] == codes(SHOP, newer)


def test_a_field_that_changes_its_type():
    """A field cannot be a number before and a text afterwards, where a metric reads it."""
    older = SHOP.replace('amount = "money"', 'amount = "money"\nguests = "integer"')
    newer = SECOND.replace('amount = "money"', 'amount = "money"\nguests = "decimal"').replace(
        'visits = { count = "purchase" }', 'visits = { count = "purchase" }\nguests_all = { sum = "purchase.guests" }'
    )

    assert ["LOY293"] == codes(older, newer)


def test_a_mistake_in_one_version():
    """All versions are read, and each mistake names its own file."""
    versions, found = read_versions([SHOP.replace("CNY", "RMB"), SECOND.replace("Asia/Shanghai", "Asia/Shanghia")])

    assert versions is None
    assert ["LOY233", "LOY232"] == [one.code for one in found]


def test_no_version_at_all():
    """Nothing gives nothing."""
    assert (None, ()) == read_versions([])
