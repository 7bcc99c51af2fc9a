"""Money, numbers, rounding and allotment."""

import copy
import pickle
import time
from decimal import Decimal
from fractions import Fraction

import pytest

from loyalty.errors import LoyaltyError
from loyalty.quantities import (
    CURRENCIES,
    INTEGER_MAX,
    MONEY_MAX,
    ROUNDINGS,
    Currency,
    allot,
    allot_growing,
    exact,
    format_money,
    integer,
    money,
    rounded,
    rounder,
)


@pytest.mark.parametrize(
    ("value", "exponent", "expected"),
    [
        ("12.50", 2, 1250),
        ("12.5", 2, 1250),
        ("12", 2, 1200),
        ("0.05", 2, 5),
        ("-0.05", 2, -5),
        ("-0", 2, 0),
        ("007", 2, 700),
        ("10_000.50", 2, 1_000_050),
        ("12.5000000", 2, 1250),
        ("12.000", 0, 12),
        ("1.2345", 4, 12345),
        (12, 2, 1200),
        (-12, 0, -12),
        (0, 2, 0),
        (Decimal("12.50"), 2, 1250),
        (Decimal("1E+3"), 2, 100_000),
        (Decimal("1.5E-1"), 2, 15),
        (Decimal("-0"), 2, 0),
        (Decimal("0E+1000000"), 2, 0),
        (Decimal("0E-1000000"), 2, 0),
        (Decimal("12." + "0" * 500), 2, 1200),
        ("10000000000000", 2, MONEY_MAX),
        (-10_000_000_000_000, 2, -MONEY_MAX),
        (Decimal(10_000_000_000_000), 2, MONEY_MAX),
    ],
)
def test_money(value: int | str | Decimal, exponent: int, expected: int) -> None:
    """Text, whole numbers and Decimals become minor units exactly."""
    assert expected == money(value, exponent)
    assert int is type(money(value, exponent))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (12.5, "wrong-type"),
        (float("nan"), "wrong-type"),
        (True, "wrong-type"),
        (None, "wrong-type"),
        ([1], "wrong-type"),
        (b"12", "wrong-type"),
        (Fraction(1, 2), "wrong-type"),
        (Decimal("NaN"), "wrong-type"),
        (Decimal("sNaN"), "wrong-type"),
        (Decimal("Infinity"), "wrong-type"),
        ("", "wrong-type"),
        ("-", "wrong-type"),
        ("--1", "wrong-type"),
        ("+1", "wrong-type"),
        (".5", "wrong-type"),
        ("5.", "wrong-type"),
        ("1.2.3", "wrong-type"),
        ("1,000", "wrong-type"),
        ("1e5", "wrong-type"),
        (" 1", "wrong-type"),
        ("1\n", "wrong-type"),
        ("NaN", "wrong-type"),
        ("１２", "wrong-type"),
        ("²", "wrong-type"),
        ("1.٣", "wrong-type"),
        ("_1", "wrong-type"),
        ("1__0", "wrong-type"),
        ("1.5_0", "wrong-type"),
        ("¥12", "wrong-type"),
        ("12.505", "too-precise"),
        ("0.001", "too-precise"),
        (Decimal("12.505"), "too-precise"),
        (Decimal("1E-3"), "too-precise"),
        (Decimal("1E-1000000"), "too-precise"),
        (Decimal("1." + "0" * 70 + "1"), "too-precise"),
        ("10000000000000.01", "out-of-bounds"),
        (10_000_000_000_001, "out-of-bounds"),
        (-(10**30), "out-of-bounds"),
        (Decimal("1E+1000000"), "out-of-bounds"),
        (Decimal("-1E+1000000"), "out-of-bounds"),
        (Decimal("1E+15"), "out-of-bounds"),
    ],
)
def test_money_refused(value: object, code: str) -> None:
    """What is no exact amount within bounds is a typed failure."""
    with pytest.raises(LoyaltyError) as caught:
        money(value, 2)  # type: ignore[arg-type]

    assert code == caught.value.code


@pytest.mark.parametrize(
    "value",
    [
        Decimal("1E+1000000"),
        Decimal("-9.99E+999999"),
        Decimal("1E-1000000"),
        Decimal("1E+999999999999999999"),
        10**200_000,
        "9" * 10_000_000,
        "_".join("9" * 1_000_000),
        Decimal("0." + "0" * 100_000 + "1"),
    ],
    ids=lambda _: "",
)
@pytest.mark.parametrize("read", [lambda v: money(v, 2), integer, exact])
def test_hostile_numbers_are_cheap(value: int | str | Decimal, read: object) -> None:
    """A number whose size is an attack is refused at once, whatever it would weigh when written out."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        with pytest.raises(LoyaltyError):
            read(value)  # type: ignore[operator]
        best = min(best, time.process_time() - begun)

    assert best < 0.001


def test_messages_do_not_repeat_the_value() -> None:
    """A refused amount may be personal: neither message nor hint contains it."""
    for value in ("98765.4321", "98765 yuan", 98765.5, Decimal("98765.4321"), 98765 * 10**20):
        with pytest.raises(LoyaltyError) as caught:
            money(value, 2)  # type: ignore[arg-type]

        assert "98765" not in str(caught.value)


@pytest.mark.parametrize(
    ("minor", "exponent", "group", "expected"),
    [
        (1250, 2, "", "12.50"),
        (5, 2, "", "0.05"),
        (-5, 2, "", "-0.05"),
        (0, 2, "", "0.00"),
        (1250, 0, "", "1250"),
        (-1250, 0, "", "-1250"),
        (1250, 3, "", "1.250"),
        (123_456_789, 2, ",", "1,234,567.89"),
        (-123_456_789, 0, " ", "-123 456 789"),
    ],
)
def test_format_money(minor: int, exponent: int, group: str, expected: str) -> None:
    """Amounts are written with exactly the decimals of the currency."""
    assert expected == format_money(minor, exponent, group)


@pytest.mark.parametrize(("code", "exponent"), [("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XCG", 2), ("HKD", 2)])
def test_currency(code: str, exponent: int) -> None:
    """A currency knows its decimals."""
    assert exponent == Currency(code).exponent


def test_currency_reads_and_writes() -> None:
    """A currency reads amounts and writes them back."""
    yen, dinar = Currency("JPY"), Currency("KWD")

    assert (1200, "1200", 1234, "1.234") == (
        yen.money(1200),
        yen.format(1200),
        dinar.money("1.234"),
        dinar.format(1234),
    )


def test_currency_table() -> None:
    """The table holds codes of three capital letters; exceptions to two decimals are all in it."""
    assert 171 == len(CURRENCIES)
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
    assert {0: 17, 2: 145, 3: 7, 4: 2} == {e: list(CURRENCIES.values()).count(e) for e in (0, 2, 3, 4)}


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("RMB", "CNY"),
        ("cny", "CNY"),
        ("CYN", "CNY"),
        ("XAU", ""),
        ("", "CNY"),
        ("人民币", "CNY"),
        (156, "CNY"),
        (None, "CNY"),
    ],
)
def test_unknown_currency(code: object, hint: str) -> None:
    """An unknown code is an error that says what was probably meant."""
    with pytest.raises(LoyaltyError) as caught:
        Currency(code)  # type: ignore[arg-type]

    assert "unknown-currency" == caught.value.code
    assert hint in caught.value.hint


def test_currency_is_a_value() -> None:
    """Currencies compare by code and travel."""
    yuan = Currency("CNY")

    assert [yuan, yuan] == [copy.deepcopy(yuan), pickle.loads(pickle.dumps(yuan))]  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("num", "den", "expected"),
    [
        (5, 2, (2, 3, 3, 2)),
        (7, 2, (3, 4, 4, 4)),
        (-5, 2, (-2, -3, -3, -2)),
        (9, 4, (2, 3, 2, 2)),
        (11, 4, (2, 3, 3, 3)),
        (-11, 4, (-2, -3, -3, -3)),
        (6, 3, (2, 2, 2, 2)),
        (0, 3, (0, 0, 0, 0)),
        (5, -2, (-2, -3, -3, -2)),
        (10**30 + 1, 2, (5 * 10**29, 5 * 10**29 + 1, 5 * 10**29 + 1, 5 * 10**29)),
    ],
)
def test_rounded(num: int, den: int, expected: tuple[int, ...]) -> None:
    """The modes down, up, half-up and half-even, by fraction or by numerator and denominator."""
    assert expected == tuple(rounded(num, den, mode) for mode in ROUNDINGS)
    assert expected == tuple(rounded(Fraction(num, den), mode) for mode in ROUNDINGS)


def test_rounded_whole_number() -> None:
    """A whole number stays, and a fraction may be divided too."""
    assert [7] * 4 == [rounded(7, mode) for mode in ROUNDINGS]
    assert [0, 1, 1, 0] == [rounded(Fraction(3, 2), 3, mode) for mode in ROUNDINGS]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((1, 0, "down"), "zero-division"),
        ((1, 2, "halfup"), "unknown-rounding"),
        ((1.5, "down"), "wrong-type"),
        ((Decimal("1.5"), "down"), "wrong-type"),
        ((1, 2.0, "down"), "wrong-type"),
        ((1.0, 2, "down"), "wrong-type"),
        ((Decimal(1), 2, "down"), "wrong-type"),
    ],
)
def test_rounded_refused(arguments: tuple[object, ...], code: str) -> None:
    """Unknown modes, a denominator of 0 and floats are typed failures."""
    with pytest.raises(LoyaltyError) as caught:
        rounded(*arguments)  # type: ignore[call-overload]

    assert code == caught.value.code


def test_unknown_rounding_suggests() -> None:
    """A misspelt mode is answered with the nearest one."""
    with pytest.raises(LoyaltyError, match="write half-up"):
        rounder("half_up")


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (5, [2, 2, 1], [2, 2, 1]),
        (1, [1, 1], [1, 0]),
        (10, [0, 3, 7], [0, 3, 7]),
        (2, [3, 3, 4], [1, 0, 1]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (7, [5], [7]),
    ],
)
def test_allot(total: int, weights: list[int], expected: list[int]) -> None:
    """Largest remainder, ties by position, always adding up."""
    assert total == sum(allot_growing(total, weights))
    assert expected == allot(total, weights)


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [0, 0]), (1, [2, -1]), (0, [-1]), (-1, [0])])
def test_allot_refused(total: int, weights: list[int]) -> None:
    """Nothing can be divided over no shares or negative ones."""
    for divide in (allot, allot_growing):
        with pytest.raises(LoyaltyError) as caught:
            divide(total, weights)

        assert "bad-weights" == caught.value.code


def test_known_paradox() -> None:
    """A larger total may give a share less, as documented: cumulative users must not assume otherwise."""
    assert ([4, 4, 2], [5, 5, 1]) == (allot(10, [6, 6, 2]), allot(11, [6, 6, 2]))
    assert ([5, 4, 1], [5, 5, 1]) == (allot_growing(10, [6, 6, 2]), allot_growing(11, [6, 6, 2]))


def test_growing_is_not_counted_out() -> None:
    """Dividing large amounts over many shares takes no longer than dividing small ones."""
    shares = list(range(1, 200))
    begun = time.process_time()
    parts = allot_growing(MONEY_MAX, shares)

    assert MONEY_MAX == sum(parts)
    assert time.process_time() - begun < 0.1


def test_integer() -> None:
    """Whole numbers in any exact form."""
    expected = [12, 12, 12, INTEGER_MAX]

    assert expected == [integer(v) for v in (12, "12", Decimal("12.00"), INTEGER_MAX)]


@pytest.mark.parametrize(
    ("value", "code"), [("1.5", "too-precise"), (True, "wrong-type"), (INTEGER_MAX + 1, "out-of-bounds")]
)
def test_integer_refused(value: object, code: str) -> None:
    """Fractions, truth values and numbers beyond bounds are no whole numbers."""
    with pytest.raises(LoyaltyError) as caught:
        integer(value)  # type: ignore[arg-type]

    assert code == caught.value.code


def test_exact() -> None:
    """Decimals become fractions without loss."""
    expected = [Fraction(3, 5), Fraction(-1, 8), Fraction(7), Fraction(1, 10**12)]

    assert expected == [exact(v) for v in ("0.6", Decimal("-0.125"), 7, "0.000000000001")]


def test_exact_refused() -> None:
    """More than twelve decimals are not taken."""
    with pytest.raises(LoyaltyError, match="at most 12 decimals"):
        exact("0.0000000000001")


def test_a_whole_number_is_not_advised_a_point():
    """What cannot have decimals is advised digits alone."""
    with pytest.raises(LoyaltyError) as caught:
        integer("ten")

    assert 'write digits alone, for instance "1200"' == caught.value.hint
