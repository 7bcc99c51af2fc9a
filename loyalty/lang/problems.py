"""What can be wrong with an expression: a value per problem, made from one table.

Codes ``LOY100-129`` are syntax, ``130-139`` names, ``140-159`` types, ``160-169`` missing values, ``170-179`` division,
``180-189`` limits.
"""

import attrs

from loyalty.lang.entry import Entry
from loyalty.lang.meaning_table import LIMITS, NAMES, TYPES, VALUES
from loyalty.lang.syntax_table import SYNTAX

CATALOGUE: dict[str, Entry] = {**SYNTAX, **NAMES, **TYPES, **VALUES, **LIMITS}
"""Every kind of mistake by code, with what is said about it."""


@attrs.frozen
class Problem:
    """One mistake in an expression, with its place and its cure.

    Attributes:
        code: ``LOY1nn``, see `CATALOGUE`.
        message: what is wrong, in English; `message_zh` says the same in Chinese.
        start: offset of the first character concerned in the author's text.
        end: offset after the last one; equal to `start` at the end of a text that breaks off.
        why: why it matters.
        cure: what to write instead.
    """

    code: str
    message: str
    start: int
    end: int
    why: str
    cure: str
    message_zh: str = ""


def problem(code: str, start: int, end: int, *, cure: str = "", **words: object) -> Problem:
    """Return the problem `code` at ``[start, end)`` with `words` filled into its entry of the table.

    `cure` replaces the general advice of the table where something more exact is known.
    """
    entry = CATALOGUE[code]
    return Problem(
        code,
        entry.message.format_map(words),
        start,
        end,
        entry.why.format_map(words),
        cure or entry.cure.format_map(words),
        entry.message_zh.format_map(words),
    )
