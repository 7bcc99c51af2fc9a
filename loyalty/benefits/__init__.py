"""Benefits: what exists, who has it, what is left."""

from loyalty.benefits.answer import Answer, Granted, Inapplicable, Request, Skipped
from loyalty.benefits.benefit import Benefit, Who
from loyalty.benefits.charges import Charge, charges
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
from loyalty.benefits.turns import LAST, in_turn, level

__all__ = [
    "LAST",
    "Answer",
    "Benefit",
    "BenefitKind",
    "Bonus",
    "Booking",
    "Charge",
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
    "charges",
    "in_turn",
    "level",
]
