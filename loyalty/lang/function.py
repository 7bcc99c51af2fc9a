"""Functions that a plugin adds to expressions: pure, typed, and contained when they are called."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from loyalty.errors import PluginError, contained_silently
from loyalty.lang.runtime import EPOCH
from loyalty.lang.types import Type
from loyalty.quantities import INTEGER_MAX
from loyalty.words import Names

TEXT_MAX = 1_000
"""The longest text a function may give."""


@attrs.frozen(eq=False)
class Function:
    """A pure function for expressions.

    Attributes:
        name: how an expression calls it.
        parameters: the types of its arguments; none of them is ever missing.
        result: the type of what it gives; it must give something for every argument.
        call: the function. It gets and gives bool, int (also for money, in minor units), Fraction, str and date.
        names: how it is said, with ``{0}``, ``{1}`` for the arguments: ``{"en": "the price of {0} nights"}``.
        least: no number it gives is smaller.
        most: no number it gives is larger.
        plugin: who declares it.
    """

    name: str
    parameters: tuple[Type, ...]
    result: Type
    call: Callable[..., object]
    names: Names = attrs.field(factory=dict)
    least: int = 0
    most: int = INTEGER_MAX
    plugin: str = ""

    @property
    def usage(self) -> str:
        """How a call is written, with the kinds of values in the place of the arguments."""
        return f"{self.name}({', '.join(kind.kind for kind in self.parameters)})"

    def in_currency(self, digits: int) -> "Function":
        """Return the function with its amounts in a currency of so many decimal places."""
        kinds = [_money(kind, digits) for kind in (*self.parameters, self.result)]
        return attrs.evolve(self, parameters=tuple(kinds[:-1]), result=kinds[-1])

    def __call__(self, *values: Any) -> Any:
        """Call it with values of the engine (days, numbers) and return such a value.

        They may be personal data, and no fault repeats one.

        Raises:
            PluginError: it raised, changed an argument, or gave what its result's type does not allow.
        """
        arguments = [_given(kind, value) for kind, value in zip(self.parameters, values, strict=True)]
        result = contained_silently(self.plugin, self.name, self.call, *arguments)
        for kind, value, argument in zip(self.parameters, values, arguments, strict=True):
            if kind.kind == "decimal" and value != argument:
                raise self._fault("mutated", "changed an argument", "arguments are only read")
        return self._checked(result)

    def _checked(self, result: Any) -> Any:
        """Return a result as a value of the engine."""
        kind = self.result.kind
        if type(result) not in _RESULTS[kind]:
            said = "None" if result is None else f"a value of type {type(result).__name__}"
            raise self._fault("wrong-type", f"gives {said}", f"its result is declared as {kind}")
        if kind == "text" and not self._is_word(result):
            raise self._fault("out-of-bounds", "gives another text than it declares", "one of the declared values")
        if self.result.numeric and not self._is_within(result):
            hint = f"from {self.least} to {self.most}, as declared by `least` and `most`"
            raise self._fault("out-of-bounds", "gives a number out of its bounds", hint)
        return result.toordinal() - EPOCH if kind == "date" else result

    def _is_word(self, result: str) -> bool:
        return result in self.result.values if self.result.values else len(result) <= TEXT_MAX

    def _is_within(self, result: int | Fraction) -> bool:
        return self.least <= result <= self.most and result.denominator <= INTEGER_MAX

    def _fault(self, code: str, message: str, hint: str) -> PluginError:
        return PluginError(self.plugin, self.name, message, code=code, hint=hint)


_RESULTS: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "integer": (int,),
    "money": (int,),
    "decimal": (int, Fraction),
    "text": (str,),
    "date": (date,),
}
KINDS = frozenset(_RESULTS)
"""The kinds of values that functions take and give."""


def _money(kind: Type, digits: int) -> Type:
    return attrs.evolve(kind, digits=digits) if kind.kind == "money" else kind


def _given(kind: Type, value: Any) -> Any:
    """Return a value of the engine as a function gets it; nothing that the engine keeps can be changed through it."""
    if kind.kind == "decimal":
        return Fraction(value.numerator, value.denominator)
    return date.fromordinal(value + EPOCH) if kind.kind == "date" else value
