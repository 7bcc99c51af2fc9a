"""Say where in a program's file something stands: the line and columns of a key, a value or a part of an expression."""

import re
from functools import lru_cache
from typing import Literal

import attrs

from loyalty.config.scanner import BeyondError, LostError, Place, scan
from loyalty.words import Path

Side = Literal["key", "value"]

_PIECE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([btnfre\"\\]))|(\\[ \t]*\n[ \t\n]*)|[^\\]|\\"
)


@attrs.frozen
class Span:
    """A stretch of one line: `line` and `column` count from 1, in characters; `end_column` is the first one behind."""

    line: int
    column: int
    end_column: int
    source_line: str


def locate(text: str, path: Path, side: Side = "value") -> Span:
    r"""Return where `path` stands in a program's `text`; of something not written, the nearest table around it.

    >>> span = locate("[program]\nid = 'x'", ("program", "id"))
    >>> span.line, span.column, span.end_column
    (2, 6, 9)
    """
    normal = text.replace("\r\n", "\n")
    start, end = offsets(normal, path, side)
    return span(normal, start, end)


def offsets(text: str, path: Path, side: Side = "value") -> tuple[int, int]:
    """Return the first and last offset of `path` in a text with plain line ends; ``(0, 0)`` when it is not there.

    What is not written is shown at the key of the table around it, or at the short form that stands for a table.
    """
    places = _places(text)
    while path and path not in places:
        path = path[:-1]
        if path in places and (text[places[path].start] in "{[" or places[path].start == places[path].key_start):
            side = "key"
    place = places.get(path)
    if place is None:
        return 0, 0
    return (place.key_start, place.key_end) if side == "key" else (place.start, place.end)


def within(text: str, path: Path, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in the file of the characters ``[start, end)`` of the text value of `path`.

    Escapes and strings over several lines are taken into account. An empty stretch at the end of the value, where
    something is missing, becomes the closing quote.
    """
    first, last = offsets(text, path)
    edges = _edges(text[first:last])
    if not edges:
        return first, last
    start, end = min(start, len(edges) - 1), min(end, len(edges) - 1)
    return first + edges[start], first + max(edges[end], edges[start] + 1)


def span(text: str, start: int, end: int) -> Span:
    """Return the line and columns of the offsets ``[start, end)``, cut at the end of the first line."""
    start = min(start, len(text))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = max(min(end, line_end), start + 1)
    line = text.count("\n", 0, start) + 1
    return Span(line, start - line_start + 1, end - line_start + 1, text[line_start:line_end])


@lru_cache(maxsize=8)
def _places(text: str) -> dict[Path, Place]:
    try:
        return scan(text)
    except (LostError, BeyondError):
        return {}


def _edges(written: str) -> list[int]:
    """Return where each character of a string's value begins in the string as written, and where its end quote is.

    Empty when `written` is not a string.
    """
    quote = written[:1]
    if quote not in {'"', "'"}:
        return []
    width = 3 if written.startswith(quote * 3) and len(written) > 5 else 1  # noqa: PLR2004 - two long quotes
    position, last = width, len(written) - width
    if width > 1 and written.startswith("\n", position):
        position += 1
    if quote == "'":
        return list(range(position, last + 1))
    edges = []
    while position < last:
        match = _PIECE.match(written, position)
        assert match
        if not match[5]:
            edges.append(position)
        position = match.end()
    return [*edges, last]
