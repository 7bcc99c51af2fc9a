"""The format of member numbers: text with fields in braces and one serial."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import attrs

from loyalty.errors import nearest
from loyalty.members.field import Field, Value

WIDTH_MAX = 12
FORMAT_MAX = 200
SERIAL = "serial"


@attrs.frozen
class FormatProblem:
    """A mistake in a number format: `start` and `end` are offsets in the text, in characters."""

    message: str
    start: int
    end: int
    hint: str = ""


@attrs.frozen
class Piece:
    """A part of a format: literal text, or a name in braces with the digits to pad to; with its place in the text."""

    text: str
    start: int
    end: int
    name: str | None = None
    width: int = 0


def parse_format(text: str, fields: Sequence[Field]) -> tuple[Piece, ...] | tuple[FormatProblem, ...]:
    """Read a format such as ``{region} {serial:05}``; all the mistakes found, if there are any.

    A format has one ``{serial}`` or ``{serial:0N}`` and any number of ``{field}``, of text or integer member fields
    that are not personal data: a number is shown everywhere.
    """
    if len(text) > FORMAT_MAX:
        return (FormatProblem(f"a format has at most {FORMAT_MAX} characters", 0, len(text)),)
    pieces, problems = _scan(text)
    known = {field.name: field for field in fields}
    problems += [found for piece in pieces if (found := _unfit(piece, known))]
    if not problems and sum(piece.name == SERIAL for piece in pieces) != 1:
        problems.append(FormatProblem("one {serial} is wanted", 0, len(text), "write {serial:05}"))
    return tuple(sorted(problems, key=lambda problem: problem.start)) or tuple(pieces)


def written(text: str, values: Mapping[str, Value], serial: int) -> str:
    """Write a member's number; a field without a value is left out.

    Args:
        text: a format without mistakes.
        values: the member's fields by name.
        serial: the serial from the enrolment.
    """
    return "".join([_written(piece, values, serial) for piece in _pieces(text)])


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[Piece, ...]:
    return tuple(_scan(text)[0])


def _written(piece: Piece, values: Mapping[str, Value], serial: int) -> str:
    if piece.name is None:
        return piece.text
    if piece.name == SERIAL:
        return str(serial).rjust(piece.width, "0")
    value = values.get(piece.name)
    return "" if value is None else str(value)


def _scan(text: str) -> tuple[list[Piece], list[FormatProblem]]:
    """Cut the text at its braces, from left to right."""
    pieces: list[Piece] = []
    problems: list[FormatProblem] = []
    at = 0
    while at < len(text):
        opening = _find(text, "{", at)
        stray = text.find("}", at, opening)
        if stray >= 0:
            problems.append(FormatProblem("this brace closes nothing", stray, stray + 1, "remove it"))
        if opening > at:
            pieces.append(Piece(text[at:opening], at, opening))
        closing = text.find("}", opening)
        nested = text.find("{", opening + 1)
        if opening < len(text) and (closing < 0 or 0 <= nested < closing):
            problems.append(FormatProblem("this brace is not closed", opening, opening + 1, "write } after the name"))
            at = opening + 1
        elif opening < len(text):
            _take(text[opening + 1 : closing], opening, pieces, problems)
            at = closing + 1
        else:
            at = opening
    return pieces, problems


def _find(text: str, wanted: str, start: int) -> int:
    """Where the character is, or else the end of the text."""
    found = text.find(wanted, start)
    return len(text) if found < 0 else found


def _take(inside: str, opening: int, pieces: list[Piece], problems: list[FormatProblem]) -> None:
    """Read what stands between two braces: a name, and for the serial perhaps ``:0N``."""
    name, colon, spec = inside.partition(":")
    end = opening + len(inside) + 2
    width = _width(spec) if name == SERIAL else 0
    if colon and not width:
        hint = f"write {{{SERIAL}:05}}" if name == SERIAL else f"write {{{name}}}"
        problems.append(FormatProblem(f"`{spec}` is not a width", opening + len(name) + 2, end - 1, hint))
    pieces.append(Piece(inside, opening, end, name, width))


def _width(spec: str) -> int:
    """The digits to pad to in ``0N``, from 1 to `WIDTH_MAX`; 0 when it is anything else."""
    digits = spec[1:]
    if spec[:1] == "0" and digits.isascii() and digits.isdigit() and len(digits) <= len(str(WIDTH_MAX)):
        return int(digits) if int(digits) <= WIDTH_MAX else 0
    return 0


def _unfit(piece: Piece, known: Mapping[str, Field]) -> FormatProblem | None:
    """What is wrong with a name in braces, if anything."""
    if piece.name is None or piece.name == SERIAL:
        return None
    field = known.get(piece.name)
    if field is None:
        near = nearest(piece.name, [*known, SERIAL], 1)
        hint = f"write {{{near[0]}}}" if near else ""
        return FormatProblem(f"there is no member field `{piece.name}`", piece.start, piece.end, hint)
    if field.type not in ("text", "integer"):
        return FormatProblem("only texts and whole numbers can stand in a number", piece.start, piece.end)
    if field.pii:
        return FormatProblem("a number is shown everywhere and may not hold personal data", piece.start, piece.end)
    return None
