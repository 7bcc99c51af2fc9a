"""Reading a member's names one by one, for questions: exact, slow, and with a reason for every value."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from loyalty.lang import Typed, bind, evaluate, settled
from loyalty.lang.types import Type
from loyalty.members.account import Account
from loyalty.metrics import slots
from loyalty.metrics.metric import Metric
from loyalty.program import Version

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Plan

_LEAVES = frozenset({"compare", "in"})
"""Parts that a condition is taken apart into, without what was asked before them."""
EPOCH_DAY = date(1970, 1, 1).toordinal()


@attrs.frozen(eq=False)
class Asking:
    """One account at one instant, which nothing else changes any more; instants asked must not go back."""

    machine: "Machine"
    account: Account
    at: int

    @property
    def plan(self) -> "Plan":
        """The plan of the version in force."""
        return self.machine.plan_at(self.at)

    @property
    def version(self) -> Version:
        """The version in force."""
        return self.plan.version

    def bound(self, typed: Typed) -> Typed:
        """Return an expression with the parameters' values in it, and with those of tables for this member."""
        words = {table.by: self.value(table.by, typed) for table in typed.tables}
        known = {name: str(word) for name, word in words.items() if word is not None}
        return bind(settled(typed, known), {name: each.value for name, each in self.version.parameters.items()})

    def holds(self, typed: Typed) -> bool:
        """Return whether a condition holds, nothing counting as no."""
        values = {name: self.value(name, typed) for name in typed.names}
        if typed.op in _LEAVES and any(values[name] is None for name in typed.sure):
            return False  # what another part of the condition asks for first is not there
        version = self.version
        return bool(evaluate(typed, values, day_of=self.day_of, feb29=version.feb29))

    def day_of(self, instant: int) -> int:
        """Return the local day of an instant, counted from 1970-01-01."""
        return self.version.zone.day_number(instant) - EPOCH_DAY

    def value(self, name: str, typed: Typed | None = None) -> object:
        """Return the value of a name as `evaluate` wants it."""
        version = self.version
        if name == "at":
            return self.at
        if name in version.metrics:
            return self.metric(version.metrics[name])
        if name in version.parameters:
            return version.parameters[name].value
        if name == "kind":
            return self.account.kind
        places = self.machine.layout.fields
        if name in places:
            return given(self.account.fields[places.index(name)], type_of(typed, name))
        return self.standing("main" if name == "tier" else name)

    def standing(self, ladder: str) -> str:
        """Return the tier on a ladder."""
        steps = self.plan.steps[self.machine.layout.ladders.index(ladder)]
        return steps.name(self.account.standings[steps.number].rank)

    def metric(self, metric: Metric) -> object:
        """Return a metric's value as `evaluate` wants it."""
        slot = self.machine.layout.by_name[self.plan.number].get(metric.name)
        value = (
            slots.read(slot, self.account, self.at) if slot else self.plan.formula(metric.name)(self.account, self.at)
        )
        return given(value, metric.type)


def type_of(typed: Typed | None, name: str) -> Type | None:
    """Return the type that a name has in an expression."""
    waiting = [typed] if typed is not None else []
    while waiting:
        here = waiting.pop()
        if here.op == "name" and here.value == name:
            return here.type
        waiting.extend(here.args)
    return None


def given(value: object, kind: Type | None) -> object:
    """Return a value as the engine keeps it in the form that `evaluate` wants."""
    if kind is None or value is None or not isinstance(value, (int, Fraction)) or isinstance(value, bool):
        return value
    if kind.kind == "date":
        return date.fromordinal(int(value) + EPOCH_DAY)
    return Fraction(value) / kind.scale if kind.kind == "decimal" else value
