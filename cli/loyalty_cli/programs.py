"""Loading the program that a command is about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyalty_cli.exits import Exit, Stop

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.errors import Diagnostic


class UnloadedError(Stop):
    """The program does not load; `diagnostics` says why, and so does the message."""

    def __init__(self, paths: tuple[str, ...], diagnostics: "tuple[Diagnostic, ...]", language: str = "en") -> None:
        """Make the message that people read."""
        from loyalty_cli.render.diagnostics import count, text

        said = "\n".join(text(one, language) for one in diagnostics)
        unloaded = {"en": "the program does not load; ", "zh": "方案无法加载："}[language]
        summary = f"{', '.join(paths)}: {unloaded}{count(diagnostics, language)}"
        super().__init__(Exit.PROGRAM, f"{summary}\n{said}")
        self.paths = paths
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process raise it here."""
        return UnloadedError, (self.paths, self.diagnostics)

    def spoken(self, language: str) -> "UnloadedError":
        """Return the same with its message in a language."""
        return UnloadedError(self.paths, self.diagnostics, language)


def load(paths: Sequence[str], settings: Mapping[str, Any], values: Path | None) -> "Program":
    """Return the program of these files; with a mistake in them, stop with all mistakes."""
    import loyalty

    try:
        return loyalty.load(*paths, parameters=settings, values=values)
    except loyalty.ProgramError as error:
        raise UnloadedError(tuple(paths), error.diagnostics) from error
