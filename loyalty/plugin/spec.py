"""Every hook of a plugin.

A plugin is a module, or any object, whose functions are marked with `loyalty.plugin.hook` and called like hooks here.
An entry point of the group ``loyalty`` gives it the name under which programs list it::

    [project.entry-points.loyalty]
    hotel = "loyalty_hotel.plugin"

All hooks are optional, take nothing, and are called once for each program that lists the plugin. What they return is
checked in depth and copied. None means: nothing. A plugin only declares: it is called to calculate a function, or to
look at a program for what is doubtful, and otherwise never.
"""

from collections.abc import Mapping, Sequence

from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.request_kind import RequestKind
from loyalty.lang.function import Function
from loyalty.plugin.command import Command
from loyalty.plugin.marker import specification
from loyalty.program.check import Check
from loyalty.words import Names


@specification
def loyalty_benefit_kinds() -> Sequence[BenefitKind] | None:
    """Kinds of benefits, each called ``plugin.word``, with an `attrs.frozen` class for its settings.

    The fields of that class are the kind's keys under ``[[benefits]]``. They are marked with the types of
    `loyalty.plugin`: `Percent`, `Money`, `Whole`, `Number`, `Text`, `Words`, `Span`, `Switch`, `LineCondition`,
    `MemberCondition`, or a `Literal` of words. Where the class inherits from one of `loyalty.benefits`, a benefit of
    the kind does what those of the core kind do.
    """


@specification
def loyalty_event_kinds() -> Mapping[str, Mapping[str, object]] | None:
    """Kinds of events by name, each a table as a program would write it under ``[events]``."""


@specification
def loyalty_request_kinds() -> Sequence[RequestKind] | None:
    """Kinds of requests, each called ``plugin.word``: which kinds of benefits are asked for, and what must be said."""


@specification
def loyalty_functions() -> Sequence[Function] | None:
    """Pure functions for expressions, with the types of their arguments and of their result."""


@specification
def loyalty_checks() -> Sequence[Check] | None:
    """Checks with codes ``plugin.word``, which `loyalty.check` runs after its own."""


@specification
def loyalty_terms() -> Mapping[str, Names] | None:
    """Words of the domain for the handbook, by language: ``{"suite": {"en": "Suite", "zh": "套房"}}``."""


@specification
def loyalty_commands() -> Sequence[Command] | None:
    """Commands of ``loyalty <plugin> ...``, each named with the place of a click command that is imported when used."""
