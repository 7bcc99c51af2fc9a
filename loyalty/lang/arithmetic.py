"""The types of sums, products, quotients and of dates moved by periods."""

from fractions import Fraction

from loyalty.lang.adapt import constant, to_money
from loyalty.lang.agree import agree, as_day
from loyalty.lang.context import Context, broken, is_broken, source
from loyalty.lang.nodes import Arithmetic, Negative, Number
from loyalty.lang.results import calculated, joint, plain
from loyalty.lang.typed import Typed
from loyalty.lang.types import DATE, DECIMAL, Type
from loyalty.periods import Period

_OPS = {"+": "add", "-": "sub", "*": "mul", "/": "div"}


def negative(context: Context, node: Negative) -> Typed:
    """Return the type of ``-x``."""
    operand = context.check(node.operand)
    if is_broken(operand):
        return operand
    if not operand.type.numeric:
        return context.fail_kind("LOY147", operand, op="-")
    return calculated("neg", plain(operand.type), node, (operand,))


def arithmetic(context: Context, node: Arithmetic) -> Typed:
    """Return the type of ``left op right``."""
    left, right = context.check(node.left), context.check(node.right)
    if is_broken(left, right):
        return left if is_broken(left) else right
    if left.type.kind in {"date", "instant"} or right.type.kind in {"date", "instant"}:
        return _date(context, node, left, right)
    for part in (left, right):
        if not part.type.numeric:
            return context.fail_kind("LOY147", part, op=node.op)
    if node.op == "*":
        return _product(context, node, left, right)
    if node.op == "/":
        return quotient(context, node, left, right)
    return _sum(context, node, left, right)


def _sum(context: Context, node: Arithmetic, left: Typed, right: Typed) -> Typed:
    agreed = agree(context, (left, right))
    if agreed is None:
        return broken(node)
    return calculated(_OPS[node.op], joint(agreed[0].type, agreed[1].type), node, tuple(agreed))


def _product(context: Context, node: Arithmetic, left: Typed, right: Typed) -> Typed:
    if left.type.kind == right.type.kind == "money":
        sentence, sentence_zh = "money is not multiplied by money", "金额不能与金额相乘"
        return context.fail("LOY148", node, sentence=sentence, sentence_zh=sentence_zh)
    return calculated("mul", joint(left.type, right.type), node, (left, right))


def quotient(context: Context, node: Arithmetic, left: Typed, right: Typed) -> Typed:
    """Return the type of a division, which must have a result for every divisor."""
    divided = unit(context, left, right)
    if divided is None:
        return broken(node)
    left, kind = divided
    value = constant(right)
    if value == 0:
        return context.fail("LOY171", node)
    if value is not None or (right.op in {"name", "lookup"} and right.type.nonzero):
        return calculated("div", kind, node, (left, right))
    if context.zero_division is None:
        other, dividend = source(right.node), source(left.node)
        return context.fail("LOY170", node, other=other, left=dividend)
    declared = context.zero_division if isinstance(context.zero_division, tuple) else (context.zero_division,)
    return calculated("ratio", kind, node, (left, right, *[_fallback(node, kind, each) for each in declared]))


def _fallback(node: Arithmetic, kind: Type, declared: int | Fraction) -> Typed:
    """Return the result that a program declares for a divisor of zero, in the unit of the quotient."""
    number = Number(declared, start=node.start, end=node.end)
    return calculated("const", kind, number, (), Fraction(declared) * (10**kind.digits if kind.kind == "money" else 1))


def unit(context: Context, left: Typed, right: Typed) -> tuple[Typed, Type] | None:
    """Return the dividend and the type of a quotient: money by money is a number, money by a number is money."""
    if right.type.kind != "money":
        return left, plain(left.type) if left.type.kind == "money" else DECIMAL
    money = to_money(left, right.type)
    if money is None:
        sentence, sentence_zh = "a plain number is not divided by money", "普通数不能除以金额"
        context.fail("LOY148", left.node, sentence=sentence, sentence_zh=sentence_zh)
        return None
    return money, DECIMAL


def _date(context: Context, node: Arithmetic, left: Typed, right: Typed) -> Typed:
    """Return a date moved by a period; nothing else is calculated with dates."""
    if right.type.kind == "period" and node.op in "+-":
        if isinstance(right.value, Period) and right.value.micros:
            return context.fail("LOY156", right.node)
        return Typed("shift", DATE, node, (as_day(left), right), 1 if node.op == "+" else -1)
    both = left.type.kind in {"date", "instant"} and right.type.kind in {"date", "instant"}
    cure = f"write `days_between({source(right.node)}, {source(left.node)})`" if both and node.op == "-" else ""
    if right.op == "const" and right.type.kind == "integer" and node.op in "+-":
        cure = f"write `{source(left.node)} {node.op} P{right.value}D`"
    sentence, sentence_zh = "a date moves only by adding a period to it", "日期只能加减期间"
    return context.fail("LOY154", node, cure=cure, sentence=sentence, sentence_zh=sentence_zh)
