"""Prices: worked examples, calculated by hand, and what is refused."""

from fractions import Fraction

import pytest

from loyalty.benefits.priced import Left
from loyalty.benefits.pricing import Pricer, price
from loyalty.benefits.reduction import Reduction
from loyalty.errors import LoyaltyError
from tests.oracle import prices

MEMBER = Reduction(id="member-price", percent=Fraction(12, 100))
BIRTHDAY = Reduction(id="birthday-price", percent=Fraction(20, 100), replaces=("member-price",))


def coupon(amount, name="coupon", **rest):
    """An amount off the order."""
    return Reduction(id=name, amount=amount, **rest)


def nets(lines, *reductions, rounding="down"):
    """What the lines cost."""
    return [line.net for line in price(lines, reductions, rounding).lines]


def test_special_price_goods_are_not_discounted():
    """Twelve percent off a necklace of 680.00; the special-price ring beside it stays (S61)."""
    result = price([(68_000, 1), (19_900, 0)], [MEMBER])

    assert [59_840, 19_900] == [line.net for line in result.lines]
    assert ((("member-price", 8_160),), ()) == tuple(line.parts for line in result.lines)
    assert (87_900, 79_740, 8_160) == (result.gross, result.net, result.discount)


def test_the_birthday_price_comes_instead():
    """Twenty percent on the birthday, not on top of twelve (S61)."""
    result = price([(68_000, 3)], [MEMBER, BIRTHDAY])

    assert 54_400 == result.net
    assert (Left("member-price", "replaced", "birthday-price"),) == result.left
    assert (("member-price", "birthday-price"),) == result.lines[0].yielded


def test_what_replaces_stays_away_where_the_other_is_better():
    """A birthday price of ten percent leaves the member his twelve."""
    worse = Reduction(id="birthday-price", percent=Fraction(10, 100), replaces=("member-price",))

    assert (Left("birthday-price", "replaced", "member-price"),) == price([(1000, 3)], [MEMBER, worse]).left


def test_what_is_replaced_acts_on_other_lines():
    """The birthday price holds for one line, the member price for the other."""
    result = price([(1000, 3), (1000, 1)], [MEMBER, BIRTHDAY])

    assert [(("birthday-price", 200),), (("member-price", 120),)] == [line.parts for line in result.lines]
    assert () == result.left


def test_the_order_is_rounded_once():
    """Three lines of 0.03 at ten percent lose nothing each; ten of them lose three cents together."""
    tenth = Reduction(id="tenth", percent=Fraction(1, 10))

    assert 10 * 3 - 3 == sum(nets([(3, 1)] * 10, tenth))
    assert [2, 2, 2, 3, 3, 3, 3, 3, 3, 3] == nets([(3, 1)] * 10, tenth)


@pytest.mark.parametrize(("rounding", "net"), [("down", 9), ("up", 8), ("half-up", 8), ("half-even", 8)])
def test_the_rounding_can_be_chosen(rounding, net):
    """Fifteen percent of 0.10 is one and a half cents."""
    assert [net] == nets([(10, 1)], Reduction(id="a", percent=Fraction(15, 100)), rounding=rounding)


def test_shares_are_taken_of_what_is_left_or_of_the_initial_price():
    """Twice ten percent are nineteen of what is left, twenty of the initial price."""
    first = Reduction(id="a", percent=Fraction(1, 10))
    remaining = Reduction(id="b", percent=Fraction(1, 10))
    initial = Reduction(id="b", percent=Fraction(1, 10), base="initial")

    assert [81] == nets([(100, 3)], first, remaining)
    assert [80] == nets([(100, 3)], first, initial)


def test_shares_come_before_amounts_unless_the_priority_says_otherwise():
    """A coupon of 1.00 on 10.00 with ten percent: 8.00, or 8.10 when it comes first."""
    tenth = Reduction(id="z", percent=Fraction(1, 10))

    assert [800] == nets([(1000, 3)], coupon(100), tenth)
    assert [810] == nets([(1000, 3)], coupon(100, priority=1), tenth)


def test_an_amount_is_spread_in_proportion():
    """A coupon of 1.00 over 2.00 and 1.00: 0.67 and 0.33."""
    assert [133, 67] == nets([(200, 1), (100, 1)], coupon(100))


def test_an_amount_takes_no_more_than_there_is():
    """A coupon of 50.00 makes an order of 30.00 free, not cheaper than free."""
    assert [0, 0] == nets([(2000, 1), (1000, 1)], coupon(5000))


def test_an_amount_of_the_initial_price_is_spread_by_it():
    """Where half of a line is gone already, the coupon still takes its share of the initial prices."""
    half = Reduction(id="a", percent=Fraction(1, 2))

    assert [450, 950] == nets([(1000, 3), (1000, 2)], half, coupon(100, base="initial"))
    assert [467, 933] == nets([(1000, 3), (1000, 2)], half, coupon(100))


def test_a_cap_holds_for_the_order():
    """Half off, at most 1.00."""
    half = Reduction(id="a", percent=Fraction(1, 2), cap=100)

    assert [950, 950] == nets([(1000, 1), (1000, 1)], half)
    assert [95] == nets([(190, 1)], half)
    assert [101] == nets([(201, 1)], half)


@pytest.mark.parametrize(("second", "net"), [(5_000, 13_000), (4_999, 14_999)])
def test_a_least_price_is_asked_of_all_lines_together(second, net):
    """A coupon of 20.00 from 150.00 on, the boundary included."""
    assert net == price([(10_000, 1), (second, 1)], [coupon(2000, at_least=15_000)]).net


def test_what_is_too_cheap_says_so():
    """A discount below its least price is left out with that reason, one that touches no line with another."""
    result = price([(100, 1)], [coupon(10, at_least=101), coupon(10, "other")])

    assert (Left("coupon", "at-least"), Left("other", "no-line")) == result.left


def test_of_a_group_the_best_counts():
    """Ten percent of 30.00 are more than a coupon of 2.00, of 15.00 they are less."""
    tenth = Reduction(id="tenth", percent=Fraction(1, 10), group="one")
    two = coupon(200, group="one")

    assert (Left("coupon", "group", "tenth"),) == price([(3000, 3)], [tenth, two]).left
    assert (Left("tenth", "group", "coupon"),) == price([(1500, 3)], [tenth, two]).left


def test_of_equals_the_first_by_priority_and_id_counts():
    """Two coupons of one group and worth: the id decides, whatever their order in the list."""
    pair = [coupon(100, "b", group="one"), coupon(100, "a", group="one")]

    assert (Left("b", "group", "a"),) == price([(1000, 3)], pair).left
    assert (Left("a", "group", "b"),) == price([(1000, 3)], [pair[0], coupon(100, "a", group="one", priority=101)]).left


def test_what_finds_nothing_left_has_no_effect():
    """After everything is free, nothing more can be taken."""
    free = Reduction(id="free", percent=1)

    assert (Left("coupon", "no-effect"),) == price([(1000, 3)], [free, coupon(100)]).left


def test_lines_that_cost_nothing_and_orders_without_lines():
    """A gift in the basket and an empty basket cost nothing."""
    assert [0, 880] == nets([(0, 1), (1000, 1)], MEMBER)
    assert (0, 0, ()) == ((result := price([], [MEMBER])).net, result.gross, result.lines)
    assert [1000] == nets([(1000, 1)])


def test_many_that_replace_each_other_are_decided_at_once():
    """Forty shares that replace each other: the largest stays, without trying all choices."""
    names = [f"d{i:02}" for i in range(40)]
    many = [Reduction(id=name, percent=Fraction(i, 100), replaces=tuple(names)) for i, name in enumerate(names)]

    assert [610] == nets([(1000, (1 << 40) - 1)], *many)


def test_what_cannot_be_tried_is_refused():
    """Capped discounts on different lines that exclude each other in thousands of ways are an error, not a guess."""
    names = [f"d{i:02}" for i in range(12)]
    many = [
        Reduction(id=name, percent=Fraction(1, 10), cap=50 + i, replaces=tuple(names)) for i, name in enumerate(names)
    ]
    lines = [(1000 + i, 7 << i & 0xFFF) for i in range(12)]

    with pytest.raises(LoyaltyError, match="exclude each other") as caught:
        price(lines, many)
    assert "too-many-discounts" == caught.value.code


def test_numbers_never_grow_beyond_bounds():
    """Thirty coupons on thirty different choices of lines are refused before their exact shares fill the memory."""
    many = [coupon(100 + i, f"c{i:02}") for i in range(30)]
    lines = [(10_000 + 7 * i, (i * 2_654_435_761 + 12_345) & 0x3FFFFFFF) for i in range(1, 20)]

    with pytest.raises(LoyaltyError, match="amounts and caps") as caught:
        price(lines, many)
    assert "too-many-discounts" == caught.value.code


@pytest.mark.parametrize("money", [-1, 1.0, True, "1", 10**15 + 1])
def test_a_line_costs_a_whole_number(money):
    """Floats, truth values, texts, negative and enormous prices are refused."""
    with pytest.raises(LoyaltyError, match="price of a line"):
        price([(money, 1)], [MEMBER])


@pytest.mark.parametrize(
    "wrong",
    [
        {}, {"percent": Fraction(1, 2), "amount": 1}, {"percent": 0.5}, {"percent": 2}, {"percent": Fraction(-1, 2)},
        {"amount": -1}, {"amount": 1.0}, {"amount": True}, {"percent": 1, "cap": -1}, {"percent": 1, "at_least": 0.5},
    ],
)  # fmt: skip
def test_a_discount_that_cannot_be_calculated_is_refused(wrong):
    """Either a share from 0 to 1 or an amount, both exact; nothing negative."""
    with pytest.raises(LoyaltyError):
        Reduction(id="a", **wrong)


def test_an_id_is_used_once():
    """Two discounts with one id are refused."""
    with pytest.raises(LoyaltyError, match="same id"):
        Pricer([MEMBER, MEMBER])


def test_groups_are_decided_though_everything_at_once_could_not_be():
    """Eighteen coupons of three groups on different lines: three act, and only they need to be calculated."""
    many = [coupon(100 + 37 * i, f"c{i:02}", group=f"g{i % 3}") for i in range(18)]
    lines = [(10_000 + 7 * i, (i * 2_654_435_761 + 12_345) & 0x3FFFF) for i in range(1, 20)]

    assert prices.worths(lines, many)[0].total <= price(lines, many).net < prices.worths(lines, many)[0].total + 1


def test_coupons_of_many_groups_over_all_lines_need_no_trial():
    """Fifty coupons in five groups: of each group the largest, whatever their priorities."""
    many = [coupon(100 + i, f"c{i:02}", group=f"g{i % 5}", priority=i * 7 % 11) for i in range(50)]

    assert [f"c{i}" for i in range(45, 50)] == sorted(name for name, _ in price([(99_999, (1 << 50) - 1)], many).parts)
