"""JSON Lines: one event in each line, numbers read exactly."""

import codecs
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.sources.record import Broken, Meter, Piece, Record

LINE_LIMIT = 1_000_000
"""The longest line that is read, in bytes: an event is small, and a broken file must not fill the memory."""

_BLOCK = 1 << 20


class _BadLineError(ValueError):
    """A line that is no event: a code and a message."""


def read(piece: Piece, meter: Meter) -> Iterator[Record | Broken]:
    """Yield the events of a piece; a broken line is yielded as such and does not end the stream."""
    number = piece.line
    done = piece.start
    with _opened(piece) as file:
        while done < piece.stop and (line := file.readline(LINE_LIMIT + 1)):
            done += len(line)
            meter.done += len(line)
            if len(line) > LINE_LIMIT:
                done += _skip(file, line)
            if not line.isspace():
                yield _record(piece.path, number, line)
            number += 1


def pieces(path: str, size: int) -> list[Piece]:
    """Cut a file at line ends into pieces of about `size` bytes (one piece when `size` is 0)."""
    if path == "-":
        return [Piece(path, "jsonl", 0, sys.maxsize, 1, 0)]
    whole = Path(path).stat().st_size
    if not size or whole <= size:
        return [Piece(path, "jsonl", 0, whole, 1, whole)]
    return list(_cuts(path, size))


def parse(line: bytes) -> dict[str, Any]:
    """Return the object of one line; ValueError with a code and a message when it holds none."""
    try:
        value = _DECODER.decode(line.removeprefix(codecs.BOM_UTF8).rstrip().decode())
    except UnicodeDecodeError as error:
        raise _BadLineError("not-utf-8", f"byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _BadLineError("not-json", f"{error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise _BadLineError("not-json", "nested too deeply") from error
    except ArithmeticError as error:
        raise _BadLineError("not-a-number", "a number is too big") from error
    if not isinstance(value, dict):
        raise _BadLineError("not-an-object", "an event is a JSON object, {...}")
    return value


def _record(path: str, number: int, line: bytes) -> Record | Broken:
    if len(line) > LINE_LIMIT:
        return Broken(path, number, "line-too-long", f"longer than {LINE_LIMIT:,} bytes")
    try:
        body = parse(line)
        if b"\\ud" in line or b"\\uD" in line:
            _refuse_lone_surrogates(body)
    except _BadLineError as bad:
        return Broken(path, number, bad.args[0], bad.args[1])
    except ValueError:
        return Broken(path, number, "not-a-number", "a number has too many digits")
    return Record(path, number, body)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _BadLineError("duplicate-key", f"the key {json.dumps(twice[:40], ensure_ascii=False)} stands twice")
    return body


def _constant(word: str) -> Any:
    raise _BadLineError("not-a-number", f"{word} is not a number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_unique)


def _refuse_lone_surrogates(body: Any) -> None:
    try:
        json.dumps(body, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise _BadLineError("not-utf-8", "half of a character pair (a lone surrogate) stands alone") from error


@contextmanager
def _opened(piece: Piece) -> Iterator[IO[bytes]]:
    if piece.path == "-":
        if sys.stdin is None:
            raise Stop(Exit.INPUT, "-: the standard input is closed")
        yield sys.stdin.buffer
        return
    with Path(piece.path).open("rb") as file:
        file.seek(piece.start)
        yield file


def _skip(file: IO[bytes], line: bytes) -> int:
    """Read to the end of a line that is too long; return the bytes passed over."""
    passed = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(_BLOCK)
        passed += len(line)
    return passed


def _cuts(path: str, size: int) -> Iterator[Piece]:
    """Walk through the file once, counting line ends, so that every piece knows the number of its first line."""
    start, line, position, lines = 0, 1, 0, 0
    with Path(path).open("rb") as file:
        while block := file.read(_BLOCK):
            end = block.rfind(b"\n") + 1 if position + len(block) - start >= size else 0
            if end:
                lines += block.count(b"\n", 0, end)
                yield Piece(path, "jsonl", start, position + end, line, position + end - start)
                start, line, lines = position + end, line + lines, 0
            lines += block.count(b"\n", end)
            position += len(block)
    if start < position:
        yield Piece(path, "jsonl", start, position, line, position - start)
