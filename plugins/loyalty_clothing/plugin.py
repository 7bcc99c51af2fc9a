"""What this package declares to a program that lists it: ``plugins = ["clothing"]``."""

from collections.abc import Mapping

from loyalty.plugin import BenefitKind, Check, RequestKind, hook
from loyalty_clothing.checks import WORSE
from loyalty_clothing.settings import Care, Discount, EarlyAccess, Preview, Returns

NAMES: Mapping[str, Mapping[str, str]] = {
    "clothing.discount": {"zh": "商品折扣", "en": "Discount on goods"},
    "clothing.returns": {"zh": "无理由退换", "en": "Returns without a reason"},
    "clothing.early-access": {"zh": "限量优先购买", "en": "Limited editions first"},
    "clothing.care": {"zh": "终身保养", "en": "Lifetime care"},
    "clothing.preview": {"zh": "新品先知", "en": "Hears first"},
    "clothing.return": {"zh": "退换申请", "en": "Return of goods"},
    "clothing.reserve-piece": {"zh": "限量预留", "en": "A piece of a limited edition"},
    "clothing.service": {"zh": "保养申请", "en": "Care for goods"},
}
"""What people call the kinds."""


@hook
def loyalty_benefit_kinds() -> tuple[BenefitKind, ...]:
    """Return the kinds of benefits of a shop."""
    kinds = {
        "clothing.discount": Discount,
        "clothing.returns": Returns,
        "clothing.early-access": EarlyAccess,
        "clothing.care": Care,
        "clothing.preview": Preview,
    }
    return tuple(BenefitKind(name, settings, NAMES[name], "clothing") for name, settings in kinds.items())


@hook
def loyalty_request_kinds() -> tuple[RequestKind, ...]:
    """Return what members ask a shop for."""
    return (
        RequestKind("clothing.return", ("clothing.returns",), (), NAMES["clothing.return"]),
        RequestKind(
            "clothing.reserve-piece", ("clothing.early-access",), ("benefit",), NAMES["clothing.reserve-piece"]
        ),
        RequestKind("clothing.service", ("clothing.care",), (), NAMES["clothing.service"]),
    )


@hook
def loyalty_terms() -> Mapping[str, Mapping[str, str]]:
    """Return words for the handbook."""
    return {
        "member-price": {"zh": "会员价", "en": "member price"},
        "special-price": {"zh": "特价", "en": "special price"},
        "limited-edition": {"zh": "限量款", "en": "limited edition"},
    }


@hook
def loyalty_checks() -> tuple[Check, ...]:
    """Return what is doubtful about a shop's program."""
    return (WORSE,)
