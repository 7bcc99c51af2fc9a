"""A source line with a caret under the words that are meant, right under Chinese text too.

East Asian wide and full-width characters take two cells on a terminal, combining marks none.
"""

CELLS_MAX = 120
TAB = "    "
GUTTER = 5
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
IDEOGRAPHIC_SPACE = "\N{IDEOGRAPHIC SPACE}"


def excerpt(source: str, line: int, column: int, end_column: int) -> list[str]:
    """The line behind its number, and below it carets from `column` up to `end_column` (1-based, exclusive).

    A line wider than `CELLS_MAX` cells is cut on both sides of the caret. Control characters are
    replaced, so that a hostile file cannot steer the terminal. A column of 0 asks for no caret.
    """
    source = source.rstrip("\r\n")
    start = min(max(column, 1), len(source) + 1) - 1
    stop = max(min(end_column - 1, len(source)), start)
    before, meant, after = _cut(_plain(source[:start]), _plain(source[start:stop]), _plain(source[stop:]))
    shown = f"{line:>{GUTTER}} | {before}{meant}{after}"
    if column < 1:
        return [shown]
    gutter = " " * (len(shown) - len(before + meant + after) - len("| "))
    return [shown, f"{gutter}| {' ' * cells(before)}{'^' * max(cells(meant), 1)}"]


def cells(text: str) -> int:
    """How many terminal cells the text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - needed only to draw a mistake

    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    none = sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)
    return len(text) + wide - none


def _plain(text: str) -> str:
    text = text.replace("\t", TAB)
    return "".join(c if c.isprintable() or c == IDEOGRAPHIC_SPACE else REPLACEMENT for c in text)


def _cut(before: str, meant: str, after: str) -> tuple[str, str, str]:
    """Shorten the meaning to half the room, then share the rest between what stands around it."""
    if cells(before) + cells(meant) + cells(after) <= CELLS_MAX:
        return before, meant, after
    meant = _head(meant, CELLS_MAX // 2)
    room = CELLS_MAX - cells(meant)
    before = _head(before[::-1], max(room // 2, room - cells(after)))[::-1]
    return before, meant, _head(after, room - cells(before))


def _head(text: str, room: int) -> str:
    """As much of the text as fits into `room` cells, with an ellipsis where something is left out."""
    if len(text) <= room and cells(text) <= room:
        return text
    kept, used = 0, 1
    while kept < len(text) and used + cells(text[kept]) <= room:
        used += cells(text[kept])
        kept += 1
    return text[:kept] + "…"
