"""Write a program in its one canonical form."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from loyalty.config.canonical import normal
from loyalty.config.raw.benefit import RawBenefit
from loyalty.config.raw.calendar import RawCalendar
from loyalty.config.raw.classes import RawClasses
from loyalty.config.raw.document import RawDocument
from loyalty.config.raw.event import RawEvent
from loyalty.config.raw.member import RawField, RawMember, RawMemberKind, RawNumber
from loyalty.config.raw.metric import RawMetric
from loyalty.config.raw.points import RawEarn, RawExpiry, RawLimit, RawPending, RawPoints, RawRedemption
from loyalty.config.raw.program import RawParameter, RawProgram
from loyalty.config.raw.promise import RawEscalation, RawPromise, RawRemedy
from loyalty.config.raw.records import RawPurpose, RawRecords, RawRole
from loyalty.config.raw.request import RawRequest
from loyalty.config.raw.standard import RawStandard
from loyalty.config.raw.target import RawTarget
from loyalty.config.raw.tier import RawLadder, RawTier
from loyalty.config.structure import keys
from loyalty.program.version import Version

_Pattern = tuple[str, ...]

_TABLES: dict[_Pattern, type[Any] | None] = {
    ("program",): RawProgram,
    ("parameters",): None,
    ("calendar",): RawCalendar,
    ("calendar", "festivals"): None,
    ("roles",): None,
    ("roles", "*"): RawRole,
    ("purposes",): None,
    ("purposes", "*"): RawPurpose,
    ("records",): RawRecords,
    ("member",): RawMember,
    ("member", "fields"): None,
    ("member", "kinds"): None,
    ("member", "kinds", "*"): RawMemberKind,
    ("member", "number"): RawNumber,
    ("events",): None,
    ("events", "*"): RawEvent,
    ("events", "*", "lines"): None,
    ("metrics",): None,
    ("points",): RawPoints,
    ("ladders",): None,
    ("ladders", "*"): RawLadder,
    ("classes",): None,
    ("classes", "*"): RawClasses,
    ("lifecycle",): None,
}
"""Tables that get a header of their own, by path; all others are written in one line."""
_LISTS: dict[_Pattern, type[Any]] = {
    ("points", "earn"): RawEarn,
    ("tiers",): RawTier,
    ("benefits",): RawBenefit,
    ("promises",): RawPromise,
    ("standards",): RawStandard,
    ("requests",): RawRequest,
    ("targets",): RawTarget,
}
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_ASIDE = frozenset({"name", "note"})


def dump(version: Version) -> str:
    """Return the program as canonical TOML, with the values of its parameters.

    Tables and keys stand in the order of the reference, names in alphabetical order. Reading the result gives a
    program with the same hash; comments are left out.
    """
    document = version.document
    order = [key for key in keys(RawDocument).values() if key in document]
    blocks = [block for key in order for block in _block((key,), (key,), document[key])]
    return "\n\n".join(blocks) + "\n"


def _block(path: tuple[str, ...], pattern: _Pattern, value: Any) -> Iterator[str]:
    """Write a table and the tables below it, or each table of a list."""
    if isinstance(value, list):
        for item in value:
            lines = [f"{_key(key)} = {_value(item[key])}" for key in _ordered(_LISTS[pattern], item)]
            yield "\n".join([f"[[{_dotted(path)}]]", *lines])
        return
    below = [key for key in _ordered(_TABLES[pattern], value) if _has_header(pattern, key, value[key])]
    lines = [f"{_key(key)} = {_value(value[key])}" for key in _ordered(_TABLES[pattern], value) if key not in below]
    if lines or not below:
        yield "\n".join([f"[{_dotted(path)}]", *lines])
    for key in below:
        yield from _block((*path, key), _below(pattern, key), value[key])


def _below(pattern: _Pattern, key: str) -> _Pattern:
    return (*pattern, key) if (*pattern, key) in _TABLES or (*pattern, key) in _LISTS else (*pattern, "*")


def _has_header(pattern: _Pattern, key: str, value: object) -> bool:
    below = _below(pattern, key)
    return (below in _TABLES and isinstance(value, dict)) or (below in _LISTS and isinstance(value, list))


def _ordered(cls: type[Any] | None, value: Mapping[str, Any]) -> list[str]:
    """Return the keys of a table: those of the language in its order, then the author's names."""
    ranks = _ranks(cls) if cls else {}
    return _sorted(value, ranks)


def _sorted(value: Mapping[str, Any], ranks: Mapping[str, int]) -> list[str]:
    return sorted(value, key=lambda key: (ranks.get(key, len(ranks)), key))


def _ranks(*classes: type[Any]) -> dict[str, int]:
    names = dict.fromkeys(name for cls in classes for name in keys(cls).values() if name not in _ASIDE)
    head = [name for name in ("id", "type") if name in names]
    rest = [name for name in names if name not in head]
    return {name: rank for rank, name in enumerate([*head, "name", *rest, "note"])}


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date | int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    pairs = [f"{_key(key)} = {_value(value[key])}" for key in _sorted(value, _INLINE)]
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def _number(value: Decimal) -> str:
    plain = format(normal(value), "f")
    return plain if "." in plain else f"{plain}.0"


def _text(value: str) -> str:
    """Write a text the way TOML reads it back; JSON's escapes are among TOML's, except for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key and _BARE.issuperset(key) else _text(key)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(map(_key, path))


_INLINE = _ranks(
    RawParameter, RawField, RawMetric, RawExpiry, RawPending, RawRedemption, RawLimit, RawEscalation, RawRemedy
)
"""The order of keys in a table that is written in one line, whichever it is."""
