"""Generated source of values that are not calculated: words, dates, tiers, periods and truth values."""

from collections.abc import Callable

import attrs

from loyalty.lang.missing import missing
from loyalty.lang.typed import Typed

DAY_OF = "_day_of"


@attrs.frozen
class Coder:
    """Where generated code finds its values: a slot for each name, a table for the author's texts.

    `argument` gives the source of a part of any kind, as a function takes it.
    """

    slot: Callable[[str], str]
    const: Callable[[object], str]
    argument: Callable[["Coder", Typed], str]

    def present(self, typed: Typed) -> str:
        """Return the condition that nothing is missing from a part; empty when nothing ever is."""
        return " and ".join(f"{self.slot(name)} is not None" for name in missing(typed))

    def atom(self, typed: Typed) -> str:
        """Return the source of a word, date, instant, tier, period or truth value; it needs no more brackets."""
        if typed.op == "const":
            return self.literal(typed)
        if typed.op == "name":
            return self.slot(str(typed.value))
        if typed.op == "day":
            return f"{DAY_OF}({self.atom(typed.args[0])})"
        if typed.op == "shift":
            day, period = (self.atom(part) for part in typed.args)
            return f"_shifted({day}, {period}, {typed.value})"
        if typed.op == "foreign":
            return self.foreign(typed)
        if typed.value == "otherwise":
            return self.choice(typed, self.atom(typed.args[0]), self.atom(typed.args[1]))
        return f"_{typed.value}({', '.join(self.atom(part) for part in typed.args)})"

    def foreign(self, typed: Typed) -> str:
        """Return the call of a plugin's function, which stands in the table."""
        arguments = ", ".join(self.argument(self, part) for part in typed.args)
        return f"{self.const(typed.value)}({arguments})"

    def literal(self, typed: Typed) -> str:
        """Return a constant: texts and periods through the table, whole numbers and truth values as they are."""
        if isinstance(typed.value, int):
            return str(typed.value) if typed.value >= 0 else f"({typed.value})"
        return self.const(typed.value)

    def choice(self, typed: Typed, value: str, fallback: str) -> str:
        """Return ``otherwise(value, fallback)`` in brackets; a value that is calculated is asked for once."""
        present = self.present(typed.args[0])
        if present == f"{value} is not None" and value.endswith(")"):
            return f"_otherwise({value}, {fallback})"
        return f"({value} if {present} else {fallback})" if present else value
