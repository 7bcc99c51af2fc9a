"""Get the text of a program safely and parse it: sizes are bounded before a parser sees anything."""

import os
from decimal import Decimal
from pathlib import Path as File
from typing import Any

import attrs
import tomli

from loyalty.config.findings import MistakeError, mistake
from loyalty.config.scanner import MAX_DEPTH, MAX_PARTS, BeyondError, LostError, scan

MAX_BYTES = 1024 * 1024
"""The largest program; real ones have a hundredth of it."""

_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_DOTS = bytes(sorted(set(range(256)) - set(b".\n")))
_BOM = "\ufeff"

_EVENTS = frozenset({".jsonl", ".ndjson", ".csv", ".parquet"})


@attrs.frozen
class Source:
    """The text of a program (with plain line ends) and the name of its file, for messages."""

    text: str
    file: str = ""


def source(given: "os.PathLike[str] | str", file: str = "") -> Source:
    """Return the text behind a path, or the text given.

    Raises:
        MistakeError: the file cannot be read, is too large, is not UTF-8 text, or is one of events: of these no line is
            shown, as personal data stand in them.
    """
    if not isinstance(given, os.PathLike):
        if len(given) > MAX_BYTES or len(_encoded(given)) > MAX_BYTES:
            raise _too_large()
        return _source(given, file)
    if File(given).suffix.lower() in _EVENTS:
        raise mistake("LOY200", "this is a file of events, not a program", "the path of a program, `program.toml`")
    try:
        with File(given).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be one of a file"
        raise mistake("LOY200", f"the file cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise _too_large()
    return _source(_decoded(data), file or os.fspath(given))


def parse(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text, numbers with a point as Decimal.

    Raises:
        MistakeError: the text is not TOML, or is nested so deep that reading it would take long.
            The offset of the mistake is in its finding's `part`.
    """
    try:
        _bounded(text)
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        from loyalty.config.syntax import syntax_mistake  # noqa: PLC0415 - only after a mistake

        raise syntax_mistake(error.msg, text, error.pos) from None
    except (ValueError, ArithmeticError, RecursionError):
        raise _number_mistake(text) from None


def _source(text: str, file: str) -> Source:
    return Source(text.removeprefix(_BOM).replace("\r\n", "\n"), file)


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise mistake("LOY201", "the text has halves of characters, which no file can hold") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise mistake("LOY201", f"the file is not UTF-8 text: line {line} has bytes that mean nothing in it") from None


def _too_large() -> MistakeError:
    return mistake("LOY202", f"the program is larger than {MAX_BYTES // 1024} KiB")


def _bounded(text: str) -> None:
    """Look for nesting that would keep a parser busy; the exact look is needed only if a quick one is in doubt."""
    data = text.encode()
    if b"." * (MAX_PARTS + 1) not in data.translate(None, _DOTS) and _shallow(data.translate(None, _BRACKETS)):
        return
    try:
        scan(text)
    except LostError as error:
        _before(text, error.position)
    except BeyondError as error:
        limit = {
            "parts": ("LOY203", f"this key has more than {MAX_PARTS} parts"),
            "key": ("LOY203", "this key is too long"),
            "depth": ("LOY204", f"this is nested more than {MAX_DEPTH} deep"),
        }[error.limit]
        raise at_offset(*limit, error.position, error.position + 1) from None


def _shallow(brackets: bytes) -> bool:
    for _ in range(MAX_DEPTH):
        if not brackets:
            return True
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return not brackets


def _before(text: str, position: int) -> None:
    """Parse up to the line with the mistake, which is known to be harmless, and never what comes behind it."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    tomli.loads(text[: min(end, position + 1000)], parse_float=Decimal)
    raise at_offset("LOY205", "this is not TOML", position, position + 1)


def at_offset(code: str, message: str, start: int, end: int, cure: str = "", *, mend: str = "") -> MistakeError:
    """Return a mistake at an offset of the whole text, and what may stand in its place for reading on."""
    error = mistake(code, message, cure)
    return MistakeError(attrs.evolve(error.finding, part=(start, end)), mend)


def _number_mistake(text: str) -> MistakeError:
    """Find the number that is too long for the parser."""
    import re  # noqa: PLC0415 - only after a mistake

    match = re.search(r"[0-9][0-9_]{1000}[0-9_]*+|[0-9.]+[eE][+-]?[0-9_]{7}[0-9_]*+", text)
    start, end = match.span() if match else (0, 1)
    return at_offset("LOY210", "this number has too many digits", start, end)
