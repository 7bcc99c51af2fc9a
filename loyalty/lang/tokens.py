"""The tokens of an expression, and the mistakes found while reading them."""

from loyalty.lang.nodes import Day, Name, Number, Span, Text, Truth
from loyalty.lang.problems import Problem, problem

Leaf = Name | Number | Span | Text | Truth | Day


class Tokens:
    """The tokens of a text in parallel lists, closed by a token of kind ``end``.

    A token's kind is the operator or bracket itself, ``value`` for a number, text, date, period or truth value,
    ``name``, or ``end``. `values` holds the finished leaf node of a ``value`` or ``name``.
    """

    __slots__ = ("ends", "kinds", "problems", "starts", "text", "values")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.values: list[Leaf | None] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.problems: list[Problem] = []

    def add(self, kind: str, value: Leaf | None, start: int, end: int) -> None:
        """Append a token."""
        self.kinds.append(kind)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)

    def source(self, index: int) -> str:
        """Return the author's own text of a token."""
        return self.text[self.starts[index] : self.ends[index]]

    def complain(self, code: str, start: int, end: int, *, cure: str = "", **words: object) -> None:
        """Record a problem with the author's text between `start` and `end`."""
        words.setdefault("found", shorten(self.text[start:end]))
        self.problems.append(problem(code, start, end, cure=cure, **words))


def shorten(text: str, most: int = 40) -> str:
    """Return a text in one line, cut to `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
