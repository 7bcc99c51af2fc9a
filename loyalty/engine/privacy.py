"""Which names of a program carry personal data, directly or through a metric; their values are never shown."""

from loyalty.members.field import Field
from loyalty.metrics.metric import Metric
from loyalty.program import Version


def personal(version: Version, name: str) -> bool:
    """Say whether the value of a name is personal data."""
    if name in version.metrics:
        return personal_metric(version, version.metrics[name])
    return any(field.name == name and field.pii for field in version.fields)


def personal_metric(version: Version, metric: Metric) -> bool:
    """Say whether a metric's value comes from personal data of events, also through formulas and scores."""
    parts = metric.formula.typed.names if metric.formula else [name for name, _weight in metric.weights]
    return any(field.pii for field in _fields(version, metric)) or any(personal(version, name) for name in parts)


def _fields(version: Version, metric: Metric) -> list[Field]:
    found = []
    for source in metric.sources:
        kind = version.events.get(source.kind)
        fields = ((kind.lines or ()) if source.per_line else kind.fields) if kind else ()
        found += [field for field in fields if field.name == source.field]
    return found
