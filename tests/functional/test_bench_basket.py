"""The benchmark of baskets: what it compares is the same, cent by cent, and a mistake is seen."""

import pytest

from bench import basket, basket_by_hand
from loyalty.benefits import Discount


@pytest.fixture(scope="module")
def member():
    """The member who has all ten discounts."""
    return basket.member()


def test_the_member_has_ten_discounts(member):
    """Ten benefits are granted at the instant that is measured, and baskets have twenty lines."""
    assert 10 == len(member.granted(Discount))
    assert {20} == {len(each["lines"]) for each in basket.baskets()}


def test_by_hand_is_the_same(member):
    """Every line and every part of it, for every basket."""
    facts = {"tier": "gold", "birthday": basket.BORN, "student": True}

    assert [basket_by_hand.price(each, facts, basket.DAY) for each in basket.baskets()] == [
        basket.answer(each, member) for each in basket.baskets()
    ]


def test_by_hand_knows_every_discount(member):
    """Each of the ten acts on some basket, or gives way to one that does."""
    acting = {name for each in basket.baskets() for _net, parts in basket.answer(each, member) for name, _ in parts}

    assert {"birthday-price", "coats", "online", "several", "students", "shoes", "coupon-50"} == acting


def test_a_wrong_price_is_seen(monkeypatch):
    """One percent more by hand, and the baskets differ."""
    monkeypatch.setattr(basket, "ROUNDS", 1)
    monkeypatch.setattr(basket_by_hand, "best", lambda _member, _at: ("birthday-price", 21))
    _bars, (same,) = basket.compare()

    assert not same.met
