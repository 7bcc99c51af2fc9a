"""From text to tokens: one linear pass, full-width signs read as their narrow twins.

Offsets always refer to the author's own text: twins are translated one character to one.
"""

import re
from fractions import Fraction

from loyalty.errors import LoyaltyError
from loyalty.lang.nodes import Name, Number, Span, Truth
from loyalty.lang.odd import odd
from loyalty.lang.tokens import Leaf, Tokens
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
    kinds, values, starts, ends = tokens.kinds.append, tokens.values.append, tokens.starts.append, tokens.ends.append
    fixed, end = _FIXED.get, 0
    leaf: Leaf | None
    for token in _FIND(text if text.isascii() else text.translate(TWINS)):
        start, end = end, end + len(token)
        kind, leaf = fixed(token), None
        if kind is None:
            kind, leaf = _leaf(tokens, token, start, end)
        if kind:
            kinds(kind)
            values(leaf)
            starts(start)
            ends(end)
    tokens.add("end", None, len(text.rstrip()), len(text.rstrip()))
    return tokens


def _leaf(tokens: Tokens, token: str, start: int, end: int) -> tuple[str, Leaf | None]:
    """Return the kind and the node of a name or value; no kind for blanks and for what is reported instead."""
    if token.isidentifier() and token.isascii():
        return _word(token, start, end)
    if match := _NUMBER(token):
        return "value", Number(_number(*match.groups()), False, start, end)  # noqa: FBT003 - a field
    if not token.isspace():
        odd(tokens, token, start, end)
    return "", None


def _word(token: str, start: int, end: int) -> tuple[str, Leaf]:
    truth = _TRUTHS.get(token)
    if truth is not None:
        return "value", Truth(truth, start, end)
    if token[0] == "P" and (period := _period(token)):
        return "value", Span(period, start, end)
    return "name", Name(token, start, end)


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
