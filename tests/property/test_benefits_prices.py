"""Laws of prices (semantics 9, 10): each holds for the pricer, and each plausible mistake breaks one of them."""

from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loyalty.benefits.pricing import price
from loyalty.benefits.reduction import Reduction
from tests.oracle import prices, prices_broken

CONTROLS = settings(
    deadline=None, database=None, max_examples=4000, derandomize=True, phases=[Phase.generate],
    report_multiple_bugs=False,
)  # fmt: skip
LAWS = settings(deadline=None, max_examples=200)
IDS = ("a", "b", "c", "d", "e")
money = st.one_of(st.integers(0, 40), st.integers(0, 30_000))
shares = st.one_of(
    st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), Fraction(12, 100), Fraction(1, 5), Fraction(1, 3)]),
    st.fractions(0, 1, max_denominator=1000),
)


@st.composite
def reductions(draw, names=IDS):
    """Discounts of every sort, with few ids, groups and priorities, so that they meet."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=len(names), unique=True))
    return [draw(reduction(name, names)) for name in chosen]


@st.composite
def reduction(draw, name, names):
    """One discount."""
    share = draw(st.booleans())
    return Reduction(
        id=name,
        percent=draw(shares) if share else None,
        amount=None if share else draw(money),
        base=draw(st.sampled_from(["remaining", "remaining", "initial"])),
        cap=draw(st.one_of(st.none(), st.none(), money)),
        at_least=draw(st.one_of(st.none(), st.none(), money)),
        priority=draw(st.sampled_from([1, 100])),
        group=draw(st.sampled_from([None, None, "g", "h"])),
        replaces=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
    )


lines = st.lists(st.tuples(money, st.integers(0, 31)), min_size=1, max_size=6)
orders = st.tuples(lines, reductions())


def bounds_law(pricer, how):
    """No line and no order costs less than nothing or more than before, and everything adds up."""

    @how
    @given(orders)
    def law(order):
        result = pricer(*order)

        assert [gross for gross, _bits in order[0]] == [line.gross for line in result.lines]
        assert all(0 <= line.net <= line.gross for line in result.lines)
        assert all(type(line.net) is int and line.gross == line.net + line.discount for line in result.lines)
        assert all(line.discount == sum(part for _id, part in line.parts) for line in result.lines)
        assert result.net == sum(line.net for line in result.lines)
        assert result.discount == sum(line.discount for line in result.lines) == result.gross - result.net

    return law


def growth_law(pricer, how):
    """One discount more never makes an order dearer."""

    @how
    @given(orders)
    def law(order):
        touched, given_ = order
        fewer = pricer([(gross, bits & ~(1 << len(given_) - 1)) for gross, bits in touched], given_[:-1])

        assert pricer(touched, given_).net <= fewer.net

    return law


def order_law(pricer, how):
    """Neither the order of the discounts nor that of the lines changes a price."""

    @how
    @given(orders, st.randoms(use_true_random=False))
    def law(order, random):
        touched, given_ = order
        places = random.sample(range(len(given_)), len(given_))
        moved = [(gross, sum(1 << new for new, old in enumerate(places) if bits >> old & 1)) for gross, bits in touched]
        turned = random.sample(range(len(moved)), len(moved))
        expected = pricer(touched, given_)
        actual = pricer([moved[i] for i in turned], [given_[i] for i in places])

        assert expected.net == actual.net
        assert expected.lines == pricer(moved, [given_[i] for i in places]).lines

    return law


def agreement_law(pricer, how):
    """The price is that of the cheapest choice; where only one is cheapest, so are its lines and their parts."""

    @how
    @given(orders)
    def law(order):
        best, *others = prices.worths(*order)
        expected, actual = prices.priced(order[0], best), pricer(*order)

        assert expected.net == actual.net
        if not any(other.total == best.total and other.taken != best.taken for other in others):
            assert [line.discount for line in expected.lines] == [line.discount for line in actual.lines]
            if pricer is price:
                assert [line.parts for line in expected.lines] == [line.parts for line in actual.lines]

    return law


@pytest.mark.parametrize("law", [bounds_law, growth_law, order_law, agreement_law])
def test_the_pricer_keeps_every_law(law):
    """Prices are bounded, add up, never grow with a discount, ignore every order, and agree with the second opinion."""
    law(price, LAWS)()


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        (agreement_law, prices_broken.rounded_per_line),
        (agreement_law, prices_broken.floating),
        (order_law, prices_broken.in_the_order_of_the_list),
        (agreement_law, prices_broken.all_together),
        (agreement_law, prices_broken.whole_groups),
        (growth_law, prices_broken.the_replacing_one),
        (growth_law, prices_broken.first_of_a_group),
        (agreement_law, prices_broken.least_of_what_is_left),
        (bounds_law, prices_broken.below_nothing),
        (bounds_law, prices_broken.lost_on_the_way),
    ],
)
def test_every_mistake_is_caught(law, wrong):
    """A pricer with a plausible mistake breaks the law that is about it."""
    with pytest.raises(AssertionError):
        law(wrong, CONTROLS)()
