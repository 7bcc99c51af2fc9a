"""From a typed tree to Python source, and nothing of the author's text in it."""

from collections.abc import Callable
from fractions import Fraction

from loyalty.lang.bounds import bound, chained
from loyalty.lang.coder import Coder
from loyalty.lang.linear import Linear, common, value
from loyalty.lang.linear import numerator as numerator_of
from loyalty.lang.numbers import number, plain_source
from loyalty.lang.typed import Typed

_COMPOUND = frozenset({"compare", "in", "and", "or", "not"})
_LOOSER: dict[str, frozenset[str]] = {"or": frozenset(), "and": frozenset({"or"}), "not": frozenset({"or", "and"})}
"""What binds less than ``or``, ``and`` or ``not`` and needs brackets there; every other pair does well without."""


def emit(typed: Typed, slot: Callable[[str], str], const: Callable[[object], str]) -> str:
    """Return the Python source of an expression; bracket it inside a larger one.

    The code calls the functions of `loyalty.lang.runtime.RUNTIME` and ``_day_of``, the function from an instant to
    the local day number. It gives a bool, a str, an int (money in minor units, days since 1970-01-01, microseconds,
    ranks of tiers), a Fraction where a number is not whole, or None where the type is nullable and a name is missing.

    Args:
        typed: what `check` returned.
        slot: the source of a name's value, which needs no more brackets: an int for whole numbers, money, dates,
            instants and tiers; a bool, a str; an int of 1/scale, or with scale 1 a Fraction or int, for decimals.
            None at run time where the type is nullable.
        const: the source of a constant of the author's: a str, a tuple of them, a Period or a Fraction.

    >>> from loyalty.lang import BOOL, MONEY, check, parse
    >>> emit(check(parse("spend >= 10_000"), {"spend": MONEY}, BOOL), {"spend": "m3"}.get, repr)
    'm3 >= 1000000'
    """
    coder = Coder(slot, const, argument)
    if typed.type.numeric:
        source = plain_source(coder, number(coder, typed))
    else:
        source = _condition(coder, typed) if typed.type.kind == "bool" else coder.atom(typed)
    present = coder.present(typed) if typed.type.nullable else ""
    return f"({source} if {present} else None)" if present else source


def emit_fraction(typed: Typed, slot: Callable[[str], str], const: Callable[[object], str]) -> tuple[str, int]:
    """Return the source of a number's numerator, and its positive whole denominator, for rounding without fractions.

    The numerator gives an int, or a Fraction after a division by something known at run time only.
    """
    found = number(Coder(slot, const, argument), typed)
    return numerator_of(found), found.over


def _condition(coder: Coder, typed: Typed) -> str:
    """Return the source of something that is true or false."""
    op = typed.op
    if op == "compare":
        return _compare(coder, typed)
    if op in {"and", "or"}:
        return f" {op} ".join([_part(coder, part, _LOOSER[op]) for part in typed.args])
    if op == "not":
        return f"not {_part(coder, typed.args[0], _LOOSER[op])}"
    if op == "in":
        return _membership(coder, typed)
    if op == "call" and typed.value == "known":
        return coder.present(typed.args[0]) or "True"
    if op == "call":
        value_source, fallback = (_condition(coder, part) for part in typed.args)
        return coder.choice(typed, value_source, fallback)
    return coder.atom(typed)


def _part(coder: Coder, typed: Typed, looser: frozenset[str]) -> str:
    """Return a condition that can stand inside another, in which `looser` need brackets."""
    source = _condition(coder, typed)
    op = "and" if typed.op == "call" and typed.value == "known" else typed.op
    return f"({source})" if op in looser else source


def argument(coder: Coder, typed: Typed) -> str:
    """Return a part of any kind as the argument of a function."""
    return plain_source(coder, number(coder, typed)) if typed.type.numeric else _operand(coder, typed)


def _operand(coder: Coder, typed: Typed) -> str:
    return _part(coder, typed, _COMPOUND) if typed.type.kind == "bool" else coder.atom(typed)


def _compare(coder: Coder, typed: Typed) -> str:
    ops = typed.value
    assert isinstance(ops, tuple)
    if _is_plain(typed):
        return f"{coder.slot(str(typed.args[0].value))} {ops[0]} {typed.args[1].value}"
    if typed.args[0].type.numeric:
        return chained(tuple(number(coder, part) for part in typed.args), ops)
    sources = [_operand(coder, part) for part in typed.args]
    return sources[0] + "".join(f" {op} {source}" for op, source in zip(ops, sources[1:], strict=True))


def _is_plain(typed: Typed) -> bool:
    """Whether a comparison is plainly one of a whole number that has a name with one that is written out."""
    left, right = typed.args[0], typed.args[1]
    whole = left.type.kind == "integer" or (left.type.kind == "money" and not left.type.fractional)
    alone = typed.args[2:] == ()
    return left.op == "name" and whole and right.op == "const" and type(right.value) is int and alone


def _membership(coder: Coder, typed: Typed) -> str:
    word = "not in" if typed.value else "in"
    needle, *items = typed.args
    if needle.type.numeric:
        return _number_in(tuple(number(coder, part) for part in typed.args), word)
    if all(isinstance(item.value, str) and item.op == "const" for item in items):
        return f"{coder.atom(needle)} {word} {coder.const(tuple(item.value for item in items))}"
    return f"{_operand(coder, needle)} {word} ({''.join(f'{_operand(coder, item)}, ' for item in items)})"


def _number_in(numbers: tuple[Linear, ...], word: str) -> str:
    """Return a choice of numbers; a whole number is looked up among the whole ones only."""
    needle, *items = numbers
    values = [value(item) for item in items]
    if needle.source and needle.whole and None not in values:
        goals = [bound(needle, "==", goal) for goal in values if isinstance(goal, Fraction)]
        whole = [goal[1] for goal in goals if not isinstance(goal, bool)]
        return f"{needle.source} {word} ({''.join(f'{goal}, ' for goal in whole)})"
    sources, _, _ = common(numbers)
    return f"{sources[0]} {word} ({''.join(f'{source}, ' for source in sources[1:])})"
