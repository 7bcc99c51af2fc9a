"""Mistakes as values: those of an author in a program, and those of a sender in an event."""

from typing import Literal

import attrs

from loyalty.errors.carets import excerpt
from loyalty.errors.paths import Path, dotted

Severity = Literal["error", "warning", "note"]

LABELS = {
    "en": {"error": "error", "warning": "warning", "note": "note", "is": ": ", "why": "why: ", "write": "write: "},
    "zh": {"error": "错误", "warning": "警告", "note": "提示", "is": "：", "why": "原因：", "write": "改法："},
}
"""The words around a mistake, by language."""


@attrs.frozen
class Diagnostic:
    """One mistake of an author, with its place: what, where, why it matters, what to write instead.

    Lines and columns count from 1, in characters; `end_column` is the column after the last character
    meant. A line of 0 means that the place is unknown; then the path stands for it. `message_zh` is the
    headline in Chinese where it was made together with the English one.
    """

    code: str
    severity: Severity
    message: str
    why: str = ""
    cure: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    end_column: int = 0
    source_line: str = ""
    path: Path = ()
    message_zh: str = ""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known, else the dotted path."""
        numbers = [str(n) for n in (self.line, self.column if self.line else 0) if n > 0]
        return ":".join([part for part in (self.file,) if part] + numbers) or dotted(self.path)

    def render(self, language: str = "en") -> str:
        """The mistake as text for a terminal: a headline, the line with a caret, the reason and the cure.

        `language` is that of the words around them; `message`, `why` and `cure` are printed as they are.
        """
        say = LABELS[language]
        place = f"{self.place}: " if self.place else ""
        lines = [f"{place}{self.code} {say[self.severity]}{say['is']}{self.message}"]
        if self.line > 0 and self.source_line.strip():
            lines += excerpt(self.source_line, self.line, self.column, self.end_column)
        if self.why:
            lines.append(f"   {say['why']}{self.why}")
        if self.cure:
            lines.append(f"   {say['write']}{self.cure}")
        return "\n".join(lines)


@attrs.frozen
class Rejection:
    """An event that was refused, and why; the member's state is unchanged by it.

    `code` is a kebab-case word such as `"unknown-field"`. The message names fields, never personal data.
    """

    event_id: str
    member: str
    code: str
    message: str
    field: str = ""
    hint: str = ""

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        cure = f" ({self.hint})" if self.hint else ""
        return f"event {self.event_id!r} {self.code}: {field}{self.message}{cure}"
