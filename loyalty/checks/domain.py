"""Which values the names of a program can have at all: what conditions are weighed against."""

from fractions import Fraction

from loyalty.checks.ranges import Range
from loyalty.members.field import Field
from loyalty.members.units import DECIMALS
from loyalty.metrics.metric import Metric
from loyalty.program.version import Version

_COUNTED = frozenset({"count", "distinct", "streak", "recency"})
_WHOLE = frozenset({"integer", "money", "date", "instant"})

_COUNT = Range(low=0, whole=True)


def domains(version: Version) -> dict[str, Range]:
    """Return what is known of the values of metrics, member fields and standings."""
    found = {field.name: _field(field) for field in version.fields}
    for metric in version.metrics.values():
        found[metric.name] = _COUNT if metric.operation in _COUNTED else _metric(metric, version)
    for ladder in version.ladders.values():
        standing = Range(low=0, high=len(ladder.tiers), whole=True)
        found["tier" if ladder.id == "main" else ladder.id] = standing
    return found


def _field(field: Field) -> Range:
    if field.type == "text":
        return Range(words=frozenset(field.values) or None)
    scale = 10**DECIMALS if field.type in {"decimal", "percent"} else 1
    least = None if field.min is None else Fraction(field.min, scale)
    most = None if field.max is None else Fraction(field.max, scale)
    return Range(least, most, whole=field.type in _WHOLE)


def _metric(metric: Metric, version: Version) -> Range:
    whole = metric.type.kind in _WHOLE and not metric.type.fractional
    if metric.operation in {"sum", "max", "min"} and all(_never_negative(metric, version)):
        return Range(low=0, whole=whole)
    return Range(whole=whole)


def _never_negative(metric: Metric, version: Version) -> list[bool]:
    """Say of each source whether its values are 0 or more; amounts of money always are (see `members.orders`)."""
    found = []
    for source in metric.sources:
        kind = version.events.get(source.kind)
        fields = () if kind is None else (kind.lines or ()) if source.per_line else kind.fields
        field = next((one for one in fields if one.name == source.field), None)
        amount = field is not None and field.name == "amount" and field.type == "money" and field.min is None
        found.append(field is not None and (amount or (field.min is not None and field.min >= 0)))
    return found
