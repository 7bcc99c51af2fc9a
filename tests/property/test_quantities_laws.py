"""Laws of money, rounding and allotment.

Every law is run once with the code it is about and once with a plausible mistake, which it must catch.
"""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loyalty.quantities import MONEY_MAX, ROUNDINGS, allot, allot_growing, exact, format_money, money, rounded

LAWS = settings(database=None, max_examples=4 * settings().max_examples)
CONTROLS = settings(
    deadline=None,
    database=None,
    max_examples=3000,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
DECIMAL_MODES = {"down": ROUND_DOWN, "up": ROUND_UP, "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}
Law = Callable[[], None]
Allot = Callable[[int, list[int]], list[int]]
Rounded = Callable[[int, int, str], int]
weights = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 10**12)), min_size=1, max_size=8).filter(any)
amounts = st.one_of(st.integers(-200, 200), st.integers(-MONEY_MAX, MONEY_MAX))
exponents = st.sampled_from([0, 2, 3, 4])


def fair_law(divide: Allot, how: settings) -> Law:
    """Parts add up, miss their exact share by less than one, and follow the order of the weights."""

    @how
    @given(amounts, weights)
    def law(total: int, shares: list[int]) -> None:
        parts = divide(total, shares)
        exact_parts = [Fraction(total * share, sum(shares)) for share in shares]

        assert total == sum(parts)
        assert all(abs(part - share) < 1 for part, share in zip(parts, exact_parts, strict=True))
        assert all(
            abs(parts[i]) >= abs(parts[j])
            for i in range(len(shares))
            for j in range(len(shares))
            if shares[i] > shares[j] or (shares[i] == shares[j] and i < j)
        )

    return law


def within_law(divide: Allot, how: settings) -> Law:
    """A discount that is not larger than the order is on no line larger than the line (clause 10)."""

    @how
    @given(weights, st.data())
    def law(shares: list[int], data: st.DataObject) -> None:
        parts = divide(data.draw(st.integers(0, sum(shares))), shares)

        assert all(0 <= part <= share for part, share in zip(parts, shares, strict=True))

    return law


def two_law(divide: Allot, how: settings) -> Law:
    """Between two shares, both parts only grow with the total."""

    @how
    @given(st.lists(st.integers(0, 20), min_size=2, max_size=2).filter(any), st.integers(0, 200))
    def law(shares: list[int], total: int) -> None:
        before, after = divide(total, shares), divide(total + 1, shares)

        assert all(a <= b for a, b in zip(before, after, strict=True))

    return law


def growing_law(divide: Allot, how: settings) -> Law:
    """Parts only grow with the total, follow the order of the weights, and are the weights in the end (clause 19)."""

    @how
    @given(st.lists(st.integers(0, 30), min_size=1, max_size=6).filter(any), st.data())
    def law(shares: list[int], data: st.DataObject) -> None:
        total = data.draw(st.integers(0, sum(shares) - 1))
        before, after = divide(total, shares), divide(total + 1, shares)

        assert (total, total + 1) == (sum(before), sum(after))
        assert all(0 <= a <= b <= share for a, b, share in zip(before, after, shares, strict=True))
        assert shares == divide(sum(shares), shares)
        assert [p for _, p in sorted(zip(shares, before, strict=True))] == sorted(before)

    return law


def one_by_one_law(divide: Allot, how: settings) -> Law:
    """The division is that of handing out unit by unit to the share that lags most."""

    @how
    @given(st.lists(st.integers(0, 30), min_size=1, max_size=6).filter(any), st.integers(0, 120))
    def law(shares: list[int], total: int) -> None:
        expected = [0] * len(shares)
        for _ in range(total):
            expected[max(range(len(shares)), key=lambda i: (Fraction(shares[i], 2 * expected[i] + 1), -i))] += 1

        assert expected == divide(total, shares)

    return law


def rounding_law(function: Rounded, how: settings) -> Law:
    """Rounding is that of the decimal module, opposite numbers round to opposites, and order is kept."""

    @how
    @given(amounts, st.sampled_from([1, 2, 4, 5, 8, 10, 125, 1000]), st.sampled_from(ROUNDINGS))
    def law(num: int, den: int, mode: str) -> None:
        with localcontext(prec=50):
            expected = int((Decimal(num) / den).quantize(Decimal(1), DECIMAL_MODES[mode]))
        actual = function(num, den, mode)

        assert expected == actual
        assert -actual == function(-num, den, mode)
        assert actual <= function(num + 1, den, mode)

    return law


def near_law(function: Rounded, how: settings) -> Law:
    """Any rounding of any fraction is less than one away; the halves are at most half away."""

    @how
    @given(amounts, st.integers(1, 10**6), st.sampled_from(ROUNDINGS))
    def law(num: int, den: int, mode: str) -> None:
        distance = abs(function(num, den, mode) - Fraction(num, den))

        assert distance < 1
        assert not mode.startswith("half") or distance <= Fraction(1, 2)

    return law


def money_law(read: Callable[[str | Decimal, int], int], how: settings) -> Law:
    """An amount written out is read back, as text and as a Decimal."""

    @how
    @given(amounts, exponents)
    def law(minor: int, exponent: int) -> None:
        text = format_money(minor, exponent)

        assert [minor, minor] == [read(text, exponent), read(Decimal(text), exponent)]

    return law


def test_fair() -> None:
    """Allotment is fair."""
    fair_law(allot, LAWS)()


def test_within() -> None:
    """Allotment stays within the lines."""
    within_law(allot, LAWS)()


def test_two() -> None:
    """Between two shares allotment grows steadily."""
    two_law(allot, LAWS)()


def test_growing() -> None:
    """Allotment of a growing total only grows."""
    growing_law(allot_growing, LAWS)()


def test_one_by_one() -> None:
    """Allotment of a growing total is the one handed out unit by unit."""
    one_by_one_law(allot_growing, LAWS)()


def test_growing_between_two() -> None:
    """Between two shares both ways of allotment are one."""

    @LAWS
    @given(amounts, weights.map(lambda shares: (shares * 2)[:2]).filter(any))
    def law(total: int, shares: list[int]) -> None:
        assert allot(total, shares) == allot_growing(total, shares)

    law()


def test_rounding() -> None:
    """Rounding agrees with the decimal module."""
    rounding_law(rounded, LAWS)()


def test_near() -> None:
    """Rounding stays near."""
    near_law(rounded, LAWS)()


def test_money() -> None:
    """Money is read as it is written."""
    money_law(money, LAWS)()


@given(st.decimals(-1000, 1000, places=6))
def test_exact(value: Decimal) -> None:
    """A number of few decimals is exactly its fraction."""
    assert Fraction(value) == exact(value) == exact(f"{value:f}")


# Controls: mistakes that other engines have made.


def rest_to_first(total: int, shares: list[int]) -> list[int]:
    """Rounds each part down and gives the rest to the first line."""
    parts = [total * share // sum(shares) for share in shares]
    return [parts[0] + total - sum(parts), *parts[1:]]


def each_rounded(total: int, shares: list[int]) -> list[int]:
    """Rounds each part by itself, so that 0.01 is left over."""
    return [rounded(total * share, sum(shares), "half-up") for share in shares]


def later_first(total: int, shares: list[int]) -> list[int]:
    """Settles ties in favour of the last."""
    return allot(total, shares[::-1])[::-1]


def in_turn(total: int, shares: list[int]) -> list[int]:
    """Gives the rest to another line each time, so that no line is favoured."""
    parts = [total * share // sum(shares) for share in shares]
    parts[total % len(parts)] += total - sum(parts)
    return parts


@pytest.mark.parametrize("wrong", [rest_to_first, each_rounded, later_first])
def test_fair_control(wrong: Allot) -> None:
    """The law of fairness catches a heap for the first, a cent left over and ties for the last."""
    with pytest.raises(AssertionError):
        fair_law(wrong, CONTROLS)()


@pytest.mark.parametrize(
    ("law", "wrong"), [(within_law, rest_to_first), (two_law, in_turn), (growing_law, allot), (one_by_one_law, allot)]
)
def test_allotment_control(law: Callable[[Allot, settings], Law], wrong: Allot) -> None:
    """The other laws of allotment catch mistakes of their own kind."""
    with pytest.raises(AssertionError):
        law(wrong, CONTROLS)()


def builtin(num: int, den: int, mode: str) -> int:
    """Takes `round` for half-up."""
    return round(Fraction(num, den)) if mode == "half-up" else rounded(num, den, mode)


def flooring(num: int, den: int, mode: str) -> int:
    """Takes the floor for down, so that a refund takes more than was given."""
    return num // den if mode == "down" else rounded(num, den, mode)


@pytest.mark.parametrize("wrong", [builtin, flooring])
def test_rounding_control(wrong: Rounded) -> None:
    """The law of rounding catches bankers' rounding and the floor."""
    with pytest.raises(AssertionError):
        rounding_law(wrong, CONTROLS)()


def test_near_control() -> None:
    """The law of distance catches the mode that a comparison forgot."""

    def wrong(num: int, den: int, mode: str) -> int:
        return rounded(num, den, "up" if mode == "half-up" else mode)

    with pytest.raises(AssertionError):
        near_law(wrong, CONTROLS)()


def test_money_control() -> None:
    """The law of money catches a float in between."""
    with pytest.raises(AssertionError):
        money_law(lambda value, exponent: int(float(value) * 10**exponent), CONTROLS)()
