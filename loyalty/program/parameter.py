"""Numbers and words that a program names once and uses everywhere."""

from fractions import Fraction
from typing import Literal

import attrs

from loyalty.periods import Period
from loyalty.words import Names, Path

ParameterType = Literal["integer", "decimal", "percent", "money", "text", "bool", "date", "period"]
ParameterValue = int | Fraction | str | bool | Period


@attrs.frozen
class Parameter:
    """A named value; `given` says where it came from: the program itself, a values file or the caller.

    Money is in minor units, decimals and percents are exact fractions (20 percent is 1/5), dates are days since
    1970-01-01.
    """

    name: str
    type: ParameterType
    value: ParameterValue
    given: Literal["program", "values", "call"] = "program"
    note: str = ""
    names: Names = attrs.field(factory=dict)
    path: Path = ()
