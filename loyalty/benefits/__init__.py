"""Benefits: what exists, who has it, what is left."""

from loyalty.benefits.answer import Answer, Granted, Inapplicable, Request, Skipped
from loyalty.benefits.benefit import Benefit, Who
from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.settings import (
    Bonus,
    Booking,
    Contact,
    Discount,
    Fee,
    Gift,
    Multiplier,
    Priority,
    Service,
    Voucher,
    Waiver,
)

__all__ = [
    "Answer",
    "Benefit",
    "BenefitKind",
    "Bonus",
    "Booking",
    "Contact",
    "Discount",
    "Fee",
    "Gift",
    "Granted",
    "Inapplicable",
    "Multiplier",
    "Priority",
    "Request",
    "Service",
    "Skipped",
    "Voucher",
    "Waiver",
    "Who",
]
