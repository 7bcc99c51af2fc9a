"""Generates the conditions of tiers and the formulas of metrics as functions of the account and an instant."""

from fractions import Fraction

from loyalty.engine.bearing import Bearing
from loyalty.engine.layout import STORED, Layout
from loyalty.engine.names import Names, formula_name
from loyalty.engine.source import Source
from loyalty.metrics.metric import Metric
from loyalty.metrics.slots import Slot
from loyalty.quantities import rounded


def write_conditions(source: Source, layout: Layout, number: int, bearing: Bearing) -> None:
    """Write ``enters_<ladder>(s, r, t)`` and ``keeps_<ladder>(s, r, t)``: whether a tier's condition holds at `t`."""
    names = Names(source, layout, number)
    for steps in bearing.steps:
        for word in ("enter", "keep"):
            with source.block(f"def {word}s_{steps.number}(s, r, t):"):
                source.line("m = s.m")
                tiers = [(rank, tier) for rank, tier in enumerate(steps.tiers, start=1) if tier is not None]
                windows = {slot.index: slot for _, tier in tiers for slot in bearing.windows(getattr(tier, word))}
                _bring_up(source, list(windows.values()))
                for rank, tier in tiers:
                    with source.block(f"if r == {rank}:"):
                        source.line(f"return {names.expression(getattr(tier, word))}")
                source.line("return r == 0")


def write_formulas(source: Source, layout: Layout, number: int, bearing: Bearing) -> None:
    """Write one function for each formula and score."""
    version = layout.versions[number]
    names = Names(source, layout, number)
    for metric in version.metrics.values():
        if metric.operation in STORED:
            continue
        with source.block(f"def {formula_name(number, version, metric.name)}(s, t):"):
            source.line("m = s.m")
            if metric.formula is not None:
                _bring_up(source, bearing.windows(metric.formula))
                value = names.expression(metric.formula)
            else:
                own = layout.by_name[number]
                _bring_up(source, [own[n] for n, _ in metric.weights if n in own and own[n].form == "rolling"])
                value = _score(metric, names)
            finish = source.name(_finish, "fn")
            source.line(f"return {finish}({value}, {_digits(metric)}, {metric.rounding!r}, {metric.type.scale})")


def _bring_up(source: Source, slots: list[Slot]) -> None:
    for slot in slots:
        with source.block(f"if m[{slot.index}][1] and m[{slot.index}][1][0] <= t:"):
            source.line(f"_evict(m[{slot.index}], t)")


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
