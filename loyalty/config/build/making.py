"""Make the settings of a benefit; for a plugin's kind that is a call into foreign code."""

from collections.abc import Mapping
from typing import Any

from loyalty.benefits.kind import CORE, BenefitKind
from loyalty.errors import LoyaltyError, PluginError, contained
from loyalty.errors.containing import told


def made(kind: BenefitKind, values: Mapping[str, Any]) -> object:
    """Return an instance of a kind's settings class, which for a plugin's kind is foreign code.

    Raises:
        LoyaltyError: the class refuses the values, by this or by a ValueError.
        PluginError: it failed otherwise, or made something else of them.
    """
    if kind.plugin == CORE:
        return kind.settings(**values)
    try:
        found = contained(kind.plugin, kind.name, lambda: kind.settings(**values))
    except PluginError as error:
        cause = error.__cause__
        if isinstance(cause, ValueError) and str(cause):
            raise LoyaltyError("refused", told(cause).partition(": ")[2]) from error
        if isinstance(cause, LoyaltyError) and error.code == "raised":
            raise cause from error
        raise
    if type(found) is not kind.settings:
        said = f"made a value of type {type(found).__name__} of its settings"
        raise PluginError(kind.plugin, kind.name, said, code="wrong-type", hint="an instance of the settings class")
    for name, value in values.items():
        if getattr(found, name) != value or type(getattr(found, name)) is not type(value):
            said = f"changed its setting `{name}`"
            raise PluginError(kind.plugin, kind.name, said, code="mutated", hint="settings are kept as they are given")
    return found
