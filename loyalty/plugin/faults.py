"""What a plugin declares is looked at value by value; the first thing that is wrong is named."""

import inspect
import re
from collections.abc import Callable, Container, Iterable, Sized
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from loyalty.errors import PluginError
from loyalty.words import Names

T = TypeVar("T")

WORD_MAX = 60
TEXT_MAX = 500
ITEMS_MAX = 500
_TAG = re.compile(r"(|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)").fullmatch
_WORD = re.compile(r"[^\W_][\w]*(-[\w]+)*").fullmatch


@attrs.frozen
class Where:
    """The hook of a plugin whose result is looked at, and the thing in it that is named in messages."""

    plugin: str
    hook: str
    thing: str = ""

    def about(self, thing: str) -> "Where":
        """Return the place of one of the things."""
        return attrs.evolve(self, thing=thing)

    def wrong(self, message: str, hint: str = "", code: str = "bad-declaration") -> PluginError:
        """Return the fault."""
        said = f"declares {self.thing} wrongly: {message}" if self.thing else message
        return PluginError(self.plugin, self.hook, said, code=code, hint=hint)


def listed(where: Where, value: Any, kind: type[T]) -> tuple[T, ...]:
    """Return a list or tuple of things of exactly one class.

    Raises:
        PluginError: it is anything else.
    """
    if type(value) not in {list, tuple}:
        raise where.wrong(f"gives {a_type(value)}", f"a tuple of `{kind.__name__}`", "wrong-type")
    bounded(where, value)
    for item in value:
        if type(item) is not kind:
            raise where.wrong(f"lists {a_type(item)}", f"a tuple of `{kind.__name__}`", "wrong-type")
    return tuple(value)


def table(where: Where, value: Any) -> dict[str, Any]:
    """Return a copy of a plain dictionary, not too large, with texts as keys.

    Raises:
        PluginError: it is anything else.
    """
    if type(value) not in {dict, MappingProxyType}:
        raise where.wrong(f"gives {a_type(value)}", "a dictionary", "wrong-type")
    if any(type(key) is not str for key in value):
        raise where.wrong("gives a dictionary with keys that are no texts", "texts as keys", "wrong-type")
    bounded(where, value)
    return dict(value)


def bounded(where: Where, value: Sized) -> None:
    """Refuse more than anybody reads.

    Raises:
        PluginError: there is more.
    """
    if len(value) > ITEMS_MAX:
        raise where.wrong("there are too many", f"at most {ITEMS_MAX}", "out-of-bounds")


def text(where: Where, value: object, what: str) -> str:
    """Return one line of text that says something.

    Raises:
        PluginError: it is anything else.
    """
    if type(value) is not str:
        raise where.wrong(f"{what} is {a_type(value)}", "one line of text", "wrong-type")
    if not value.strip() or len(value) > TEXT_MAX or "\n" in value:
        raise where.wrong(f"{what} says nothing, or more than one line", f"one line of at most {TEXT_MAX} characters")
    return value


def names(where: Where, value: object) -> Names:
    """Return a copy of a thing's names by language.

    Raises:
        PluginError: it is anything else.
    """
    found = table(where, value)
    for tag, name in found.items():
        if not _TAG(tag):
            raise where.wrong(f"`{tag[:20]}` is no language", '`"en"`, `"zh"`')
        text(where, name, "a name")
    return found


def word(where: Where, value: object, prefix: str = "") -> str:
    """Return a word, after a prefix if one is wanted: ``hotel.upgrade``.

    Raises:
        PluginError: it is anything else.
    """
    if type(value) is not str:
        raise where.wrong(f"a name is {a_type(value)}", "a word", "wrong-type")
    rest = value.removeprefix(prefix)
    if not value.startswith(prefix) or not _WORD(rest) or rest != rest.lower() or len(value) > WORD_MAX:
        example = f"`{prefix}word`" if prefix else "a word"
        raise where.wrong(f"`{value[:WORD_MAX]}` is no name for it", f"{example}, in small letters, digits and hyphens")
    return value


def callable_with(where: Where, value: object, arguments: int) -> Callable[..., Any]:
    """Return a function that can be called with so many arguments and answers at once.

    Raises:
        PluginError: it is anything else.
    """
    if not callable(value):
        raise where.wrong(f"`call` is {a_type(value)}", "a function", "wrong-type")
    if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value):
        raise where.wrong("its function does not answer at once", "a plain `def`", "wrong-type")
    try:
        inspect.signature(value).bind(*range(arguments))
    except TypeError as error:
        count = f"{arguments} argument{'' if arguments == 1 else 's'}"
        raise where.wrong(f"its function cannot be called with {count}", f"a function of {count}") from error
    except ValueError:  # one written in C without a signature
        return value
    return value


def one_of(where: Where, values: Iterable[object], allowed: Iterable[str], what: str) -> None:
    """Refuse a value that is none of the words.

    Raises:
        PluginError: one of them is not.
    """
    choices = sorted(allowed)
    for value in values:
        if type(value) is not str or value not in choices:
            shown = f"`{value[:WORD_MAX]}`" if type(value) is str else a_type(value)
            raise where.wrong(f"{what} is {shown}", ", ".join(f"`{choice}`" for choice in choices))


def a_type(value: object) -> str:
    """Return what a value is, without asking the value itself."""
    return "None" if value is None else f"a value of type {type(value).__name__}"


def once(where: Where, found: Container[str], name: str) -> str:
    """Return a name that is not there yet.

    Raises:
        PluginError: it is.
    """
    if name in found:
        raise where.wrong("it is there twice", "once", "clash")
    return name
