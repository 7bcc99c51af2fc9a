"""From tokens to a tree: operator precedence, climbing.

``or`` binds least, then ``and``, ``not``, comparisons and ``in``, ``+ -``, ``* /``, and the sign of a number most.
The depth of brackets and operands is bounded before Python's own stack is.
"""

from loyalty.lang.habits import infix, list_expected, unexpected
from loyalty.lang.nodes import (
    Arithmetic,
    Call,
    Comparison,
    Logic,
    Membership,
    Name,
    Negative,
    Node,
    Not,
    children,
)
from loyalty.lang.problems import Problem, problem
from loyalty.lang.scan import scan
from loyalty.lang.tokens import Tokens

LENGTH_MAX = 2000
DEPTH_MAX = 32
PARTS_MAX = 200

_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _SIGN = range(1, 8)
_POWER = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in", "not"), _COMPARE),
    **dict.fromkeys("+-", _ADD),
    **dict.fromkeys("*/", _MULTIPLY),
}
_CLOSING = {"(": ")", "[": "]"}
_DIRECTIONS = {"<": "up", "<=": "up", ">": "down", ">=": "down", "==": "same", "!=": "other"}


class _Stop(Exception):  # noqa: N818 - not an error of the program: the text cannot be read further
    """The rest of the text cannot be read; the reason has been recorded."""


def parse(text: str) -> Node | list[Problem]:
    """Return the tree of an expression, or every problem found in its text.

    >>> parse("spend >= 10_000").ops
    ('>=',)
    >>> [problem.code for problem in parse("spend >=")]
    ['LOY102']
    """
    if len(text) > LENGTH_MAX:
        return [problem("LOY182", LENGTH_MAX, len(text), limit=LENGTH_MAX)]
    tokens = scan(text)
    if len(tokens.kinds) == 1 and not tokens.problems:
        return [problem("LOY100", 0, len(text))]
    node = _Parser(tokens).whole()
    if tokens.problems or node is None:
        return sorted(tokens.problems, key=lambda found: found.start)
    if len(tokens.kinds) > PARTS_MAX and _size(node) > PARTS_MAX:
        return [problem("LOY181", node.start, node.end, limit=PARTS_MAX)]
    return node


def _size(node: Node) -> int:
    waiting, size = [node], 0
    while waiting:
        size += 1
        waiting.extend(children(waiting.pop()))
    return size


class _Parser:
    """A position in the tokens, and one method for each shape of the grammar."""

    __slots__ = ("at", "depth", "kinds", "tokens")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.kinds
        self.at = 0
        self.depth = 0

    def whole(self) -> Node | None:
        """Return the tree of all tokens, or None after recording why there is none."""
        try:
            node = self.expression(_OR)
            if self.kinds[self.at] != "end":
                unexpected(self.tokens, self.at)
        except _Stop:
            return None
        return node

    def expression(self, power: int) -> Node:
        """Read operands joined by operators that bind at least as strongly as `power`."""
        self.depth += 1
        if self.depth > DEPTH_MAX:
            self.stop("LOY180")
        start = self.tokens.starts[self.at]
        left = self.operand()
        while True:
            kind = self.kinds[self.at]
            binding = _POWER.get(kind)
            if binding is None:
                if kind == "end" or not infix(self.tokens, self.at):
                    break
                continue
            if binding < power:
                break
            left = self.joined(left, kind, binding, start)
        self.depth -= 1
        return left

    def joined(self, left: Node, kind: str, binding: int, start: int) -> Node:
        """Read an operator and what follows it."""
        if binding >= _ADD:
            self.at += 1
            right = self.expression(binding + 1)
            return Arithmetic(kind, left, right, start, self.end())
        if binding == _COMPARE:
            return self.membership(left, start) if kind in {"in", "not"} else self.comparison(left, start)
        parts = [left]
        while self.kinds[self.at] == kind:
            self.at += 1
            parts.append(self.expression(binding + 1))
        return Logic(kind, tuple(parts), start, self.end())

    def comparison(self, left: Node, start: int) -> Node:
        """Read a chain of comparisons, which must all point the same way."""
        operands, ops = [left], []
        while (op := self.kinds[self.at]) in _DIRECTIONS:
            self.at += 1
            ops.append(op)
            operands.append(self.expression(_COMPARE + 1))
        node = Comparison(tuple(operands), tuple(ops), start, self.end())
        if len(ops) > 1 and ({_DIRECTIONS[op] for op in ops} not in ({"up"}, {"down"}, {"same"})):
            self.tokens.complain("LOY117", node.start, node.end)
        return node

    def membership(self, left: Node, start: int) -> Node:
        """Read ``in (...)`` or ``not in (...)``."""
        negated = self.kinds[self.at] == "not"
        self.at += negated
        if self.kinds[self.at] != "in":
            self.fail()
        self.at += 1
        if self.kinds[self.at] not in _CLOSING:
            list_expected(self.tokens, self.at)
            raise _Stop
        opened = self.tokens.starts[self.at]
        items = self.items()
        if not items:
            self.tokens.complain("LOY121", opened, self.end())
        return Membership(left, items, negated, start, self.end())

    def operand(self) -> Node:
        """Read a value, a name, a call, a bracket, or a sign or ``not`` with its operand."""
        at, tokens = self.at, self.tokens
        kind = self.kinds[at]
        self.at += 1
        leaf = tokens.values[at]
        if leaf is not None:
            return self.call(leaf) if kind == "name" and self.kinds[at + 1] == "(" else leaf
        start = tokens.starts[at]
        if kind == "(":
            node = self.expression(_OR)
            self.close(at)
            return node
        if kind == "not":
            inner = self.expression(_NOT)
            return Not(inner, start, self.end())
        if kind == "-":
            inner = self.expression(_SIGN)
            return Negative(inner, start, self.end())
        self.at -= 1
        return self.fail()

    def call(self, name: object) -> Node:
        """Read the arguments of a function."""
        assert isinstance(name, Name)
        return Call(name.name, self.items(), name.start, self.end())

    def items(self) -> tuple[Node, ...]:
        """Read values between brackets, separated by commas."""
        opened = self.at
        self.at += 1
        items: list[Node] = []
        if self.kinds[self.at] != _CLOSING[self.kinds[opened]]:
            items.append(self.expression(_OR))
            while self.kinds[self.at] == ",":
                self.at += 1
                items.append(self.expression(_OR))
        self.close(opened)
        return tuple(items)

    def end(self) -> int:
        """Return where the last token that was read ends."""
        return self.tokens.ends[self.at - 1]

    def close(self, opened: int) -> None:
        """Step over the bracket that closes the one at `opened`."""
        found, close = self.kinds[self.at], _CLOSING[self.kinds[opened]]
        if found != close:
            if found == "end":
                start = self.tokens.starts[opened]
                self.tokens.complain("LOY105", start, self.tokens.ends[opened], close=close)
                raise _Stop
            self.fail()
        self.at += 1

    def fail(self) -> Node:
        """Report the token at hand as out of place."""
        unexpected(self.tokens, self.at)
        raise _Stop

    def stop(self, code: str) -> None:
        """Report a limit that was exceeded at the token at hand."""
        at = self.tokens.starts[self.at]
        self.tokens.complain(code, at, self.tokens.ends[self.at], limit=DEPTH_MAX)
        raise _Stop
