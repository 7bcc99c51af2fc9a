"""What else is wrong with a text that is not TOML: each slip is mended in a copy, and the copy is read again.

A copy keeps its length, so that every mistake stays in its place. What a mended copy means is never looked at.
"""

from collections.abc import Iterator
from itertools import count

from loyalty.config.findings import Finding, MistakeError
from loyalty.config.source import parse

MORE = "there may be more mistakes, which are not looked for before these are cured"
SLIPS_MAX = 20
"""How many slips are looked for."""
WORK_MAX = 400_000
"""How many characters are read for them altogether."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SPELLING = {"LOY205", "LOY207"}
_CLOSING = {'"': '“”＂」』》"', "'": "‘’＇'"}


def slips(text: str, error: MistakeError) -> Iterator[Finding]:
    """Yield the mistakes in the spelling of `text`, of which `error` is the first."""
    yield error.finding
    names: dict[str, str] = {}
    for _ in range(min(SLIPS_MAX, WORK_MAX // max(len(text), 1))):
        text = _mended(text, error, names)
        following = _next(text)
        if following is None or following.finding.part == error.finding.part:
            return
        error = following
        yield error.finding
    yield Finding("LOY209", MORE, part=error.finding.part, severity="note")


def _next(text: str) -> MistakeError | None:
    """Return the first slip that is left; another kind of mistake may come from the mending."""
    try:
        parse(text)
    except MistakeError as error:
        return error if error.finding.code in _SPELLING else None
    return None


def _mended(text: str, error: MistakeError, names: dict[str, str]) -> str:
    """Return the text with a mistake mended, or unchanged when it is unclear how."""
    if not error.mend or error.finding.part is None:
        return text
    start, end = error.finding.part
    if error.mend == "key":
        return text[:start] + _stand_in(text[start:end], names) + text[end:]
    if error.mend == "gap":
        return _bridged(text, start)
    mend = "0" if error.mend == "value" else error.mend
    text = text[:start] + mend.ljust(end - start) + text[end:]
    return _closed(text, mend, end) if mend in _CLOSING else text


def _bridged(text: str, start: int) -> str:
    """Fill the gap where a value is missing; without a blank before it there is no room."""
    return f"{text[: start - 1]}0{text[start:]}" if text[start - 1 : start] in {" ", "\t"} else text


def _closed(text: str, quote: str, start: int) -> str:
    """Make the quote behind an opening one narrow as well."""
    line_end = text.find("\n", start) % (len(text) + 1)
    for place in range(start, line_end):
        if text[place] in _CLOSING[quote]:
            return text[:place] + quote + text[place + 1 :]
    return text


def _stand_in(word: str, names: dict[str, str]) -> str:
    """Return a key of the same length that stands for `word`, wherever it comes."""
    if word not in names:
        made = (_name(number, len(word)) for number in count(len(names)))
        names[word] = next(name for name in made if name not in names.values())
    return names[word]


def _name(number: int, length: int) -> str:
    name = ""
    for _ in range(length):
        number, letter = divmod(number, len(_LETTERS))
        name += _LETTERS[letter]
    return name
