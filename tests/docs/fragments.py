"""A part of a program, as a page shows it, made whole.

Reference pages show the one table they speak of. The rest comes from the small shop that
`docs/reference/index.md` prints in full: every table that the part does not write itself.
"""

import re
from pathlib import Path

import tomli

ROOT = Path(__file__).resolve().parents[2]
HEADER = re.compile(r"^\[+([\w-]+)(?:\.([\w-]+))?", re.MULTILINE)
NESTED = {"events", "member"}  # here a second word still begins a table of its own


def whole(part: str) -> str:
    """Return `part` first, so that its line numbers stand, then the tables of the shop that it leaves out."""
    written = _keys(tomli.loads(part))
    if "metrics" in written:
        written |= {"tiers", "ladders"}
    tables = [text for key, text in _tables(_shop()) if key not in written]
    return "\n".join([part.rstrip("\n"), *tables]) + "\n"


def _keys(document: dict[str, object]) -> set[str]:
    """Name the tables of a document the way `_tables` does."""
    keys = set()
    for key, value in document.items():
        if key in NESTED and isinstance(value, dict):
            keys |= {f"{key}.{inner}" for inner in value}
        else:
            keys.add(key)
    return keys


def _tables(text: str) -> list[tuple[str, str]]:
    """Cut a program at its headers."""
    marks = list(HEADER.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(_name(mark), text[mark.start() : end]) for mark, end in zip(marks, ends, strict=True)]


def _name(mark: re.Match[str]) -> str:
    """Name a table by as many words of its header as tell it from its neighbours."""
    first, second = mark.group(1), mark.group(2)
    return f"{first}.{second}" if first in NESTED else first


def _shop() -> str:
    """Read the shop out of the page that prints it."""
    page = (ROOT / "docs" / "reference" / "index.md").read_text("utf-8")
    found = re.search(r"^```toml shop\.toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found is not None, "docs/reference/index.md prints the shop as ```toml shop.toml"
    return found.group(1)
