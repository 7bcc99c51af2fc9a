"""The types of comparisons, lists, and conditions joined by ``and``, ``or`` and ``not``."""

from collections.abc import Sequence

import attrs

from loyalty.lang.agree import agree
from loyalty.lang.context import Context, broken, is_broken, source
from loyalty.lang.missing import proven
from loyalty.lang.nodes import Comparison, Logic, Membership, Name, Node, Not
from loyalty.lang.typed import Typed
from loyalty.lang.types import BOOL, NONE_TIER

NULLS = frozenset({"null", "none", "nil", "None", "NULL", "Null", "undefined", "NaN", "nan", "空", "空值"})
"""Words for a missing value in other languages."""

_ORDERING = frozenset({"<", "<=", ">", ">="})
_UNORDERED = frozenset({"text", "bool", "period"})


def comparison(context: Context, node: Comparison) -> Typed:
    """Return a chain of comparisons between values of one type."""
    parts = agree(context, _together(context, node.operands))
    if parts is None:
        return broken(node)
    kind = parts[0].type.kind
    if kind in _UNORDERED and (kind == "period" or not _ORDERING.isdisjoint(node.ops)):
        return context.fail_kind("LOY146", parts[0], op=node.ops[0])
    return Typed("compare", BOOL, node, tuple(parts), node.ops)


def membership(context: Context, node: Membership) -> Typed:
    """Return ``needle in (...)`` between values of one type."""
    parts = agree(context, _together(context, (node.needle, *node.items)))
    if parts is None:
        return broken(node)
    if parts[0].type.kind == "period":
        return context.fail_kind("LOY146", parts[0], op="in")
    return Typed("in", BOOL, node, tuple(parts), node.negated)


def _together(context: Context, nodes: Sequence[Node]) -> list[Typed]:
    """Check values that meet; an unknown name among them may be a word without quotes."""
    strange = [type(node) is Name and not context.knows(node.name) for node in nodes]
    if not any(strange):
        return [context.check(node) for node in nodes]
    null = any(odd and isinstance(node, Name) and node.name in NULLS for node, odd in zip(nodes, strange, strict=True))
    known = [
        None if odd else context.check_tolerant(node, tolerant=null or context.tolerant)
        for node, odd in zip(nodes, strange, strict=True)
    ]
    words = {word for part in known if part for word in part.type.values}
    words |= {NONE_TIER for part in known if part and part.type.kind == "tier"}
    texts = any(part.type.kind == "text" for part in known if part)
    return [part or _unknown(context, node, words, texts=texts) for node, part in zip(nodes, known, strict=True)]


def _unknown(context: Context, node: Node, words: set[str], *, texts: bool) -> Typed:
    """Report an unknown name beside `words`, one of which it may be, or beside free text."""
    if isinstance(node, Name) and node.name in words:
        return context.fail("LOY132", node)
    typed = context.check(node)
    last = context.problems[-1]
    if texts and last.code == "LOY130":
        context.problems[-1] = attrs.evolve(last, cure=f'{last.cure}; if it is a word, write `"{source(node)}"`')
    return typed


def logic(context: Context, node: Logic) -> Typed:
    """Return conditions joined by one word; each is checked knowing what those before it prove."""
    before, truth = context.nonnull, node.op == "and"
    parts: list[Typed] = []
    for child in node.parts:
        part = condition(context, child)
        if part.op != "compare":
            context.nonnull |= proven(part, truth=truth)
        parts.append(part)
    context.nonnull = before
    return broken(node) if is_broken(*parts) else Typed(node.op, BOOL, node, tuple(parts))


def negation(context: Context, node: Not) -> Typed:
    """Return ``not x``."""
    operand = condition(context, node.operand)
    return operand if is_broken(operand) else Typed("not", BOOL, node, (operand,))


def condition(context: Context, node: Node) -> Typed:
    """Check a part that must be true or false."""
    typed = context.check(node)
    if typed.type.kind == "bool":
        return typed
    return context.fail_kind("LOY140", typed, cure=_cure(typed))


def _cure(typed: Typed) -> str:
    if typed.type.kind == "text" and typed.op == "const":
        return "compare a name with it: `name == ...`; after `or` the name is written again"
    return ""
