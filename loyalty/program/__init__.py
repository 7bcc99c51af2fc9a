"""The frozen program and its vocabulary."""

from loyalty.program.lifecycle import Cancel, Lifecycle, Pause, Rejoin
from loyalty.program.parameter import Parameter
from loyalty.program.version import Version

__all__ = ["Cancel", "Lifecycle", "Parameter", "Pause", "Rejoin", "Version"]
