"""Bound how many things a program declares, so that looking at all of them together takes no time worth speaking of."""

from collections.abc import Mapping
from typing import Any

from loyalty.config.findings import Finding
from loyalty.words import Path

MAX_NAMES = 500
"""The most entries of one table."""
MAX_TABLES = 200
"""The most tables of one list: tiers, earning rules."""
MAX_WORDS = 1000
"""The most items of one list of words."""


def too_many(document: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what is declared too often."""
    found: list[Finding] = []
    _look(document, (), found)
    return tuple(found)


def _look(value: Any, path: Path, found: list[Finding]) -> None:
    if type(value) is dict:
        if len(value) > MAX_NAMES:
            found.append(_finding(len(value), "entries", MAX_NAMES, path))
            return
        for key, item in value.items():
            if type(item) is dict or type(item) is list:
                _look(item, (*path, key), found)
    elif value and type(value[0]) is dict:
        if len(value) > MAX_TABLES:
            found.append(_finding(len(value), "tables", MAX_TABLES, path))
            return
        for place, item in enumerate(value):
            if type(item) is dict:
                _look(item, (*path, place), found)
    elif len(value) > MAX_WORDS:
        found.append(_finding(len(value), "items", MAX_WORDS, path))


def _finding(count: int, noun: str, most: int, path: Path) -> Finding:
    return Finding("LOY211", f"there are {count} {noun} here, and at most {most} are possible", path, side="key")
