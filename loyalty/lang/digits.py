"""Tokens that begin with a digit and are not plain numbers: dates, and numbers as they are not written here."""

import re
from datetime import date
from fractions import Fraction

from loyalty.lang.nodes import Day, Name, Number
from loyalty.lang.tokens import Tokens

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch
_DATE_LIKE = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/]").match
_THREE = re.compile(r"[0-9]{3}").fullmatch
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?").fullmatch
_GLUED = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)(并且|而且|或者|且|或|和|and|or)(\w*)").fullmatch
_UNIT = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)([^\W\d_]\w*)").fullmatch
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8}
_TIMES_ALONE = {"k": 1000, "K": 1000, "w": 10_000, "W": 10_000}
_OR_WORDS = {"或", "或者", "or"}


def digits(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Read a date, or a number written in a way that is not ours."""
    if match := _DATE(token):
        _date(tokens, match.groups(), start, end)
    elif _DATE_LIKE(token):
        tokens.complain("LOY113", start, end, cure=_date_cure(token))
        tokens.add("value", Day(date.min, start, end), start, end)
    elif match := _GLUED(token):
        _glued(tokens, match.groups(), start)
    elif not _torn(tokens, token, start, end):
        code, meant = _number_meant(token)
        tokens.complain(code, start, end, meant=meant)
        tokens.add("value", Number(0, False, start, end), start, end)  # noqa: FBT003 - a field of a node


def _torn(tokens: Tokens, token: str, start: int, end: int) -> bool:
    """Report the second half of a number such as ``10 000`` or ``10,000`` together with the first."""
    before = len(tokens.kinds) - 1
    comma = before > 0 and tokens.kinds[before] == ","
    first = before - comma
    if first < 0 or not _THREE(token) or not isinstance(tokens.values[first], Number):
        return False
    whole = tokens.text[tokens.starts[first] : end]
    if comma and " " in whole:
        return False
    tokens.complain("LOY110", tokens.starts[first], end, found=whole, meant=f"{tokens.source(first)}_{token}")
    if comma:
        tokens.add("value", Number(0, False, start, end), start, end)  # noqa: FBT003 - a field of a node
    return True


def _date(tokens: Tokens, parts: tuple[str, ...], start: int, end: int) -> None:
    year, month, day = map(int, parts)
    try:
        value = date(year, month, day)
    except ValueError:
        tokens.complain("LOY113", start, end, cure="write a day that exists, such as `2024-01-31`")
        value = date.min
    tokens.add("value", Day(value, start, end), start, end)


def _date_cure(token: str) -> str:
    numbers = re.findall(r"[0-9]+", token)[:3]
    try:
        return f"write `{date(*map(int, numbers))}`; to calculate, put spaces around the operators"
    except ValueError:
        return ""


def _glued(tokens: Tokens, parts: tuple[str, ...], start: int) -> None:
    """Read ``100且visits``: a number, a word for "and" or "or", and what follows it."""
    number, joint, rest = parts
    middle, after = start + len(number), start + len(number) + len(joint)
    meant = "or" if joint in _OR_WORDS else "and"
    tokens.add("value", Number(0, False, start, middle), start, middle)  # noqa: FBT003 - a field of a node
    tokens.complain("LOY109", middle, after, meant=meant, cure=f"write ` {meant} `, with spaces")
    tokens.add(meant, None, middle, after)
    if rest:
        end = after + len(rest)
        leaf = Name(rest, after, end) if rest.isidentifier() else Number(0, False, after, end)  # noqa: FBT003
        tokens.add("name" if isinstance(leaf, Name) else "value", leaf, after, end)


def _number_meant(token: str) -> tuple[str, str]:
    """Return the code of the mistake in a malformed number, and the number that was meant."""
    if _GROUPED(token):
        return "LOY110", token.replace(",", "_")
    if match := _UNIT(token):
        number, unit = match.groups()
        if unit[0] in "eEx" and unit[1:].isdigit():
            return "LOY111", _computer_number(number, unit)
        return "LOY112", _times(number.strip("_"), _TIMES_ALONE.get(unit) or _TIMES.get(unit[0], 1))
    low, dots, high = token.partition("..")
    if dots and low.isdecimal():
        return "LOY111", f"{low} <= x <= {high.strip('.') or 10}"
    whole, _, decimals = token.partition(".")
    digits = "".join(str(int(char)) for char in whole if char.isdecimal()).lstrip("0") or "0"
    tail = "".join(char for char in decimals if char.isdigit() and char.isascii())
    return "LOY111", digits + (f".{tail}" if tail else "")


def _computer_number(number: str, unit: str) -> str:
    """Return what ``1e5`` or ``0x10`` stands for, if it is of reasonable size."""
    if unit[0] == "x":
        return f"{int(unit[1:], 16):_}"
    exponent = int(unit[1:3])
    return _times(number.strip("_"), 10**exponent) if len(unit) <= len("e99") else "1_000_000"


def _times(number: str, factor: int) -> str:
    """Return a written number times a factor, grouped by underscores.

    >>> _times("1.5", 10_000)
    '15_000'
    """
    value = Fraction(number.replace("_", "")) * factor
    return f"{value.numerator:_}" if value.denominator == 1 else number
