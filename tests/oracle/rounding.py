"""Rounding of exact fractions to whole numbers."""

from fractions import Fraction


def rounded(value, mode):
    """The whole number for an exact value: down and up are towards zero and away from it."""
    value = Fraction(value)
    size, sign = abs(value), -1 if value < 0 else 1
    whole = size.numerator // size.denominator
    rest = size - whole
    half = Fraction(1, 2)
    more = {
        "down": False,
        "up": rest > 0,
        "half-up": rest >= half,
        "half-even": rest > half or (rest == half and whole % 2 == 1),
    }[mode]
    return sign * (whole + more)


def to_digits(value, digits, mode):
    """The value rounded to so many decimal places."""
    return Fraction(rounded(value * 10**digits, mode), 10**digits)
