"""What a program may use beside its own words: kinds of benefits, and what plugins add."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.benefits.kind import CORE, BenefitKind
from loyalty.benefits.marks import marks
from loyalty.benefits.request_kind import RequestKind
from loyalty.errors import PluginError
from loyalty.lang.function import Function
from loyalty.program.check import Check
from loyalty.words import Names


def _core() -> dict[str, BenefitKind]:
    return {kind.name: kind for kind in sorted(CORE_KINDS, key=lambda kind: kind.name)}


@attrs.frozen(eq=False)
class EventTable:
    """A kind of event as a plugin declares it: the table that a program would have under ``[events]``."""

    name: str
    table: Mapping[str, object]
    plugin: str


@attrs.frozen(eq=False)
class Vocabulary:
    """What a program may name, by its name, in alphabetical order: the order of plugins means nothing.

    Attributes:
        plugins: the plugins that take part, as the program lists them.
        benefit_kinds: kinds of benefits, those of the core among them.
        events: kinds of events that need no table in the program.
        request_kinds: kinds of requests.
        functions: functions for expressions.
        checks: checks by code.
        terms: words of the domains for the handbook.
        faults: what is wrong with the plugins; with any of them, no program loads.
    """

    plugins: tuple[str, ...] = ()
    benefit_kinds: Mapping[str, BenefitKind] = attrs.field(factory=_core)
    events: Mapping[str, EventTable] = attrs.field(factory=dict)
    request_kinds: Mapping[str, RequestKind] = attrs.field(factory=dict)
    functions: Mapping[str, Function] = attrs.field(factory=dict)
    checks: Mapping[str, Check] = attrs.field(factory=dict)
    terms: Mapping[str, Names] = attrs.field(factory=dict)
    faults: tuple[PluginError, ...] = ()

    def declared(self) -> dict[str, object]:
        """Return in plain values what plugins add to the meaning of a program, for its hash."""
        if not self.plugins:
            return {}
        return {
            "benefits": [_kind(kind) for kind in self.benefit_kinds.values() if kind.plugin != CORE],
            "events": {name: event.table for name, event in self.events.items()},
            "requests": [[one.name, *one.benefits, *one.needs] for one in self.request_kinds.values()],
            "functions": [_function(one) for one in self.functions.values()],
        }


Vocabularies = Callable[[Sequence[str]], Vocabulary]
"""From the names under ``plugins = [...]`` to what they and the core add."""


def without_plugins(names: Sequence[str]) -> Vocabulary:
    """Return the core's own vocabulary; where nobody looks for plugins, none is there."""
    return Vocabulary(faults=tuple(PluginError(name, "", "is not installed", code="missing") for name in names))


def _kind(kind: BenefitKind) -> list[object]:
    settings = ([one.key, one.reader, *one.words, one.required, one.optional] for one in marks(kind.settings))
    return [kind.name, *settings]


def _function(function: Function) -> list[object]:
    types = ([kind.kind, *kind.values] for kind in (*function.parameters, function.result))
    return [function.name, *types, function.least, function.most]
