"""Standards: what a measured event must keep, and what was found where it did not."""

from loyalty.standards.finding import Finding
from loyalty.standards.standard import Severity, Standard

__all__ = ["Finding", "Severity", "Standard"]
