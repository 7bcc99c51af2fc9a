"""Full-width signs, as an input method writes them: what they stand for, and mistakes that say so."""

import re
import unicodedata

from loyalty.config.findings import MistakeError, shown
from loyalty.config.source import at_offset

_BRACKETS = dict(zip("［］【】〔〕〖〗｛｝", "[][][][]{}", strict=True))
_QUOTES = dict.fromkeys("“”„‟＂「」『』《》", '"') | dict.fromkeys("‘’＇", "'")
_OTHERS = {"、": ",", "。": ".", "：": "=", "－": "-", "—": "-", "＿": "_"}
TWINS = {**_BRACKETS, **_QUOTES, **_OTHERS, **{sign: unicodedata.normalize("NFKC", sign) for sign in "＝，．＃"}}
"""The narrow sign that each full-width one stands for, in TOML."""

DIGITS = "０１２３４５６７８９"
OPENING = re.compile(r"[\[［【〔〖]*[［【〔〖][^\n#]*")
"""The header of a table, with a full-width bracket at its beginning."""
_HEADER = str.maketrans({wide: narrow for wide, narrow in TWINS.items() if narrow in "[]."})


def is_wide(character: str) -> bool:
    """Say whether a character is a full-width sign or digit that has a narrow twin."""
    return bool(character) and (character in TWINS or character in DIGITS)


def narrow(character: str) -> str:
    """Return the narrow twin of a sign or digit.

    >>> narrow("【"), narrow("：")
    ('[', '=')
    """
    return TWINS.get(character) or unicodedata.normalize("NFKC", character)


def narrow_header(header: str) -> str:
    """Return a header with its brackets as TOML has them.

    >>> narrow_header("【【tiers】】")
    '[[tiers]]'
    """
    return header.translate(_HEADER)


def wide_sign(text: str, position: int) -> MistakeError:
    """Return the mistake of a full-width sign; a header is shown as a whole."""
    character = text[position]
    start = text.rfind("\n", 0, position) + 1
    header = OPENING.match(text, start)
    if header is not None and not text[start:position].strip("[［【〔〖 "):
        written = header[0].rstrip()
        message = f"`{shown(written)}` has full-width brackets; TOML has only narrow ones"
        meant = narrow_header(written)
        return at_offset("LOY207", message, start, start + len(written), f"`{shown(meant)}`", mend=meant)
    twin = narrow(character)
    if character == "：":
        message = "`：` is full-width; a key and its value are joined by `=`"
    else:
        message = f"`{character}` is full-width; TOML has only the narrow sign"
    return at_offset("LOY207", message, position, position + 1, f"`{twin}`", mend=twin)
