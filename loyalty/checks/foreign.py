"""Run the checks of plugins: each looks at a copy, and one that fails is named like any other mistake."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import islice
from typing import Any

import attrs

from loyalty.config.build.plugins import place
from loyalty.config.findings import MANY, Finding
from loyalty.errors import PluginError, contained, guarded
from loyalty.program.check import Check, Doubt
from loyalty.program.version import Version
from loyalty.program.vocabulary import Vocabulary


def foreign(version: Version) -> Iterator[Finding]:
    """Find what the plugins of a program doubt."""
    for check in version.vocabulary.checks.values():
        try:
            doubts = doubts_of(version, check)
        except PluginError as error:
            message = str(error).removesuffix(f" ({error.hint})")
            yield Finding("LOY274", message, place(version.vocabulary.plugins, error.plugin), error.hint)
        else:
            for doubt in doubts:
                cure = doubt.cure or check.cure
                yield Finding(check.code, doubt.message, doubt.path, cure, check.why, severity=check.severity)


def doubts_of(version: Version, check: Check) -> list[Doubt]:
    """Return what one check doubts about a copy of a version.

    Raises:
        PluginError: it failed, gave something else, or changed its copy.
    """
    copy = guarded(check.plugin, check.code, deepcopy, attrs.evolve(version, vocabulary=Vocabulary()))
    given: Any = contained(check.plugin, check.code, check.call, copy)
    if given is None or isinstance(given, (str, bytes)):
        raise _fault(check, given)
    doubts = contained(check.plugin, check.code, lambda: list(islice(given, MANY)))
    for doubt in doubts:
        if type(doubt) is not Doubt or not _is_whole(doubt):
            raise _fault(check, doubt)
    changed = difference(version, copy)
    if changed:
        message = f"changed `{changed}` of the program that it looks at"
        raise PluginError(check.plugin, check.code, message, code="mutated", hint="checks only read")
    return doubts


def _is_whole(doubt: Doubt) -> bool:
    plain = type(doubt.message) is str and type(doubt.cure) is str and bool(doubt.message.strip())
    return plain and type(doubt.path) is tuple and all(type(part) in {str, int} for part in doubt.path)


def _fault(check: Check, value: object) -> PluginError:
    said = "None" if value is None else f"a value of type {type(value).__name__}"
    hint = "a list of `Doubt`, each with a message and a path; an empty list when there is none"
    return PluginError(check.plugin, check.code, f"gives {said}", code="wrong-type", hint=hint)


def difference(one: Any, other: Any, at: str = "") -> str:
    """Return where two values differ, or nothing; functions and classes are not looked into."""
    if type(one) is not type(other):
        return at or "it"
    if isinstance(one, Version) or attrs.has(type(one)):
        names = [field.name for field in attrs.fields(type(one)) if field.name != "vocabulary"]
        return _first((getattr(one, name), getattr(other, name), f"{at}.{name}".lstrip(".")) for name in names)
    if isinstance(one, Mapping):
        if list(one) != list(other):
            return at
        return _first((one[key], other[key], f"{at}.{key}") for key in one)
    if isinstance(one, (tuple, list)):
        if len(one) != len(other):
            return at
        return _first((each, other[place], f"{at}.{place}") for place, each in enumerate(one))
    return "" if one is other or callable(one) or one == other else at


def _first(parts: Iterator[tuple[Any, Any, str]]) -> str:
    return next((found for one, other, at in parts if (found := difference(one, other, at))), "")
