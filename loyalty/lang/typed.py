"""The tree after checking: every part knows its type and its unit."""

from functools import cached_property

import attrs

from loyalty.lang.nodes import Node
from loyalty.lang.table import Table
from loyalty.lang.types import Type

CLOCK = "at"
"""The name of the instant at which an expression is judged."""

CLOCK_CALLS = frozenset({"days_since", "years_since"})
"""Functions that read the clock without naming it."""


@attrs.frozen(eq=False)
class Typed:
    """A checked expression, or a part of one.

    `op` says what it does and `value` holds what the op needs besides its parts:

    ===================== ========================================================================================
    op                    parts and value
    ===================== ========================================================================================
    ``const``             value in the units of `type`: money in minor units, dates in days since 1970-01-01, tiers
                          as ranks, numbers as int or Fraction, periods as `Period`
    ``name``              value is the name
    ``neg`` ``not``       one part
    ``add sub mul div``   two parts; the divisor of ``div`` is a constant or known never to be zero
    ``ratio``             dividend, divisor, the result when the divisor is zero, and where it stands there a fourth:
                          then the third is for 0/0 only
    ``lookup``            the name that a table goes by; value is the `Table`
    ``shift``             a date and a period; value is 1 to add, -1 to take away
    ``compare``           two parts or more; value is the tuple of operators between them
    ``in``                the needle, then the items; value is True when negated
    ``and`` ``or``        two parts or more
    ``call``              value is the function's name
    ``foreign``           the arguments of a plugin's function; value is the `Function`
    ===================== ========================================================================================
    """

    op: str
    type: Type
    node: Node
    args: tuple["Typed", ...] = ()
    value: object = None

    @property
    def start(self) -> int:
        """Offset of the first character in the author's text."""
        return self.node.start

    @property
    def end(self) -> int:
        """Offset after the last character in the author's text."""
        return self.node.end

    @cached_property
    def names(self) -> frozenset[str]:
        """The names whose values the result depends on; ``at`` is one of them when a function reads the clock."""
        found: set[str] = set()
        waiting = [self]
        while waiting:
            here = waiting.pop()
            if here.op == "name":
                found.add(str(here.value))
            elif here.op == "call" and here.value in CLOCK_CALLS:
                found.add(CLOCK)
            waiting.extend(here.args)
        return frozenset(found)

    @cached_property
    def sure(self) -> frozenset[str]:
        """The names whose values are never missing."""
        found = {str(self.value)} if self.op == "name" and not self.type.nullable else set()
        return frozenset(found).union(*(part.sure for part in self.args))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in which the result is looked up, in order of appearance."""
        found: dict[str, Table] = {}
        waiting = [self]
        while waiting:
            here = waiting.pop()
            if isinstance(here.value, Table):
                found.setdefault(here.value.name, here.value)
            waiting.extend(reversed(here.args))
        return tuple(found.values())
