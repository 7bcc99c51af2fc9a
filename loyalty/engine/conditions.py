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
    """Write one function for each formula and score.

    What may be unknown is read once, so that a formula over formulas over formulas asks each of them once. Of somebody
    who never enrolled no field is known, and nothing that is calculated from one.
    """
    for metric in names.version.metrics.values():
        if metric.operation in STORED:
            continue
        finish = source.name(_finish, "fn")
        with source.block(f"def {formula_name(names.number, names.version, metric.name)}(s, t):"):
            source.line("m = s.m")
            names.local = _locals(source, names, metric)
            for place in _of_members(names, metric):
                source.line(f"if {place} is None: return None")
            value = names.expression(metric.formula) if metric.formula is not None else _score(metric, names)
            names.local = {}
            value = value if metric.negative else f"_not_below(0, {value})"
            source.line(f"return {finish}({value}, {_digits(metric)}, {metric.rounding!r}, {metric.type.scale})")


def _locals(source: Source, names: Names, metric: Metric) -> dict[str, str]:
    """Write what reads the metrics that may be unknown, and return where each is found."""
    inner = [names.version.metrics[name] for name in _read(metric) if name in names.version.metrics]
    unsure = [each for each in inner if each.type.nullable or each.operation not in STORED]
    found = {each.name: f"n{place}" for place, each in enumerate(unsure)}
    for name, local in found.items():
        source.line(f"{local} = {names.metric(names.version.metrics[name])}")
    return found


def _read(metric: Metric) -> list[str]:
    """Return the names that a formula or score reads."""
    return sorted(metric.formula.typed.names) if metric.formula else [name for name, _weight in metric.weights]


def _of_members(names: Names, metric: Metric) -> list[str]:
    """Return where to read what every member has, and only members have; what may be missing says so itself."""
    if metric.formula is None:
        return []
    sure = sorted(metric.formula.typed.sure)
    return [names.read(name) for name in sure if name == "kind" or name in names.layout.fields or name in names.local]


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
        parts.append(f"{names.source.constant(share / unit)} * {names.read(name)}")
    present = " and ".join(f"{local} is not None" for local in names.local.values())
    return f"({' + '.join(parts)} if {present} else None)" if present else " + ".join(parts)


def _digits(metric: Metric) -> int | None:
    """Decimal places of the value as it is kept: money is kept in minor units already, 87.5 % as 0.875."""
    if metric.digits is None:
        return None
    if metric.type.kind == "money":
        return metric.digits - metric.type.digits
    return metric.digits + 2 if metric.unit == "percent" else metric.digits


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
