"""Everything that a plugin answers when it is asked: its declarations, its functions, its checks, its settings.

``python -m loyalty.testing.answers hotel loyalty_hotel.plugin`` prints it, so that two processes can be compared.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from importlib import import_module
from itertools import islice, product
from typing import Any

import attrs

from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.marks import Setting, marks
from loyalty.checks.foreign import doubts_of
from loyalty.config.build.making import made
from loyalty.config.reading import read
from loyalty.errors import LoyaltyError, PluginError
from loyalty.lang.function import Function
from loyalty.lang.runtime import EPOCH
from loyalty.lang.types import Type
from loyalty.periods import Period
from loyalty.plugin.discovery import found
from loyalty.plugin.manager import manager
from loyalty.program.vocabulary import Vocabularies, Vocabulary
from loyalty.quantities import INTEGER_MAX

Ask = tuple[str, Callable[[], object]]

CALLS_MAX = 400
"""So many combinations of arguments are tried for each function."""
BARE = """
[program]
id = "bare"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
plugins = [{}]
"""
_DAYS = (date(1900, 1, 1), date(1970, 1, 1), date(2024, 2, 29), date(2024, 8, 15), date(2199, 12, 31))
_WHOLE = (0, 1, 2, 3, 7, 31, 99, 100, 12_345, 10**6, 10**9, INTEGER_MAX)
_NUMBERS = (
    Fraction(0),
    Fraction(1),
    Fraction(1, 3),
    Fraction(99, 100),
    Fraction(15, 2),
    Fraction(10**6),
    Fraction(-3, 7),
)
_VALUES: Mapping[str, Sequence[object]] = {
    "bool": (False, True),
    "integer": (*_WHOLE, -1, -INTEGER_MAX),
    "money": (*_WHOLE, -1),
    "decimal": _NUMBERS,
    "text": ("", "a", "贵宾", "two words", "x" * 500, "\n"),
    "date": tuple(day.toordinal() - EPOCH for day in _DAYS),
}
_SETTINGS: Mapping[str, Sequence[object]] = {
    "percent": (Fraction(1, 100), Fraction(12, 100), Fraction(1)),
    "money": (0, 1, 20_000, INTEGER_MAX),
    "whole": (0, 1, 2, 100, INTEGER_MAX),
    "number": (Fraction(0), Fraction(3, 2), Fraction(INTEGER_MAX)),
    "text": ("a", "贵宾"),
    "words": (("a",), ("a", "b")),
    "span": (Period(days=1), Period(years=1)),
    "switch": (True, False),
    "line": (None,),
    "member": (None,),
}


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
    values = [sample(kind) for kind in function.parameters]
    for arguments in islice(_mixed(values), CALLS_MAX):
        shown = ", ".join(repr(argument) for argument in arguments)
        yield f"{function.name}({shown})", lambda arguments=arguments: function(*arguments)  # type: ignore[misc]


def _mixed(values: Sequence[Sequence[object]]) -> Iterator[tuple[object, ...]]:
    """Return every combination, or so many that each value meets several of the others."""
    total = 1
    for each in values:
        total *= len(each)
    step = max(1, total // CALLS_MAX | 1)
    return islice(product(*values), 0, None, step)


def sample(kind: Type) -> Sequence[object]:
    """Return values of a type, as the engine holds them."""
    return kind.values or _VALUES[kind.kind]


def makings(kind: BenefitKind) -> Iterator[Ask]:
    """Return ways to make the settings of a kind: with what must be given, and with each setting in turn."""
    settings = [one for one in marks(kind.settings) if one.reader not in {"line", "member"}]
    least = {one.name: _samples(one)[0] for one in settings if one.required}
    for one in settings:
        for value in _samples(one):
            values = {**least, one.name: value}
            shown = ", ".join(f"{name}={given!r}" for name, given in values.items())
            yield f"{kind.name}({shown})", lambda values=values: _settings(kind, values)  # type: ignore[misc]


def _samples(setting: Setting) -> Sequence[object]:
    return setting.words or _SETTINGS[setting.reader]


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
