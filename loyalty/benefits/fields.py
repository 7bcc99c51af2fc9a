"""What a setting of a benefit may be: marks for the fields of a kind's settings class.

A settings class is an `attrs.frozen` class whose fields are annotated with these, with ``| None`` where a setting may
be left out. The mark says how the text of a program is read; what the class gets is the value named here. Everything
but words and conditions may differ by tier: the class is then made once for each tier.
"""

from fractions import Fraction
from typing import Annotated, Literal

import attrs

from loyalty.lang.expression import Expression
from loyalty.periods import Period as _Period

Reader = Literal["percent", "money", "whole", "number", "text", "words", "span", "switch", "line", "member"]


@attrs.frozen
class Mark:
    """Says how a setting is read."""

    reader: Reader


Percent = Annotated[Fraction, Mark("percent")]
"""A share from 0 to 1, exactly; written ``12`` or ``"12%"`` for 12 %."""
Money = Annotated[int, Mark("money")]
"""An amount of at least 0, in minor units."""
Whole = Annotated[int, Mark("whole")]
"""A whole number of at least 0."""
Number = Annotated[Fraction, Mark("number")]
"""A number of at least 0, exactly."""
Text = Annotated[str, Mark("text")]
"""A text, or the name of a text parameter."""
Words = Annotated[tuple[str, ...], Mark("words")]
"""One text or several."""
Span = Annotated[_Period, Mark("span")]
"""A period."""
Switch = Annotated[bool, Mark("switch")]
"""True or false."""
LineCondition = Annotated[Expression, Mark("line")]
"""A condition about one line of an order: it reads fields of lines, of the event, and of the member."""
MemberCondition = Annotated[Expression, Mark("member")]
"""A condition about the member."""
