"""The functions of the language: what each takes and gives."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from loyalty.errors import nearest
from loyalty.lang.adapt import constant, to_money
from loyalty.lang.agree import agree, as_day
from loyalty.lang.arithmetic import unit
from loyalty.lang.context import Context, broken, is_broken
from loyalty.lang.foreign import foreign
from loyalty.lang.nodes import Call, Name, Number
from loyalty.lang.results import calculated, joint, plain
from loyalty.lang.typed import CLOCK, CLOCK_CALLS, Typed
from loyalty.lang.types import BOOL, DECIMAL, INTEGER

if TYPE_CHECKING:
    from loyalty.lang.function import Function

ROUND_MAX = 12


@attrs.frozen
class Native:
    """A function of the language: how it is written, how many arguments it takes, and how it is checked."""

    usage: str
    least: int
    most: int
    rule: Callable[[Context, Call], Typed]


def call(context: Context, node: Call) -> Typed:
    """Return the type of a function's result."""
    function = FUNCTIONS.get(node.function)
    if function is None:
        added = context.functions.get(node.function)
        return _unknown(context, node) if added is None else foreign(context, node, added)
    if not function.least <= len(node.arguments) <= function.most:
        return _miscounted(context, node, function)
    if node.function in CLOCK_CALLS and CLOCK not in context.scope:
        return context.fail("LOY134", node, found=node.function)
    return function.rule(context, node)


def _miscounted(context: Context, node: Call, function: Native) -> Typed:
    given, usage = len(node.arguments), function.usage
    return context.fail("LOY151", node, found=node.function, want=_count(function), given=given, usage=usage)


def _count(function: Native) -> str:
    if function.most > ROUND_MAX:
        return f"{function.least} or more arguments"
    count = str(function.least) if function.least == function.most else f"{function.least} or {function.most}"
    return f"{count} argument" if count == "1" else f"{count} arguments"


_OTHERS = {
    "age": "years_since", "days": "days_since", "since": "days_since", "years": "years_since",
    "isnull": "known", "is_null": "known", "exists": "known", "has": "known", "coalesce": "otherwise",
    "ifnull": "otherwise", "if_null": "otherwise", "default": "otherwise", "ceiling": "ceil", "trunc": "floor",
    "int": "floor", "div": "ratio", "divide": "ratio", "dayofweek": "weekday", "最大": "max", "最小": "min",
    "四舍五入": "round", "取整": "floor", "大": "max", "小": "min",
}  # fmt: skip
"""Functions of other languages, and ours that does the same."""


def _unknown(context: Context, node: Call) -> Typed:
    """Report a function that there is not."""
    name = node.function
    for argument in node.arguments:
        context.check_tolerant(argument, tolerant=True)
    span = Name(name, node.start, node.start + len(name))
    if context.knows(name):
        return context.fail("LOY135", span, found=name)
    if name in {"非", "NOT", "Not"}:
        return context.fail("LOY109", span, meant="not")
    known: dict[str, Native | Function] = {**FUNCTIONS, **context.functions}
    meant = _OTHERS.get(name.casefold()) or next(iter(nearest(name, known, 1)), "")
    cure = f"write `{known[meant].usage}`" if meant else ""
    return context.fail("LOY131", span, cure=cure, functions=", ".join(sorted(known)))


def _wrong(context: Context, node: Call, part: Typed, want: str, want_zh: str) -> Typed:
    usage = FUNCTIONS[node.function].usage
    return context.fail_kind("LOY152", part, function=node.function, want=want, want_zh=want_zh, usage=usage)


def _number(context: Context, node: Call) -> Typed | None:
    """Check the first argument as a number."""
    part = context.check(node.arguments[0])
    if is_broken(part):
        return None
    if not part.type.numeric:
        _wrong(context, node, part, "a number", "数")
        return None
    return part


def _extreme(context: Context, node: Call) -> Typed:
    """``min`` and ``max``."""
    parts = agree(context, [context.check(argument) for argument in node.arguments])
    if parts is None:
        return broken(node)
    kind = parts[0].type
    if kind.numeric:
        kind = joint(*(part.type for part in parts))
    elif kind.kind not in {"date", "instant"}:
        return _wrong(context, node, parts[0], "numbers or dates", "数或日期")
    return calculated("call", kind.optional(nullable=False), node, tuple(parts), node.function)


def _abs(context: Context, node: Call) -> Typed:
    part = _number(context, node)
    return calculated("call", plain(part.type), node, (part,), "abs") if part else broken(node)


def _whole(context: Context, node: Call) -> Typed:
    """``floor`` and ``ceil``: to whole numbers, and money to whole major units."""
    part = _number(context, node)
    if part is None:
        return broken(node)
    kind = plain(part.type) if part.type.kind == "money" else INTEGER
    return calculated("call", kind, node, (part,), node.function)


def _round(context: Context, node: Call) -> Typed:
    """``round(x)`` and ``round(x, digits)``: half up, ties away from zero; money in digits of the major unit."""
    part = _number(context, node)
    digits = context.check(node.arguments[1]) if len(node.arguments) > 1 else None
    if part is None or (digits and is_broken(digits)):
        return broken(node)
    places = constant(digits) if digits else 0
    if (digits and digits.type.kind != "integer") or not isinstance(places, int) or not 0 <= places <= ROUND_MAX:
        return context.fail("LOY153", node.arguments[1], usage=FUNCTIONS["round"].usage)
    kind = plain(part.type)
    if kind.kind == "decimal" and not places:
        kind = INTEGER
    number = Typed("const", INTEGER, Number(places, start=node.start, end=node.end), (), places)
    return calculated("call", kind, node, (part, number), "round")


def _days(context: Context, node: Call) -> Typed:
    """Functions of one or two dates that give a whole number."""
    parts = [context.check(argument) for argument in node.arguments]
    for part in parts:
        if not is_broken(part) and part.type.kind not in {"date", "instant"}:
            parts[0] = _wrong(context, node, part, "a date", "日期")
    if is_broken(*parts):
        return broken(node)
    return Typed("call", INTEGER, node, tuple(as_day(part) for part in parts), node.function)


def _known(context: Context, node: Call) -> Typed:
    part = context.check_tolerant(node.arguments[0], tolerant=True)
    return broken(node) if is_broken(part) else Typed("call", BOOL, node, (part,), "known")


def _otherwise(context: Context, node: Call) -> Typed:
    """``otherwise(x, default)``: both of one type, whose result is never missing because of `x`."""
    value = context.check_tolerant(node.arguments[0], tolerant=True)
    parts = agree(context, (value, context.check(node.arguments[1])))
    if parts is None:
        return broken(node)
    kind = joint(*(part.type for part in parts)) if parts[0].type.numeric else parts[0].type.optional(nullable=False)
    return calculated("call", kind, node, tuple(parts), "otherwise")


def _ratio(context: Context, node: Call) -> Typed:
    """``ratio(a, b, otherwise)``: the quotient, or the third when the second is zero.

    ``ratio(a, b, nothing, otherwise)`` tells 0/0 from every other number over zero.
    """
    left, right, *fallbacks = (context.check(argument) for argument in node.arguments)
    for part in (left, right, *fallbacks):
        if not is_broken(part) and not part.type.numeric:
            left = _wrong(context, node, part, "numbers", "数")
    if is_broken(left, right, *fallbacks):
        return broken(node)
    divided = unit(context, left, right)
    if divided is None:
        return broken(node)
    return _with_fallbacks(context, node, (divided[0], right), fallbacks)


def _with_fallbacks(context: Context, node: Call, parts: tuple[Typed, Typed], fallbacks: list[Typed]) -> Typed:
    left, right = parts
    kind = plain(left.type) if left.type.kind == "money" != right.type.kind else DECIMAL
    for place, fallback in enumerate(fallbacks):
        if kind.kind == "money":
            amount = to_money(fallback, kind)
            if amount is None:
                return _wrong(context, node, fallback, "an amount for a zero divisor", "金额作为除数为零时的结果")
            fallbacks[place] = amount
        elif fallback.type.kind == "money":
            return _wrong(context, node, fallback, "a plain number for a zero divisor", "普通数作为除数为零时的结果")
    return calculated("ratio", kind, node, (*parts, *fallbacks))


_MANY = 200

FUNCTIONS: Mapping[str, Native] = MappingProxyType(
    {
        "min": Native("min(a, b)", 2, _MANY, _extreme),
        "max": Native("max(a, b)", 2, _MANY, _extreme),
        "abs": Native("abs(x)", 1, 1, _abs),
        "round": Native("round(x, 2)", 1, 2, _round),
        "floor": Native("floor(x)", 1, 1, _whole),
        "ceil": Native("ceil(x)", 1, 1, _whole),
        "ratio": Native("ratio(a, b, 0)", 3, 4, _ratio),
        "otherwise": Native("otherwise(x, 0)", 2, 2, _otherwise),
        "known": Native("known(x)", 1, 1, _known),
        "days_since": Native("days_since(date)", 1, 1, _days),
        "days_between": Native("days_between(from, to)", 2, 2, _days),
        "years_since": Native("years_since(date)", 1, 1, _days),
        "month": Native("month(date)", 1, 1, _days),
        "day": Native("day(date)", 1, 1, _days),
        "weekday": Native("weekday(date)", 1, 1, _days),
    }
)
"""All functions by name."""
