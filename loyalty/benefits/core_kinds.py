"""The kinds of benefits that every program has."""

from loyalty.benefits import settings as s
from loyalty.benefits.kind import BenefitKind

CORE_KINDS = (
    BenefitKind("discount", s.Discount, {"zh": "折扣", "en": "Discount"}),
    BenefitKind("voucher", s.Voucher, {"zh": "券或礼包", "en": "Voucher or package"}),
    BenefitKind("gift", s.Gift, {"zh": "礼品", "en": "Gift"}),
    BenefitKind("bonus", s.Bonus, {"zh": "赠送积分", "en": "Bonus points"}),
    BenefitKind("multiplier", s.Multiplier, {"zh": "积分倍数", "en": "Points multiplier"}),
    BenefitKind("service", s.Service, {"zh": "服务", "en": "Service"}),
    BenefitKind("priority", s.Priority, {"zh": "优先", "en": "Priority"}),
    BenefitKind("contact", s.Contact, {"zh": "专人", "en": "Contact person"}),
    BenefitKind("fee", s.Fee, {"zh": "费用", "en": "Fee"}),
    BenefitKind("waiver", s.Waiver, {"zh": "费用减免", "en": "Waiver"}),
    BenefitKind("booking", s.Booking, {"zh": "预订权", "en": "Booking right"}),
)
