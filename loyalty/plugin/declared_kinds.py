"""The kinds of benefits that a plugin declares, with their settings classes."""

from typing import Any

import attrs

from loyalty.benefits.kind import CORE, BenefitKind
from loyalty.benefits.marks import Setting, marks
from loyalty.config.raw.benefit import KEYS
from loyalty.errors import PluginError, contained
from loyalty.plugin.faults import Where, listed, names, once, word
from loyalty.plugin.fitting import FITS

_SPECIAL = frozenset(
    {"__copy__", "__deepcopy__", "__getattr__", "__getattribute__", "__new__", "__reduce__", "__reduce_ex__"}
)
"""Methods by which a settings class could act when it is only read or copied."""


def benefit_kinds(where: Where, value: object) -> dict[str, BenefitKind]:
    """Return kinds of benefits by name."""
    found: dict[str, BenefitKind] = {}
    prefix = "" if where.plugin == CORE else f"{where.plugin}."
    for item in listed(where, value, BenefitKind):
        here = where.about(f"the benefit kind `{word(where, item.name, prefix)}`")
        _check_settings(here, item.settings)
        kind = BenefitKind(item.name, item.settings, names(here, item.names), where.plugin)
        found[once(here, found, item.name)] = kind
    return found


def _check_settings(where: Where, cls: Any) -> None:
    if not isinstance(cls, type) or not attrs.has(cls):
        raise where.wrong("its settings are no attrs class", "an `attrs.frozen` class", "wrong-type")
    if not attrs.inspect(cls).is_frozen:
        raise where.wrong(f"`{cls.__name__}` can be changed", "`@attrs.frozen`")
    special = [name for one in cls.__mro__[:-1] for name in vars(one) if name in _SPECIAL]
    if special:
        raise where.wrong(f"`{cls.__name__}` defines `{special[0]}`", "settings that only hold values")
    try:
        settings = contained(where.plugin, where.hook, marks, cls)
    except PluginError as error:
        raise where.wrong(error.message.removeprefix("raised TypeError: "), error.hint) from error
    for one in settings:
        if one.key in KEYS:
            raise where.wrong(f"`{one.key}` is a key that all benefits have", "another name for the setting")
    for field, one in zip(attrs.fields(cls), settings, strict=True):
        if field.converter is not None:
            raise where.wrong(f"`{field.name}` is converted", "settings are kept as they are given")
        if field.default is not attrs.NOTHING:
            _check_default(where, one, field.default)


def _check_default(where: Where, setting: Setting, default: Any) -> None:
    """Refuse a default that a program could not write: it would be of another type than the field says."""
    if hasattr(default, "takes_self"):
        if default.takes_self:
            raise where.wrong(f"the default of `{setting.name}` depends on others", "a plain default")
        default = contained(where.plugin, where.hook, default.factory)
    if default is None and setting.optional:
        return
    fits = default in setting.words if setting.words else FITS[setting.reader](default)
    if not fits:
        raise where.wrong(f"the default of `{setting.name}` is not of its type", "a value that a program could give")
