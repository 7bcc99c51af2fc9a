"""Parameters put in the place of their names."""

from collections.abc import Mapping

from loyalty.lang.table import Table
from loyalty.lang.typed import Typed


def bind(typed: Typed, values: Mapping[str, object]) -> Typed:
    """Return an expression with the names in `values` replaced by constants, so that generated code folds them.

    Values are in the engine's units: money in minor units, dates in days since 1970-01-01, decimals as Fraction or
    int, tiers as ranks, periods as `Period`. Other names stay.
    """
    if typed.op == "name" and typed.value in values:
        value = values[str(typed.value)]
        return Typed("const", typed.type, typed.node, (), value)
    if not typed.args:
        return typed
    args = tuple([bind(part, values) for part in typed.args])
    if args == typed.args:
        return typed
    return Typed(typed.op, typed.type, typed.node, args, typed.value)


def settled(typed: Typed, words: Mapping[str, str]) -> Typed:
    """Return an expression with the numbers of tables in the place of their names.

    `words` are the values of what the tables go by; what is not among them stays to be looked up.
    """
    if isinstance(typed.value, Table):
        word = words.get(typed.value.by)
        return typed if word is None else Typed("const", typed.type, typed.node, (), typed.value.at(word))
    if not typed.args:
        return typed
    args = tuple([settled(part, words) for part in typed.args])
    return typed if args == typed.args else Typed(typed.op, typed.type, typed.node, args, typed.value)
