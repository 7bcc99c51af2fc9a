"""Values that TOML cannot read because they stand without quotes, and what to write for each."""

import re

from loyalty.config.findings import MistakeError, shown
from loyalty.config.source import at_offset

_WORD = re.compile(r"[^\s,\]}#=]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_BLANK = re.compile(r"[Xx×]+|[?？]+|_+|\.\.\.|…+|TODO|TBD|FIXME|待定|待填")
_OPERATOR = re.compile(r"\s*(>=|<=|==|!=|>|<|≥|≤|＞|＜|\band\b|\bor\b|\bin\b)")
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[+-]?\d{1,3}(?:,\d{3})+"), "digits are grouped with `_`: `{grouped}`"),
    (re.compile(r"[\d.]+%"), 'a percent is a text: `"{word}"`'),
    (re.compile(r"[+-]?\.\d+"), "a number begins with a digit: `{led}`"),
    (re.compile(r"[+-]?\d+\."), "a point is followed by a digit: `{word}0`"),
    (re.compile(r"[+-]?0\d+"), "a number does not begin with 0; if it is a code, put it in quotes"),
    (re.compile(r"True|TRUE|Yes|yes|on|On|是"), "`true`"),
    (re.compile(r"False|FALSE|No|no|off|Off|否"), "`false`"),
    (re.compile(r"None|null|nil|Null|无"), "leave the key out: what is not written is not there"),
    (re.compile(r"P(T?\d+[YMWDHS])+"), 'a period is a text: `"{word}"`'),
)


def iso_date(word: str) -> str:
    """Return a date as TOML writes it; empty when `word` is none.

    >>> iso_date("2024年1月1日"), iso_date("2024/1/31"), iso_date("soon")
    ('2024-01-01', '2024-01-31', '')
    """
    match = _DATE.fullmatch(word.strip())
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def shape_cure(word: str) -> str:
    """Return what to write for a value that only looks a little different; empty when it is something else."""
    date = iso_date(word)
    if date:
        return f"a date is four, two and two digits: `{date}`"
    meant = {"word": word, "grouped": word.replace(",", "_"), "led": word.replace(".", "0.")}
    return next((cure.format_map(meant) for shape, cure in _SHAPES if shape.fullmatch(word)), "")


def unquoted(text: str, position: int) -> MistakeError:
    """Return the mistake of a value at `position` that is not one."""
    match = _WORD.match(text, position)
    if match is None:
        return at_offset(
            "LOY205", "a value is missing here", position, position + 1, "a value after the `=`", mend="gap"
        )
    word, whole = match[0], _whole(text, position)
    if _BLANK.fullmatch(word):
        return _blank(word, text, position)
    cure = shape_cure(word)
    if not cure and _OPERATOR.search(whole):
        message = f"`{shown(whole)}` is a condition, and a condition stands in quotes"
        return at_offset("LOY205", message, position, position + len(whole), f"`{quoted(whole)}`", mend="value")
    cure = cure or f'put text in quotes: `"{shown(word)}"`'
    return at_offset("LOY205", f"`{shown(word)}` is not a value", position, position + len(word), cure, mend="value")


def continued(text: str, position: int) -> MistakeError | None:
    """Return the mistake of a condition of which only the first word stands in quotes."""
    start = text.rfind("\n", 0, position) + 1
    line = text[start:position]
    if not _OPERATOR.match(text, position) or "=" not in line:
        return None
    begin = start + line.index("=") + 1
    begin += len(text[begin:position]) - len(text[begin:position].lstrip())
    whole = _whole(text, begin)
    plain = re.sub(r"""^(["'])(.*?)\1""", r"\2", whole)
    message = f"`{shown(whole)}` is a condition, and a condition stands in quotes as a whole"
    return at_offset("LOY205", message, begin, begin + len(whole), f"`{quoted(plain)}`", mend="value")


def quoted(text: str) -> str:
    """Return a condition as a TOML text."""
    return f"'{shown(text)}'" if '"' in text else f'"{shown(text)}"'


def _blank(word: str, text: str, position: int) -> MistakeError:
    """Say that a blank of a form was never filled in."""
    key = re.search(r"([\w-]+)[ \t]*=[ \t]*$", text[max(position - 200, 0) : position])
    if key and key[1] == "value":
        cure = "the value; or leave `value` out, and give it with `--set` or in a values file"
    else:
        cure = 'the value; or the name of a parameter in quotes, such as `"earn_per"`'
    return at_offset(
        "LOY205", f"`{word}` is a blank that was not filled in", position, position + len(word), cure, mend="value"
    )


def _whole(text: str, position: int) -> str:
    """Return the value as far as its author meant it: to the end of the line, or of the inline table around it."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    inside = line.count("{") + line.count("[") > line.count("}") + line.count("]")
    match = (_INSIDE if inside else _LINE).match(text, position)
    return match[0].rstrip() if match else ""


_INSIDE = re.compile(r"""(?:"[^"\n]*"|'[^'\n]*'|[^,}\]#\n])+""")
_LINE = re.compile(r"""(?:"[^"\n]*"|'[^'\n]*'|[^#\n])+""")
