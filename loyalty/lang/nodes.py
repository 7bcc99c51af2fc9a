"""The tree that an expression's text becomes, before names and types are known.

Every node keeps the character span ``[start, end)`` of the text it came from; spans take no part in equality.
"""

from datetime import date
from fractions import Fraction

import attrs

from loyalty.periods import Period


@attrs.frozen
class Number:
    """A number as written: ``10_000`` or ``0.035``, and ``8%``, whose value is 8/100."""

    value: int | Fraction
    percent: bool = False
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Text:
    """A word in quotes."""

    value: str
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Truth:
    """``true`` or ``false``."""

    value: bool
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Day:
    """A calendar day, ``2024-01-31``."""

    value: date
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Span:
    """A period of the calendar, ``P30D``."""

    value: Period
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Name:
    """A declared name, normalised to NFKC."""

    name: str
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Negative:
    """``-operand``."""

    operand: "Node"
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Not:
    """``not operand``."""

    operand: "Node"
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Arithmetic:
    """``left op right`` with op one of ``+ - * /``."""

    op: str
    left: "Node"
    right: "Node"
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Comparison:
    """A comparison or a chain of them: ``60 <= volume <= 70`` has three operands and two ops."""

    operands: tuple["Node", ...]
    ops: tuple[str, ...]
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Membership:
    """``needle in (a, b)``, or ``not in`` when negated."""

    needle: "Node"
    items: tuple["Node", ...]
    negated: bool = False
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Logic:
    """``a and b and c`` or ``a or b or c``: two parts or more, of which none is the same without brackets."""

    op: str
    parts: tuple["Node", ...]
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Call:
    """``function(arguments)``."""

    function: str
    arguments: tuple["Node", ...]
    start: int = attrs.field(default=0, eq=False)
    end: int = attrs.field(default=0, eq=False)


Node = Number | Text | Truth | Day | Span | Name | Negative | Not | Arithmetic | Comparison | Membership | Logic | Call


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node, left to right."""
    match node:
        case Negative() | Not():
            return (node.operand,)
        case Arithmetic():
            return (node.left, node.right)
        case Comparison():
            return node.operands
        case Membership():
            return (node.needle, *node.items)
        case Logic():
            return node.parts
        case Call():
            return node.arguments
        case _:
            return ()


def names(node: Node) -> frozenset[str]:
    """Return the names an author wrote in an expression.

    >>> from loyalty.lang import parse
    >>> sorted(names(parse("spend >= 10_000 or streak >= 10")))
    ['spend', 'streak']
    """
    found: set[str] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Name):
            found.add(here.name)
        waiting.extend(children(here))
    return frozenset(found)
