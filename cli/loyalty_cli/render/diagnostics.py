"""Mistakes of authors in the language of the reader."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyalty.errors import Diagnostic

NUMBERS = {
    "en": {"error": "{} error{s}", "warning": "{} warning{s}", "note": "{} note{s}", ", ": ", "},
    "zh": {"error": "{} 个错误", "warning": "{} 个警告", "note": "{} 条提示", ", ": "，"},
}


def spoken(diagnostic: "Diagnostic", language: str) -> "Diagnostic":
    """Return a mistake with its headline, reason and cure in a language."""
    if language == "en":
        return diagnostic
    from loyalty.config.chinese import in_chinese

    return in_chinese(diagnostic)


def text(diagnostic: "Diagnostic", language: str) -> str:
    """Return a mistake as text for a terminal."""
    return spoken(diagnostic, language).render(language)


def count(diagnostics: "Iterable[Diagnostic]", language: str = "en") -> str:
    """Return how many mistakes of each severity there are, in words; empty when there are none.

    >>> count([])
    ''
    """
    found = [one.severity for one in diagnostics]
    say = NUMBERS[language]
    numbers = [(found.count(word), say[word]) for word in ("error", "warning", "note")]
    return say[", "].join(words.format(number, s="s" if number > 1 else "") for number, words in numbers if number)
