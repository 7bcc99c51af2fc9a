"""Go on after mistakes of form: leave out what cannot be read, so that the rest can be looked at in the same run."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from loyalty.config.build.scopes import MAIN
from loyalty.config.findings import Finding
from loyalty.config.raw.document import RawDocument
from loyalty.config.structure import structure
from loyalty.words import Path

_STANDINS: Mapping[str, object] = {
    "id": "unknown",
    "version": "unknown",
    "effective_from": date(2000, 1, 1),
    "timezone": "UTC",
    "currency": "CNY",
}
_DEEP = (
    ("member", "fields"),
    ("member", "kinds"),
    ("points", "earn"),
    ("calendar", "hours"),
    ("calendar", "festivals"),
)
_LISTS: tuple[Path, ...] = (
    ("tiers",),
    ("points", "earn"),
    ("benefits",),
    ("promises",),
    ("standards",),
    ("requests",),
    ("targets",),
)
_OPEN = frozenset(
    {
        "parameters",
        "calendar",
        "roles",
        "purposes",
        "records",
        "member",
        "events",
        "metrics",
        "points",
        "ladders",
        "tiers",
        "benefits",
        "promises",
        "standards",
        "requests",
        "targets",
        "lifecycle",
    }
)


@attrs.frozen
class Rescued:
    """What is left of a document: its records if any, the names that were left out, and where list items were."""

    raw: RawDocument | None
    broken: frozenset[str]
    places: Mapping[Path, tuple[int, ...]]

    def original(self, finding: Finding) -> Finding:
        """Return a finding with its path in the whole document."""
        for path, kept in self.places.items():
            place = len(path)
            part = finding.path[place] if finding.path[:place] == path and len(finding.path) > place else None
            if isinstance(part, int):
                return attrs.evolve(finding, path=(*path, kept[part], *finding.path[place + 1 :]))
        return finding


def rescue(document: Mapping[str, Any], findings: Sequence[Finding]) -> Rescued:
    """Return the part of a document that has no mistake of form."""
    units = {_unit(finding.path) for finding in findings} - {(), ("program",)}
    broken = {name for unit in units for name in _names(_at(document, unit), unit)}
    left: dict[str, Any] = {key: _without(item, (key,), units) for key, item in document.items() if (key,) not in units}
    left["program"] = {**_STANDINS, **_table(left.get("program"))}
    places = {path: _kept(document, path, units) for path in _LISTS}
    raw, _ = structure(left)
    return Rescued(raw, frozenset(broken), places)


def _unit(path: Path) -> Path:
    """Return the path of the smallest part that can be left out without breaking what is around it."""
    if len(path) > 1 and path[:2] in _DEEP:
        return path[:3]
    return path[:2]


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _at(document: Any, path: Path) -> Any:
    for part in path:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _without(value: Any, path: Path, units: set[Path]) -> Any:
    """Return a value without the units to be left out."""
    if isinstance(value, dict) and len(path) <= len(_DEEP[0]):
        return {key: _without(item, (*path, key), units) for key, item in value.items() if (*path, key) not in units}
    if isinstance(value, list) and len(path) <= len(_DEEP[0]):
        return [
            _without(item, (*path, place), units) for place, item in enumerate(value) if (*path, place) not in units
        ]
    return value


def _kept(document: Mapping[str, Any], path: Path, units: set[Path]) -> tuple[int, ...]:
    items = _at(document, path)
    return tuple(
        place for place, _ in enumerate(items if isinstance(items, list) else ()) if (*path, place) not in units
    )


def _names(value: Any, path: Path) -> Iterator[str]:
    """Return every word that something else could know the part by."""
    yield from (part for part in path if isinstance(part, str) and part not in _OPEN)
    if path[0] == "tiers" and "ladder" not in _table(value):
        yield MAIN
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield from here
            yield from (here[key] for key in ("id", "ladder") if isinstance(here.get(key), str))
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
