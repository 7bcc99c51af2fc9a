"""From a tree back to text, in the one canonical spelling."""

from collections.abc import Callable
from fractions import Fraction

from loyalty.lang.nodes import (
    Arithmetic,
    Call,
    Comparison,
    Day,
    Logic,
    Membership,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Span,
    Text,
    Truth,
)

_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _SIGN, _ATOM = range(1, 9)
_BINDING = {"or": _OR, "and": _AND, "+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY}
_DOUBLE_QUOTES = '"“”„‟＂'


def unparse(node: Node) -> str:
    """Return the text of a tree; parsing it gives an equal tree.

    >>> from loyalty.lang import parse
    >>> unparse(parse("spend≥10000   or (a  in ['x'])"))
    'spend >= 10_000 or a in ("x")'
    """
    return _WRITERS[type(node)](node)


def _at_least(node: Node, binding: int) -> str:
    """Return the text of an operand, in brackets if it binds less than its place asks for."""
    text = unparse(node)
    return text if _binding(node) >= binding else f"({text})"


def _binding(node: Node) -> int:
    match node:
        case Logic() | Arithmetic():
            return _BINDING[node.op]
        case Not():
            return _NOT
        case Comparison() | Membership():
            return _COMPARE
        case Negative():
            return _SIGN
        case _:
            return _ATOM


def decimal(value: int | Fraction) -> str:
    """Return a number with a finite decimal expansion as authors write it.

    >>> decimal(Fraction(10_000_050, 1000))
    '10_000.05'
    """
    whole, rest = divmod(value, 1)
    digits = ""
    while rest:
        rest *= 10
        digit, rest = divmod(rest, 1)
        digits += str(digit)
    return f"{whole:_}.{digits}" if digits else f"{whole:_}"


def _number(node: Number) -> str:
    return f"{decimal(node.value * 100)}%" if node.percent else decimal(node.value)


def _text(node: Text) -> str:
    quote = "'" if any(sign in node.value for sign in _DOUBLE_QUOTES) else '"'
    return f"{quote}{node.value}{quote}"


def _arithmetic(node: Arithmetic) -> str:
    binding = _BINDING[node.op]
    return f"{_at_least(node.left, binding)} {node.op} {_at_least(node.right, binding + 1)}"


def _comparison(node: Comparison) -> str:
    parts = [_at_least(part, _ADD) for part in node.operands]
    return parts[0] + "".join(f" {op} {part}" for op, part in zip(node.ops, parts[1:], strict=True))


def _membership(node: Membership) -> str:
    word = "not in" if node.negated else "in"
    return f"{_at_least(node.needle, _ADD)} {word} ({', '.join(map(unparse, node.items))})"


def _logic(node: Logic) -> str:
    return f" {node.op} ".join(_at_least(part, _BINDING[node.op] + 1) for part in node.parts)


_WRITERS: dict[type, Callable[..., str]] = {
    Number: _number,
    Text: _text,
    Truth: lambda node: "true" if node.value else "false",
    Day: lambda node: node.value.isoformat(),
    Span: lambda node: str(node.value),
    Name: lambda node: node.name,
    Negative: lambda node: f"-{_at_least(node.operand, _SIGN)}",
    Not: lambda node: f"not {_at_least(node.operand, _NOT)}",
    Arithmetic: _arithmetic,
    Comparison: _comparison,
    Membership: _membership,
    Logic: _logic,
    Call: lambda node: f"{node.function}({', '.join(map(unparse, node.arguments))})",
}
