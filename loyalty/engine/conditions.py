"""Generates the conditions of tiers and the formulas of metrics as functions of the account and an instant.

A rolling window is brought up to the instant where it is read.
"""

from fractions import Fraction

from loyalty.engine.bearing import Bearing
from loyalty.engine.layout import STORED
from loyalty.engine.names import Names, formula_name
from loyalty.engine.source import Source
from loyalty.metrics.metric import Metric
from loyalty.quantities import rounded


def condition_name(word: str, ladder: int, rank: int) -> str:
    """Return the name of the generated function of a tier's ``enter`` or ``keep``."""
    return f"{word}s_{ladder}_{rank}"


def write_conditions(source: Source, names: Names, bearing: Bearing) -> None:
    """Write ``enters_<ladder>_<rank>(s, t)`` and ``keeps_...``: whether a tier's condition holds at `t`.

    Conditions that say the same are one function.
    """
    known: dict[str, str] = {}
    for ladder, rank, tier in bearing.tiers():
        value = ""
        for word, expression in (("enter", tier.enter), ("keep", tier.keep)):
            name = condition_name(word, ladder, rank)
            value = value if value and expression is tier.enter else names.expression(expression)
            same = known.setdefault(value, name)
            if same != name:
                source.line(f"{name} = {same}")
                continue
            with source.block(f"def {name}(s, t):"):
                _metrics(source, value)
                source.line(f"return {value}")


def write_benefits(source: Source, names: Names) -> None:
    """Write ``entitles_<place>(s, t)`` for each benefit with a condition: whether it holds at `t`."""
    for place, benefit in enumerate(names.version.benefits):
        if benefit.who.condition is not None:
            value = names.expression(benefit.who.condition)
            with source.block(f"def entitles_{place}(s, t):"):
                _metrics(source, value)
                source.line(f"return {value}")


def write_formulas(source: Source, names: Names) -> None:
    """Write one function for each formula and score."""
    for metric in names.version.metrics.values():
        if metric.operation in STORED:
            continue
        value = names.expression(metric.formula) if metric.formula is not None else _score(metric, names)
        finish = source.name(_finish, "fn")
        with source.block(f"def {formula_name(names.number, names.version, metric.name)}(s, t):"):
            _metrics(source, value)
            source.line(f"return {finish}({value}, {_digits(metric)}, {metric.rounding!r}, {metric.type.scale})")


def _metrics(source: Source, value: str) -> None:
    if "m[" in value:
        source.line("m = s.m")


def _score(metric: Metric, names: Names) -> str:
    total = sum((weight for _, weight in metric.weights), Fraction(0))
    parts = []
    for name, weight in metric.weights:
        share = weight / total if metric.normalise else weight
        inner = names.version.metrics[name]
        unit = 10**inner.type.digits if inner.type.kind == "money" else inner.type.scale
        value = f"({names.metric(inner)} or 0)"
        parts.append(f"{names.source.constant(share / unit)} * {value}")
    return " + ".join(parts)


def _digits(metric: Metric) -> int | None:
    """Decimal places of the value as it is kept: money is kept in minor units already."""
    if metric.type.kind == "money":
        return None if metric.digits is None else metric.digits - metric.type.digits
    return metric.digits


def _finish(value: int | Fraction | None, digits: int | None, rounding: str, scale: int) -> object:
    """Round a formula's result as declared and give it the scale of its type."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and scale == 1):
        return value
    exact = Fraction(value)
    if digits is not None:
        factor = Fraction(10) ** digits
        scaled = exact * factor
        exact = Fraction(rounded(scaled.numerator, scaled.denominator, rounding)) / factor
    if scale > 1:
        scaled = exact * scale
        return rounded(scaled.numerator, scaled.denominator, "half-even")
    return int(exact) if exact.denominator == 1 else exact
