"""What each hook returns, checked in depth and copied."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args

import attrs

from loyalty.benefits.kind import CORE, BenefitKind
from loyalty.benefits.marks import Setting, marks
from loyalty.benefits.request_kind import Need, RequestKind
from loyalty.config.build.ids import RESERVED
from loyalty.config.raw.benefit import KEYS
from loyalty.errors import PluginError, contained
from loyalty.lang.function import KINDS, Function
from loyalty.lang.types import Type
from loyalty.plugin.command import Command
from loyalty.plugin.faults import WORD_MAX, Where, a_type, callable_with, listed, names, one_of, table, text, word
from loyalty.plugin.fitting import FITS
from loyalty.program.check import Check
from loyalty.program.vocabulary import EventTable
from loyalty.quantities import INTEGER_MAX
from loyalty.words import Names

DEPTH_MAX = 6
_SPECIAL = frozenset(
    {"__copy__", "__deepcopy__", "__getattr__", "__getattribute__", "__new__", "__reduce__", "__reduce_ex__"}
)
"""Methods by which a settings class could act when it is only read or copied."""
_PLACES = re.compile(r"\{[0-9]\}")
_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*").fullmatch


def benefit_kinds(where: Where, value: object) -> dict[str, BenefitKind]:
    """Return kinds of benefits by name."""
    found: dict[str, BenefitKind] = {}
    prefix = "" if where.plugin == CORE else f"{where.plugin}."
    for item in listed(where, value, BenefitKind):
        here = where.about(f"the benefit kind `{word(where, item.name, prefix)}`")
        _check_settings(here, item.settings)
        kind = BenefitKind(item.name, item.settings, names(here, item.names), where.plugin)
        found[_once(here, found, item.name)] = kind
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


def event_kinds(where: Where, value: object) -> dict[str, EventTable]:
    """Return kinds of events by name; whether their tables are right, the reader of programs says."""
    found = {}
    for name, one in table(where, value).items():
        here = where.about(f"the event kind `{name[:WORD_MAX]}`")
        found[name] = EventTable(name, _plain(here, table(here, one), DEPTH_MAX), where.plugin)
    return found


def _plain(where: Where, value: Any, depth: int) -> Any:
    """Return a copy of what TOML can say."""
    if depth == 0:
        raise where.wrong("its table is too deep", "a flat table")
    if type(value) is dict:
        return {key: _plain(where, item, depth - 1) for key, item in table(where, value).items()}
    if type(value) in {list, tuple}:
        return [_plain(where, item, depth - 1) for item in value]
    if type(value) is Decimal and not value.is_finite():
        raise where.wrong("its table has a number that is not finite", "a number", "out-of-bounds")
    if type(value) not in {str, bool, int, Decimal, date, datetime}:
        raise where.wrong(f"its table has {a_type(value)}", "what TOML can say; decimals as `Decimal`", "wrong-type")
    return value


def request_kinds(where: Where, value: object) -> dict[str, RequestKind]:
    """Return kinds of requests by name; whether their benefits exist, is known when all plugins are there."""
    found: dict[str, RequestKind] = {}
    for item in listed(where, value, RequestKind):
        here = where.about(f"the request kind `{word(where, item.name, f'{where.plugin}.')}`")
        benefits, needs = listed(here, item.benefits, str), listed(here, item.needs, str)
        if not benefits:
            raise here.wrong("it asks for no kind of benefit", "at least one")
        one_of(here, needs, get_args(Need), "what it needs")
        kind = RequestKind(item.name, benefits, needs, names(here, item.names), where.plugin)  # type: ignore[arg-type] # checked by `one_of`
        found[_once(here, found, item.name)] = kind
    return found


def functions(where: Where, value: object) -> dict[str, Function]:
    """Return functions by name."""
    found: dict[str, Function] = {}
    for item in listed(where, value, Function):
        here = where.about(f"the function `{_identifier(where, item.name)}`")
        kinds = tuple(_type(here, kind) for kind in listed(here, item.parameters, Type))
        (result,) = (_type(here, kind) for kind in listed(here, (item.result,), Type))
        _check_bounds(here, item.least, item.most)
        call = callable_with(here, item.call, len(kinds))
        said = _patterns(here, names(here, item.names), len(kinds))
        result = result.never_zero() if item.least > 0 else result
        copy = Function(item.name, kinds, result, call, said, item.least, item.most, where.plugin)
        found[_once(here, found, item.name)] = copy
    return found


def _identifier(where: Where, name: object) -> str:
    if type(name) is not str or not name.isidentifier() or not name.isascii() or len(name) > WORD_MAX:
        raise where.wrong("declares a function with a name that no expression can write", "letters, digits and `_`")
    if name in RESERVED:
        raise where.wrong(f"declares the function `{name}`, a word of the language", "another name", "clash")
    return name


def _type(where: Where, kind: Type) -> Type:
    """Return a type with nothing in it but its kind and its words."""
    name: Any = kind.kind
    if type(name) is not str or name not in KINDS:
        raise where.wrong(
            f"functions know no {str(name)[:WORD_MAX]}", ", ".join(f"`{one.upper()}`" for one in sorted(KINDS))
        )
    if kind.nullable or kind.scale != 1 or kind.fractional:
        raise where.wrong("a value of a function is whole and never missing", "the plain type")
    return Type(kind.kind, values=listed(where, kind.values, str))


def _check_bounds(where: Where, least: object, most: object) -> None:
    if type(least) is not int or type(most) is not int:
        raise where.wrong("`least` and `most` are whole numbers", "`least=0`", "wrong-type")
    if not -INTEGER_MAX <= least <= most <= INTEGER_MAX:
        raise where.wrong(
            "its bounds contain nothing, or too much", f"-{INTEGER_MAX} <= least <= most <= {INTEGER_MAX}"
        )


def _patterns(where: Where, said: Names, arguments: int) -> Names:
    places = {f"{{{place}}}" for place in range(arguments)}
    for pattern in said.values():
        rest = _PLACES.sub("", pattern)
        if "{" in rest or "}" in rest or not places.issuperset(_PLACES.findall(pattern)):
            raise where.wrong(f'"{pattern}" names arguments that it does not have', "`{0}` for the first argument")
    return said


def checks(where: Where, value: object) -> dict[str, Check]:
    """Return checks by code."""
    found: dict[str, Check] = {}
    for item in listed(where, value, Check):
        here = where.about(f"the check `{word(where, item.code, f'{where.plugin}.')}`")
        for what in ("title", "why", "cure"):
            text(here, getattr(item, what), f"`{what}`")
        one_of(here, [item.severity], ("warning", "note"), "`severity`")
        callable_with(here, item.call, 1)
        found[_once(here, found, item.code)] = attrs.evolve(item, plugin=where.plugin)
    return found


def terms(where: Where, value: object) -> dict[str, Names]:
    """Return words of the handbook."""
    found = {}
    for term, said in table(where, value).items():
        here = where.about(f"the term `{word(where, term)}`")
        found[term] = names(here, said)
        if not found[term]:
            raise here.wrong("it has no name in any language", '`{ "en": "..." }`')
    return found


def commands(where: Where, value: object) -> dict[str, Command]:
    """Return commands by name."""
    found: dict[str, Command] = {}
    for item in listed(where, value, Command):
        here = where.about(f"the command `{word(where, item.name)}`")
        text(here, item.help, "`help`")
        if not _TARGET(text(here, item.target, "`target`")):
            raise here.wrong(f"`{item.target}` names no command", '`"package.module:command"`')
        found[_once(here, found, item.name)] = item
    return found


def _once(where: Where, found: Mapping[str, object], name: str) -> str:
    if name in found:
        raise where.wrong("it is there twice", "once", "clash")
    return name


HOOKS: Mapping[str, Callable[[Where, object], Mapping[str, Any]]] = MappingProxyType(
    {
        "loyalty_benefit_kinds": benefit_kinds,
        "loyalty_event_kinds": event_kinds,
        "loyalty_request_kinds": request_kinds,
        "loyalty_functions": functions,
        "loyalty_checks": checks,
        "loyalty_terms": terms,
        "loyalty_commands": commands,
    }
)
"""What is made of the result of each hook."""
