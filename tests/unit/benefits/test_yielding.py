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


EARN = '[points]\n[[points.earn]]\nid = "base"\non = "purchase"\nper = 1\npoints = 1\n'
FEE = '[[benefits]]\nid = "fee"\nkind = "fee"\namount = "100.00"\n'
BETTER = [
    ('"multiplier"\ntimes = 2', '"multiplier"\ntimes = 3'),
    ('"bonus"\npoints = 2', '"bonus"\npoints = 3'),
    ('"voucher"\nworth = 10', '"voucher"\nworth = 50'),
    ('"gift"\nitem = "x"\nworth = 1', '"voucher"\nworth = 50'),
    ('"waiver"\nof = "fee"\npercent = 10', '"waiver"\nof = "fee"'),
]


def gone(*tables):
    """What gives way to what, in a program with points and a fee."""
    text = "".join(f'[[benefits]]\nid = "{name}"\nkind = {rest}\n' for name, rest in tables)
    program = loads(HEAD + EARN + FEE + text)
    state = program.fold([{"id": "e", "member": "m", "kind": "enrol", "at": AT}], at=AT)
    return {each.id: each.by for each in program.benefits(state).skipped}


@pytest.mark.parametrize(("less", "more"), BETTER)
def test_the_best_of_a_group_counts(less, more):
    """Of a group the one that is worth most stays, whatever its id, and it is never replaced by a smaller one."""
    assert {"a": "b"} == gone(("a", f'{less}\ngroup = "g"'), ("b", f'{more}\ngroup = "g"'))
    assert {"b": "a"} == gone(("a", f'{more}\ngroup = "g"'), ("b", f'{less}\ngroup = "g"'))
    assert {"a": "b"} == gone(("a", f'{less}\nreplaces = "b"'), ("b", more))


def test_what_cannot_be_compared_goes_by_priority():
    """Of a gift and a factor the first stays."""
    assert {"b": "a"} == gone(("a", '"gift"\nitem = "x"\ngroup = "g"'), ("b", '"multiplier"\ntimes = 3\ngroup = "g"'))
