"""Generated source of numbers."""

from collections.abc import Callable
from fractions import Fraction

from loyalty.lang.adapt import constant
from loyalty.lang.coder import DAY_OF, Coder
from loyalty.lang.linear import Linear, added, common, fixed, multiplied, numerator, read, scaled
from loyalty.lang.table import Table
from loyalty.lang.typed import CLOCK, Typed

_WITH_ONE = 3
"""So many parts has a ratio with one result for every zero; with one more, 0/0 has its own."""


def number(coder: Coder, typed: Typed) -> Linear:
    """Return a number of generated code; money in minor units."""
    if typed.op == "call":
        return _CALLS[str(typed.value)](coder, typed)
    return _OPS[typed.op](coder, typed)


def _const(_: Coder, typed: Typed) -> Linear:
    value = typed.value
    assert isinstance(value, int | Fraction)
    return fixed(value)


def _name(coder: Coder, typed: Typed) -> Linear:
    kind = typed.type
    whole = kind.scale > 1 if kind.kind == "decimal" else not kind.fractional
    return read(coder.slot(str(typed.value)), kind.scale, whole=whole)


def _add(coder: Coder, typed: Typed) -> Linear:
    return added(number(coder, typed.args[0]), number(coder, typed.args[1]))


def _sub(coder: Coder, typed: Typed) -> Linear:
    return added(number(coder, typed.args[0]), scaled(number(coder, typed.args[1]), -1))


def _mul(coder: Coder, typed: Typed) -> Linear:
    return multiplied(number(coder, typed.args[0]), number(coder, typed.args[1]))


def _div(coder: Coder, typed: Typed) -> Linear:
    divisor = constant(typed.args[1])
    if divisor is not None:
        return scaled(number(coder, typed.args[0]), 1 / Fraction(divisor))
    return _quotient(coder, typed, "0")


def _ratio(coder: Coder, typed: Typed) -> Linear:
    return _quotient(coder, typed, ", ".join(plain_source(coder, number(coder, part)) for part in typed.args[2:]))


def _lookup(coder: Coder, typed: Typed) -> Linear:
    """Return a number of a table: a whole one is looked up, and divided as all of them are."""
    table, (word,) = typed.value, typed.args
    assert isinstance(table, Table)
    column = table.column(word.type.values if word.type.kind == "tier" else ())
    return read(f"{coder.const(column.cells)}[{coder.atom(word)}]", column.over)


def _quotient(coder: Coder, typed: Typed, fallbacks: str) -> Linear:
    """Return a division by what is known at run time only: the one place where fractions arise there."""
    left, right = number(coder, typed.args[0]), number(coder, typed.args[1])
    (top, bottom), _, _ = common((left, right))
    function = "_ratio_apart" if len(typed.args) > _WITH_ONE else "_ratio"
    return read(f"{function}({top}, {bottom}, {fallbacks})", whole=False)


def plain_source(coder: Coder, value: Linear) -> str:
    """Return a number as one source that gives an int or a Fraction."""
    if value.over == 1:
        return numerator(value)
    if not value.source:
        return coder.const(Fraction(value.plus, value.over))
    return f"_fraction({numerator(value)}, {value.over})"


def _extreme(coder: Coder, typed: Typed) -> Linear:
    sources, over, whole = common(tuple(number(coder, part) for part in typed.args))
    return read(f"_{typed.value}({', '.join(sources)})", over, whole=whole)


def _abs(coder: Coder, typed: Typed) -> Linear:
    part = number(coder, typed.args[0])
    return read(f"_abs({numerator(part)})", part.over, whole=part.whole)


def _unit(typed: Typed) -> int:
    """Return how many of the number's own units make the unit that digits are counted in."""
    return 10**typed.type.digits if typed.type.kind == "money" else 1


def _floor(coder: Coder, typed: Typed) -> Linear:
    return _stepped(coder, typed, "({top} // {over})")


def _ceil(coder: Coder, typed: Typed) -> Linear:
    return _stepped(coder, typed, "(-(-{top} // {over}))")


def _round(coder: Coder, typed: Typed) -> Linear:
    digits = typed.args[1].value
    assert isinstance(digits, int)
    return _stepped(coder, typed, "_half_up({top}, {over})", Fraction(1, 10**digits))


def _stepped(coder: Coder, typed: Typed, pattern: str, step: Fraction = Fraction(1)) -> Linear:
    """Return a number brought to a multiple of a step by a pattern that divides ``top`` by ``over``."""
    step *= _unit(typed)
    part = scaled(number(coder, typed.args[0]), 1 / step)
    if part.over == 1 and part.whole:
        return scaled(part, step)
    return scaled(read(pattern.format(top=numerator(part), over=part.over)), step)


def _otherwise(coder: Coder, typed: Typed) -> Linear:
    """Return a choice between two numbers over one denominator."""
    present = coder.present(typed.args[0])
    if not present:
        return number(coder, typed.args[0])
    (one, two), over, whole = common(tuple(number(coder, part) for part in typed.args))
    return read(coder.choice(typed, one, two), over, whole=whole)


def _days_since(coder: Coder, typed: Typed) -> Linear:
    return read(f"({DAY_OF}({coder.slot(CLOCK)}) - {coder.atom(typed.args[0])})")


def _days_between(coder: Coder, typed: Typed) -> Linear:
    start, end = (coder.atom(part) for part in typed.args)
    return read(f"({end} - {start})")


def _years_since(coder: Coder, typed: Typed) -> Linear:
    return read(f"_years_between({coder.atom(typed.args[0])}, {DAY_OF}({coder.slot(CLOCK)}))")


def _weekday(coder: Coder, typed: Typed) -> Linear:
    """Return 1 for Monday to 7 for Sunday; day 0 was a Thursday."""
    return read(f"(({coder.atom(typed.args[0])} + 3) % 7)")._replace(plus=1)


_OPS: dict[str, Callable[[Coder, Typed], Linear]] = {
    "const": _const,
    "name": _name,
    "neg": lambda coder, typed: scaled(number(coder, typed.args[0]), -1),
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "ratio": _ratio,
    "lookup": _lookup,
    "foreign": lambda coder, typed: read(coder.foreign(typed), whole=typed.type.kind != "decimal"),
}
_CALLS: dict[str, Callable[[Coder, Typed], Linear]] = {
    "min": _extreme,
    "max": _extreme,
    "abs": _abs,
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "otherwise": _otherwise,
    "days_since": _days_since,
    "days_between": _days_between,
    "years_since": _years_since,
    "month": lambda coder, typed: read(f"_month_of({coder.atom(typed.args[0])})"),
    "day": lambda coder, typed: read(f"_day_of_month({coder.atom(typed.args[0])})"),
    "weekday": _weekday,
}
