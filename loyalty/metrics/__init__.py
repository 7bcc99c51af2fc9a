"""Metrics: aggregations over windows, streaks, formulas and scores."""

from loyalty.metrics.metric import Metric, Source
from loyalty.metrics.window import Window

__all__ = ["Metric", "Source", "Window"]
