"""What gives way before there is an order: usually what is replaced, of plain shares the smaller one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from loyalty import loads

HEAD = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "UTC"
currency = "CNY"
[events.purchase]
amount = "money"
"""
AT = datetime(2024, 2, 1, tzinfo=ZoneInfo("UTC"))


def skipped(*tables):
    """What gives way to what."""
    text = "".join(f'[[benefits]]\nid = "{name}"\nkind = {rest}\n' for name, rest in tables)
    program = loads(HEAD + text)
    enrol = {"id": "e", "member": "m", "kind": "enrol", "at": AT}
    state = program.fold([enrol], at=AT)
    answer, bill = program.benefits(state), program.member(state).price([{"amount": 100}])
    return {each.id: each.by for each in answer.skipped}, {each.id: each.by for each in bill.priced.left}


@pytest.mark.parametrize(
    ("percent", "other", "gone"),
    [(20, 12, {"b": "a"}), (10, 12, {"a": "b"}), (12, 12, {"b": "a"})],
)
def test_the_smaller_share_gives_way(percent, other, gone):
    """A price that replaces another one and is worse gives way itself, as it does in an order; of equals the first."""
    found = skipped(("a", f'"discount"\npercent = {percent}\nreplaces = "b"'), ("b", f'"discount"\npercent = {other}'))

    assert (gone, gone) == found


def test_each_replaces_the_other():
    """Two that replace each other: one stays."""
    found = skipped(
        ("a", '"discount"\npercent = 10\nreplaces = "b"'), ("b", '"discount"\npercent = 20\nreplaces = "a"')
    )

    assert ({"a": "b"}, {"a": "b"}) == found


def test_what_is_no_plain_share_gives_way_when_it_is_replaced():
    """Services, amounts and capped discounts cannot be compared without an order."""
    assert {"b": "a"} == skipped(("a", '"service"\nreplaces = "b"'), ("b", '"service"'))[0]
    assert {"b": "a"} == skipped(("a", '"discount"\namount = 1\nreplaces = "b"'), ("b", '"discount"\npercent = 50'))[0]
