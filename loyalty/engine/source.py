"""Lines of generated Python, and the constants and functions they may use.

The generated text is made of our own trees only: an author's words and numbers reach it through the table of constants.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Self


def both(tests: Iterable[str]) -> str:
    """Return the source of conditions that must all hold."""
    return " and ".join([f"({test})" if " or " in test else test for test in tests])


class Constants:
    """The values that generated code finds by name; several texts may share them, and then they are named once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.space: dict[str, object] = {}
        self._names: dict[object, str] = {}

    def name(self, value: object, prefix: str) -> str:
        """Return the name of a value; the same object has one name."""
        key: object = id(value)
        if isinstance(value, (str, Fraction)):
            key = (type(value), value)
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = f"{prefix}{len(self._names)}"
            self.space[found] = value
        return found


class Source:
    """Python text under construction: `line` adds one, `block` deepens, `name` gives a value a name in the module."""

    def __init__(self, constants: Constants | None = None) -> None:
        """Begin with nothing, or with the names of other texts of the same module."""
        self.lines: list[str] = []
        self.constants = constants or Constants()
        self._indent = ""

    @property
    def space(self) -> dict[str, object]:
        """The named values."""
        return self.constants.space

    def line(self, text: str) -> None:
        """Add a line at the present depth."""
        self.lines.append(self._indent + text)

    def block(self, head: str) -> Self:
        """Add a line that opens a block, to be used with ``with``."""
        self.line(head)
        return self

    def __enter__(self) -> Self:
        """Go one level deeper."""
        self._indent += "    "
        return self

    def __exit__(self, *_: object) -> None:
        """Come one level up."""
        self._indent = self._indent[4:]

    def name(self, value: object, prefix: str = "k") -> str:
        """Return the name under which the generated code finds a value."""
        return self.constants.name(value, prefix)

    def constant(self, value: object) -> str:
        """Return a constant as source: whole numbers and truth in place, everything else by name."""
        if value is None or isinstance(value, (bool, int)):
            return repr(value)
        return self.name(value)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines) + "\n"
