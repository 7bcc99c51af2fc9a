"""Which names an expression may read, by where it stands, and what type each has."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import attrs

from loyalty.config.build.context import Build
from loyalty.lang import BOOL, DATE, DECIMAL, INSTANT, INTEGER, PERIOD, TEXT, Node, Type, enum_type, money_type, names
from loyalty.lang import tier_type as standing
from loyalty.members.field import Field
from loyalty.members.kind import EventKind, MemberKind
from loyalty.members.units import DECIMALS
from loyalty.program.parameter import Parameter

MAIN = "main"
"""The ladder whose standing is called ``tier``."""

_HELD = DECIMAL.scaled(10**DECIMALS)
_PLAIN = {
    "integer": INTEGER,
    "decimal": _HELD,
    "percent": _HELD,
    "bool": BOOL,
    "date": DATE,
    "instant": INSTANT,
    "text": TEXT,
}


@attrs.frozen(eq=False)
class Scopes:
    """The names known everywhere, and how an event adds to them.

    `facts` are parameters, member fields, the member's kind, standings and the instant; `metrics` are filled in while
    the metrics are built. `ladders` has the tier ids of each ladder, low to high; `digits` the currency's decimals.
    """

    facts: Mapping[str, Type]
    events: Mapping[str, EventKind]
    digits: int
    ladders: Mapping[str, tuple[str, ...]]
    metrics: dict[str, Type] = attrs.field(factory=dict)
    _shared_by: dict[tuple[str, ...], dict[str, Type]] = attrs.field(factory=dict, init=False)
    _shared_lines: dict[tuple[str, ...], dict[str, Type]] = attrs.field(factory=dict, init=False)

    def member(self) -> dict[str, Type]:
        """Return the names of conditions about a member: of tiers and formulas."""
        return {**self.facts, **self.metrics}

    def event(self, kinds: Sequence[str], *, metrics: bool) -> dict[str, Type]:
        """Return the names of conditions about an event of any of `kinds`: fields that all of them have."""
        shared = self._shared_by.get(tuple(kinds))
        if shared is None:
            fields = [{field.name: field for field in self._fields(kind)} for kind in kinds]
            shared = {name: types for name, types in self._shared(fields).items() if types is not None}
            self._shared_by[tuple(kinds)] = shared
        return {**self.facts, **(self.metrics if metrics else {}), **shared}

    def lines(self, kinds: Sequence[str], node: Node | None, base: Mapping[str, Type]) -> Mapping[str, Type]:
        """Return the names of a ``where``: those of `base` and of the lines.

        A line field that is called like a field of its event is meant only if the expression reads another line field.
        """
        if node is None or not any(self.events[kind].lines for kind in kinds if kind in self.events):
            return base
        shared = self._shared_lines.get(tuple(kinds))
        if shared is None:
            found = self._shared(self._line_fields(kinds))
            shared = self._shared_lines[tuple(kinds)] = {name: kind for name, kind in found.items() if kind is not None}
        own = shared.keys() - {field.name for kind in kinds for field in self._fields(kind)}
        return {**base, **shared} if own & names(node) else {**shared, **base}

    def _fields(self, kind: str) -> tuple[Field, ...]:
        return self.events[kind].fields if kind in self.events else ()

    def _line_fields(self, kinds: Sequence[str]) -> list[dict[str, Field]]:
        known = [self.events[kind] for kind in kinds if kind in self.events]
        return [{field.name: field for field in kind.lines or ()} for kind in known]

    def _shared(self, tables: Sequence[Mapping[str, Field]]) -> dict[str, Type | None]:
        if not tables:
            return {}
        first, *others = tables
        found: dict[str, Type | None] = {}
        for name, field in first.items():
            kind = field_type(field, self.digits)
            found[name] = kind
            for other in others:
                found[name] = _both(found[name], field_type(other[name], self.digits) if name in other else None)
        return found


def facts(
    build: Build,
    fields: Iterable[Field],
    kinds: Sequence[MemberKind],
    ladders: Mapping[str, tuple[str, ...]],
) -> dict[str, Type]:
    """Return the names that are known everywhere.

    Args:
        build: the parameters and the currency.
        fields: the member's fields.
        kinds: the kinds of members.
        ladders: the tier ids of each ladder, low to high.
    """
    digits = build.currency.exponent
    found: dict[str, Type] = {"at": INSTANT}
    found.update((name, parameter_type(parameter, digits)) for name, parameter in build.parameters.items())
    found.update((field.name, field_type(field, digits)) for field in fields)
    if kinds:
        found["kind"] = enum_type(tuple(kind.name for kind in kinds))
    for ladder, tiers in ladders.items():
        found["tier" if ladder == MAIN else ladder] = standing(ladder, tiers)
    return found


def field_type(field: Field, digits: int) -> Type:
    """Return the type of a field's value; one that is neither required nor has a default may be missing."""
    kind = money_type(digits) if field.type == "money" else _PLAIN[field.type]
    if field.values:
        kind = enum_type(field.values)
    if field.min is not None and field.min > 0 and kind.numeric:
        kind = _never_zero(kind)
    amount = field.name == "amount" and field.type == "money" and field.path[:1] == ("events",)
    return kind.optional(nullable=not (field.required or field.default is not None or amount))


def parameter_type(parameter: Parameter, digits: int) -> Type:
    """Return the type of a parameter's value, which never changes."""
    if parameter.type == "money":
        kind = money_type(digits)
    elif parameter.type in {"decimal", "percent"}:
        kind = DECIMAL
    else:
        kind = {"integer": INTEGER, "text": TEXT, "bool": BOOL, "date": DATE, "period": PERIOD}[parameter.type]
    return _never_zero(kind) if kind.numeric and parameter.value else kind


@cache
def _never_zero(kind: Type) -> Type:
    return kind.never_zero()


def _both(one: Type | None, other: Type | None) -> Type | None:
    """Return the type of a field in an event of either kind; None when the two have nothing in common."""
    if one is None or other is None or one.kind != other.kind:
        return None
    common = one if one.values == other.values else attrs.evolve(one, values=())
    common = common if one.nonzero == other.nonzero else attrs.evolve(common, nonzero=False)
    return common.optional(nullable=one.nullable or other.nullable)
