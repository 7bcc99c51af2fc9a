"""The one form of a program that does not depend on how it was written, and the hash of it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from loyalty.lang import Table
from loyalty.members.units import written_day
from loyalty.periods import Period
from loyalty.program.parameter import ParameterValue
from loyalty.program.version import Version
from loyalty.quantities import Currency

_NESTED = frozenset({dict, list})


def filled(document: Mapping[str, Any], version: Version) -> Mapping[str, object]:
    """Return a parsed document with the values of its parameters, in their plain form."""
    if not version.parameters and not version.tables:
        return document
    declared = document["parameters"]
    values: dict[str, object] = {
        name: plain_value(parameter.type, parameter.value, version.currency)
        for name, parameter in version.parameters.items()
    }
    values |= {name: _cells(declared[name]["type"], table, version) for name, table in version.tables.items()}
    filled_in = {name: {**declared[name], "value": value} for name, value in values.items()}
    return {**document, "parameters": {**declared, **filled_in}}


def _cells(kind: str, table: Table, version: Version) -> Mapping[str, object]:
    """Return a table of numbers as a program would write it; by tier is what is meant when nothing is said."""
    cells = {word: plain_value(kind, value, version.currency) for word, value in table.values.items()}
    return cells if table.by == "tier" else {"by": table.by, **cells}


def plain_value(kind: str, value: ParameterValue, currency: Currency) -> object:
    """Return a value of a parameter as a program would write it."""
    if kind == "money" and isinstance(value, int):
        return currency.format(value)
    if kind == "date" and isinstance(value, int):
        return date.fromisoformat(written_day(value))
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, int | Fraction) and kind in {"decimal", "percent"}:
        return decimal(Fraction(value) * (100 if kind == "percent" else 1))
    return value


def decimal(value: Fraction) -> Decimal:
    """Return a fraction that came from a decimal number as that number, without zeros at its end."""
    scale = 0
    while value.denominator != 1 and 10**scale % value.denominator:
        scale += 1
    return Decimal(int(value * 10**scale)).scaleb(-scale)


def program_hash(
    document: Mapping[str, object], declared: Mapping[str, object] = MappingProxyType({}), *, notes: bool = True
) -> str:
    """Return 64 hexadecimal digits that name what a program says.

    The order of keys, plugins, benefits, promises, standards, requests and targets, blanks, comments and notes do not
    matter, nor do waived doubts. `declared` is what plugins add. `notes` is False if it is known that there are none.
    """
    program: Mapping[str, Any] = document["program"]  # type: ignore[assignment] # the form has been checked
    plain = {key: item for key, item in program.items() if key not in {"waive", "plugins"}}
    listed = program.get("plugins") or ()
    if listed:
        plain["plugins"] = [listed] if isinstance(listed, str) else sorted(listed)
    whole: dict[str, Any] = {**document, "program": plain}
    for noun in ("benefits", "promises", "standards", "requests", "targets"):
        if noun in whole:
            whole[noun] = sorted(whole[noun], key=lambda each: str(each["id"]))
    said = _canonical(whole, notes=notes)
    added = f"\0{_canonical(declared, notes=False)}" if declared else ""
    return sha256(f"{said}{added}".encode()).hexdigest()


def _canonical(document: Mapping[str, object], *, notes: bool) -> str:
    plain = _without_notes(document) if notes else document
    return json.dumps(plain, default=_tagged, sort_keys=True, separators=(",", ":"))


def _without_notes(value: Any) -> Any:
    """Return a value without notes; what has none is itself."""
    if type(value) is list:
        return [_without_notes(item) if type(item) in _NESTED else item for item in value]
    changed = {}
    for key, item in value.items():
        if type(item) in _NESTED:
            plain = _without_notes(item)
            if plain is not item:
                changed[key] = plain
    if "note" not in value and not changed:
        return value
    return {key: changed.get(key, item) for key, item in value.items() if key != "note"}


def _tagged(value: object) -> object:
    """Return what JSON does not know as a table that TOML cannot contain by the same name."""
    if isinstance(value, Decimal):
        return {"\0decimal": str(normal(value))}
    if isinstance(value, datetime):
        return {"\0instant": value.isoformat()}
    if isinstance(value, date):
        return {"\0date": value.isoformat()}
    raise TypeError(type(value))


def normal(value: Decimal) -> Decimal:
    """Return a number without zeros at its end: 1.50 and 1.5 say the same."""
    plain = value.normalize()
    return plain or Decimal(0)
