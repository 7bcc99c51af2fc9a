"""The meaning of a typed expression, calculated slowly and exactly, without any generated code.

What `emit` produces must agree with this for every input; tests and explanations rely on it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from loyalty.lang.bounds import holds
from loyalty.lang.function import Function
from loyalty.lang.missing import missing
from loyalty.lang.runtime import (
    EPOCH,
    day_of_month,
    half_up,
    month_of,
    shifted,
    years_between,
    years_between_mar1,
)
from loyalty.lang.table import Table
from loyalty.lang.typed import CLOCK, Typed
from loyalty.lang.types import Type

_DAY_MICROS = 86_400_000_000


def utc_day(instant: int) -> int:
    """Return the number of days from 1970-01-01 to an instant, in UTC."""
    return instant // _DAY_MICROS


def evaluate(
    typed: Typed,
    values: Mapping[str, object],
    *,
    day_of: Callable[[int], int] = utc_day,
    feb29: str = "feb28",
) -> object:
    """Return the value of an expression.

    Args:
        typed: what `check` returned.
        values: a value for every name: int for whole numbers, instants (microseconds) and money (minor units), int or
            Fraction for decimals, date, str for texts and tiers, bool, and None for what is missing.
        day_of: the local day number of an instant; UTC if not given.
        feb29: ``feb28`` or ``mar1``, the day on which who was born on 29 February turns a year older.

    Returns:
        bool, str (tiers by id), date, int for whole numbers, Fraction or int for other numbers, or None.
    """
    run = _Run(values, day_of, feb29)
    if typed.type.nullable and run.is_missing(typed):
        return None
    return _outside(run.value(typed), typed.type)


def _outside(value: Any, kind: Type) -> object:
    """Return a value in the form in which callers give and take it."""
    if kind.kind == "date":
        return date.fromordinal(value + EPOCH)
    if kind.kind == "tier":
        return ("none", *kind.values)[value]
    return value


def _inside(value: Any, kind: Type) -> Any:
    """Return a caller's value as a number of days or a rank where the calculation wants one."""
    if kind.kind == "date":
        return value.toordinal() - EPOCH
    return kind.rank(value) if kind.kind == "tier" else value


@attrs.frozen
class _Run:
    """One evaluation: the values of names and the calendar."""

    values: Mapping[str, object]
    day_of: Callable[[int], int]
    feb29: str

    def is_missing(self, typed: Typed) -> bool:
        return any(self.values[name] is None for name in missing(typed))

    def value(self, typed: Typed) -> Any:
        return _OPS[typed.op](self, typed)

    def parts(self, typed: Typed) -> list[Any]:
        return [self.value(part) for part in typed.args]

    @property
    def today(self) -> int:
        return self.day_of(self.values[CLOCK])  # type: ignore[arg-type] # an instant, by the type of `at`


def _compare(run: _Run, typed: Typed) -> bool:
    parts = run.parts(typed)
    ops: tuple[str, ...] = typed.value  # type: ignore[assignment] # by the table in `Typed`
    return all(holds(left, op, right) for left, op, right in zip(parts, ops, parts[1:], strict=False))


def _in(run: _Run, typed: Typed) -> bool:
    needle, *items = run.parts(typed)
    return (needle in items) is not typed.value


def _ratio(run: _Run, typed: Typed) -> Any:
    left, right, *fallback = run.parts(typed)
    if right:
        return Fraction(left) / right
    return fallback[-1 if left else 0] if fallback else 0


def _lookup(run: _Run, typed: Typed) -> int | Fraction:
    table, (by,) = typed.value, typed.args
    assert isinstance(table, Table)
    return table.at(str(_outside(run.value(by), by.type)))


def _shift(run: _Run, typed: Typed) -> int:
    day, period = run.parts(typed)
    return shifted(day, period, 1 if typed.value == 1 else -1)


def _call(run: _Run, typed: Typed) -> Any:
    return _CALLS[str(typed.value)](run, typed)


def _foreign(run: _Run, typed: Typed) -> Any:
    assert isinstance(typed.value, Function)
    return typed.value(*run.parts(typed))


def _otherwise(run: _Run, typed: Typed) -> Any:
    return run.value(typed.args[1] if run.is_missing(typed.args[0]) else typed.args[0])


def _unit(typed: Typed) -> int:
    return 10**typed.type.digits if typed.type.kind == "money" else 1


def _floor(run: _Run, typed: Typed) -> int:
    return run.value(typed.args[0]) // _unit(typed) * _unit(typed)  # type: ignore[no-any-return] # int // int


def _ceil(run: _Run, typed: Typed) -> int:
    return -(-run.value(typed.args[0]) // _unit(typed)) * _unit(typed)  # type: ignore[no-any-return] # int // int


def _round(run: _Run, typed: Typed) -> int | Fraction:
    amount, digits = run.parts(typed)
    step = Fraction(_unit(typed), 10**digits)
    found = half_up(Fraction(amount) / step, 1) * step
    return found.numerator if found.denominator == 1 else found


def _years_since(run: _Run, typed: Typed) -> int:
    between = years_between if run.feb29 == "feb28" else years_between_mar1
    return between(run.value(typed.args[0]), run.today)


_OPS: dict[str, Callable[[_Run, Typed], Any]] = {
    "const": lambda _, typed: typed.value,
    "name": lambda run, typed: _inside(run.values[str(typed.value)], typed.type),
    "neg": lambda run, typed: -run.value(typed.args[0]),
    "not": lambda run, typed: not run.value(typed.args[0]),
    "add": lambda run, typed: run.value(typed.args[0]) + run.value(typed.args[1]),
    "sub": lambda run, typed: run.value(typed.args[0]) - run.value(typed.args[1]),
    "mul": lambda run, typed: run.value(typed.args[0]) * run.value(typed.args[1]),
    "div": _ratio,
    "ratio": _ratio,
    "lookup": _lookup,
    "day": lambda run, typed: run.day_of(run.value(typed.args[0])),
    "shift": _shift,
    "compare": _compare,
    "in": _in,
    "and": lambda run, typed: all(run.value(part) for part in typed.args),
    "or": lambda run, typed: any(run.value(part) for part in typed.args),
    "call": _call,
    "foreign": _foreign,
}
_CALLS: dict[str, Callable[[_Run, Typed], Any]] = {
    "min": lambda run, typed: min(run.parts(typed)),
    "max": lambda run, typed: max(run.parts(typed)),
    "abs": lambda run, typed: abs(run.value(typed.args[0])),
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "otherwise": _otherwise,
    "known": lambda run, typed: not run.is_missing(typed.args[0]),
    "days_since": lambda run, typed: run.today - run.value(typed.args[0]),
    "days_between": lambda run, typed: run.value(typed.args[1]) - run.value(typed.args[0]),
    "years_since": _years_since,
    "month": lambda run, typed: month_of(run.value(typed.args[0])),
    "day": lambda run, typed: day_of_month(run.value(typed.args[0])),
    "weekday": lambda run, typed: (run.value(typed.args[0]) + 3) % 7 + 1,
}
