"""Build the metrics that are calculated from other metrics, each after those that it reads."""

from collections.abc import Mapping
from fractions import Fraction

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import Wanted, checked, tree
from loyalty.config.build.results import negative, result, wanted, zero_division
from loyalty.config.build.scopes import Scopes
from loyalty.config.raw.metric import RawMetric
from loyalty.lang import DECIMAL, Node, names
from loyalty.lang.context import KINDS
from loyalty.metrics.metric import Metric
from loyalty.program.dependence import in_order, way_back
from loyalty.words import Path

SHOWN_MAX = 5
"""Of a long circle, so many names are shown."""


def formulas(build: Build, raw: Mapping[str, RawMetric], scopes: Scopes) -> dict[str, Metric]:
    """Return the formulas and scores by name, and tell `scopes` their types."""
    trees = {name: tree(build, one.formula, ("metrics", name, "formula")) for name, one in raw.items() if one.formula}
    reads = {name: _reads(one, trees.get(name)) for name, one in raw.items()}
    order, circles = in_order(reads)
    for name in circles:
        _report_circle(build, name, raw[name], reads)
    found = {}
    for name in order:
        metric = _metric(build, name, raw[name], trees.get(name), scopes)
        if metric is None:
            build.broken.add(name)
        else:
            found[name] = metric
            scopes.metrics[name] = metric.type
    return found


def _reads(raw: RawMetric, node: Node | None) -> frozenset[str]:
    if raw.score is not None:
        return frozenset(raw.score)
    return frozenset() if node is None else names(node)


def _report_circle(build: Build, name: str, raw: RawMetric, reads: Mapping[str, frozenset[str]]) -> None:
    build.broken.add(name)
    others = " and ".join(f"`{other}`" for other in way_back(name, reads)[:SHOWN_MAX])
    message = f"`{name}` is calculated from itself" + (f", by way of {others}" if others else "")
    key = "formula" if raw.formula is not None else "score"
    build.report("LOY248", message, ("metrics", name, key), "a formula of metrics that look at events")


def _metric(build: Build, name: str, raw: RawMetric, node: Node | None, scopes: Scopes) -> Metric | None:
    path: Path = ("metrics", name)
    if raw.score is not None:
        return _score(build, name, raw, scopes)
    assert raw.formula is not None
    at = (*path, "formula")
    zero = zero_division(build, raw.zero_division, (*path, "zero_division"))
    want = Wanted(scopes.member(), wanted(raw, build.currency.exponent), zero, unknown=True)
    formula = checked(build, raw.formula, node, at, want)
    if formula is None:
        return None
    kind = formula.typed.type
    if not kind.numeric:
        message = f"a formula calculates a number, and this gives {KINDS[kind.kind][0]}"
        build.report("LOY249", message, at, "a condition belongs in `where`, `enter` or `keep`")
        return None
    kind, digits, rounding = result(build, raw, kind, path)
    return Metric(
        name, "formula", kind, formula=formula, zero_division=zero, negative=negative(build, raw, path),
        unit=raw.type, digits=digits, rounding=rounding, names=raw.name or {}, path=path,
    )  # fmt: skip


def _score(build: Build, name: str, raw: RawMetric, scopes: Scopes) -> Metric:
    """Build a weighted sum; it is a plain number, and unknown while any part is."""
    path: Path = ("metrics", name)
    assert raw.score is not None
    weights = _weights(build, raw.score, scopes, (*path, "score"))
    normalise = False if raw.normalise is None else build.truth(raw.normalise, (*path, "normalise"))
    if normalise and any(weight for _, weight in weights) and not sum(weight for _, weight in weights):
        message = "the weights sum to 0, so nothing brings their sum to 1"
        build.report("LOY225", message, (*path, "score"), "other weights, or leave `normalise` out")
    if raw.type == "money":
        message = "a score is a plain number, and `type` says that it is an amount of money"
        build.report("LOY503", message, (*path, "type"), "a formula, which keeps the unit")
    unknown = any(kind.nullable for kind in (scopes.metrics.get(part) for part, _ in weights) if kind is not None)
    kind, digits, rounding = result(build, raw, DECIMAL.optional(nullable=unknown), path)
    return Metric(
        name, "score", kind, weights=weights, normalise=normalise, negative=negative(build, raw, path),
        unit=raw.type, digits=digits, rounding=rounding, names=raw.name or {}, path=path,
    )  # fmt: skip


def _weights(build: Build, raw: Mapping[str, object], scopes: Scopes, path: Path) -> tuple[tuple[str, Fraction], ...]:
    if not raw:
        build.report("LOY235", "the score has no weights", path, "`{ spend = 0.6, visits = 0.4 }`")
    weights = []
    for name, weight in raw.items():
        at = (*path, name)
        kind = scopes.metrics.get(name)
        if kind is None and name in scopes.facts:
            cure = f'`{name}_value = {{ formula = "{name}" }}`, and its name here'
            build.report("LOY242", f"`{name}` is no metric, and a score weighs metrics", at, cure)
        elif kind is None and name not in build.broken:
            build.unknown("LOY242", "metric", name, scopes.metrics, at)
        elif kind is not None and not kind.numeric:
            message = f"`{name}` is {KINDS[kind.kind][0]}, and a score adds up numbers"
            build.report("LOY249", message, at, "a sum or a count", key=True)
        weights.append((name, build.number(weight, at, least=None)))
    if weights and not any(weight for _, weight in weights):
        build.report("LOY225", "all weights are 0", path, "a weight above 0")
    return tuple(weights)
