"""Words and shapes of other languages where the grammar has no place for them.

Only reached after something is wrong, so it may take its time.
"""

from loyalty.lang.odd import PATTERNS
from loyalty.lang.tokens import Tokens

_COMPARING = {
    ">=": "大于等于 大于或等于 不低于 不少于 不小于 达到 至少 满 atleast gte ge",
    "<=": "小于等于 小于或等于 不超过 不高于 不大于 不多于 至多 atmost lte le",
    ">": "大于 超过 高于 多于 over above exceeds gt more greater",
    "<": "小于 低于 少于 不满 不足 不到 below under less lt",
    "==": "等于 是 为 is equals equal eq",
    "!=": "不等于 不是 isnt ne",
}
_JOINING = {
    "and": "且 并且 而且 和 与 及 AND And plus",
    "or": "或 或者 OR Or",
    "in": "属于 IN In within",
    "not": "非 不 NOT Not",
}
WORDS = {
    **{word: (op, "LOY119") for op, words in _COMPARING.items() for word in words.split()},
    **{word: (op, "LOY109") for op, words in _JOINING.items() for word in words.split()},
}
"""Words standing for operators, with the operator and the code of the mistake."""

_BRANCHES = {"if", "then", "else", "elif", "when", "case", "where", "unless", "IF", "如果", "则", "否则", "当"}


def infix(tokens: Tokens, at: int) -> bool:
    """Read a word that stands where an operator is expected as the operator it means; say whether it could be."""
    word = tokens.source(at)
    start, end = tokens.starts[at], tokens.ends[at]
    if tokens.kinds[at] != "name":
        return False
    if word in WORDS:
        op, code = WORDS[word]
        tokens.complain(code, start, end, meant=op)
    elif word == "between":
        op = ">="
        tokens.complain("LOY119", start, end, meant="60 <= x <= 70", cure="write both bounds: `60 <= x <= 70`")
    elif word in PATTERNS:
        op = "=="
        tokens.complain("LOY120", start, end)
    else:
        return False
    tokens.kinds[at], tokens.values[at] = op, None
    return True


def list_expected(tokens: Tokens, at: int) -> None:
    """Report ``in`` without a list."""
    if tokens.kinds[at] == "end":
        unexpected(tokens, at)
        return
    if reported(tokens, at):
        return
    item = tokens.source(at)
    cure = f"write `in ({item})`" if tokens.kinds[at] == "value" else ""
    tokens.complain("LOY118", tokens.starts[at], tokens.ends[at], cure=cure)


def unexpected(tokens: Tokens, at: int) -> None:
    """Report the token at `at` as out of place, unless it has been reported already."""
    start, end = tokens.starts[at], tokens.ends[at]
    if reported(tokens, at):
        return
    if tokens.kinds[at] == "end":
        _breaks_off(tokens, at)
    elif at and _ends_value(tokens, at - 1):
        _follows(tokens, at)
    elif tokens.kinds[at] in {")", "]"} and at and tokens.kinds[at - 1] in {"(", "["}:
        tokens.complain("LOY103", start, end, cure="write a value between the brackets")
    else:
        tokens.complain("LOY103", start, end)


def reported(tokens: Tokens, at: int) -> bool:
    """Whether a problem has been found in the token at `at` or right before it, which explains this one."""
    start = tokens.starts[at]
    return any(
        found.code == "LOY122" or (found.start <= start and not tokens.text[found.end : start].strip())
        for found in tokens.problems
    )


def _ends_value(tokens: Tokens, at: int) -> bool:
    return tokens.values[at] is not None or tokens.kinds[at] in {")", "]"}


def _breaks_off(tokens: Tokens, at: int) -> None:
    after = tokens.source(at - 1) if at else ""
    tokens.complain("LOY102", tokens.starts[at], tokens.ends[at], after=after, cure=f"write a value after `{after}`")


def _follows(tokens: Tokens, at: int) -> None:
    """Report a token that follows a complete value."""
    word, before = tokens.source(at), tokens.source(at - 1)
    start, end, kind = tokens.starts[at], tokens.ends[at], tokens.kinds[at]
    if kind in {")", "]"}:
        tokens.complain("LOY106", start, end)
    elif kind == ",":
        tokens.complain("LOY104", start, end, cure="a comma separates arguments; join conditions by `and` or `or`")
    elif kind == "[":
        tokens.complain("LOY115", start, end, meant=before)
    elif word in _BRANCHES or before in _BRANCHES:
        code_at = at if word in _BRANCHES else at - 1
        tokens.complain("LOY122", tokens.starts[code_at], tokens.ends[code_at])
    elif before in WORDS and tokens.kinds[at - 1] == "name":
        op, code = WORDS[before]
        tokens.complain(code, tokens.starts[at - 1], tokens.ends[at - 1], meant=op)
    elif kind == "value" and tokens.kinds[at - 1] == "value" and before.isdigit() and word[0].isdigit():
        tokens.complain("LOY111", tokens.starts[at - 1], end, found=f"{before} {word}", meant=f"{before}_{word}")
    else:
        tokens.complain("LOY104", start, end)
