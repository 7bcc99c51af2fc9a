"""What the core itself declares, by the hooks that plugins use."""

from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.benefits.kind import CORE, BenefitKind
from loyalty.plugin.marker import hook

NAME = CORE


@hook
def loyalty_benefit_kinds() -> tuple[BenefitKind, ...]:
    """Return the kinds of benefits that every program has."""
    return CORE_KINDS
