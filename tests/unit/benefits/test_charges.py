"""Fees and what is waived of them: those that exclude each other never act together, and the least is paid."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from loyalty import LoyaltyError, loads
from loyalty.benefits import Fee, Waiver, charges

HEAD = """
[program]
id = "bank"
version = "1"
effective_from = 2024-01-01
timezone = "UTC"
currency = "CNY"

[[benefits]]
id = "fee"
kind = "fee"
amount = "100.00"
"""
AT = datetime(2024, 2, 1, tzinfo=ZoneInfo("UTC"))


def charged(*waivers):
    """What is left of a fee of 100.00, and which waivers took something."""
    text = "".join(
        f'[[benefits]]\nid = "w{number:02}"\nkind = "waiver"\nof = "fee"\n{rest}\n'
        for number, rest in enumerate(waivers)
    )
    program = loads(HEAD + text)
    state = program.fold([{"id": "e", "member": "m", "kind": "enrol", "at": AT}], at=AT)
    member = program.member(state)
    (charge,) = charges(member.granted(Fee), member.granted(Waiver))
    return charge.net, charge.by


@pytest.mark.parametrize(
    ("waivers", "expected"),
    [
        (["percent = 10", "percent = 50"], (4_500, ("w00", "w01"))),
        (['percent = 10\ngroup = "g"', 'percent = 50\ngroup = "g"'], (5_000, ("w01",))),
        (["percent = 10", 'percent = 50\nreplaces = "w00"'], (5_000, ("w01",))),
        (["percent = 50", 'percent = 10\nreplaces = "w00"'], (5_000, ("w00",))),
        (['percent = 50\ngroup = "g"', 'amount = 60\ngroup = "g"'], (4_000, ("w01",))),
        (["percent = 50", 'percent = 50\ngroup = "g"', 'amount = 40\ngroup = "g"'], (1_000, ("w00", "w02"))),
    ],
)
def test_waivers_that_exclude_each_other(waivers, expected):
    """Of a group, or of those that replace each other, one acts: with it the least is left to pay."""
    assert expected == charged(*waivers)


def test_too_many_choices_are_refused():
    """What would take for ever is refused, and never guessed."""
    waivers = [f'percent = 1\ngroup = "g{number % 12}"' for number in range(36)]

    with pytest.raises(LoyaltyError) as refused:
        charged(*waivers)

    assert "too-many-discounts" == refused.value.code
