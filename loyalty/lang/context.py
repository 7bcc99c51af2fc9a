"""What checking carries along: the names in scope, what is known so far, and the problems found."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from loyalty.lang.function import Function
from loyalty.lang.nodes import Node
from loyalty.lang.problems import Problem, problem
from loyalty.lang.table import Table
from loyalty.lang.tokens import shorten
from loyalty.lang.typed import Typed
from loyalty.lang.types import Type
from loyalty.lang.unparse import unparse

BROKEN = Type("bool", ladder="broken")
"""The type of a part with a reported problem; nothing more is said about what contains it."""

KINDS = {
    "bool": ("a condition", "条件"),
    "integer": ("a whole number", "整数"),
    "decimal": ("a number", "数"),
    "money": ("an amount of money", "金额"),
    "text": ("text", "文字"),
    "date": ("a date", "日期"),
    "instant": ("a moment", "时刻"),
    "period": ("a period", "期间"),
    "tier": ("a tier", "等级"),
}
"""How kinds of values are called in messages, in English and Chinese."""

ZeroDivision = int | Fraction | tuple[int | Fraction, int | Fraction]
"""What a division by zero gives; of two, the first is for 0/0 and the second for every other number."""

Rules = Mapping[type, Callable[["Context", Node], Typed]]


class Context:
    """One run of the checker over one expression.

    Attributes:
        nonnull: names known not to be missing here, thanks to ``known(x) and ...``.
        tolerant: True inside ``otherwise`` and ``known``, where values may be missing.
        zero_division: the result of a division by a zero that is not written out, if the program declares one; of two,
            the first is for 0/0.
        functions: the functions that plugins add, by name.
        tables: numbers by tier, kind or field; each is known where the name it goes by is.
    """

    __slots__ = ("functions", "nonnull", "problems", "rules", "scope", "tables", "tolerant", "zero_division")

    def __init__(
        self,
        scope: Mapping[str, Type],
        rules: Rules,
        zero_division: ZeroDivision | None,
        functions: Mapping[str, Function],
        tables: Mapping[str, Table],
    ) -> None:
        self.scope = scope
        self.functions = functions
        self.tables = tables
        self.rules = rules
        self.zero_division = zero_division
        self.problems: list[Problem] = []
        self.nonnull: frozenset[str] = frozenset()
        self.tolerant = False

    def knows(self, name: str) -> bool:
        """Whether something is called so: a value, or a table."""
        return name in self.scope or name in self.tables

    def check(self, node: Node) -> Typed:
        """Return the typed form of a node; a problem is recorded and leaves a part of type `BROKEN`."""
        return self.rules[type(node)](self, node)

    def check_tolerant(self, node: Node, *, tolerant: bool) -> Typed:
        """Check a node where values may, or may not, be missing."""
        before, self.tolerant = self.tolerant, tolerant
        typed = self.check(node)
        self.tolerant = before
        return typed

    def fail(self, code: str, node: Node, *, cure: str = "", **words: object) -> Typed:
        """Record a problem at a node and return a broken part in its place."""
        words.setdefault("found", source(node))
        self.problems.append(problem(code, node.start, node.end, cure=cure, **words))
        return broken(node)

    def fail_kind(self, code: str, typed: Typed, *, cure: str = "", **words: object) -> Typed:
        """Record a problem about what kind of value a part is."""
        kind, kind_zh = KINDS[typed.type.kind]
        return self.fail(code, typed.node, cure=cure, kind=kind, kind_zh=kind_zh, **words)


def broken(node: Node) -> Typed:
    """Return what stands in the place of a part whose problem has been reported."""
    return Typed("const", BROKEN, node)


def source(node: Node) -> str:
    """Return a node's text for a message."""
    return shorten(unparse(node))


def is_broken(*parts: Typed) -> bool:
    """Whether a problem with one of the parts has been reported already."""
    for part in parts:  # noqa: SIM110 - asked for every part, and `any` takes three times as long
        if part.type is BROKEN:
            return True
    return False
