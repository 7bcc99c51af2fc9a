"""Tokens that need a second look: quotes, dates, percents, and what authors write by habit.

Whatever is wrong is reported with its cure and then read as what was probably meant, so that one text
tells all its mistakes at once.
"""

from fractions import Fraction
from unicodedata import normalize

from loyalty.lang.digits import digits
from loyalty.lang.nodes import Name, Number, Text
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
_KEYWORDS = {"and", "or", "not", "in", "true", "false"}
PATTERNS = {
    *("matches", "match", "like", "LIKE", "contains", "startswith", "endswith", "startsWith", "endsWith"),
    *("regex", "regexp", "test", "search", "包含", "匹配"),
}
"""Words that ask for a pattern in other languages."""


def odd(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Add what an unusual token means; `token` is its narrow form, the spans are those of the text."""
    first = token[0]
    if first in "\"'":
        _quoted(tokens, token, start, end)
    elif first.isdecimal() or (first == "." and len(token) > 1):
        digits(tokens, token, start, end)
    elif first == "%":
        _percent(tokens, start, end)
    elif token in HABITS:
        _habit(tokens, token, start, end)
    elif first == "_" or first.isalpha():
        _word(tokens, token, start, end)
    else:
        code = "LOY122" if first in "?:" else "LOY101"
        tokens.complain(code, start, end, cure=_CURES.get(token, ""))


def _habit(tokens: Tokens, token: str, start: int, end: int) -> None:
    """Read an operator of another language as ours; ``> =`` is one operator torn apart."""
    kind, code = HABITS[token]
    before = tokens.kinds[-1] if tokens.kinds else ""
    if code == "LOY108" and before in {"<", ">", "not"} and not tokens.text[tokens.ends[-1] : start].strip():
        meant = {"not": "!="}.get(before, f"{before}=")
        tokens.problems = [found for found in tokens.problems if found.start != tokens.starts[-1]]
        tokens.complain("LOY119", tokens.starts[-1], end, meant=meant, cure=f"write `{meant}` without a space")
        tokens.kinds[-1], tokens.ends[-1] = meant, end
        return
    tokens.complain(code, start, end, cure=_CURES.get(token, ""), meant=kind)
    tokens.add(kind, None, start, end)


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
    if not name.isidentifier() or name in _KEYWORDS:
        parts = [part for part in name.split(".") if part]
        dotted = "." in name
        name = parts[-1] if parts and parts[-1].isidentifier() else "_"
        if dotted and tokens.text[end:].lstrip()[:1] in {"(", "（"}:
            code, cure = ("LOY120", "") if name in PATTERNS else ("LOY115", "write a function around it: `floor(x)`")
            tokens.complain(code, start, end, cure=cure)
        else:
            tokens.complain("LOY115" if dotted else "LOY101", start, end, meant=name)
    tokens.add("name", Name(name, start, end), start, end)
