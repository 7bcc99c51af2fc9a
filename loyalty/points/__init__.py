"""Points: earning, waiting, expiry, redeeming, refund."""

from loyalty.points.rules import ByTier, EarnRule, Expiry, Limit, Multiplier, Pending, PointsRules, Redemption

__all__ = ["ByTier", "EarnRule", "Expiry", "Limit", "Multiplier", "Pending", "PointsRules", "Redemption"]
