"""A tree of reasons: coloured on a terminal, plain text in a file, or JSON."""

import json
import sys
from typing import TYPE_CHECKING

from loyalty.engine.reason import Reason
from loyalty.words import label

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

MARKS = {True: ("✓ ", "green"), False: ("✗ ", "red"), None: ("", "")}


def as_json(reason: Reason) -> str:
    """Return the tree as nested objects, with the text of every language."""
    return json.dumps(reason.to_dict(), ensure_ascii=False, indent=2)


def as_text(reason: Reason, language: str) -> str:
    """Return the tree as text: drawn with lines and colours if standard output is a terminal."""
    return drawn(reason, language) if sys.stdout.isatty() else reason.render(language)


def drawn(reason: Reason, language: str, width: int | None = None) -> str:
    """Return the tree drawn for a terminal."""
    from rich.console import Console

    console = Console(force_terminal=True, width=width, highlight=False)
    with console.capture() as capture:
        console.print(_tree(reason, language))
    return capture.get().rstrip("\n")


def _tree(reason: Reason, language: str) -> "Tree":
    from rich.tree import Tree

    tree = Tree(_line(reason, language))
    for child in reason.children:
        tree.children.append(_tree(child, language))
    return tree


def _line(reason: Reason, language: str) -> "Text":
    from rich.text import Text

    mark, colour = MARKS[reason.holds]
    line = Text().append(mark, style=colour).append(label(reason.text, language, ""))
    return line.append(f"  {reason.where}", style="dim") if reason.where else line
