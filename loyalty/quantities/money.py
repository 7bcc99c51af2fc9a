"""Amounts of money: from text, whole numbers and Decimals to minor units and back, always exact."""

from decimal import Decimal

from loyalty.quantities.numbers import scaled

MONEY_MAX = 10**15


def money(value: int | str | Decimal, exponent: int) -> int:
    """The amount in minor units: `money("12.50", 2)` is 1250.

    Takes a whole number of major units, a Decimal, or text such as `12.50`, `-3` or `10_000`. The
    work is bounded by the length of the input, however large its exponent. Messages never repeat
    the value, which may be personal.

    Args:
        value: the amount in major units.
        exponent: decimals of the currency.

    Raises:
        LoyaltyError: `wrong-type` for floats, truth values, NaN and text that is not a number;
            `too-precise` for more decimals than the currency has; `out-of-bounds` beyond
            `MONEY_MAX` minor units.
    """
    return scaled(value, exponent, MONEY_MAX, "an amount of money")


def format_money(minor: int, exponent: int, group: str = "") -> str:
    """The amount in major units, with exactly the currency's decimals: `1234.50`.

    `group` stands between thousands if given; without it `money` reads the text back.
    """
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(exponent + 1, "0")
    whole, decimals = digits[: len(digits) - exponent], digits[len(digits) - exponent :]
    if group:
        whole = f"{int(whole):,}".replace(",", group)
    return f"{sign}{whole}.{decimals}" if exponent else f"{sign}{whole}"
