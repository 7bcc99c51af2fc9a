"""Which fields and metrics tell personal data, directly or through others."""

from collections.abc import Iterable, Mapping

from loyalty.members.field import Field
from loyalty.members.kind import EventKind
from loyalty.metrics.metric import Metric, Source


def personal(metrics: Mapping[str, Metric], events: Mapping[str, EventKind], fields: Iterable[Field]) -> frozenset[str]:
    """Return the names of member fields and metrics that are, or are calculated from, personal data.

    How many different values there are is not.
    """
    found = {each.name for each in fields if each.pii}
    found |= {
        name
        for name, metric in metrics.items()
        if metric.operation != "distinct" and any(_is_personal(source, events) for source in metric.sources)
    }
    while True:
        more = {name for name, metric in metrics.items() if name not in found and not found.isdisjoint(_parts(metric))}
        if not more:
            return frozenset(found)
        found |= more


def _parts(metric: Metric) -> Iterable[str]:
    return metric.formula.typed.names if metric.formula else [name for name, _weight in metric.weights]


def _is_personal(source: Source, events: Mapping[str, EventKind]) -> bool:
    kind = events.get(source.kind)
    fields = ((kind.lines or ()) if source.per_line else kind.fields) if kind else ()
    return any(field.pii and field.name == source.field for field in fields)
