"""Build the metrics that are calculated from other metrics, each after those that it reads."""

from collections.abc import Mapping
from fractions import Fraction

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import meaning, tree
from loyalty.config.build.scopes import Scopes
from loyalty.config.raw.metric import RawMetric
from loyalty.lang import DECIMAL, Node, names
from loyalty.lang.context import KINDS
from loyalty.metrics.metric import Metric
from loyalty.program.dependence import in_order, way_back
from loyalty.words import Path

DIGITS_MAX = 12
"""No result is rounded to more digits than this."""
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
    digits = None if raw.digits is None else build.whole(raw.digits, (*path, "digits"), least=0)
    if digits is not None and digits > DIGITS_MAX:
        build.report("LOY225", f"`digits` may be at most {DIGITS_MAX}", (*path, "digits"), f"`{DIGITS_MAX}` or less")
    if raw.rounding is not None and raw.digits is None:
        build.report(
            "LOY229", "`rounding` says how, but `digits` is missing", (*path, "rounding"), "`digits = 2`", key=True
        )
    zero = None if raw.zero_division is None else build.number(raw.zero_division, (*path, "zero_division"), least=None)
    rounding = raw.rounding or "half-up"
    if raw.score is not None:
        weights = _weights(build, raw.score, scopes, (*path, "score"))
        if raw.normalise and any(weight for _, weight in weights) and not sum(weight for _, weight in weights):
            message = "the weights sum to 0, so nothing brings their sum to 1"
            build.report("LOY225", message, (*path, "score"), "other weights, or leave `normalise` out")
        return Metric(
            name, "score", DECIMAL, weights=weights, normalise=bool(raw.normalise), digits=digits, rounding=rounding,
            names=raw.name or {}, path=path,
        )  # fmt: skip
    assert raw.formula is not None
    at = (*path, "formula")
    formula = meaning(build, raw.formula, node, at, scopes.member(), None, zero)
    if formula is None:
        return None
    kind = formula.typed.type
    if not kind.numeric:
        message = f"a formula calculates a number, and this gives {KINDS[kind.kind][0]}"
        build.report("LOY249", message, at, "a condition belongs in `where`, `enter` or `keep`")
        return None
    return Metric(
        name, "formula", kind, formula=formula, zero_division=zero, digits=digits, rounding=rounding,
        names=raw.name or {}, path=path,
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
        elif kind is not None and (not kind.numeric or kind.nullable):
            what = KINDS[kind.kind][0] if not kind.numeric else "unknown before the first event"
            build.report("LOY249", f"`{name}` is {what}, and a score adds up numbers", at, "a sum or a count", key=True)
        weights.append((name, build.number(weight, at, least=None)))
    if weights and not any(weight for _, weight in weights):
        build.report("LOY225", "all weights are 0", path, "a weight above 0")
    return tuple(weights)
