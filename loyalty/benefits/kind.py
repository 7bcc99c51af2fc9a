"""Kinds of benefits: what a program may offer, and what each kind says of itself."""

import attrs

from loyalty.words import Names

CORE = "core"
"""Who declares the kinds that every program has."""


@attrs.frozen(eq=False)
class BenefitKind:
    """A kind of benefit.

    Attributes:
        name: what ``kind = ...`` says: a plain word for core kinds, ``plugin.word`` for those of a plugin.
        settings: an `attrs.frozen` class; its fields, marked as in `loyalty.benefits.fields`, are the kind's own keys.
        names: what people call it.
        plugin: who declares it.
    """

    name: str
    settings: type
    names: Names = attrs.field(factory=dict)
    plugin: str = CORE
