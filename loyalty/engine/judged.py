"""Conditions of targets, with the parameters of their version in them."""

from collections.abc import Mapping

from loyalty.engine.asking import EPOCH_DAY, Asking
from loyalty.errors import LoyaltyError
from loyalty.lang import Typed, bind, evaluate
from loyalty.lang.expression import Expression
from loyalty.program import Version
from loyalty.targets.figure import FLAGS

Values = Mapping[str, object]


class Judged:
    """Judges the conditions of one version; a member may be looked at in an older one."""

    def __init__(self, version: Version) -> None:
        """Take the parameters of a version."""
        self.version = version
        self.parameters = {name: each.value for name, each in version.parameters.items()}

    def typed(self, written: Expression | None) -> Typed | None:
        """Return what an expression means with the parameters' values in it."""
        return None if written is None else bind(written.typed, self.parameters)

    def read(self, typed: Typed, asking: Asking) -> dict[str, object]:
        """Return what a condition reads of a member, but for the words of figures.

        Raises:
            LoyaltyError: `not-in-version`, the version in force then does not measure it.
        """
        return {name: self._fact(name, typed, asking) for name in sorted(typed.names.difference(FLAGS))}

    def holds(self, typed: Typed, values: Values) -> bool:
        """Return whether a condition holds, nothing counting as no."""
        return bool(evaluate(typed, values, day_of=self._day_of, feb29=self.version.feb29))

    def _day_of(self, instant: int) -> int:
        return self.version.zone.day_number(instant) - EPOCH_DAY

    def _fact(self, name: str, typed: Typed, asking: Asking) -> object:
        if name in self.version.metrics and name not in asking.version.metrics:
            when = asking.version.zone.local(asking.at).isoformat()
            message = f"a target reads `{name}`, which the version in force at {when} does not measure"
            raise LoyaltyError("not-in-version", message, hint="declare it there too, or ask for a later period")
        return asking.value(name, typed)
