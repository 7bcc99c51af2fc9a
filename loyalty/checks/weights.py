"""Doubts about scores (S39)."""

from collections.abc import Iterator

from loyalty.checks.logic import Logic
from loyalty.config.findings import Finding


def weights(logic: Logic) -> Iterator[Finding]:
    """Find weights that make no weighted mean."""
    for metric in logic.version.metrics.values():
        if metric.operation != "score":
            continue
        path = (*metric.path, "score")
        values = [weight for _, weight in metric.weights]
        total = sum(values)
        if not metric.normalise and total != 1:
            message = f"the weights of `{metric.name}` sum to {float(total):g}, not to 1"
            yield Finding("LOY324", message, path, severity="warning")
        elif metric.normalise and min(values) < 0 < max(values):
            message = f"the weights of `{metric.name}` have both signs, so bringing their sum to 1 says nothing"
            yield Finding("LOY326", message, path, severity="warning")
