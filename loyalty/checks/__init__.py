"""Static checks: what a program says without contradiction, and yet probably does not mean."""

from loyalty.checks.check import FAMILIES, Family, check

__all__ = ["FAMILIES", "Family", "check"]
