"""Names and types: from the tree an author wrote to a tree that has one meaning."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from loyalty.errors import nearest
from loyalty.lang.arithmetic import arithmetic, negative
from loyalty.lang.calls import FUNCTIONS, call
from loyalty.lang.conditions import NULLS, comparison, logic, membership, negation
from loyalty.lang.context import KINDS, Context, ZeroDivision, is_broken
from loyalty.lang.convert import converted
from loyalty.lang.function import Function
from loyalty.lang.missing import missing
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
from loyalty.lang.problems import Problem
from loyalty.lang.table import Table
from loyalty.lang.typed import Typed
from loyalty.lang.types import BOOL, DATE, DECIMAL, INTEGER, NONE_TIER, PERIOD, TEXT, Type

_EPOCH = 719_163
_TRUTHS = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false", "真": "true", "假": "false"}
_PERIOD_LIKE = re.compile(r"[Pp]T?[0-9]\w*").fullmatch


def check(
    node: Node,
    scope: Mapping[str, Type],
    want: Type | None = None,
    *,
    zero_division: ZeroDivision | None = None,
    functions: Mapping[str, Function] = MappingProxyType({}),
    tables: Mapping[str, Table] = MappingProxyType({}),
    unknown: bool = False,
) -> Typed | list[Problem]:
    """Return the typed form of a tree, or every problem found in it.

    Args:
        node: what `parse` returned.
        scope: the names that may be read, with their types; functions of today's date need ``at`` among them.
        want: the type that is wanted; None takes any. A nullable type allows a result that may be missing.
        zero_division: the result of a division by a zero that depends on the member (in major units for money).
            Of two, the first is for 0/0. Without it only constants and names that are never zero divide.
        functions: the functions that plugins add, by name.
        tables: numbers by tier, kind or field; each is known where the name it goes by is.
        unknown: whether the result may be missing although `want` is None, as that of a formula may.

    >>> from loyalty.lang import MONEY, parse
    >>> check(parse("spend >= 10_000"), {"spend": MONEY}).args[1].value
    1000000
    """
    context = Context(scope, _RULES, zero_division, functions, tables)
    context.tolerant = unknown or (want is not None and want.nullable)
    typed = context.check(node)
    if want is not None and not is_broken(typed):
        typed = _as_wanted(context, typed, want)
    if unknown and not is_broken(typed) and missing(typed):
        typed = _optional(typed)
    if context.problems:
        return sorted(context.problems, key=lambda found: (found.start, found.end))
    return typed


def _as_wanted(context: Context, typed: Typed, want: Type) -> Typed:
    """Return the result as the type wanted where it stands."""
    found = converted(context, typed, want)
    if found is None:
        return _unwanted(context, typed, want)
    return _optional(found) if want.nullable and not is_broken(found) and missing(found) else found


def _optional(typed: Typed) -> Typed:
    return Typed(typed.op, typed.type.optional(), typed.node, typed.args, typed.value)


_UNWANTED = {
    ("integer", "decimal"): "say how it is rounded: `floor(...)`, `ceil(...)` or `round(...)`",
    ("decimal", "money"): "divide it by an amount, such as a parameter of type money",
    ("integer", "money"): "divide it by an amount, such as a parameter of type money",
    ("money", "integer"): "multiply it by an amount",
    ("money", "decimal"): "multiply it by an amount",
    ("period", "integer"): "write a period such as `P30D`",
}


def _unwanted(context: Context, typed: Typed, want: Type) -> Typed:
    if want.kind == "bool":
        return context.fail_kind("LOY140", typed)
    kind, kind_zh = KINDS[want.kind]
    cure = _UNWANTED.get((want.kind, typed.type.kind), "")
    return context.fail_kind("LOY149", typed, cure=cure, want=kind, want_zh=kind_zh)


def _name(context: Context, node: Name) -> Typed:
    name = node.name
    found = context.scope.get(name)
    if found is None:
        table = context.tables.get(name)
        return _unknown(context, node) if table is None else _lookup(context, node, table)
    if found.nullable:
        if name in context.nonnull:
            found = found.optional(nullable=False)
        elif not context.tolerant:
            cure = _guard(name, found)
            return context.fail("LOY160", node, cure=cure)
    return Typed("name", found, node, (), name)


def _lookup(context: Context, node: Name, table: Table) -> Typed:
    """Return a number of a table, by the value of the name that it goes by."""
    by = context.scope.get(table.by)
    if by is None:
        return context.fail("LOY136", node, by=table.by)
    if by.nullable and table.by not in context.nonnull and not context.tolerant:
        return context.fail("LOY160", node, cure=_guard(table.name, table.type))
    listed = (NONE_TIER, *by.values) if by.kind == "tier" else by.values
    if lacking := [word for word in listed if word not in table.values]:
        quoted = " and ".join(f"`{word}`" for word in lacking)
        return context.fail("LOY137", node, lacking=quoted, first=lacking[0])
    word = _name(context, Name(table.by, node.start, node.end))
    return word if is_broken(word) else Typed("lookup", table.type, node, (word,), table)


def _guard(name: str, kind: Type) -> str:
    fallback = {"text": '""', "bool": "false", "date": "2024-01-31", "instant": "at"}.get(kind.kind, "0")
    if kind.values:
        fallback = f'"{kind.values[0]}"'
    return f"write `otherwise({name}, {fallback})`, or ask `known({name}) and ...` first"


def _unknown(context: Context, node: Name) -> Typed:
    """Report a name that is not declared, with the nearest that are."""
    name = node.name
    if name in NULLS:
        return context.fail("LOY133", node)
    if name in _TRUTHS:
        return context.fail("LOY109", node, meant=_TRUTHS[name])
    if _PERIOD_LIKE(name):
        return context.fail("LOY114", node)
    if joined := _joined(name, context.scope):
        return context.fail("LOY109", node, meant=joined)
    function = FUNCTIONS.get(name) or context.functions.get(name)
    if function is not None:
        return context.fail("LOY130", node, cure=f"write `{function.usage}`")
    close = nearest(name, [*context.scope, *context.tables], 3)
    cure = f"write `{close[0]}`" if close else ""
    if len(close) > 1:
        cure += "   (nearest known names: " + ", ".join(close) + ")"
    return context.fail("LOY130", node, cure=cure)


def _joined(name: str, scope: Mapping[str, Type]) -> str:
    """Return a condition that was written without spaces around ``且``, ``或`` or ``非``; empty if it was not."""
    if name[0] in "非不" and name[1:] in scope:
        return f"not {name[1:]}"
    for word, op in (("并且", "and"), ("且", "and"), ("或者", "or"), ("或", "or")):
        left, found, right = name.partition(word)
        if found and (left in scope or right in scope):
            return f"{left} {op} {right}"
    return ""


def _number(_: Context, node: Number) -> Typed:
    whole = type(node.value) is int and not node.percent
    return Typed("const", INTEGER if whole else DECIMAL, node, (), node.value)


_RULES: dict[type, Callable[..., Typed]] = {
    Number: _number,
    Text: lambda _, node: Typed("const", TEXT, node, (), node.value),
    Truth: lambda _, node: Typed("const", BOOL, node, (), node.value),
    Day: lambda _, node: Typed("const", DATE, node, (), node.value.toordinal() - _EPOCH),
    Span: lambda _, node: Typed("const", PERIOD, node, (), node.value),
    Name: _name,
    Negative: negative,
    Not: negation,
    Arithmetic: arithmetic,
    Comparison: comparison,
    Membership: membership,
    Logic: logic,
    Call: call,
}
