"""Loading the program that a command is about."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.errors import Diagnostic


def load(paths: Sequence[str], settings: Mapping[str, Any], values: Path | None) -> "Program":
    """Return the program of these files; with a mistake in them, print all mistakes and stop."""
    import loyalty

    try:
        return loyalty.load(*paths, parameters=settings, values=values)
    except loyalty.ProgramError as error:
        click.echo("\n".join(one.render() for one in error.diagnostics), err=True)
        raise Stop(
            Exit.PROGRAM, f"{', '.join(paths)}: the program does not load; {count(error.diagnostics)}"
        ) from error


def count(diagnostics: "Iterable[Diagnostic]") -> str:
    """Return how many mistakes of each severity there are, in words; empty when there are none.

    >>> count([])
    ''
    """
    found = [one.severity for one in diagnostics]
    numbers = [(found.count(word), word) for word in ("error", "warning", "note")]
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in numbers if number)
