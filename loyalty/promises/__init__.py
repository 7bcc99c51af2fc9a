"""Promises: what the house owes, to members and by its staff, and what became of it."""

from loyalty.promises.choice import Choice
from loyalty.promises.obligation import Obligation
from loyalty.promises.promise import Promise

__all__ = ["Choice", "Obligation", "Promise"]
