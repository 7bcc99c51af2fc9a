"""Find where every key and every value of a TOML document stands.

The parser that gives the values keeps no positions, so this small scanner reads the text a second time, only when there
is something to point at. It accepts everything the parser accepts and gives the same paths; it is stricter only in
its limits, and laxer about values, which the parser has already judged.
"""

import re

import attrs

from loyalty.words import Path

MAX_PARTS = 16
"""How many parts a dotted key may have; the language itself needs five."""
MAX_DEPTH = 16
"""How deep arrays and inline tables may nest; the language itself needs four."""
MAX_KEY = 200
"""How many characters one part of a key may have."""

_SPACE = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_BASIC = re.compile(r'"(?:[^"\\\n]++|\\[^\n])*+"')
_LITERAL = re.compile(r"'[^'\n]*+'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}")
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*+|[^\s,\]}#]++")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([btnfre\"\\]))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class LostError(Exception):
    """The text is not TOML from `position` on."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class BeyondError(Exception):
    """The text goes beyond a limit (``"parts"``, ``"depth"`` or ``"key"``) at `position`."""

    def __init__(self, limit: str, position: int) -> None:
        super().__init__(limit, position)
        self.limit = limit
        self.position = position


@attrs.frozen
class Place:
    """Where a key and its value stand, as offsets in characters; of a table, both are its header's name."""

    key_start: int
    key_end: int
    start: int
    end: int


def scan(text: str) -> dict[Path, Place]:
    """Return the place of every table, key and value of a text with plain line ends.

    Raises:
        LostError: `text` is not TOML.
        BeyondError: a key or the nesting goes beyond the limits of this module.
    """
    return _Scanner(text).run()


def unescape(match: re.Match[str]) -> str:
    """Return the character that a matched escape sequence of a basic string stands for."""
    digits = match[1] or match[2] or match[3]
    return chr(int(digits, 16)) if digits else _SHORT[match[4]]


class _Scanner:
    """One pass over a document; `places` fills up as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.places: dict[Path, Place] = {}
        self.lengths: dict[Path, int] = {}

    def run(self) -> dict[Path, Place]:
        """Read statements up to the end of the text."""
        header: Path = ()
        while True:
            self.skip(_GAP)
            if self.position >= len(self.text):
                return self.places
            if self.text.startswith("[[", self.position):
                header = self.header("[[", "]]")
            elif self.text.startswith("[", self.position):
                header = self.header("[", "]")
            else:
                self.pair(header, 0)
            self.line_end()

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Move over what `pattern`, which may be empty, matches here."""
        match = pattern.match(self.text, self.position)
        assert match
        self.position = match.end()

    def expect(self, token: str) -> None:
        """Move over `token`."""
        if not self.text.startswith(token, self.position):
            raise LostError(self.position)
        self.position += len(token)

    def line_end(self) -> None:
        """Move over blanks and check that nothing but a comment follows on the line."""
        self.skip(_SPACE)
        if self.text[self.position : self.position + 1] not in {"", "\n", "#"}:
            raise LostError(self.position)

    def header(self, opening: str, closing: str) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of the table it opens."""
        self.position += len(opening)
        self.skip(_SPACE)
        parts = self.key()
        self.expect(closing)
        path: Path = ()
        for name, start, end in parts[:-1]:
            path = self.enter((*path, name), start, end)
        name, start, end = parts[-1]
        path = (*path, name)
        if opening == "[":
            return self.enter(path, start, end)
        index = self.lengths.get(path, 0)
        self.lengths[path] = index + 1
        place = Place(start, end, start, end)
        self.places.setdefault(path, place)
        self.places[*path, index] = place
        return (*path, index)

    def enter(self, path: Path, start: int, end: int) -> Path:
        """Note a table on the way and return its path; of an array of tables, that of its last one."""
        if path in self.lengths:
            return (*path, self.lengths[path] - 1)
        self.places.setdefault(path, Place(start, end, start, end))
        return path

    def pair(self, table: Path, depth: int) -> None:
        """Read ``key = value`` inside `table`."""
        parts = self.key()
        self.expect("=")
        self.skip(_SPACE)
        path = table
        for name, start, end in parts[:-1]:
            path = self.enter((*path, name), start, end)
        name, key_start, key_end = parts[-1]
        path = (*path, name)
        start = self.position
        self.value(path, depth)
        self.places[path] = Place(key_start, key_end, start, self.position)

    def key(self) -> list[tuple[str, int, int]]:
        """Read a key and the blanks behind it; return its parts with their offsets."""
        parts = [self.part()]
        self.skip(_SPACE)
        while self.text.startswith(".", self.position):
            self.position += 1
            self.skip(_SPACE)
            parts.append(self.part())
            if len(parts) > MAX_PARTS:
                raise BeyondError("parts", parts[0][1])
            self.skip(_SPACE)
        return parts

    def part(self) -> tuple[str, int, int]:
        """Read one part of a key."""
        start = self.position
        for pattern in (_BARE, _BASIC, _LITERAL):
            match = pattern.match(self.text, start)
            if match:
                self.position = match.end()
                if self.position - start > MAX_KEY:
                    raise BeyondError("key", start)
                return _name(match[0]), start, self.position
        raise LostError(start)

    def value(self, path: Path, depth: int) -> None:
        """Read the value of `path`, with everything inside it."""
        opening = self.text[self.position : self.position + 1]
        if opening == "[":
            self.array(path, depth + 1)
        elif opening == "{":
            self.table(path, depth + 1)
        else:
            self.scalar(opening)

    def scalar(self, opening: str) -> None:
        """Read a text, number, date or truth value."""
        if opening == '"':
            pattern = _LONG_BASIC if self.text.startswith('"""', self.position) else _BASIC
        elif opening == "'":
            pattern = _LONG_LITERAL if self.text.startswith("'''", self.position) else _LITERAL
        else:
            pattern = _PLAIN
        match = pattern.match(self.text, self.position)
        if not match:
            raise LostError(self.position)
        self.position = match.end()

    def array(self, path: Path, depth: int) -> None:
        """Read an array, whose elements have the paths ``(*path, 0)`` and so on."""
        self.open(depth)
        index = 0
        while not self.text.startswith("]", self.position):
            start = self.position
            self.value((*path, index), depth)
            self.places[*path, index] = Place(start, self.position, start, self.position)
            index += 1
            self.separate("]")
        self.position += 1

    def table(self, path: Path, depth: int) -> None:
        """Read an inline table."""
        self.open(depth)
        while not self.text.startswith("}", self.position):
            self.pair(path, depth)
            self.separate("}")
        self.position += 1

    def open(self, depth: int) -> None:
        """Move over an opening bracket and what may follow it."""
        if depth > MAX_DEPTH:
            raise BeyondError("depth", self.position)
        self.position += 1
        self.skip(_GAP)

    def separate(self, closing: str) -> None:
        """Move over the comma behind an element, unless the closing bracket comes."""
        self.skip(_GAP)
        if self.text.startswith(",", self.position):
            self.position += 1
            self.skip(_GAP)
        elif not self.text.startswith(closing, self.position):
            raise LostError(self.position)


def _name(written: str) -> str:
    """Return the key that a bare or quoted part stands for."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    return _ESCAPE.sub(unescape, written[1:-1])
