"""Expressions, calculated from their typed trees with exact fractions."""

import calendar
import operator
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle import moments
from tests.oracle.rounding import rounded

EPOCH_DAY = date(1970, 1, 1).toordinal()
COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Names(Mapping):
    """Names that are looked up when they are read: the first of several tables that has the name."""

    def __init__(self, *tables, zone=None, at=0):
        self.tables, self.zone, self.at = tables, zone, at

    def __getitem__(self, name):
        for table in self.tables:
            if name in table:
                value = table[name]
                return value() if callable(value) else value
        raise KeyError(name)

    def __iter__(self):
        return iter({name for table in self.tables for name in table})

    def __len__(self):
        return len(list(iter(self)))

    def under(self, *tables):
        """The same names with other tables looked at first."""
        return Names(*tables, *self.tables, zone=self.zone, at=self.at)


def names_of(expression):
    """The names that an expression reads."""
    return expression.typed.names if expression is not None else frozenset()


def holds(expression, names):
    """Whether a condition holds; no condition always does."""
    return True if expression is None else evaluate(expression.typed, names)


def reads_lines(expression, kind):
    """Whether a condition looks at order lines: it reads a name that only lines have."""
    if expression is None or kind is None or kind.lines is None:
        return False
    own = {field.name for field in kind.fields}
    return any(name not in own for name in names_of(expression) & {field.name for field in kind.lines})


def answers(expression, fact, names):
    """What a condition says of a fact: one truth, or one for each line if it looks at lines."""
    if reads_lines(expression, fact.kind):
        return [holds(expression, names.under(line, fact.values)) for line in fact.lines]
    return holds(expression, names.under(fact.values))


def evaluate(typed, names):
    """The value of a typed tree."""
    return globals()["_" + typed.op](typed, names)


def _parts(typed, names):
    return [evaluate(part, names) for part in typed.args]


def _const(typed, _):
    return typed.value


def _name(typed, names):
    return names[typed.value]


def _neg(typed, names):
    return -_parts(typed, names)[0]


def _not(typed, names):
    return not _parts(typed, names)[0]


def _and(typed, names):
    return all(evaluate(part, names) for part in typed.args)


def _or(typed, names):
    return any(evaluate(part, names) for part in typed.args)


def _add(typed, names):
    left, right = _parts(typed, names)
    return left + right


def _sub(typed, names):
    left, right = _parts(typed, names)
    return left - right


def _mul(typed, names):
    left, right = _parts(typed, names)
    return left * right


def _div(typed, names):
    left, right = _parts(typed, names)
    return Fraction(left) / right


def _ratio(typed, names):
    left, right, nothing, *otherwise = _parts(typed, names)
    if right:
        return Fraction(left) / right
    return Fraction(otherwise[0] if otherwise and left else nothing)


def _lookup(typed, names):
    word = evaluate(typed.args[0], names)
    return typed.value.values[("none", *typed.args[0].type.values)[word] if isinstance(word, int) else word]


def _compare(typed, names):
    parts = _parts(typed, names)
    return all(COMPARE[op](a, b) for op, a, b in zip(typed.value, parts, parts[1:], strict=False))


def _in(typed, names):
    needle, *items = _parts(typed, names)
    return (needle in items) != bool(typed.value)


def _day(typed, names):
    return moments.local(_parts(typed, names)[0], names.zone).date().toordinal() - EPOCH_DAY


def _shift(typed, names):
    start, period = _parts(typed, names)
    months, days = typed.value * (12 * period.years + period.months), typed.value * period.days
    day = _date(start)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    return moved.toordinal() - EPOCH_DAY


def _call(typed, names):
    if typed.value == "otherwise":
        return evaluate(typed.args[1 if unknown(typed.args[0], names) else 0], names)
    if typed.value == "known":
        return not unknown(typed.args[0], names)
    return FUNCTIONS[typed.value](typed, names, *_parts(typed, names))


def unknown(typed, names):
    """Whether a part has no value because a name that it needs has none."""
    if typed.op == "name":
        return names[typed.value] is None
    if typed.op == "call" and typed.value in ("known", "otherwise"):
        return typed.value == "otherwise" and unknown(typed.args[1], names)
    return any(unknown(part, names) for part in typed.args)


def _date(day):
    return date.fromordinal(day + EPOCH_DAY)


def _today(names):
    return moments.local(names.at, names.zone).date()


def _unit(typed):
    return 10**typed.type.digits if typed.type.kind == "money" else 1


def _floor(typed, _, x):
    unit = _unit(typed)
    return Fraction(x, unit).__floor__() * unit


def _ceil(typed, _, x):
    unit = _unit(typed)
    return Fraction(x, unit).__ceil__() * unit


def _round(typed, _, x, digits=0):
    scale = Fraction(10**digits, _unit(typed))
    return rounded(x * scale, "half-up") / scale


def _years_since(_, names, day):
    today, then = _today(names), _date(day)
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))


FUNCTIONS = {
    "min": lambda _, __, *parts: min(parts),
    "max": lambda _, __, *parts: max(parts),
    "abs": lambda _, __, x: abs(x),
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "days_since": lambda _, names, day: _today(names).toordinal() - EPOCH_DAY - day,
    "days_between": lambda _, __, a, b: b - a,
    "years_since": _years_since,
    "month": lambda _, __, day: _date(day).month,
    "day": lambda _, __, day: _date(day).day,
    "weekday": lambda _, __, day: _date(day).isoweekday(),
}
