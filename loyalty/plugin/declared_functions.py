"""The functions that a plugin declares, with their types and bounds."""

import re
from typing import Any

from loyalty.config.build.ids import RESERVED
from loyalty.lang.function import KINDS, Function
from loyalty.lang.types import Type
from loyalty.plugin.faults import WORD_MAX, Where, callable_with, listed, names, once
from loyalty.quantities import INTEGER_MAX
from loyalty.words import Names

_PLACES = re.compile(r"\{[0-9]\}")


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
        found[once(here, found, item.name)] = copy
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
