"""From text to tokens: one linear pass, full-width signs read as their narrow twins.

Offsets always refer to the author's own text: twins are translated one character to one.
"""

import re
from fractions import Fraction

from loyalty.errors import LoyaltyError
from loyalty.lang.nodes import Name, Number, Span, Truth
from loyalty.lang.odd import odd
from loyalty.lang.tokens import Tokens
from loyalty.periods import Period

_FIND = re.compile(
    r"\s+"
    r"|[^\W\d][\w.]*"  # a name
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[\w:.]*|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}[\w:.]*"  # a date
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w.,])"  # digits grouped by commas, which is a mistake
    r"|\.?\d[\w.]*"  # a number
    r"|[<>=!]=|=[<>~]|<>|\*\*|//|&&|\|\||\?\?|:="
    r'|"[^"\n]*"?'
    r"|'[^'\n]*'?"
    r"|.",
    re.DOTALL,
).findall

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
TWINS = _WIDE | str.maketrans("　“”„‟‘’‚‛、−–—×÷⩾⩽≧≦", " \"\"\"\"'''',---*/≥≤≥≤")
"""Full-width and typographic signs, each with the one sign that means the same."""

_FIXED = {
    **{sign: sign for sign in ("and", "or", "not", "in", "==", "!=", "<", "<=", ">", ">=", *"+-*/(),[]")},
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    " ": "",
}
_TRUTHS = {"true": True, "false": False}
_NUMBER = re.compile(r"(0|[1-9][0-9]*(?:_[0-9]+)*)(?:\.([0-9]+(?:_[0-9]+)*))?").fullmatch


def scan(text: str) -> Tokens:
    """Return the tokens of a text; its `problems` tell what could not be read."""
    tokens = Tokens(text)
    add, fixed, end = tokens.add, _FIXED.get, 0
    for token in _FIND(text if text.isascii() else text.translate(TWINS)):
        start, end = end, end + len(token)
        kind = fixed(token)
        if kind is not None:
            if kind:
                add(kind, None, start, end)
        elif token.isidentifier() and token.isascii():
            _name(tokens, token, start, end)
        elif match := _NUMBER(token):
            add("value", Number(_number(*match.groups()), False, start, end), start, end)  # noqa: FBT003 - a field
        elif not token.isspace():
            odd(tokens, token, start, end)
    add("end", None, len(text.rstrip()), len(text.rstrip()))
    return tokens


def _name(tokens: Tokens, token: str, start: int, end: int) -> None:
    truth = _TRUTHS.get(token)
    if truth is not None:
        tokens.add("value", Truth(truth, start, end), start, end)
    elif token[0] == "P" and (period := _period(token)):
        tokens.add("value", Span(period, start, end), start, end)
    else:
        tokens.add("name", Name(token, start, end), start, end)


def _number(whole: str, decimals: str | None) -> int | Fraction:
    """Return the exact value; whole numbers as int, however they are written."""
    if decimals is None:
        return int(whole)
    decimals = decimals.replace("_", "")
    value = Fraction(int(whole.replace("_", "") + decimals), 10 ** len(decimals))
    return value.numerator if value.denominator == 1 else value


def _period(token: str) -> Period | None:
    try:
        return Period.parse(token)
    except LoyaltyError:
        return None
