"""Targets: what a population should reach in a period, and how far it got."""

from loyalty.targets.figure import Figure, Membership, Operation
from loyalty.targets.measured import Limit, Measured
from loyalty.targets.sum import Sum
from loyalty.targets.target import Target

__all__ = ["Figure", "Limit", "Measured", "Membership", "Operation", "Sum", "Target"]
