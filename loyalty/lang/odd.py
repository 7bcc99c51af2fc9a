"""Tokens that need a second look: quotes, dates, percents, and what authors write by habit.

Whatever is wrong is reported with its cure and then read as what was probably meant, so that one text
tells all its mistakes at once.
"""

import re
from datetime import date
from fractions import Fraction
from unicodedata import normalize

from loyalty.lang.nodes import Day, Name, Number, Text
from loyalty.lang.tokens import Tokens

HABITS = {
    "=": ("==", "LOY108"),
    ":=": ("==", "LOY108"),
    "&&": ("and", "LOY109"),
    "&": ("and", "LOY109"),
    "||": ("or", "LOY109"),
    "|": ("or", "LOY109"),
    "!": ("not", "LOY109"),
    "<>": ("!=", "LOY119"),
    "=>": (">=", "LOY119"),
    "=<": ("<=", "LOY119"),
    "~": ("==", "LOY120"),
    "=~": ("==", "LOY120"),
    "**": ("*", "LOY122"),
    "^": ("*", "LOY122"),
    "//": ("/", "LOY122"),
}
"""Operators of other languages: what they are read as, and what is said about them."""

_CURES = {
    "**": "multiply a value by itself: `x * x`",
    "^": "multiply a value by itself: `x * x`",
    "//": "write `floor(a / b)`",
    "?": "write conditions with `and`/`or`; for a value that may be missing `otherwise(x, 0)`",
    "??": "write `otherwise(x, 0)`",
    "¥": "amounts are plain numbers: `10_000`",
    "￥": "amounts are plain numbers: `10_000`",
    "$": "names stand alone, without `$`; amounts are plain numbers",
    "{": "names stand alone, without braces",
    "}": "names stand alone, without braces",
    "#": "put notes into the key `note`",
    ";": "write one expression, joined by `and` or `or`",
    "\\": "use the other kind of quotes around a text that contains quotes",
}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch
_DATE_LIKE = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/]").match
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?").fullmatch
_GLUED = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)(并且|而且|或者|且|或|和|and|or)(\w*)").fullmatch
_UNIT = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)([^\W\d_]\w*)").fullmatch
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8}
_TIMES_ALONE = {"k": 1000, "K": 1000, "w": 10_000, "W": 10_000}
_OR_WORDS = {"或", "或者", "or"}


def odd(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Add what an unusual token means; `token` is its narrow form, the spans are those of the text."""
    first = token[0]
    if first in "\"'":
        _quoted(tokens, token, start, end)
    elif first.isdigit() or (first == "." and len(token) > 1):
        _digits(tokens, token, start, end)
    elif first == "%":
        _percent(tokens, start, end)
    elif token in HABITS:
        kind, code = HABITS[token]
        tokens.complain(code, start, end, cure=_CURES.get(token, ""), meant=kind)
        tokens.add(kind, None, start, end)
    elif first == "_" or first.isalpha():
        _word(tokens, token, start, end)
    else:
        code = "LOY122" if first in "?:" else "LOY101"
        tokens.complain(code, start, end, cure=_CURES.get(token, ""))


def _quoted(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Read a text in quotes; its content is the author's own, wide signs included."""
    closed = len(token) > 1 and token[-1] == token[0]
    if not closed:
        tokens.complain("LOY107", start, end, found=token[0])
    tokens.add("value", Text(tokens.text[start + 1 : end - closed], start, end), start, end)


def _percent(tokens: Tokens, start: int, end: int) -> None:
    last = tokens.values[-1] if tokens.values else None
    if not isinstance(last, Number) or last.percent:
        tokens.complain("LOY116", start, end)
        return
    share = Fraction(last.value, 100)
    value = share.numerator if share.denominator == 1 else share
    tokens.values[-1] = Number(value, True, last.start, end)  # noqa: FBT003 - a field of a node
    tokens.ends[-1] = end


def _word(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Read a name that is not plain ASCII, or one with dots."""
    name = normalize("NFKC", token)
    if not name.isidentifier():
        parts = [part for part in name.split(".") if part]
        dotted = "." in name
        name = parts[-1] if parts and parts[-1].isidentifier() else "_"
        tokens.complain("LOY115" if dotted else "LOY101", start, end, meant=name)
    tokens.add("name", Name(name, start, end), start, end)


def _digits(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Read a date, or a number written in a way that is not ours."""
    if match := _DATE(token):
        _date(tokens, match.groups(), start, end)
    elif _DATE_LIKE(token):
        tokens.complain("LOY113", start, end, cure=_date_cure(token))
        tokens.add("value", Day(date.min, start, end), start, end)
    elif match := _GLUED(token):
        _glued(tokens, match.groups(), start)
    else:
        code, meant = _number_meant(token)
        tokens.complain(code, start, end, meant=meant)
        tokens.add("value", Number(0, False, start, end), start, end)  # noqa: FBT003 - a field of a node


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
        odd(tokens, rest, after, after + len(rest))


def _number_meant(token: str) -> tuple[str, str]:
    """Return the code of the mistake in a malformed number, and the number that was meant."""
    if _GROUPED(token):
        return "LOY110", token.replace(",", "_")
    if match := _UNIT(token):
        number, unit = match.groups()
        if unit[0] in "eEx" and unit[1:].isdigit():
            return "LOY111", _computer_number(number, unit)
        return "LOY112", _times(number.strip("_"), _TIMES_ALONE.get(unit) or _TIMES.get(unit[0], 1))
    whole, _, decimals = token.partition(".")
    digits = "".join(str(int(char)) for char in whole if char.isdigit()).lstrip("0") or "0"
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
