"""What a program may use beside its own words: kinds of benefits, and what plugins add."""

from collections.abc import Mapping

import attrs

from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.benefits.kind import BenefitKind


def _core() -> dict[str, BenefitKind]:
    return {kind.name: kind for kind in CORE_KINDS}


@attrs.frozen(eq=False)
class Vocabulary:
    """The kinds that a program's tables may name, by their names; without plugins, those of the core."""

    benefit_kinds: Mapping[str, BenefitKind] = attrs.field(factory=_core)
