"""Lines of generated Python, and the constants and functions they may use.

The generated text is made of our own trees only: an author's words and numbers reach it through the table of constants.
"""

from fractions import Fraction
from typing import Self


class Source:
    """Python text under construction: `line` adds one, `block` deepens, `name` gives a value a name in the module."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines: list[str] = []
        self.space: dict[str, object] = {}
        self._depth = 0
        self._names: dict[object, str] = {}

    def line(self, text: str) -> None:
        """Add a line at the present depth."""
        self.lines.append("    " * self._depth + text)

    def block(self, head: str) -> Self:
        """Add a line that opens a block, to be used with ``with``."""
        self.line(head)
        return self

    def __enter__(self) -> Self:
        """Go one level deeper."""
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        """Come one level up."""
        self._depth -= 1

    def name(self, value: object, prefix: str = "k") -> str:
        """Return the name under which the generated code finds a value; the same object has one name."""
        key: object = id(value)
        if isinstance(value, (str, Fraction)):
            key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"{prefix}{len(self._names)}"
            self.space[self._names[key]] = value
        return self._names[key]

    def constant(self, value: object) -> str:
        """Return a constant as source: whole numbers and truth in place, everything else by name."""
        if value is None or isinstance(value, (bool, int)):
            return repr(value)
        return self.name(value)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines) + "\n"
