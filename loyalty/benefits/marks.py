"""The settings of a class, read off the marks of its fields."""

from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs

from loyalty.benefits.fields import Mark


@attrs.frozen
class Setting:
    """One field of a settings class: its key, how it is read or its words, whether it must be given and may be None."""

    name: str
    key: str
    reader: str
    words: tuple[str, ...] = ()
    required: bool = False
    optional: bool = False


@cache
def marks(cls: type) -> tuple[Setting, ...]:
    """Return the settings of a class, in its order.

    Raises:
        TypeError: a field has no mark that says how it is read.
    """
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_setting(field, hints[field.name]) for field in attrs.fields(cls))


def _setting(field: "attrs.Attribute[Any]", hint: Any) -> Setting:
    optional = NoneType in get_args(hint)
    parts = [part for part in get_args(hint) if part is not NoneType] if optional else [hint]
    marks = [mark for part in parts for mark in getattr(part, "__metadata__", ()) if isinstance(mark, Mark)]
    words = tuple(get_args(parts[0])) if get_origin(parts[0]) is Literal else ()
    if not marks and not words:
        raise TypeError(f"the setting `{field.name}` has no mark of `loyalty.benefits.fields`")
    key = field.metadata.get("key", field.name)
    reader = marks[0].reader if marks else "word"
    return Setting(field.name, key, reader, words, field.default is attrs.NOTHING, optional)
