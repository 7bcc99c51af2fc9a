"""Loading the program that a command is about."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyalty_cli.exits import Exit, Stop

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.errors import Diagnostic


class UnloadedError(Stop):
    """The program does not load; `diagnostics` says why, and so does the message."""

    def __init__(self, paths: tuple[str, ...], diagnostics: "tuple[Diagnostic, ...]") -> None:
        """Make the message that people read."""
        said = "\n".join(one.render() for one in diagnostics)
        summary = f"{', '.join(paths)}: the program does not load; {count(diagnostics)}"
        super().__init__(Exit.PROGRAM, f"{summary}\n{said}")
        self.paths = paths
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process raise it here."""
        return UnloadedError, (self.paths, self.diagnostics)


def load(paths: Sequence[str], settings: Mapping[str, Any], values: Path | None) -> "Program":
    """Return the program of these files; with a mistake in them, stop with all mistakes."""
    import loyalty

    try:
        return loyalty.load(*paths, parameters=settings, values=values)
    except loyalty.ProgramError as error:
        raise UnloadedError(tuple(paths), error.diagnostics) from error


def count(diagnostics: "Iterable[Diagnostic]") -> str:
    """Return how many mistakes of each severity there are, in words; empty when there are none.

    >>> count([])
    ''
    """
    found = [one.severity for one in diagnostics]
    numbers = [(found.count(word), word) for word in ("error", "warning", "note")]
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in numbers if number)
