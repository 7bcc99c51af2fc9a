"""What this package declares to a program that lists it: ``plugins = ["clinic"]``."""

from collections.abc import Mapping, Sequence

from loyalty.benefits import BenefitKind
from loyalty.plugin import hook
from loyalty_clinic.settings import Discharge, FastLane, Package, Team, Ward, WardFee


@hook
def loyalty_benefit_kinds() -> Sequence[BenefitKind]:
    """The kinds of benefits of a clinic."""
    return [
        BenefitKind("clinic.ward", Ward, {"zh": "VIP病房", "en": "VIP ward"}, "clinic"),
        BenefitKind("clinic.fee", WardFee, {"zh": "病房费用", "en": "Ward fee"}, "clinic"),
        BenefitKind("clinic.fast-lane", FastLane, {"zh": "快速通道", "en": "Fast lane"}, "clinic"),
        BenefitKind("clinic.team", Team, {"zh": "专属医疗团队", "en": "Doctor team"}, "clinic"),
        BenefitKind("clinic.package", Package, {"zh": "护理礼包", "en": "Care package"}, "clinic"),
        BenefitKind("clinic.discharge", Discharge, {"zh": "出院服务", "en": "Discharge"}, "clinic"),
    ]


@hook
def loyalty_terms() -> Mapping[str, Mapping[str, str]]:
    """Words of the domain."""
    return {
        "ward": {"zh": "病房", "en": "ward"},
        "bed": {"zh": "床位", "en": "bed"},
        "stay": {"zh": "住院", "en": "stay"},
        "deposit": {"zh": "预付金", "en": "deposit"},
        "waiting-list": {"zh": "候床名单", "en": "waiting list"},
    }
