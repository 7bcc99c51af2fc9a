"""Numbers from the outside, read exactly and without trusting their size (clause 8)."""

from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING

from loyalty.errors import LoyaltyError

if TYPE_CHECKING:
    from fractions import Fraction

INTEGER_MAX = 10**15
DECIMALS_MAX = 12
TEXT_MAX = 40
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])


def scaled(value: int | str | Decimal, decimals: int, most: int, noun: str) -> int:
    """The value times `10 ** decimals`, which must be a whole number of at most `most` either way.

    Raises:
        LoyaltyError: `wrong-type`, `too-precise` or `out-of-bounds`; `noun` begins the message.
    """
    if isinstance(value, str):
        result = _from_text(value, decimals, noun)
    elif isinstance(value, int) and not isinstance(value, bool):
        result = value * 10**decimals if -most <= value <= most else most + 1
    elif isinstance(value, Decimal):
        result = _from_decimal(value, decimals, most, noun)
    else:
        raise _wrong_type(value, noun)
    if -most <= result <= most:
        return result
    raise LoyaltyError("out-of-bounds", f"{noun} may not be as large as this")


def integer(value: int | str | Decimal) -> int:
    """A whole number of at most `INTEGER_MAX` either way; `2.00` is whole.

    Raises:
        LoyaltyError: `wrong-type`, `too-precise` for a fraction, `out-of-bounds`.
    """
    return scaled(value, 0, INTEGER_MAX, "a whole number")


def exact(value: int | str | Decimal) -> "Fraction":
    """A number with at most `DECIMALS_MAX` decimals, as a fraction.

    Raises:
        LoyaltyError: `wrong-type`, `too-precise`, `out-of-bounds` beyond `INTEGER_MAX`.
    """
    from fractions import Fraction  # noqa: PLC0415 - 6 ms, and money does not need it

    unit = 10**DECIMALS_MAX
    return Fraction(scaled(value, DECIMALS_MAX, INTEGER_MAX * unit, "a number"), unit)


def _from_text(text: str, decimals: int, noun: str) -> int:
    whole, point, rest = text[: TEXT_MAX + 1].removeprefix("-").partition(".")
    if len(text) > TEXT_MAX or not _digits(whole) or (point and not (rest.isascii() and rest.isdigit())):
        digits = "digits with at most one point, for instance" if decimals else "digits alone, for instance"
        hint = f'write {digits} "{"1200.50" if decimals else "1200"}"'
        raise LoyaltyError("wrong-type", f"{noun} is wanted, and this text is not one", hint=hint)
    rest = rest.rstrip("0")
    if len(rest) > decimals:
        raise _too_precise(noun, decimals)
    number = int(whole + rest.ljust(decimals, "0"))
    return -number if text[0] == "-" else number


def _digits(text: str) -> bool:
    """ASCII digits, with single underscores between them if any."""
    if "_" in text:
        return all(map(_digits, text.split("_")))
    return text.isascii() and text.isdigit()


def _from_decimal(value: Decimal, decimals: int, most: int, noun: str) -> int:
    if not value.is_finite():
        raise LoyaltyError("wrong-type", f"{noun} is wanted, not an infinity or NaN")
    if not value:
        return 0
    if value.adjusted() > len(str(most)):
        return most + 1
    if value.adjusted() < -decimals:
        raise _too_precise(noun, decimals)
    try:
        return int(value.scaleb(decimals, _EXACT).to_integral_exact(context=_EXACT))
    except (Inexact, InvalidOperation):
        raise _too_precise(noun, decimals) from None


def _too_precise(noun: str, decimals: int) -> LoyaltyError:
    allowed = f"at most {decimals} decimals" if decimals else "no decimals"
    return LoyaltyError("too-precise", f"{noun} has {allowed} here", hint="round it where it comes from")


def _wrong_type(value: object, noun: str) -> LoyaltyError:
    hint = "write it as text: a float is never exact" if isinstance(value, float) else ""
    return LoyaltyError("wrong-type", f"{noun} is wanted, not {type(value).__name__}", hint=hint)
