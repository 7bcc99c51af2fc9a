"""Which names of a program carry personal data, directly or through a metric; their values are never shown."""

from loyalty.members.field import Field
from loyalty.metrics.metric import Metric, Source
from loyalty.program import Version


def personal(version: Version, name: str) -> bool:
    """Say whether the value of a name is personal data."""
    if name in version.metrics:
        return personal_metric(version, version.metrics[name])
    return any(field.name == name and field.pii for field in version.fields)


def personal_metric(version: Version, metric: Metric) -> bool:
    """Say whether a metric's value is personal data, also through formulas and scores; how many there are is not."""
    parts = metric.formula.typed.names if metric.formula else [name for name, _weight in metric.weights]
    own = metric.operation != "distinct" and personal_facts(version, metric)
    return own or any(personal(version, name) for name in parts)


def personal_facts(version: Version, metric: Metric) -> bool:
    """Say whether a metric reads personal data of events."""
    return any(field.pii for source in metric.sources for field in _read(version, source))


def _read(version: Version, source: Source) -> list[Field]:
    kind = version.events.get(source.kind)
    fields = ((kind.lines or ()) if source.per_line else kind.fields) if kind else ()
    return [field for field in fields if field.name == source.field]
