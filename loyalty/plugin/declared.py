"""What each hook returns, checked in depth and copied."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args

import attrs

from loyalty.benefits.request_kind import Need, RequestKind
from loyalty.plugin.command import Command
from loyalty.plugin.declared_functions import functions
from loyalty.plugin.declared_kinds import benefit_kinds
from loyalty.plugin.faults import WORD_MAX, Where, a_type, callable_with, listed, names, once, one_of, table, text, word
from loyalty.program.check import Check
from loyalty.program.vocabulary import EventTable
from loyalty.words import Names

DEPTH_MAX = 6
_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*").fullmatch


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
        found[once(here, found, item.name)] = kind
    return found


def checks(where: Where, value: object) -> dict[str, Check]:
    """Return checks by code."""
    found: dict[str, Check] = {}
    for item in listed(where, value, Check):
        here = where.about(f"the check `{word(where, item.code, f'{where.plugin}.')}`")
        for what in ("title", "why", "cure"):
            text(here, getattr(item, what), f"`{what}`")
        one_of(here, [item.severity], ("warning", "note"), "`severity`")
        callable_with(here, item.call, 1)
        found[once(here, found, item.code)] = attrs.evolve(item, plugin=where.plugin)
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
        found[once(here, found, item.name)] = item
    return found


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
