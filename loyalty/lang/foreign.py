"""Calls of functions that plugins add: their arguments are checked against the declared types."""

from loyalty.lang.context import KINDS, Context, broken, is_broken
from loyalty.lang.convert import converted
from loyalty.lang.function import Function
from loyalty.lang.nodes import Call
from loyalty.lang.typed import Typed
from loyalty.lang.types import Type


def foreign(context: Context, node: Call, function: Function) -> Typed:
    """Return the call of a plugin's function with each argument in the type it is declared with."""
    want, given = len(function.parameters), len(node.arguments)
    if want != given:
        count = f"{want} argument{'' if want == 1 else 's'}"
        return context.fail("LOY151", node, found=node.function, want=count, given=given, usage=function.usage)
    parts = [context.check(argument) for argument in node.arguments]
    if is_broken(*parts):
        return broken(node)
    found = [_argument(context, function, part, kind) for part, kind in zip(parts, function.parameters, strict=True)]
    return broken(node) if is_broken(*found) else Typed("foreign", function.result, node, tuple(found), function)


def _argument(context: Context, function: Function, part: Typed, kind: Type) -> Typed:
    found = converted(context, part, kind, f"this argument of {function.name}")
    if found is None:
        want, want_zh = KINDS[kind.kind]
        return _wrong(context, function, part, want, want_zh)
    if kind.kind == "money" and not is_broken(found) and found.type.fractional:
        cure = "round it first: `round(x, 2)`, or `floor(x)`"
        return _wrong(context, function, part, "whole minor units", "以最小货币单位计的整数金额", cure)
    return found


def _wrong(context: Context, function: Function, part: Typed, want: str, want_zh: str, cure: str = "") -> Typed:
    words = {"function": function.name, "want": want, "want_zh": want_zh, "usage": function.usage}
    return context.fail_kind("LOY152", part, cure=cure, **words)
