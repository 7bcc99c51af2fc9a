"""Everything that a plugin answers when it is asked: its declarations, its functions, its checks, its settings.

``python -m loyalty.testing.answers hotel loyalty_hotel.plugin`` prints it, so that two processes can be compared.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

import attrs

from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.marks import marks
from loyalty.checks.foreign import doubts_of
from loyalty.config.build.making import made
from loyalty.config.reading import read
from loyalty.errors import LoyaltyError, PluginError
from loyalty.lang.function import Function
from loyalty.plugin.discovery import found
from loyalty.plugin.manager import manager
from loyalty.program.vocabulary import Vocabularies, Vocabulary
from loyalty.testing.samples import CALLS_MAX, arguments, mixed, settings

Ask = tuple[str, Callable[[], object]]

BARE = """
[program]
id = "bare"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
plugins = [{}]
"""


def plugin(name: str, target: str = "") -> object:
    """Return a plugin: the installed one of a name, or what ``"module"`` or ``"module:attribute"`` names."""
    if not target:
        return found(name)
    module, _, attribute = target.partition(":")
    loaded = import_module(module)
    return getattr(loaded, attribute) if attribute else loaded


def vocabulary(name: str, target: str = "") -> Vocabulary:
    """Return what the plugin declares."""
    return manager((name,), {name: plugin(name, target)})


def answers(name: str, target: str = "", programs: Sequence[str] = (), *, backwards: bool = False) -> dict[str, str]:
    """Return every answer as text, asked in one order or in the other."""
    words = vocabulary(name, target)
    asked = list(_asks(words, [BARE.format(f'"{name}"'), *programs], lambda _: vocabulary(name, target)))
    return dict(sorted((ask, _said(call)) for ask, call in (reversed(asked) if backwards else asked)))


def _asks(words: Vocabulary, programs: Sequence[str], vocabularies: Vocabularies) -> Iterator[Ask]:
    yield "what it declares", lambda: _declared(words)
    for function in words.functions.values():
        yield from calls(function)
    for kind in words.benefit_kinds.values():
        yield from makings(kind)
    for place, text in enumerate(programs):
        yield from looks(place, text, words, vocabularies)


def calls(function: Function) -> Iterator[Ask]:
    """Return calls of a function with arguments of its types, the extreme ones among them."""
    values = [arguments(kind) for kind in function.parameters]
    for given in islice(mixed(values), CALLS_MAX):
        shown = ", ".join(map(repr, given))
        yield f"{function.name}({shown})", lambda given=given: function(*given)  # type: ignore[misc]


def makings(kind: BenefitKind) -> Iterator[Ask]:
    """Return ways to make the settings of a kind: with what must be given, and with each setting in turn."""
    declared = marks(kind.settings)
    least = {one.name: settings(one)[0] for one in declared if one.required}
    for one in declared:
        for value in settings(one):
            values = {**least, one.name: value}
            shown = ", ".join(f"{name}={given!r}" for name, given in values.items())
            yield f"{kind.name}({shown})", lambda values=values: _settings(kind, values)  # type: ignore[misc]


def _settings(kind: BenefitKind, values: Mapping[str, Any]) -> object:
    instance = made(kind, values)
    return {field.name: getattr(instance, field.name) for field in attrs.fields(kind.settings)}


def _declared(words: Vocabulary) -> object:
    checks = [(one.code, one.title, one.why, one.cure, one.severity) for one in words.checks.values()]
    kinds = [dict(kind.names) for kind in words.benefit_kinds.values()]
    names = [*kinds, *(dict(function.names) for function in words.functions.values())]
    return words.declared(), checks, names, dict(words.terms), [str(fault) for fault in words.faults]


def looks(place: int, text: str, words: Vocabulary, vocabularies: Vocabularies) -> Iterator[Ask]:
    """Return what each check doubts about a program, or what keeps the program from loading."""
    version, diagnostics = read(text, vocabulary=vocabularies)
    if version is None:
        yield f"program {place}", lambda: [one.render() for one in diagnostics]
        return
    for check in words.checks.values():
        yield f"{check.code} of program {place}", lambda check=check: doubts_of(version, check)  # type: ignore[misc]


def _said(call: Callable[[], object]) -> str:
    try:
        return repr(call())
    except PluginError as error:
        return f"fault: {error}"
    except LoyaltyError as error:
        return f"refused: {error}"


if __name__ == "__main__":
    print(json.dumps(answers(*sys.argv[1:3])))  # noqa: T201 - this is its purpose
