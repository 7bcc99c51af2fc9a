"""Mistakes as they are found: a code and a path, before anybody has looked up the line."""

from collections.abc import Iterable
from typing import Literal

import attrs

from loyalty.words import Path

Severity = Literal["error", "warning", "note"]

MANY = 100
"""More mistakes than this are not looked for, and not shown: nobody would read them."""


@attrs.frozen
class Finding:
    """One mistake of an author.

    Attributes:
        code: a key of `loyalty.config.codes.CODES`.
        message: what is wrong, in a sentence without a full stop.
        path: where in the file.
        cure: what to write instead; empty for the general advice of the code.
        why: why it matters; empty for the reason that the code gives.
        side: whether the key or the value at `path` is meant.
        part: the characters ``[start, end)`` of the text value that are meant; None for the whole value.
        severity: only an error keeps the program from loading.
        origin: whether the program is meant, or the file with the values of its parameters.
        message_zh: the message in Chinese, where it was made together with the English one.
    """

    code: str
    message: str
    path: Path = ()
    cure: str = ""
    why: str = ""
    side: Literal["key", "value"] = "value"
    part: tuple[int, int] | None = None
    severity: Severity = "error"
    origin: Literal["program", "values"] = "program"
    message_zh: str = ""


class MistakeError(Exception):
    """A value that cannot be read; what carries it up adds the path.

    `mend` is what may stand in its place for reading on: ``"key"``, ``"value"``, ``"gap"`` or a text; empty when that
    is unclear.
    """

    def __init__(self, finding: Finding, mend: str = "") -> None:
        super().__init__(finding.message)
        self.finding = finding
        self.mend = mend


def mistake(code: str, message: str, cure: str = "", path: Path = ()) -> MistakeError:
    """Return an error about a value, or about what is at `path` inside it."""
    return MistakeError(Finding(code, message, path, cure))


def at_key(code: str, message: str, cure: str, path: Path) -> MistakeError:
    """Return an error about the key at `path` inside a table."""
    return MistakeError(Finding(code, message, path, cure, side="key"))


def shown(value: object, limit: int = 60) -> str:
    """Return a value of the file as an author would recognise it, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > limit * 3:
        return "a number of very many digits"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def known(names: Iterable[str], word: str, many: int = 8) -> str:
    """Return advice on what to write for `word`: the nearest of `names`, or all of them when they are few."""
    from loyalty.config.synonyms import meant  # noqa: PLC0415 - only after a mistake
    from loyalty.errors import nearest  # noqa: PLC0415

    choices = list(names)
    if same := meant(word, choices):
        return f"`{same}`"
    best = nearest(word, choices)
    if best:
        others = f"   (nearest known names: {', '.join(best)})" if len(best) > 1 else ""
        return f"`{best[0]}`{others}"
    if not choices:
        return ""
    listed = ", ".join(f"`{name}`" for name in choices[:many])
    return f"one of {listed}" + (" ..." if len(choices) > many else "")
