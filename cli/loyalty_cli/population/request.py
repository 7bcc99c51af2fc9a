"""What a population run is about, in a form that other processes can be given."""

from collections.abc import Mapping
from functools import lru_cache
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
        """Load the program, once in each process."""
        return _load(self)


@lru_cache(maxsize=2)
def _load(source: Source) -> "Program":
    from loyalty_cli.programs import load

    return load(source.paths, dict(source.settings), source.values).compile()
