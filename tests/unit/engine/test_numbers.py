"""Member numbers: who gets which, when, and written how."""

import pytest

import loyalty
from loyalty.engine.effects import NumberIssued
from tests.unit.engine.stories import SHOP, at, bought, joined, names, shop, text_of, told

FIELDS = """
[member.fields]
region = { type = "text", required = true }

[member.number]
format = "{region} {serial:05}"
serial_per = "region"
"""
NOW = at("2024-12-01")


def numbered(on="enrol"):
    """The shop with numbers."""
    return shop(FIELDS + f'on = "{on}"\n' + SHOP)


def test_a_serial_makes_a_number():
    """An enrolment with a serial gives the number at once, and says so."""
    replay = numbered().replay(joined(region="755", serial=243), at=NOW)

    assert "755 00243" == replay.state.number
    assert [(at("2024-01-01"), "e0", "755 00243")] == issued(replay)


def issued(replay):
    """When, by what and which numbers were issued."""
    return [(each.at, each.cause, each.number) for each in replay.effects if isinstance(each, NumberIssued)]


def test_no_serial_no_number():
    """Without a serial there is nothing to write."""
    assert None is numbered().fold(joined(region="755"), at=NOW).number


def test_a_number_stays():
    """A member who moves keeps the number of the first region."""
    events = joined(("2024-02-01", "update", {"region": "010"}), region="755", serial=1)

    assert "755 00001" == numbered().fold(events, at=NOW).number


def test_numbers_come_later():
    """A version that introduces numbers at enrolment gives none to those who enrolled before."""
    region = '[member.fields]\nregion = { type = "text", required = true }\n'
    program = loyalty.loads(
        text_of(region + SHOP), text_of(FIELDS + 'on = "enrol"\n' + SHOP, version="2", since="2024-02-01")
    )
    before = joined(bought("2024-03-01", 10), region="755", serial=1)
    after = [{**event, "at": at("2024-02-01")} for event in joined(region="755", serial=2)]

    assert None is program.fold(before, at=NOW).number
    assert "755 00002" == program.fold(after, at=NOW).number


def test_the_first_time_on_a_tier():
    """With `on = "tier:gold"` the number comes with the tier, and is written with the fields of that moment."""
    rows = [
        bought("2024-02-01", 1000),
        ("2024-03-01", "update", {"region": "010"}),
        bought("2024-04-01", 9000),
        bought("2024-05-01", 1),
    ]
    replay = numbered("tier:gold").replay(joined(*rows, region="755", serial=7), at=NOW)

    assert [(at("2024-04-01"), "e3", "010 00007")] == issued(replay)
    assert ["Enrolled", "Earned", "TierReached", "Earned", "TierReached", "NumberIssued", "Earned"] == names(
        replay.effects
    )


def test_beyond_the_tier():
    """A jump over the tier numbers as well, and so does a tier given by hand."""
    program = numbered("tier:silver")
    jump = joined(bought("2024-02-01", 20_000), region="755", serial=7)
    granted = joined(("2024-02-01", "grant", {"tier": "gold", "reason": "r", "by": "b"}), region="755", serial=8)

    assert ["755 00007", "755 00008"] == [program.fold(each, at=NOW).number for each in (jump, granted)]


def test_a_demotion_does_not_number():
    """Only rising numbers; and a second rise gives no second number."""
    program = shop(
        FIELDS
        + 'on = "tier:gold"\n[ladders.main]\nreview = "year"\n'
        + SHOP.replace('sum = "purchase.amount"', 'sum = "purchase.amount", window = "year"')
    )
    rows = [bought("2024-02-01", 10_000), bought("2026-02-01", 10_000)]
    replay = program.replay(joined(*rows, region="755", serial=7), at=at("2026-03-01"))

    assert ("gold", [(at("2024-02-01"), "e1", "755 00007")]) == (replay.state.tier, issued(replay))


def test_numbered_by_time_alone():
    """A declared start numbers when the tier begins, and no event is its cause."""
    program = shop(FIELDS + 'on = "tier:gold"\n[ladders.main]\nstart = "next-month"\n' + SHOP)
    replay = program.replay(joined(bought("2024-02-10", 10_000), region="755", serial=7), at=NOW)

    assert [(at("2024-03-01"), "", "755 00007")] == issued(replay)


def test_saved_with_the_state():
    """A state that was saved keeps the serial, and so the number to come."""
    program = numbered("tier:gold")
    state = program.state(program.fold(joined(region="755", serial=7), at=NOW).to_json())

    assert "755 00007" == program.apply(state, told(bought("2024-12-02", 10_000))[0]).state.number


def population(*members):
    """Enrolments of (member, time, region, fields)."""
    return [
        {"id": f"{who}-0", "member": who, "kind": "enrol", "at": at(time), "region": region, **fields}
        for who, time, region, fields in members
    ]


def numbers(program, events, when=NOW):
    """The numbers in a population."""
    return {state.member: state.number for state in program.fold_members(events, at=when)}


PEOPLE = population(
    ("li", "2024-01-03", "755", {}),
    ("wang", "2024-01-02", "755", {}),
    ("zhao", "2024-01-04", "010", {}),
    ("sun", "2024-01-05", "755", {"serial": 2}),
)


def test_each_region_counts_for_itself():
    """Serials go by region and by time of enrolment, around those that are given."""
    expected = {"li": "755 00003", "sun": "755 00002", "wang": "755 00001", "zhao": "010 00001"}

    assert expected == numbers(numbered(), PEOPLE)
    assert expected == numbers(numbered(), PEOPLE[::-1])


@pytest.mark.parametrize(("when", "expected"), [("2024-02-01", ["li", "wang"]), ("2024-03-01", ["wang"])])
def test_a_merge_keeps_the_survivors_number(when, expected):
    """From the merge on there is one member, with his own number and the earlier enrolment."""
    people = population(("li", "2024-01-01", "755", {}), ("wang", "2024-01-02", "010", {}))
    merge = {"id": "x", "member": "wang", "kind": "merge", "at": at("2024-03-01"), "absorbs": "li"}
    states = {state.member: state for state in numbered().fold_members([*people, merge], at=at(when))}

    assert expected == list(states)
    assert "010 00001" == states["wang"].number


def test_a_merge_unites_histories():
    """The points, tiers and the join date of two members are those of one."""
    people = population(("li", "2024-01-01", "755", {}), ("wang", "2024-01-02", "010", {}))
    mine, yours = told(bought("2024-02-01", 600), member="wang"), told(bought("2024-02-02", 500), member="li", first=2)
    merge = {"id": "x", "member": "wang", "kind": "merge", "at": at("2024-03-01"), "absorbs": "li"}
    (state,) = numbered().fold_members([*people, *mine, *yours, merge], at=NOW)

    assert ("wang", "silver", 1100, at("2024-01-01")) == (
        state.member, state.tier, state.points.available, state.joined,
    )  # fmt: skip


CARD = """
[program]
id = "jewellery"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[member.fields]
region = { type = "text", required = true }

[member.number]
format = "{region} {serial:05}"
serial_per = "region"
on = "tier:vip"

[events.purchase]
amount = "money"

[metrics]
best = { max = "purchase.amount" }

[[tiers]]
id = "vip"
enter = "best >= 680"
gate = "application"
"""


def test_a_card_number_comes_with_the_approval():
    """The number on the card is that of the approval (S61: 755 00243); who never qualifies uses none up."""
    people = population(("li", "2024-01-01", "755", {}), ("wang", "2024-01-02", "755", {}))
    events = [
        {"id": "p", "member": "wang", "kind": "purchase", "at": at("2024-02-01"), "amount": 680},
        {"id": "a", "member": "wang", "kind": "approve", "at": at("2024-02-02"), "gate": "application", "serial": 243},
    ]
    states = {state.member: state.number for state in loyalty.loads(CARD).fold_members([*people, *events], at=NOW)}

    assert {"li": None, "wang": "755 00243"} == states
