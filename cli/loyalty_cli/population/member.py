"""One member as a row of the output: standing, points, metrics."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from loyalty.engine.privacy import personal_metric
from loyalty.engine.state import State
from loyalty.metrics import Metric
from loyalty.program import Version
from loyalty_cli.outputs import Column, Row
from loyalty_cli.population.summary import ACCOUNTS

Cell = str | int | bool | None


def columns(version: Version) -> list[Column]:
    """Return the columns of a program: member, status, number, then tiers, points and metrics by name."""
    tiers = [Column(f"tier.{ladder}") for ladder in version.ladders]
    points = [Column(f"points.{account}", "integer") for account in ACCOUNTS] if version.points else []
    metrics = [_column(version, metric) for metric in version.metrics.values()]
    return [Column("member"), Column("status"), Column("number"), *tiers, *points, *metrics]


def row(version: Version, state: State) -> Row:
    """Return the cells of one member, in the order of `columns`."""
    tiers, points, metrics = state.tiers, state.points, state.metrics
    return (
        state.member,
        state.status,
        state.number,
        *(tiers[ladder] for ladder in version.ladders),
        *((getattr(points, account) for account in ACCOUNTS) if version.points else ()),
        *(plain(metrics[name]) for name in version.metrics),
    )


def plain(value: object) -> Cell:
    """Return a value as a cell: decimals as exact texts, a fraction that no decimal can hold as ``"1/3"``."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    assert isinstance(value, date)
    return value.isoformat()


def _column(version: Version, metric: Metric) -> Column:
    """Return a metric's column: text for a mask, and for a formula without rounding, which may have any digits."""
    name, kind = f"metric.{metric.name}", metric.type
    if personal_metric(version, metric):
        return Column(name)
    if kind.kind in {"integer", "bool", "date"}:
        return Column(name, kind.kind)
    least = kind.digits if kind.kind == "money" else 0
    if metric.operation in {"formula", "score"}:
        return Column(name) if metric.digits is None else Column(name, "amount", max(metric.digits, least))
    return Column(name, "amount", least) if kind.kind == "money" else Column(name)
