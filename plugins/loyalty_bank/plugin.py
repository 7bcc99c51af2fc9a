"""What this package declares to a program that lists it: ``plugins = ["bank"]``."""

from collections.abc import Mapping, Sequence

from loyalty.benefits import BenefitKind
from loyalty.plugin import hook
from loyalty_bank.settings import Adviser, Hotline, Lane, Review, Signing


@hook
def loyalty_benefit_kinds() -> Sequence[BenefitKind]:
    """The kinds of benefits of a bank."""
    return [
        BenefitKind("bank.adviser", Adviser, {"zh": "理财顾问", "en": "Financial adviser"}, "bank"),
        BenefitKind("bank.lane", Lane, {"zh": "贵宾通道", "en": "Priority lane"}, "bank"),
        BenefitKind("bank.hotline", Hotline, {"zh": "贵宾热线", "en": "Priority hotline"}, "bank"),
        BenefitKind("bank.review", Review, {"zh": "财务体检", "en": "Portfolio review"}, "bank"),
        BenefitKind("bank.signing", Signing, {"zh": "签单权", "en": "Signing allowance"}, "bank"),
    ]


@hook
def loyalty_terms() -> Mapping[str, Mapping[str, str]]:
    """Words of the domain."""
    return {
        "adviser": {"zh": "顾问", "en": "adviser"},
        "substitute": {"zh": "代班顾问", "en": "substitute"},
        "signing": {"zh": "签单", "en": "signing on account"},
    }
