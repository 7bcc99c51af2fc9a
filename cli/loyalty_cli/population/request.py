"""What a population run is about, in a form that other processes can be given."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from loyalty.api import Program


@attrs.frozen
class Source:
    """Where a program comes from; every process loads it anew, since compiled code cannot be sent."""

    paths: tuple[str, ...]
    settings: tuple[tuple[str, Any], ...] = ()
    values: Path | None = None

    @classmethod
    def of(cls, paths: tuple[str, ...], settings: Mapping[str, Any], values: Path | None) -> "Source":
        """Return the source of a program and its parameters."""
        return cls(paths, tuple(settings.items()), values)

    def load(self) -> "Program":
        """Load and compile the program."""
        from loyalty_cli.programs import load

        return load(self.paths, dict(self.settings), self.values).compile()
