"""Tiers: ladders, standing, review."""

from loyalty.tiers.ladder import NONE, Ladder, Review, Tier

__all__ = ["NONE", "Ladder", "Review", "Tier"]
