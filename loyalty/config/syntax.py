"""Say in an author's words what is wrong with a text that is not TOML, and what to write instead."""

import re
from collections.abc import Callable

from loyalty.config.findings import MistakeError, shown
from loyalty.config.source import at_offset
from loyalty.config.synonyms import SYNONYMS
from loyalty.config.unquoted import continued, quoted, shape_cure, unquoted
from loyalty.config.wide import TWINS, is_wide, wide_sign

_WORD = re.compile(r"[^\s,\]}#=]+")
_GLUED = re.compile(r"[^\s\]}#=]+")
_KEY = re.compile(rf"[^\s=#\[\]{{}}.,{''.join(TWINS)}]+")
_COMPARED = re.compile(r"[ \t]*([<>!]=?|=[<>=]|[≥≤＞＜])[ \t]*([^\n#]*)")


def syntax_mistake(message: str, text: str, position: int) -> MistakeError:
    """Return the mistake for the parser's `message` about `text` at `position`."""
    character = text[position : position + 1]
    if character and (ord(character) < ord(" ") or character == "\x7f") and character not in "\n\t":
        return at_offset("LOY208", f"the character U+{ord(character):04X} is not allowed here", position, position + 1)
    if is_wide(character) and not message.startswith(("Cannot", "Duplicate")):
        return wide_sign(text, position)
    for start, explain in _EXPLAIN.items():
        if message.startswith(start):
            return explain(text, position)
    return at_offset("LOY205", f"this is not TOML: {message}", position, position + 1)


def _statement(text: str, position: int) -> MistakeError:
    word = _match(_KEY, text, position)
    if word and not word.isascii():
        return _unquoted_key(word, position)
    return at_offset("LOY205", "a line begins with a key or with `[`", position, position + max(len(word), 1))


def _equals(text: str, position: int) -> MistakeError:
    character = text[position : position + 1]
    start = text.rfind("\n", 0, position) + 1
    indent = len(text[start:position]) - len(text[start:position].lstrip())
    word = text[start + indent : position].rstrip()
    if character and not character.isascii():
        begin = position
        while begin > start and not text[begin - 1].isspace() and text[begin - 1] not in "{,[":
            begin -= 1
        return _unquoted_key(_match(_KEY, text, begin), begin)
    compared = _COMPARED.match(text, position)
    if word and compared and compared[1] != "=":
        cure = f"`{word} = {quoted('... ' + compared[0].strip())}`"
        message = "`=` is wanted after a key, and a condition stands in quotes"
        return at_offset("LOY205", message, *compared.span(1), cure)
    cure = f"`{word} = ...`" if word else ""
    if character == ":":
        message = "`:` does not join a key and its value"
        return at_offset("LOY205", message, position, position + 1, cure or "`=`", mend="=")
    return at_offset("LOY205", "`=` is wanted after a key", position, position + 1, cure)


def _unquoted_key(word: str, position: int) -> MistakeError:
    message, cure = f"the key `{shown(word)}` needs quotes", f'`"{shown(word)}"`'
    if word in SYNONYMS:
        cure += f", or `{SYNONYMS[word][0]}`"
    return at_offset("LOY207", message, position, position + len(word), cure, mend="key")


def _glued(text: str, position: int) -> MistakeError | None:
    """Return what is wrong with a value of which the parser has taken only the beginning."""
    start = position
    while start and text[start - 1] not in " \t\n=,[{":
        start -= 1
    word = (text[start:position] + _match(_GLUED, text, position)).rstrip(",")
    cure = shape_cure(word)
    if not cure or start == position:
        return None
    return at_offset("LOY205", f"`{shown(word)}` is not a value", start, start + len(word), cure, mend="value")


def _line_end(text: str, position: int) -> MistakeError:
    found = _glued(text, position) or continued(text, position)
    if found is not None:
        return found
    rest = _match(re.compile(r"[^\n]+"), text, position).rstrip()
    message = f"`{shown(rest)}` stands behind the end of the statement"
    return at_offset("LOY205", message, position, position + len(rest), "one statement on each line, text in quotes")


def _twice(text: str, position: int) -> MistakeError:
    start = text.rfind("\n", 0, position) + 1
    line = text[start:position]
    begin = start + len(line) - len(line.lstrip(" \t["))
    word = _match(re.compile(r"[^\s=\]]+"), text, begin)
    if line.lstrip().startswith("["):
        return _table_twice(text, word, begin)
    return at_offset("LOY206", f"`{shown(word)}` is written twice", begin, begin + max(len(word), 1))


def _table_twice(text: str, word: str, begin: int) -> MistakeError:
    """Say that a table comes again, and that one of several has two brackets."""
    name = re.escape(word)
    single = re.search(rf"^[ \t]*\[[ \t]*({name})[ \t]*\]", text, re.MULTILINE)
    if not word or not single or begin == single.start(1):
        return at_offset("LOY206", f"`{shown(word)}` is written twice", begin, begin + max(len(word), 1))
    if re.search(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", text, re.MULTILINE):
        message = f"`{shown(word)}` is one table here and one of several there"
        return at_offset("LOY206", message, *single.span(1), f"`[[{shown(word)}]]`, with two brackets, above each")
    cure = f"`[[{shown(word)}]]`, with two brackets, above each if there are several; or keep one"
    return at_offset("LOY206", f"`{shown(word)}` is written twice", begin, begin + len(word), cure)


def _twice_inside(text: str, position: int) -> MistakeError:
    found = list(re.finditer(r"([\w\"'.-]+)[ \t]*=", text[max(position - 2000, 0) : position]))
    begin = max(position - 2000, 0) + found[-1].start() if found else position
    word = found[-1][1] if found else ""
    return at_offset("LOY206", f"`{shown(word)}` is written twice", begin, begin + max(len(word), 1))


def _string(text: str, position: int) -> MistakeError:
    start = text.rfind("\n", 0, position) + 1
    quote = max(text.find('"', start, position), text.find("'", start, position))
    start = quote if quote >= 0 else min(position, len(text) - 1)
    cure = 'the closing quote; a text over several lines stands between `"""` and `"""`'
    return at_offset("LOY205", "the quoted text is never closed", start, max(position, start + 1), cure)


def _escape(text: str, position: int) -> MistakeError:
    start = text.rfind("\\", 0, position + 1)
    sign = text[start : start + 2]
    cure = f"`\\\\` for a backslash, or put the text between single quotes: `'{shown(sign)}...'`"
    return at_offset("LOY205", f"`{shown(sign)}` has no meaning in a quoted text", start, start + 2, cure)


def _list(text: str, position: int) -> MistakeError:
    found = _glued(text, position)
    if found is not None:
        return found
    word = _match(_WORD, text, position)
    cure = "a comma between two items, and `]` after the last"
    return at_offset("LOY205", "the list is not closed here", position, position + max(len(word), 1), cure)


def _inline(text: str, position: int) -> MistakeError:
    found = _glued(text, position)
    if found is not None:
        return found
    word = _match(_WORD, text, position)
    cure = "a comma between two keys, and `}` after the last"
    return at_offset("LOY205", "the table `{ ... }` is not closed here", position, position + max(len(word), 1), cure)


def _header(text: str, position: int) -> MistakeError:
    word = _match(_KEY, text, position)
    if word and not word.isascii():
        return _unquoted_key(word, position)
    cure = "`[name]` for a table, `[[name]]` for one of several"
    return at_offset("LOY205", "a key or a closing bracket is wanted here", position, position + 1, cure)


def _date(text: str, position: int) -> MistakeError:
    word = _match(_WORD, text, position)
    return at_offset("LOY228", f"there is no {shown(word)} in the calendar", position, position + len(word))


def _match(pattern: re.Pattern[str], text: str, position: int) -> str:
    match = pattern.match(text, position)
    return match[0] if match else ""


_EXPLAIN: dict[str, Callable[[str, int], MistakeError]] = {
    "Invalid statement": _statement,
    "Expected '='": _equals,
    "Invalid value": unquoted,
    "Invalid date": _date,
    "Expected newline": _line_end,
    "Duplicate inline": _twice_inside,
    "Cannot": _twice,
    "Unterminated": _string,
    "Illegal character": _string,
    "Unclosed array": _list,
    "Unclosed inline": _inline,
    "Unescaped": _escape,
    "Invalid hex": _escape,
    "Escaped": _escape,
    "Invalid initial": _header,
    "Expected ']": _header,
    "Expected '": _string,
}
