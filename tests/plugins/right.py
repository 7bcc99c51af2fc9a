"""The inn as an object that can be imported."""

from typing import Literal

import attrs

from loyalty.plugin import BenefitKind, LineCondition, MemberCondition, Percent, Span, Words, hook
from tests.plugins.inn import Inn

INN = Inn()


@attrs.frozen(eq=False, kw_only=True)
class Conditioned:
    """Settings that a program must give conditions for."""

    lines: LineCondition
    members: MemberCondition
    share: Percent
    words: Words
    span: Span
    grade: Literal["a", "b"]


class Condition(Inn):
    """An inn whose one kind has a setting of every sort."""

    @hook
    def loyalty_benefit_kinds(self):
        """Declare the kind."""
        return [BenefitKind("inn.upgrade", Conditioned, {"en": "Upgrade"})]


CONDITION = Condition()
