"""What a shop asks: prices with reasons, returns, limited editions, care (S42, S45, S61)."""

import tempfile
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

import loyalty
from loyalty import LoyaltyError, loads
from loyalty.benefits import Discount
from loyalty.benefits.answer import Passed, Why
from loyalty.benefits.priced import Unused
from loyalty_clothing import care, early_access, price, purchase_order, returns
from loyalty_clothing.reason import WORDS, amount, plain

PROGRAM = """
[program]
id = "shop"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
plugins = ["clothing"]
[member.fields]
birthday = { type = "date" }
[events.purchase]
amount = "money"
[events.purchase.lines]
amount = "money"
special_price = { type = "bool", default = false }
[metrics]
spend = { sum = "purchase.amount" }
[[tiers]]
id = "silver"
enter = "spend >= 100"
[[tiers]]
id = "gold"
enter = "spend >= 1_000"

[[benefits]]
id = "member-price"
name = { zh = "会员价", en = "Member price" }
kind = "clothing.discount"
percent = { silver = 5, gold = 12 }
except = "special_price"
[[benefits]]
id = "birthday-price"
name = { zh = "生日价", en = "Birthday price" }
kind = "clothing.discount"
percent = 20
on = "birthday"
except = "special_price"
replaces = "member-price"
[[benefits]]
id = "coupon"
name = { zh = "满减券", en = "Coupon" }
kind = "clothing.discount"
amount = 50
at_least = 500
priority = 200
[[benefits]]
id = "returns"
name = { zh = "无理由退换", en = "Returns" }
kind = "clothing.returns"
within = "P7D"
cap = 500
except = "special_price"
quota = { count = 1, per = "year" }
[[benefits]]
id = "early"
kind = "clothing.early-access"
tiers = "gold"
ahead = "P2D"
level = 1
quota = 3
[[benefits]]
id = "first"
kind = "clothing.early-access"
tiers = "silver"
level = 2
of = ["pearls"]
[[benefits]]
id = "cleaning"
kind = "clothing.care"
services = ["cleaning", "plating"]
proof = ["card", "phone"]
"""
LINE = PROGRAM.count("\n", 0, PROGRAM.index('"member-price"\nname')) + 1


@pytest.fixture(scope="module")
def shop():
    """The program."""
    return loads(PROGRAM)


def at(month, day, hour=12):
    """A time in 2024."""
    return datetime(2024, month, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def member(shop, spend="1000", *events, until=None, name="m"):
    """A member who has spent so much."""
    history = [
        {"id": "e0", "member": name, "kind": "enrol", "at": at(1, 1), "birthday": "1990-06-15"},
        {"id": "e1", "member": name, "kind": "purchase", "at": at(1, 2), "amount": spend},
        *events,
    ]
    return shop.member(shop.fold(history, at=until or at(2, 1)))


def test_every_line_has_its_discount_and_the_reason(shop):
    """Two lines of an order with a coupon: the parts, their rules and words in both languages."""
    order = price([{"amount": "600.00"}, {"amount": "100.00", "special_price": True}], member(shop), at(3, 1))
    first, second = order.lines

    assert (Decimal("700.00"), Decimal("578.00"), Decimal("122.00")) == (order.gross, order.net, order.discount)
    assert {"member-price": Decimal("72.00"), "coupon": Decimal("50.00")} == order.parts
    assert ["member-price", "coupon"] == [part.reason.benefit for part in first.parts]
    assert ["会员价：8.8折", "满减券：减50.00"] == [part.reason.text("zh") for part in first.parts]
    assert ["Member price: 12 % off", "Coupon: 50.00 off"] == [part.reason.text() for part in first.parts]
    assert [("discount", "coupon"), ("excluded", "member-price")] == [(r.code, r.benefit) for r in second.reasons]
    assert f"<program>:{LINE - 1}" == first.parts[0].reason.where
    assert order.net == first.net + second.net
    assert [first.discount, second.discount] == [sum(part.amount for part in line.parts) for line in order.lines]


def test_the_birthday_price_is_instead(shop):
    """On the birthday the member price gives way, and says to what."""
    order = price([{"amount": 100}], member(shop), at(6, 15))

    assert Decimal("80.00") == order.net
    assert [("at-least", "", "coupon"), ("replaced", "birthday-price", "member-price")] == sorted(
        (each.code, each.by, each.benefit) for each in order.skipped
    )
    assert "生日价代替会员价，不叠加" in [each.text("zh") for each in order.lines[0].reasons]


def test_what_a_member_does_not_have_says_why(shop):
    """Off the birthday the birthday price is inapplicable; a customer without a tier has no discount at all."""
    codes = {each.benefit: each.code for each in price([], member(shop), at(3, 1)).inapplicable}
    none = {each.benefit: each.code for each in price([], member(shop, "99"), at(3, 1)).inapplicable}

    assert {"birthday-price": "window"} == codes
    assert {"birthday-price": "tier", "coupon": "tier", "member-price": "tier"} == none


def test_a_tier_is_that_of_the_instant(shop):
    """Silver has five percent, gold twelve, and nobody has anything before the purchase."""
    assert [Decimal("100.00"), Decimal("95.00"), Decimal("88.00")] == [
        price([{"amount": 100}], member(shop, spend), at(3, 1)).net for spend in ("99", "100", "1000")
    ]


def test_the_past_of_a_state_cannot_be_priced(shop):
    """Before its last event a state says nothing."""
    with pytest.raises(LoyaltyError, match="before the state's last event"):
        price([], member(shop), at(1, 1))


@pytest.mark.parametrize(("day", "accepted"), [(8, "500.00"), (9, "500.00")])
def test_returns_within_their_time_and_cap(shop, day, accepted):
    """Seven days, the last one included; goods for 500.00 at most; nothing at a special price."""
    goods = [{"amount": 300}, {"amount": 201}, {"amount": 200}, {"amount": 10, "special_price": True}]
    found = returns(goods, at(3, 2), member(shop), at(3, day))

    assert Decimal(accepted) == found.accepted
    assert ["accepted", "cap", "accepted", "excluded"] == [line.code for line in found.lines]
    assert ("returns", 1, at(3, 9)) == (found.benefit, found.left, found.until)


def test_returns_too_late_or_too_early(shop):
    """An instant after seven days is too late; before the purchase there is nothing to return."""
    late = returns([{"amount": 1}], at(3, 2), member(shop), at(3, 9) + timedelta(microseconds=1))
    early = returns([{"amount": 1}], at(3, 2), member(shop), at(3, 1))

    assert ["too-late", "too-early"] == [late.lines[0].code, early.lines[0].code]
    assert {"en": "the time for returns without a reason is over", "zh": "已超过无理由退换期限"} == late.lines[0].texts


def test_returns_are_counted(shop):
    """One return a year: after its use there is none, in the next year there is one again."""
    used = {"id": "u1", "member": "m", "kind": "use", "at": at(3, 1), "benefit": "returns"}
    mine = member(shop, "1000", used, until=at(3, 1))
    again = datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert ["quota"] == [line.code for line in returns([{"amount": 1}], at(3, 1), mine, at(3, 2)).lines]
    assert ["accepted"] == [line.code for line in returns([{"amount": 1}], again, mine, again).lines]


def test_returns_are_a_right_of_members(shop):
    """A customer without a tier has none, and the answer names the rule."""
    found = returns([{"amount": 1}], at(3, 1), member(shop, "99"), at(3, 2))

    assert [("no-right", "returns")] == [(line.code, line.benefit) for line in found.lines]
    assert Decimal(0) == found.accepted


@pytest.mark.parametrize(
    ("spend", "collection", "opens", "level"),
    [("1000", "", at(4, 29), 1), ("100", "pearls", at(5, 1), 2), ("100", "", at(5, 1), 1_000_000)],
)
def test_limited_editions_open_early(shop, spend, collection, opens, level):
    """Gold buys two days ahead, silver is only served first for pearls."""
    mine, launch = member(shop, spend), at(5, 1)
    before = early_access(launch, mine, opens - timedelta(microseconds=1), collection)
    there = early_access(launch, mine, opens, collection)

    assert (opens, level, False, True) == (there.opens, there.level, before.open, there.open)
    assert there.texts.keys() == before.texts.keys() == {"en", "zh"}


def test_few_pieces_are_offered_by_level(shop):
    """Level 1 first; of one level in the order given; without a right last."""
    members = [
        member(shop, spend, name=name) for name, spend in [("n", "1"), ("s", "100"), ("g", "1000"), ("h", "2000")]
    ]

    assert ["g", "h", "s", "n"] == [each.id for each in purchase_order(members, at(5, 1), "pearls")]
    assert ["g", "h", "n", "s"] == [each.id for each in purchase_order(members, at(5, 1))]


def test_pieces_are_counted(shop):
    """Three pieces of limited editions: after three uses there is no early access."""
    used = {"id": "u1", "member": "m", "kind": "use", "at": at(3, 1), "benefit": "early", "quantity": 2}
    last = {"id": "u2", "member": "m", "kind": "use", "at": at(3, 2), "benefit": "early"}
    launch = at(5, 1)

    assert 1 == early_access(launch, member(shop, "1000", used, until=at(3, 2)), at(4, 29)).left
    assert not early_access(launch, member(shop, "1000", used, last, until=at(3, 2)), at(4, 29)).open


def test_care_for_life(shop):
    """Cleaning is free for members against a card or a phone number, ten years on; engraving is no service."""
    later = datetime(2034, 3, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    free = care("cleaning", member(shop), later)

    assert (True, "cleaning", ("card", "phone"), "") == (free.free, free.benefit, free.proof, free.why)
    assert (False, "tier") == ((other := care("cleaning", member(shop, "99"), later)).free, other.why)
    assert "no-such-service" == care("engraving", member(shop), later).why


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (Fraction(12, 100), ("12 % off", "8.8折")), (Fraction(1, 5), ("20 % off", "8折")), (1, ("free", "免费")),
        (Fraction(5, 100), ("5 % off", "9.5折")), (Fraction(1, 8), ("12.5 % off", "8.75折")),
        (Fraction(1, 3), ("100/3 % off", "20/3折")),
    ],
)  # fmt: skip
def test_discounts_are_said_as_people_say_them(percent, words):
    """Percent off in English; in Chinese the tenths that remain to be paid."""
    assert words == amount(Discount(percent=percent), 2)
    assert "0" == plain(Fraction(0))


def test_words_have_no_gaps():
    """Each code has a sentence in both languages, with the same names in them."""
    assert {"discount", "excluded", *get_args(Why), *get_args(Passed), *get_args(Unused)} == set(WORDS)
    for english, chinese in WORDS.values():
        for name in ("{name}", "{by}", "{much}"):
            assert (name in english) is (name in chinese)


@pytest.mark.parametrize(
    "ask",
    [
        lambda one: price([], one, at(3, 1)), lambda one: returns([], at(3, 1), one, at(3, 1)),
        lambda one: care("cleaning", one, at(3, 1)), lambda one: early_access(at(3, 1), one, at(3, 1)),
        lambda one: purchase_order([one], at(3, 1)),
    ],
)  # fmt: skip
def test_a_state_alone_is_refused(shop, ask):
    """A state does not know its program; the answer says what to give instead."""
    with pytest.raises(LoyaltyError, match=r"a member is wanted, not State \(program\.member\(state\)\)"):
        ask(member(shop).state)


@pytest.mark.parametrize(
    ("percent", "doubtful"),
    [
        ("4", True),
        ("5", False),
        ("12", False),
        ("{ silver = 4, gold = 11 }", True),
        ("{ silver = 4, gold = 12 }", False),
    ],
)  # fmt: skip
def test_a_price_that_replaces_a_better_one_is_doubtful(percent, doubtful):
    """The member price is 5 for silver and 12 for gold; what replaces it with less for all of them never acts."""
    text = PROGRAM.replace("percent = 20", f"percent = {percent}")
    _program, said = check(text)

    assert doubtful is ("clothing.worse-price" in [each.code for each in said])


def check(text):
    """What is said about a program."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.toml"
        path.write_text(text, "utf-8")
        return loyalty.check(path)
