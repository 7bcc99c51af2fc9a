"""A number written out takes the unit of what it meets: money, or a plain number."""

from fractions import Fraction

from loyalty.lang.context import Context
from loyalty.lang.nodes import Number
from loyalty.lang.results import calculated
from loyalty.lang.typed import Typed
from loyalty.lang.types import Type

_THROUGH_ALL = {"neg", "add", "sub"}
_CALLS_ALL = {"min", "max", "abs", "otherwise"}
_CALLS_FIRST = {"round", "floor", "ceil"}


def to_money(typed: Typed, money: Type) -> Typed | None:
    """Return a plain number read as an amount of money, or None when no number written out can take the unit.

    In ``100 * visits`` the number takes it: so much money for each visit.
    """
    if typed.type.kind == "money":
        return typed
    if typed.op == "const":
        return _literal(typed, money)
    if typed.op in _THROUGH_ALL or (typed.op == "call" and typed.value in _CALLS_ALL):
        return _rebuilt(typed, money, range(len(typed.args)))
    if typed.op == "ratio":
        return _rebuilt(typed, money, (0, 2))
    if typed.op == "div" or (typed.op == "call" and typed.value in _CALLS_FIRST):
        return _rebuilt(typed, money, (0,))
    if typed.op == "mul":
        return _rebuilt(typed, money, (0,)) or _rebuilt(typed, money, (1,))
    return None


def _literal(typed: Typed, money: Type) -> Typed | None:
    """Return a constant in minor units; a percent is never an amount."""
    if not isinstance(typed.node, Number) or typed.node.percent:
        return None
    return calculated("const", money, typed.node, (), typed.node.value * 10**money.digits)


def _rebuilt(typed: Typed, money: Type, places: range | tuple[int, ...]) -> Typed | None:
    args = list(typed.args)
    for place in places:
        adapted = to_money(args[place], money)
        if adapted is None:
            return None
        args[place] = adapted
    return calculated(typed.op, money, typed.node, tuple(args), typed.value)


def check_precision(context: Context, typed: Typed) -> Typed:
    """Report an amount written out with more decimals than the currency has."""
    literal = typed.args[0] if typed.op == "neg" else typed
    if literal.op == "const" and literal.type.fractional:
        return context.fail("LOY150", typed.node, digits=typed.type.digits)
    return typed


def constant(typed: Typed) -> int | Fraction | None:
    """Return the value of a numeric part that depends on no name, in its own units; None when it does.

    Also None for a division by zero, which is reported where it stands.
    """
    if typed.op == "const":
        return typed.value if isinstance(typed.value, int | Fraction) else None
    if typed.op == "neg":
        value = constant(typed.args[0])
        return None if value is None else -value
    if typed.op not in {"add", "sub", "mul", "div"}:
        return None
    left, right = constant(typed.args[0]), constant(typed.args[1])
    return None if left is None or right is None else _calculate(typed.op, left, right)


def _calculate(op: str, left: int | Fraction, right: int | Fraction) -> int | Fraction | None:
    if op == "add":
        return left + right
    if op == "sub":
        return left - right
    if op == "mul":
        return left * right
    return Fraction(left) / right if right else None
